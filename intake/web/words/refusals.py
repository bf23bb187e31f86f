"""Words for why something may not happen to a case now."""

from intake.cases.workflow.guards import RefusalCode
from intake.texts.marking import marked as _
from intake.web.words.tables import Words

WORDS: Words = {
    RefusalCode: {
        RefusalCode.NOT_POSSIBLE_NOW: _("This is not possible in the state the case is in."),
        RefusalCode.NOT_ALLOWED: _("Your roles in this unit do not allow this."),
        RefusalCode.REASON_NEEDED: _("Choose a reason."),
        RefusalCode.FIELD_MISSING: _("This is needed."),
        RefusalCode.FIELD_WRONG: _("This does not fit here. Please look at it again."),
        RefusalCode.NO_UNIT: _("No unit holds the case."),
        RefusalCode.CONFLICT: _("The unit is in conflict; the case has to go to the stand-in."),
        RefusalCode.ALREADY_DONE: _("This was done already."),
        RefusalCode.NOT_OPENED_YET: _("Nobody has opened the complaint for the first time yet."),
        RefusalCode.URGENT_ACTION_OPEN: _("The urgent track is still open. End it first."),
        RefusalCode.NO_URGENT_ACTION: _("There is no urgent track to work on."),
        RefusalCode.URGENCY_CRITICAL: _("The case is critical; lower the urgency first."),
        RefusalCode.PENDING_ALLEGATION: _(
            "An allegation still waits for a finding, or for a reason why there is none."
        ),
        RefusalCode.NO_ALLEGATION: _("Frame at least one allegation first: a rule and a subject."),
        RefusalCode.NO_WITHDRAWAL: _("The complainant has not asked to stop."),
        RefusalCode.ASKED_TOO_OFTEN: _("The complainant was asked as often as the rules allow."),
        RefusalCode.NOT_ASKED_ENOUGH: _(
            "Ask the complainant first, as often as the rules say, before closing for this."
        ),
        RefusalCode.SILENCE_ALONE: _(
            "Where harm was told, a case is not closed for silence alone."
        ),
        RefusalCode.CAME_FROM_ELSEWHERE: _("The question was asked in another state of the case."),
        RefusalCode.NOT_DUE: _("The time for it is not over yet."),
        RefusalCode.NOT_MEDIABLE: _(
            "Urgent cases, custody (rules 1 to 3), surveillance and retaliation are not mediated."
        ),
        RefusalCode.NO_OFFER: _("Mediation was not offered yet."),
        RefusalCode.NOT_EXTENDABLE: _("The longest time in all is used up."),
        RefusalCode.OWN_FINDINGS: _(
            "You investigated this case. Somebody else has to decide on the findings."
        ),
        RefusalCode.OWN_CASE: _(
            "You work on this case, or noted the wish to stop. Somebody else has to decide this."
        ),
        RefusalCode.INVOLVED: _(
            "You took part in this case before. Somebody else has to decide this."
        ),
        RefusalCode.AGENCY_RESPONSE_OPEN: _("The agency may still answer."),
        RefusalCode.NO_FINDINGS_ISSUED: _("No findings were issued."),
        RefusalCode.OTHER_KIND_OF_REVIEW: _("The appeal is about something else."),
        RefusalCode.FINDINGS_CHANGED: _("A finding was changed, so it cannot be upheld as it was."),
        RefusalCode.FINDINGS_UNCHANGED: _("Change a finding first."),
        RefusalCode.OTHER_HISTORY: _("The history of the case leads elsewhere."),
    },
}
