"""The steps of telling us, by number: addresses and browser histories say no more than that."""

from __future__ import annotations

from enum import IntEnum


class Step(IntEnum):
    """The pages ``p/<n>``."""

    START = 1
    WHAT = 2
    WORDS = 3
    WHERE = 4
    PEOPLE = 5
    ABOUT = 6
    REACH = 7
    CHECK = 8
    RECEIPT = 9
    CODE = 10
    END = 11


QUESTION_STEPS = (Step.WHAT, Step.WORDS, Step.WHERE, Step.PEOPLE, Step.ABOUT, Step.REACH)
"""The pages that ask something, in order."""


def after(step: Step) -> Step:
    """The page that follows."""
    return Step(step + 1)


def before(step: Step) -> Step:
    """The page before."""
    return Step(step - 1)


def position(step: Step) -> int:
    """Which of the pages that ask something it is, counted from 1; the check page is the last."""
    return step - Step.START


TOTAL = len(QUESTION_STEPS) + 1
