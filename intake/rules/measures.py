"""What a catalogue of tables may name: measures, their units and dimensions, methods, periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Method(StrEnum):
    """How cells are protected: withheld (S), or rounded to a base (R)."""

    SUPPRESSION = "S"
    ROUNDING = "R"


class Level(StrEnum):
    """How long a table's periods are."""

    QUARTER = "quarter"
    YEAR = "year"


class Unit(StrEnum):
    """What a number counts."""

    COMPLAINT = "complaint"
    CASE = "case"
    ALLEGATION = "allegation"
    CLOCK = "clock"


class Dimension(StrEnum):
    """By what a number may be broken down; each value is a closed code or an id of the
    configuration.
    """

    CHANNEL = "channel"
    LANGUAGE = "language"
    IDENTITY_MODE = "identity_mode"
    COMPLAINANT_ROLE = "complainant_role"
    URGENCY = "urgency"
    AGENCY = "agency"
    RULE = "rule"
    DISPOSITION = "disposition"
    ENDING = "ending"
    DURATION = "duration"
    WAITING = "waiting"
    CLOCK = "clock"
    TIMING = "timing"
    RESULT = "result"
    OUTCOME = "outcome"
    ANSWER = "answer"
    RECEIVED_YEAR = "received_year"
    STANDING = "standing"


class Measure(StrEnum):
    """Everything that is counted; a catalogue chooses among these."""

    COMPLAINTS_RECEIVED = "complaints_received"
    CASES_RECEIVED = "cases_received"
    FIRST_ANSWERS = "first_answers"
    CASES_ENDED = "cases_ended"
    ALLEGATIONS_DECIDED = "allegations_decided"
    CLOCKS_ENDED = "clocks_ended"
    URGENT_ENDED = "urgent_ended"
    REFERRALS_ENDED = "referrals_ended"
    RECOMMENDATIONS_ANSWERED = "recommendations_answered"
    CASES_OF_YEAR = "cases_of_year"


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """A measure: its unit and the dimensions that its cube holds, in the order of the cube's keys.

    Attributes:
        derived: computed from the cubes of other measures (the cohort), so it has none of its own.
    """

    unit: Unit
    dimensions: tuple[Dimension, ...]
    derived: bool = False


MEASURES: Mapping[Measure, MeasureSpec] = MappingProxyType(
    {
        Measure.COMPLAINTS_RECEIVED: MeasureSpec(
            Unit.COMPLAINT,
            (
                Dimension.CHANNEL,
                Dimension.LANGUAGE,
                Dimension.IDENTITY_MODE,
                Dimension.COMPLAINANT_ROLE,
                Dimension.URGENCY,
            ),
        ),
        Measure.CASES_RECEIVED: MeasureSpec(Unit.CASE, (Dimension.AGENCY,)),
        Measure.FIRST_ANSWERS: MeasureSpec(Unit.CASE, (Dimension.WAITING,)),
        Measure.CASES_ENDED: MeasureSpec(
            Unit.CASE,
            (Dimension.AGENCY, Dimension.ENDING, Dimension.DURATION, Dimension.RECEIVED_YEAR),
        ),
        Measure.ALLEGATIONS_DECIDED: MeasureSpec(
            Unit.ALLEGATION, (Dimension.RULE, Dimension.AGENCY, Dimension.DISPOSITION)
        ),
        Measure.CLOCKS_ENDED: MeasureSpec(Unit.CLOCK, (Dimension.CLOCK, Dimension.TIMING)),
        Measure.URGENT_ENDED: MeasureSpec(Unit.CASE, (Dimension.OUTCOME,)),
        Measure.REFERRALS_ENDED: MeasureSpec(Unit.CASE, (Dimension.RESULT,)),
        Measure.RECOMMENDATIONS_ANSWERED: MeasureSpec(Unit.CASE, (Dimension.ANSWER,)),
        Measure.CASES_OF_YEAR: MeasureSpec(
            Unit.CASE, (Dimension.AGENCY, Dimension.STANDING), derived=True
        ),
    }
)
"""When each is counted (``config/reports/words.toml`` has the same in words for readers):

- complaints and cases received: the quarter in which they were entered, whenever they came in;
- first answers: the quarter of a case's first acknowledgement;
- cases ended: the quarter in which a case first came to its end (closed, or a referral confirmed);
- allegations decided: with the first end of their case; a pending or withdrawn one is not counted;
- clocks ended: the quarter in which a clock was stopped or ran out, whichever was first;
- urgent, referrals, recommendations: the quarter of the event that ended them;
- cases of a year: received in year Y, as they stood at the end of Y+1: the ending, or still open.
"""
