"""The four degrees of urgency and the stable codes of what makes a complaint urgent.

Source: the urgency paragraph of the workflow and the column "urgent when" of the questionnaire
table (docs/adr/0004-questions-as-data.md quotes both).
"""

from enum import StrEnum


class Urgency(StrEnum):
    """How soon a person has to look: hours, one business day, the usual time, a policy review."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class UrgencyReason(StrEnum):
    """Why a complaint is as urgent as it is; codes only, the words live in the texts."""

    HELD_NOW = "held_now"
    HANDOVER_IMMINENT = "handover_imminent"
    TRANSFER_WITHIN_48_HOURS = "transfer_within_48_hours"
    IN_TRANSPORT_OR_FEDERAL_CUSTODY = "in_transport_or_federal_custody"
    INTERVIEW_OF_PERSON_HELD = "interview_of_person_held"
    RELEASE_DATE_PASSED_ON = "release_date_passed_on"
    THREATENED_FOR_COMPLAINING = "threatened_for_complaining"

    HARM_WITHIN_72_HOURS = "harm_within_72_hours"
    RELEASED_WITHIN_72_HOURS = "released_within_72_hours"
    EVIDENCE_VANISHING = "evidence_vanishing"
    RETALIATION = "retaliation"
    CHILD_AFFECTED = "child_affected"
    ONGOING_PRACTICE = "ongoing_practice"
    OPERATION_ANNOUNCED = "operation_announced"
    PAPERS_SIGNED = "papers_signed"
    QUESTION_LED_TO_FEDERAL_CONTACT = "question_led_to_federal_contact"
    VICTIM_OR_CHILD_ASKED = "victim_or_child_asked"
    ADDRESS_GIVEN = "address_given"
    PERSON_FOLLOWED = "person_followed"
    INJURED_OR_LEFT_WITHOUT_HELP = "injured_or_left_without_help"
    STILL_DETAINED = "still_detained"
    MAY_BE_HELD = "may_be_held"

    QUESTION_OF_POLICY = "question_of_policy"


_CRITICAL = frozenset(
    {
        UrgencyReason.HELD_NOW,
        UrgencyReason.HANDOVER_IMMINENT,
        UrgencyReason.TRANSFER_WITHIN_48_HOURS,
        UrgencyReason.IN_TRANSPORT_OR_FEDERAL_CUSTODY,
        UrgencyReason.INTERVIEW_OF_PERSON_HELD,
        UrgencyReason.RELEASE_DATE_PASSED_ON,
        UrgencyReason.THREATENED_FOR_COMPLAINING,
    }
)


def degree_of(reason: UrgencyReason) -> Urgency:
    """The degree that this reason alone gives a complaint."""
    if reason in _CRITICAL:
        return Urgency.CRITICAL
    return Urgency.LOW if reason is UrgencyReason.QUESTION_OF_POLICY else Urgency.HIGH


def degree(reasons: tuple[UrgencyReason, ...]) -> Urgency:
    """The strongest degree among `reasons`; normal where there is none."""
    found = {degree_of(reason) for reason in reasons}
    for strongest in (Urgency.CRITICAL, Urgency.HIGH, Urgency.LOW):
        if strongest in found:
            return strongest
    return Urgency.NORMAL
