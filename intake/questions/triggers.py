"""What makes a complaint urgent, one small predicate a reason.

Source: the urgency paragraph and the column "urgent when" of the questionnaire table. A reason
that belongs to a rule counts only while the answers show that rule.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from intake.questions.facts import Facts
from intake.questions.signs import judicial_warrant, redress
from intake.questions.signs.sign import Sign
from intake.questions.urgency import UrgencyReason
from intake.rules.codes import RuleCode

Signs = Mapping[RuleCode, Sign]

RECENT = timedelta(hours=72)
SOON = timedelta(hours=48)
# A threat stays a matter of hours while it is fresh; a design choice, the sources name no limit.
_THREAT_LIVES = timedelta(days=30)
# How long a detention that nobody said has ended is taken to last; a design choice as well.
_DETENTION_LASTS = timedelta(days=30)
_CUSTODY = frozenset(
    {
        "kept_in_jail",
        "bail_not_taken",
        "arrested_on_immigration_paper",
        "driven_or_handed_over",
    }
)
_EVENTS = (
    "R1.actual_release_or_transfer_dt",
    "R1.hold_start_dt",
    "R2.start_dt",
    "R2.end_dt",
    "R3.access_dt",
    "R6.released_dt",
    "R8.when",
)


def _shown(rule: RuleCode, signs: Signs) -> bool:
    return signs[rule] is Sign.SHOWN


def _said_free(facts: Facts) -> bool:
    return facts.no("R1.now_in_custody") or facts.has("common.held_now", "no")


def _ongoing(facts: Facts) -> bool:
    return facts.plainly_yes("common.still_going_on")


def held_now(facts: Facts, signs: Signs) -> bool:
    """Someone is in custody now: said outright, or R1 with a hold that nothing says has ended."""
    if facts.yes("R1.now_in_custody") or facts.has("common.held_now", "yes"):
        return True
    begun = facts.is_past("R1.hold_start_dt") or facts.is_past("R1.release_due_dt")
    left = facts.is_past("R1.actual_release_or_transfer_dt")
    held = judicial_warrant.still_held(facts) and begun and not left
    return _shown(RuleCode.R1, signs) and held


def handover_imminent(facts: Facts, signs: Signs) -> bool:
    """Someone is about to be handed over."""
    return facts.has("common.held_now", "about_to_be_handed_over")


def transfer_soon(facts: Facts, signs: Signs) -> bool:
    """A transfer within 48 hours (row R1)."""
    return facts.is_future("R1.actual_release_or_transfer_dt", within=SOON)


def in_transport_or_federal_custody(facts: Facts, signs: Signs) -> bool:
    """Detained or taken away lately, still going on, no end told (row R2)."""
    if not _shown(RuleCode.R2, signs) or _said_free(facts) or not _ongoing(facts):
        return False
    if facts.is_past("R2.end_dt"):
        return False
    taken = facts.has("R2.action", "arrest", "transport", "hand_over")
    detained = facts.has("R2.action", "detain")
    return (taken and facts.is_past("R2.start_dt", within=RECENT)) or (
        detained and facts.is_past("R2.start_dt", within=_DETENTION_LASTS)
    )


def interview_of_person_held(facts: Facts, signs: Signs) -> bool:
    """An interview is to come, or was lately and the person is held (row R3)."""
    if not _shown(RuleCode.R3, signs) or _said_free(facts):
        return False
    if facts.is_future("R3.access_dt"):
        return True
    when = "R3.access_dt" if facts.moment("R3.access_dt") else "common.when_from"
    return facts.plainly_yes("R3.person_in_custody") and facts.is_past(when, within=RECENT)


def release_date_passed_on(facts: Facts, signs: Signs) -> bool:
    """The date was passed on and the release is still to come (row R6)."""
    if not _shown(RuleCode.R6, signs) or not facts.has("R6.data_released", "release_date"):
        return False
    if facts.is_future("R1.release_due_dt"):
        return True
    once = not facts.has("R6.one_time_or_standing", "standing")
    open_still = _ongoing(facts) and not facts.names("R6.what_followed") and not _said_free(facts)
    return once and open_still and facts.is_past("R6.released_dt", within=RECENT)


def threatened_for_complaining(facts: Facts, signs: Signs) -> bool:
    """Threatened for complaining (row R8), lately or still."""
    told = redress.threatened(facts) or "threatened_for_complaining" in facts.situations
    return told and not _long_over(facts)


def _long_over(facts: Facts) -> bool:
    last = _last(facts)
    known = facts.is_past(last)
    return known and not _ongoing(facts) and not facts.is_past(last, within=_THREAT_LIVES)


def _last(facts: Facts) -> str:
    return "common.when_to" if facts.moment("common.when_to") else "common.when_from"


def harm_within_72_hours(facts: Facts, signs: Signs) -> bool:
    """Something happened in the last 72 hours."""
    if any(facts.is_past(event, within=RECENT) for event in _EVENTS):
        return True
    if facts.is_future("common.when_to") and facts.is_past("common.when_from"):
        return True
    return facts.is_past(_last(facts), within=RECENT)


def released_within_72_hours(facts: Facts, signs: Signs) -> bool:
    """Released in the last 72 hours (row R1)."""
    left = facts.is_past("R1.actual_release_or_transfer_dt", within=RECENT)
    return _shown(RuleCode.R1, signs) and left


def evidence_vanishing(facts: Facts, signs: Signs) -> bool:
    """Evidence may soon be gone."""
    return facts.plainly_yes("common.evidence_soon_gone")


def retaliation(facts: Facts, signs: Signs) -> bool:
    """Retaliation, threats that are long over included (row R8)."""
    situations = {"punished_for_complaining", "threatened_for_complaining"}
    told = redress.retaliated(facts) or redress.threatened(facts)
    return told or facts.yes("R1373.retaliation") or bool(situations & set(facts.situations))


def child_affected(facts: Facts, signs: Signs) -> bool:
    """Someone under 18 is affected."""
    return facts.has("common.age_group", "under_18", "both")


def ongoing_practice(facts: Facts, signs: Signs) -> bool:
    """It is still going on, or the sharing is standing and nothing says that it ended."""
    standing = facts.has("R6.one_time_or_standing", "standing") or facts.has(
        "R6.asked_or_offered", "standing_access"
    )
    return _ongoing(facts) or (
        _shown(RuleCode.R6, signs) and standing and not facts.no("common.still_going_on")
    )


def operation_announced(facts: Facts, signs: Signs) -> bool:
    """An operation or a hand-over is announced (row R2)."""
    return facts.is_future("R2.start_dt") or facts.is_future("common.when_from")


def papers_signed(facts: Facts, signs: Signs) -> bool:
    """Papers signed, or statements made, before people knew to whom (row R4)."""
    return _shown(RuleCode.R4, signs) and facts.yes("R4.statements_or_signature_after")


def question_led_to_federal_contact(facts: Facts, signs: Signs) -> bool:
    """The question led to detention or to contact with ICE (row R5)."""
    detained = _shown(RuleCode.R1, signs) or _shown(RuleCode.R2, signs)
    return _shown(RuleCode.R5, signs) and (facts.yes("R5.told_to_ice") or detained)


def victim_or_child_asked(facts: Facts, signs: Signs) -> bool:
    """A victim or a child was asked and is afraid (row R5)."""
    asked = facts.has("R5.asked_of", "victim", "child")
    return _shown(RuleCode.R5, signs) and (asked or facts.has("R5.setting", "witness_or_victim"))


def address_given(facts: Facts, signs: Signs) -> bool:
    """A home address was given (row R6)."""
    return _shown(RuleCode.R6, signs) and facts.has("R6.data_released", "home_address")


def person_followed(facts: Facts, signs: Signs) -> bool:
    """A named person is followed (row R7)."""
    return _shown(RuleCode.R7, signs) and facts.has("R7.target", "person")


def injured_or_left_without_help(facts: Facts, signs: Signs) -> bool:
    """Injured, or a victim left without aid (row R9)."""
    acts = facts.has("R9.action", "force", "refusal_of_help")
    return _shown(RuleCode.R9, signs) and (acts or facts.has("R9.outcome", "injured", "no_help"))


def still_detained(facts: Facts, signs: Signs) -> bool:
    """Still detained after an action of row R9."""
    return _shown(RuleCode.R9, signs) and facts.has("R9.outcome", "still_held")


def may_be_held(facts: Facts, signs: Signs) -> bool:
    """A situation of custody was chosen, and whether it lasts was left open; a design choice.

    Custody cases run on hours: who skips the first question must not wait for weeks.
    """
    left_open = not facts.has("common.held_now", "yes", "no") and not _said_free(facts)
    ended = facts.no("common.still_going_on") or facts.is_past("common.when_to")
    return left_open and not ended and bool(_CUSTODY & set(facts.situations))


TRIGGERS: Mapping[UrgencyReason, Callable[[Facts, Signs], bool]] = {
    UrgencyReason.HELD_NOW: held_now,
    UrgencyReason.HANDOVER_IMMINENT: handover_imminent,
    UrgencyReason.TRANSFER_WITHIN_48_HOURS: transfer_soon,
    UrgencyReason.IN_TRANSPORT_OR_FEDERAL_CUSTODY: in_transport_or_federal_custody,
    UrgencyReason.INTERVIEW_OF_PERSON_HELD: interview_of_person_held,
    UrgencyReason.RELEASE_DATE_PASSED_ON: release_date_passed_on,
    UrgencyReason.THREATENED_FOR_COMPLAINING: threatened_for_complaining,
    UrgencyReason.HARM_WITHIN_72_HOURS: harm_within_72_hours,
    UrgencyReason.RELEASED_WITHIN_72_HOURS: released_within_72_hours,
    UrgencyReason.EVIDENCE_VANISHING: evidence_vanishing,
    UrgencyReason.RETALIATION: retaliation,
    UrgencyReason.CHILD_AFFECTED: child_affected,
    UrgencyReason.ONGOING_PRACTICE: ongoing_practice,
    UrgencyReason.OPERATION_ANNOUNCED: operation_announced,
    UrgencyReason.PAPERS_SIGNED: papers_signed,
    UrgencyReason.QUESTION_LED_TO_FEDERAL_CONTACT: question_led_to_federal_contact,
    UrgencyReason.VICTIM_OR_CHILD_ASKED: victim_or_child_asked,
    UrgencyReason.ADDRESS_GIVEN: address_given,
    UrgencyReason.PERSON_FOLLOWED: person_followed,
    UrgencyReason.INJURED_OR_LEFT_WITHOUT_HELP: injured_or_left_without_help,
    UrgencyReason.STILL_DETAINED: still_detained,
    UrgencyReason.MAY_BE_HELD: may_be_held,
}
