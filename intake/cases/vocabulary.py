"""The closed words of a case: states, events, findings, clocks."""

from enum import StrEnum

from intake.audit.actor import ActorKind as ActorKind


class Status(StrEnum):
    """The states of a case."""

    RECEIVED = "received"
    PRELIMINARY_REVIEW = "preliminary_review"
    AWAITING_INFORMATION = "awaiting_information"
    MEDIATION = "mediation"
    UNDER_INVESTIGATION = "under_investigation"
    SUSPENDED = "suspended"
    FINDINGS_REVIEW = "findings_review"
    FINDINGS_ISSUED = "findings_issued"
    UNDER_APPEAL = "under_appeal"
    REFERRED = "referred"
    CLOSED = "closed"


TERMINAL: frozenset[Status] = frozenset({Status.CLOSED, Status.REFERRED})
OPEN: frozenset[Status] = frozenset(Status) - TERMINAL


class EventKind(StrEnum):
    """Everything that can happen to a case; the list of events is its truth."""

    # arrival and first look
    SUBMITTED = "submit"
    ACKNOWLEDGED = "acknowledged"
    FIRST_OPENED = "first_opened"
    OPENED = "opened"
    ASSIGNED = "assigned"
    ACCEPTED_FOR_REVIEW = "accept_for_review"
    REROUTED = "reroute"
    JOINED = "join"
    # the complainant stops, or is asked
    WITHDRAWAL_REQUESTED = "withdraw"
    WITHDRAWAL_CONFIRMED = "confirm_withdrawal"
    CONTINUED_OWN_MOTION = "continue_own_motion"
    INFORMATION_REQUESTED = "request_information"
    INFORMATION_RECEIVED = "information_received"
    INFORMATION_TIMED_OUT = "information_timeout"
    MESSAGE_SENT = "message_sent"
    MESSAGE_RECEIVED = "message_received"
    NOTE_ADDED = "note_added"
    # ways out of the preliminary review
    MEDIATION_OFFERED = "offer_mediation"
    MEDIATION_DECLINED = "mediation_declined"
    MEDIATION_ACCEPTED = "both_consent"
    AGREEMENT_REACHED = "agreement"
    MEDIATION_FAILED = "mediation_failed"
    REFERRED_OUT = "refer_out"
    REFERRAL_CONFIRMED = "referral_confirmed"
    REFERRAL_RETURNED = "referral_returned"
    REFERRAL_NOT_CONFIRMED = "referral_not_confirmed"
    CLOSED_ADMINISTRATIVELY = "close_administratively"
    # investigation
    INVESTIGATION_OPENED = "open_investigation"
    EVIDENCE_NOTICE_SENT = "evidence_notice_sent"
    SUSPENDED = "suspend"
    SUSPENSION_REVIEWED = "suspension_reviewed"
    RESUMED = "resume"
    EXTENDED = "extend"
    ALLEGATION_FRAMED = "allegation_framed"
    ALLEGATION_WITHDRAWN = "allegation_withdrawn"
    ALLEGATION_SETTLED = "allegation_settled"
    FINDING_SET = "finding_set"
    FINDINGS_SUBMITTED = "submit_findings"
    # decision and after
    FINDINGS_RETURNED = "return_findings"
    BOARD_DECISION_RECORDED = "record_board_decision"
    FINDINGS_APPROVED = "approve"
    LETTER_SENT = "letter_sent"
    AGENCY_RESPONSE_RECORDED = "agency_response_recorded"
    APPEAL_REQUESTED = "request_review"
    DECISION_UPHELD = "uphold"
    DECISION_MODIFIED = "modify"
    REMANDED = "remand"
    APPEAL_WINDOW_ENDED = "appeal_window_ends"
    REOPENED = "reopen"
    # the urgent track
    URGENCY_RAISED = "urgency_raised"
    URGENCY_LOWERED = "urgency_lowered"
    URGENT_SEEN = "urgent_seen"
    CUSTODIAN_CONTACTED = "custodian_contacted"
    COUNSEL_CONTACTED = "counsel_contacted"
    URGENT_DECIDED = "urgent_decided"
    PERSON_TRANSFERRED = "moved"
    URGENT_ENDED = "urgent_ended"


class Disposition(StrEnum):
    """The finding on one allegation against one subject."""

    SUSTAINED = "sustained"
    NOT_SUSTAINED = "not_sustained"
    EXONERATED = "exonerated"
    UNFOUNDED = "unfounded"
    POLICY_FAILURE = "policy_failure"
    SUBJECT_UNIDENTIFIED = "subject_unidentified"
    NO_FINDING = "no_finding"


class RollUp(StrEnum):
    """The one word for a whole case, from the findings on its allegations."""

    SUSTAINED = "sustained"
    PARTIALLY_SUSTAINED = "partially_sustained"
    POLICY_FAILURE = "policy_failure"
    NOT_SUSTAINED = "not_sustained"
    UNFOUNDED = "unfounded"
    EXONERATED = "exonerated"
    NO_FINDING = "no_finding"


class NoFindingReason(StrEnum):
    """Why an allegation got no finding; there is none without a reason."""

    WITHDRAWN = "withdrawn"
    INSUFFICIENT_INFORMATION = "insufficient_information"
    COMPLAINANT_UNAVAILABLE = "complainant_unavailable"
    OUT_OF_JURISDICTION_REFERRED = "out_of_jurisdiction_referred"
    MEDIATED = "mediated"
    DUPLICATE = "duplicate"
    ALREADY_ADJUDICATED = "already_adjudicated"
    PENDING_LITIGATION = "pending_litigation"
    SUBJECT_LEFT_AGENCY = "subject_left_agency"


class ClosingReason(StrEnum):
    """Why a case is closed; a closed case always has one."""

    FINDINGS = "findings"
    MEDIATED = "mediated"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    ALREADY_ADJUDICATED = "already_adjudicated"
    INSUFFICIENT_INFORMATION = "insufficient_information"
    NO_POTENTIAL_VIOLATION = "no_potential_violation"


class AgencyResponse(StrEnum):
    """What an agency answered to findings and recommendations."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    DECLINED = "declined"


class SubjectKind(StrEnum):
    """Against whom an allegation is framed."""

    PERSON = "person"
    UNKNOWN = "unknown"
    AGENCY = "agency"


class StandardOfProof(StrEnum):
    """How sure the body has to be for a finding."""

    PREPONDERANCE = "preponderance"
    CLEAR_AND_CONVINCING = "clear_and_convincing"
    SUBSTANTIAL_EVIDENCE = "substantial_evidence"


class ExceptionApplied(StrEnum):
    """Which exception within the rules made an act lawful."""

    JUDICIAL_WARRANT = "judicial_warrant"
    COURT_ORDER = "court_order"
    OTHER_CRIMINAL_HOLD = "other_criminal_hold"
    RELEASE_PROCESSING_TIME = "release_processing_time"
    INDEPENDENT_CRIMINAL_GROUND = "independent_criminal_ground"
    EMERGENCY_AID = "emergency_aid"
    UNRELATED_PURPOSE = "unrelated_purpose"
    PUBLIC_AREA_ONLY = "public_area_only"
    UNDERCOVER_CRIMINAL_CASE = "undercover_criminal_case"
    ELEMENT_OF_CRIMINAL_CASE = "element_of_criminal_case"
    REQUIRED_BY_LAW = "required_by_law"
    BENEFIT_ELIGIBILITY = "benefit_eligibility"
    CONSULAR_NOTICE = "consular_notice"
    VOLUNTEERED = "volunteered"
    ALREADY_PUBLIC = "already_public"
    STATUS_INFORMATION_1373 = "status_information_1373"
    INDIVIDUAL_CRIMINAL_PREDICATE = "individual_criminal_predicate"
    REFERRAL_GIVEN = "referral_given"
    SPECIFIC_CREDIBLE_INFORMATION = "specific_credible_information"


class ClockKind(StrEnum):
    """Every period that a body has to keep."""

    ACKNOWLEDGE = "acknowledge"
    UNASSIGNED = "unassigned"
    REVIEW = "review"
    INFORMATION = "information"
    STATUS_UPDATE = "status_update"
    MEDIATION = "mediation"
    REFERRAL_CONFIRMATION = "referral_confirmation"
    EVIDENCE_NOTICE = "evidence_notice"
    INVESTIGATION = "investigation"
    SUSPENSION_REVIEW = "suspension_review"
    FINDINGS_REVIEW = "findings_review"
    FINDINGS_LETTER = "findings_letter"
    AGENCY_RESPONSE = "agency_response"
    APPEAL_WINDOW = "appeal_window"
    APPEAL_DECISION = "appeal_decision"
    HIGH_URGENCY = "high_urgency"
    URGENT_TRIAGE = "urgent_triage"
    URGENT_CUSTODIAN = "urgent_custodian"
    URGENT_COUNSEL = "urgent_counsel"
    URGENT_DECISION = "urgent_decision"
