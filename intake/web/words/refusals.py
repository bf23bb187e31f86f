"""Words for why something may not happen to a case now."""

from intake.cases.workflow.guards import RefusalCode
from intake.texts.marking import marked as _
from intake.web.words.tables import Words

WORDS: Words = {
    RefusalCode: {
        RefusalCode.NOT_POSSIBLE_NOW: _("You can't do this with the case's current status."),
        RefusalCode.NOT_ALLOWED: _("Your roles in this unit do not allow this."),
        RefusalCode.REASON_NEEDED: _("Choose a reason."),
        RefusalCode.FIELD_MISSING: _("Fill in this field."),
        RefusalCode.FIELD_WRONG: _("Check this entry and change it."),
        RefusalCode.NO_UNIT: _("No unit has this case."),
        RefusalCode.CONFLICT: _(
            "This unit has a conflict of interest. The case has to go to the stand-in office."
        ),
        RefusalCode.ALREADY_DONE: _("This is already done."),
        RefusalCode.NOT_OPENED_YET: _("Open the complaint first. Nobody has read it yet."),
        RefusalCode.URGENT_ACTION_OPEN: _("End the urgent track first. It is still open."),
        RefusalCode.NO_URGENT_ACTION: _("This case has no urgent track."),
        RefusalCode.URGENCY_CRITICAL: _("This case is critical. Lower the urgency first."),
        RefusalCode.PENDING_ALLEGATION: _(
            "Every allegation needs a finding, or a reason why there is none."
        ),
        RefusalCode.NO_ALLEGATION: _(
            "Frame at least one allegation first: a rule and who may have broken it."
        ),
        RefusalCode.NO_WITHDRAWAL: _("The complainant has not asked to withdraw."),
        RefusalCode.ASKED_TOO_OFTEN: _(
            "The complainant was already asked as often as the rules allow."
        ),
        RefusalCode.NOT_ASKED_ENOUGH: _(
            "Before you close for this reason, ask the complainant as often as the rules require."
        ),
        RefusalCode.SILENCE_ALONE: _(
            "When harm was reported, a case cannot be closed only because nobody answered."
        ),
        RefusalCode.CAME_FROM_ELSEWHERE: _(
            "The question was asked when the case had a different status."
        ),
        RefusalCode.NOT_DUE: _("The deadline has not passed yet."),
        RefusalCode.NOT_MEDIABLE: _(
            "Urgent cases and cases about custody (rules 1 to 3), surveillance, or "
            "retaliation cannot be mediated."
        ),
        RefusalCode.NO_OFFER: _("Offer mediation first."),
        RefusalCode.NOT_EXTENDABLE: _("The investigation has reached its maximum length."),
        RefusalCode.OWN_FINDINGS: _(
            "You investigated this case, so someone else has to decide on the findings."
        ),
        RefusalCode.OWN_CASE: _(
            "You work on this case or recorded the request to withdraw, so someone else has"
            " to decide this."
        ),
        RefusalCode.INVOLVED: _(
            "You took part in this case before, so someone else has to decide this."
        ),
        RefusalCode.AGENCY_RESPONSE_OPEN: _("The agency still has time to answer."),
        RefusalCode.NO_FINDINGS_ISSUED: _("No findings have been issued."),
        RefusalCode.OTHER_KIND_OF_REVIEW: _("The appeal is about something else."),
        RefusalCode.FINDINGS_CHANGED: _(
            "A finding was changed, so you can't uphold the decision as it was."
        ),
        RefusalCode.FINDINGS_UNCHANGED: _("Change a finding first."),
        RefusalCode.OTHER_HISTORY: _("The history of this case requires a different step."),
    },
}
