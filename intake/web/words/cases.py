"""Words for the states, findings and reasons of a case: the field's terms, and plain ones."""

from intake.cases.vocabulary import (
    ActorKind,
    AgencyResponse,
    ClockKind,
    ClosingReason,
    Disposition,
    ExceptionApplied,
    NoFindingReason,
    RollUp,
    StandardOfProof,
    Status,
    SubjectKind,
)
from intake.texts.marking import marked as _
from intake.web.words.tables import Words

_FINDINGS = {
    "sustained": _("Sustained"),
    "not_sustained": _("Not sustained"),
    "exonerated": _("Within policy"),
    "unfounded": _("Unfounded"),
    "policy_failure": _("Policy or training failure"),
    "no_finding": _("No finding"),
}
_PLAIN_FINDINGS = {
    "sustained": _("We found that it happened and broke the rule"),
    "not_sustained": _("We could not find out for sure"),
    "exonerated": _("It happened, and the rules allow it"),
    "unfounded": _("We found it did not happen this way"),
    "policy_failure": _("It happened because of missing or unclear rules or training"),
    "no_finding": _("Ended without a finding"),
}

WORDS: Words = {
    Status: {
        Status.RECEIVED: _("Received"),
        Status.PRELIMINARY_REVIEW: _("Preliminary review"),
        Status.AWAITING_INFORMATION: _("Awaiting information"),
        Status.MEDIATION: _("Mediation"),
        Status.UNDER_INVESTIGATION: _("Under investigation"),
        Status.SUSPENDED: _("Suspended"),
        Status.FINDINGS_REVIEW: _("Findings under review"),
        Status.FINDINGS_ISSUED: _("Findings issued"),
        Status.UNDER_APPEAL: _("Under appeal"),
        Status.REFERRED: _("Referred"),
        Status.CLOSED: _("Closed"),
    },
    Disposition: {
        **{Disposition(code): words for code, words in _FINDINGS.items()},
        Disposition.SUBJECT_UNIDENTIFIED: _("Official not identified"),
    },
    RollUp: {
        **{RollUp(code): words for code, words in _FINDINGS.items()},
        RollUp.PARTIALLY_SUSTAINED: _("Partially sustained"),
    },
    NoFindingReason: {
        NoFindingReason.WITHDRAWN: _("Withdrawn by the complainant"),
        NoFindingReason.INSUFFICIENT_INFORMATION: _("Not enough information"),
        NoFindingReason.COMPLAINANT_UNAVAILABLE: _("Complainant could not be reached"),
        NoFindingReason.OUT_OF_JURISDICTION_REFERRED: _("Outside our authority, referred"),
        NoFindingReason.MEDIATED: _("Mediated"),
        NoFindingReason.DUPLICATE: _("Duplicate"),
        NoFindingReason.ALREADY_ADJUDICATED: _("Already decided elsewhere"),
        NoFindingReason.PENDING_LITIGATION: _("Before a court"),
        NoFindingReason.SUBJECT_LEFT_AGENCY: _("Official left the agency"),
    },
    ClosingReason: {
        ClosingReason.FINDINGS: _("Findings issued"),
        ClosingReason.MEDIATED: _("Mediated"),
        ClosingReason.WITHDRAWN: _("Withdrawn by the complainant"),
        ClosingReason.DUPLICATE: _("Duplicate"),
        ClosingReason.ALREADY_ADJUDICATED: _("Already decided elsewhere"),
        ClosingReason.INSUFFICIENT_INFORMATION: _("Not enough information"),
        ClosingReason.NO_POTENTIAL_VIOLATION: _("No possible violation of a rule"),
    },
    AgencyResponse: {
        AgencyResponse.ACCEPTED: _("Accepted"),
        AgencyResponse.ACCEPTED_IN_PART: _("Accepted in part"),
        AgencyResponse.DECLINED: _("Declined"),
    },
    SubjectKind: {
        SubjectKind.PERSON: _("A named official"),
        SubjectKind.UNKNOWN: _("An official not yet identified"),
        SubjectKind.AGENCY: _("The agency itself"),
    },
    StandardOfProof: {
        StandardOfProof.PREPONDERANCE: _("More likely than not"),
        StandardOfProof.CLEAR_AND_CONVINCING: _("Clear and convincing evidence"),
        StandardOfProof.SUBSTANTIAL_EVIDENCE: _("Substantial evidence"),
    },
    ActorKind: {
        ActorKind.STAFF: _("Staff"),
        ActorKind.COMPLAINANT: _("Complainant"),
        ActorKind.SYSTEM: _("The system"),
    },
    ExceptionApplied: {
        ExceptionApplied.JUDICIAL_WARRANT: _("A judge's warrant"),
        ExceptionApplied.COURT_ORDER: _("A court order"),
        ExceptionApplied.OTHER_CRIMINAL_HOLD: _("Another criminal hold"),
        ExceptionApplied.RELEASE_PROCESSING_TIME: _("Actual release processing time"),
        ExceptionApplied.INDEPENDENT_CRIMINAL_GROUND: _("A separate criminal ground"),
        ExceptionApplied.EMERGENCY_AID: _("Emergency aid"),
        ExceptionApplied.UNRELATED_PURPOSE: _("A purpose unrelated to civil immigration law"),
        ExceptionApplied.PUBLIC_AREA_ONLY: _("Public area only"),
        ExceptionApplied.UNDERCOVER_CRIMINAL_CASE: _("Undercover work in a criminal case"),
        ExceptionApplied.ELEMENT_OF_CRIMINAL_CASE: _("Element of a criminal case"),
        ExceptionApplied.REQUIRED_BY_LAW: _("Required by state or federal law"),
        ExceptionApplied.BENEFIT_ELIGIBILITY: _("Eligibility for a benefit, service or license"),
        ExceptionApplied.CONSULAR_NOTICE: _("Notice to a consulate"),
        ExceptionApplied.VOLUNTEERED: _("Volunteered by the person"),
        ExceptionApplied.ALREADY_PUBLIC: _("Already public"),
        ExceptionApplied.STATUS_INFORMATION_1373: _("Status information under 8 U.S.C. 1373"),
        ExceptionApplied.INDIVIDUAL_CRIMINAL_PREDICATE: _(
            "Specific criminal suspicion of one person"
        ),
        ExceptionApplied.REFERRAL_GIVEN: _("Outside our authority, and a referral was given"),
        ExceptionApplied.SPECIFIC_CREDIBLE_INFORMATION: _(
            "Timely, relevant, credible information on a specific person and event"
        ),
    },
    ClockKind: {
        ClockKind.ACKNOWLEDGE: _("Acknowledge"),
        ClockKind.UNASSIGNED: _("Accept or assign"),
        ClockKind.REVIEW: _("Finish the review"),
        ClockKind.INFORMATION: _("Complainant's answer"),
        ClockKind.STATUS_UPDATE: _("Update the complainant"),
        ClockKind.MEDIATION: _("Finish the mediation"),
        ClockKind.REFERRAL_CONFIRMATION: _("Referral confirmation"),
        ClockKind.EVIDENCE_NOTICE: _("Send the notice to keep evidence"),
        ClockKind.INVESTIGATION: _("Finish the investigation"),
        ClockKind.SUSPENSION_REVIEW: _("Review the suspension"),
        ClockKind.FINDINGS_REVIEW: _("Review the findings"),
        ClockKind.FINDINGS_LETTER: _("Send the findings letter"),
        ClockKind.AGENCY_RESPONSE: _("Agency response"),
        ClockKind.APPEAL_WINDOW: _("Time to appeal ends"),
        ClockKind.APPEAL_DECISION: _("Decide the appeal"),
        ClockKind.HIGH_URGENCY: _("First look at a high-urgency case"),
        ClockKind.URGENT_TRIAGE: _("First look at an urgent case"),
        ClockKind.URGENT_CUSTODIAN: _("Contact the detention facility"),
        ClockKind.URGENT_COUNSEL: _("Contact attorneys"),
        ClockKind.URGENT_DECISION: _("Urgent decision"),
    },
}

PLAIN_WORDS: Words = {
    Status: {
        Status.RECEIVED: _("We got your complaint"),
        Status.PRELIMINARY_REVIEW: _("We're doing a first review"),
        Status.AWAITING_INFORMATION: _("We asked you a question"),
        Status.MEDIATION: _("You and the office are trying to reach an agreement"),
        Status.UNDER_INVESTIGATION: _("We're looking into it"),
        Status.SUSPENDED: _("We have to wait"),
        Status.FINDINGS_REVIEW: _("A second person is reviewing what we found"),
        Status.FINDINGS_ISSUED: _("We made a decision"),
        Status.UNDER_APPEAL: _("The decision is under review"),
        Status.REFERRED: _("Sent to another office"),
        Status.CLOSED: _("Closed"),
    },
    Disposition: {
        **{Disposition(code): words for code, words in _PLAIN_FINDINGS.items()},
        Disposition.SUBJECT_UNIDENTIFIED: _("We could not find out who it was"),
    },
    RollUp: {
        **{RollUp(code): words for code, words in _PLAIN_FINDINGS.items()},
        RollUp.PARTIALLY_SUSTAINED: _("We found that part of it happened and broke the rule"),
    },
    NoFindingReason: {
        NoFindingReason.WITHDRAWN: _("You withdrew it"),
        NoFindingReason.INSUFFICIENT_INFORMATION: _("We did not have enough information"),
        NoFindingReason.COMPLAINANT_UNAVAILABLE: _("We could not reach you"),
        NoFindingReason.OUT_OF_JURISDICTION_REFERRED: _("Another office is responsible"),
        NoFindingReason.MEDIATED: _("You and the office reached an agreement"),
        NoFindingReason.DUPLICATE: _("It is part of another complaint"),
        NoFindingReason.ALREADY_ADJUDICATED: _("It was already decided elsewhere"),
        NoFindingReason.PENDING_LITIGATION: _("A court is deciding on it"),
        NoFindingReason.SUBJECT_LEFT_AGENCY: _("The official no longer works there"),
    },
    ClosingReason: {
        ClosingReason.FINDINGS: _("We made a decision"),
        ClosingReason.MEDIATED: _("You and the office reached an agreement"),
        ClosingReason.WITHDRAWN: _("You withdrew your complaint"),
        ClosingReason.DUPLICATE: _("We already have a complaint about the same thing from you"),
        ClosingReason.ALREADY_ADJUDICATED: _("It was already decided elsewhere"),
        ClosingReason.INSUFFICIENT_INFORMATION: _("We did not have enough information"),
        ClosingReason.NO_POTENTIAL_VIOLATION: _("What you told us does not break one of the rules"),
    },
}
