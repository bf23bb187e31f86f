"""Words for the periods that a case has to keep."""

from intake.cases.vocabulary import ClockKind
from intake.texts.marking import marked as _
from intake.web.words.tables import Words

WORDS: Words = {
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
