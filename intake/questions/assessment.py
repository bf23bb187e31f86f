"""The pure assessment of one complaint: how urgent it is, and which rules it seems to be about.

People decide; what is computed here may be raised at once and lowered only with a reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType

from intake.questions.facts import Facts
from intake.questions.questionnaire import SITUATIONS, AnswerValue, Questionnaire
from intake.questions.signs import (
    asking,
    facilitation,
    fairness,
    identification,
    judicial_warrant,
    reach,
    redress,
    surveillance,
)
from intake.questions.signs.sign import Sign
from intake.questions.triggers import TRIGGERS, Signs
from intake.questions.urgency import Urgency, UrgencyReason, degree
from intake.rules.codes import RuleCode

_POLICY_ONLY = frozenset({RuleCode.R1373})
# A policy goes on by its nature: neither that nor a recent date makes a question of it urgent.
_NOT_OF_POLICY = frozenset({UrgencyReason.HARM_WITHIN_72_HOURS, UrgencyReason.ONGOING_PRACTICE})
_HELD = frozenset(
    {
        UrgencyReason.HELD_NOW,
        UrgencyReason.HANDOVER_IMMINENT,
        UrgencyReason.TRANSFER_WITHIN_48_HOURS,
        UrgencyReason.IN_TRANSPORT_OR_FEDERAL_CUSTODY,
        UrgencyReason.INTERVIEW_OF_PERSON_HELD,
    }
)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Urgency with its reasons as stable codes, suggested rules, and whether someone is held."""

    urgency: Urgency
    urgency_reasons: tuple[str, ...]
    suggested: tuple[RuleCode, ...]
    held_now: bool


def assess(
    answers: Mapping[str, AnswerValue],
    *,
    questionnaire: Questionnaire,
    narrative_situations: tuple[str, ...],
    at: datetime,
    timezone: tzinfo = UTC,
) -> Assessment:
    """Weigh the flat answers and the situations chosen, as of `at` (aware).

    Situations may come apart or as the answer to `common.situations`.

    Times in the answers without an offset are local time of `timezone`. The values decide, never
    that a question was answered. Unknown answers and situations weigh nothing.
    """
    situations = (*narrative_situations, *_chosen_situations(answers))
    facts = Facts(answers, tuple(dict.fromkeys(situations)), at, timezone)
    signs = signs_of(facts)
    suggested = _suggested(signs, questionnaire, facts.situations)
    reasons = _reasons(facts, signs, suggested)
    return Assessment(
        urgency=degree(reasons),
        urgency_reasons=tuple(reason.value for reason in reasons),
        suggested=suggested,
        held_now=bool(_HELD & set(reasons)),
    )


def _chosen_situations(answers: Mapping[str, AnswerValue]) -> tuple[str, ...]:
    chosen = answers.get(SITUATIONS, ())
    return chosen if isinstance(chosen, tuple) else (str(chosen),)


def _suggested(
    signs: Signs, questionnaire: Questionnaire, situations: tuple[str, ...]
) -> tuple[RuleCode, ...]:
    """The rules that the answers show, and those of a situation that no answer excludes."""
    chosen = [found for found in questionnaire.situations if found.id in situations]
    by_situation = {rule for situation in chosen for rule in situation.suggests}
    return tuple(
        rule
        for rule in RuleCode
        if signs[rule] is Sign.SHOWN or (rule in by_situation and signs[rule] is Sign.SILENT)
    )


def _reasons(
    facts: Facts, signs: Signs, suggested: tuple[RuleCode, ...]
) -> tuple[UrgencyReason, ...]:
    reasons = tuple(reason for reason, told in TRIGGERS.items() if told(facts, signs))
    if frozenset(suggested) != _POLICY_ONLY:
        return reasons
    left = tuple(reason for reason in reasons if reason not in _NOT_OF_POLICY)
    if left or _harm_told(facts):
        return left
    return (UrgencyReason.QUESTION_OF_POLICY,)


def _harm_told(facts: Facts) -> bool:
    """Row R1373, "low or normal": harm, or the law used against someone, is no mere question."""
    harm = facts.names("R1373.harm")
    return harm or (facts.has("R1373.direction", "excuse") and not facts.no("R1373.harm"))


PREDICATES: Mapping[RuleCode, Callable[[Facts], Sign]] = MappingProxyType(
    {
        RuleCode.R1: judicial_warrant.sign,
        RuleCode.R2: facilitation.sign,
        RuleCode.R3: reach.access,
        RuleCode.R4: identification.sign,
        RuleCode.R5: asking.sign,
        RuleCode.R6: reach.data_given,
        RuleCode.R7: surveillance.sign,
        RuleCode.R8: redress.sign,
        RuleCode.R9: fairness.sign,
        RuleCode.R1373: reach.federal_law,
    }
)


def signs_of(facts: Facts) -> Mapping[RuleCode, Sign]:
    """What the answers say about every rule."""
    return {rule: predicate(facts) for rule, predicate in PREDICATES.items()}
