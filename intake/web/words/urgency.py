"""Words for how urgent a complaint is, and why."""

from intake.questions.urgency import Urgency, UrgencyReason
from intake.texts.marking import marked as _
from intake.web.words.tables import Words

WORDS: Words = {
    Urgency: {
        Urgency.CRITICAL: _("Critical"),
        Urgency.HIGH: _("High"),
        Urgency.NORMAL: _("Normal"),
        Urgency.LOW: _("Low"),
    },
    UrgencyReason: {
        UrgencyReason.HELD_NOW: _("Someone is in custody now"),
        UrgencyReason.MAY_BE_HELD: _("Someone may still be in custody"),
        UrgencyReason.HANDOVER_IMMINENT: _("A handover is about to happen"),
        UrgencyReason.TRANSFER_WITHIN_48_HOURS: _("A transfer is due within 48 hours"),
        UrgencyReason.IN_TRANSPORT_OR_FEDERAL_CUSTODY: _("In transport or in federal custody"),
        UrgencyReason.INTERVIEW_OF_PERSON_HELD: _(
            "Federal agents are questioning a person in custody"
        ),
        UrgencyReason.RELEASE_DATE_PASSED_ON: _("A release date was passed on"),
        UrgencyReason.THREATENED_FOR_COMPLAINING: _("Threatened because of a complaint"),
        UrgencyReason.HARM_WITHIN_72_HOURS: _("It happened in the last 72 hours"),
        UrgencyReason.RELEASED_WITHIN_72_HOURS: _("Released in the last 72 hours"),
        UrgencyReason.EVIDENCE_VANISHING: _("Evidence may soon be gone"),
        UrgencyReason.RETALIATION: _("Punished because of a complaint"),
        UrgencyReason.CHILD_AFFECTED: _("A child is affected"),
        UrgencyReason.ONGOING_PRACTICE: _("It is still going on"),
        UrgencyReason.OPERATION_ANNOUNCED: _("An operation was announced"),
        UrgencyReason.PAPERS_SIGNED: _("Papers were signed"),
        UrgencyReason.QUESTION_LED_TO_FEDERAL_CONTACT: _("A question led to federal agents"),
        UrgencyReason.VICTIM_OR_CHILD_ASKED: _("A victim or a child was asked"),
        UrgencyReason.ADDRESS_GIVEN: _("A home address was given"),
        UrgencyReason.PERSON_FOLLOWED: _("A person is being followed"),
        UrgencyReason.INJURED_OR_LEFT_WITHOUT_HELP: _("Injured, or left without help"),
        UrgencyReason.STILL_DETAINED: _("Still detained"),
        UrgencyReason.QUESTION_OF_POLICY: _("It is about a policy, not a person"),
    },
}
