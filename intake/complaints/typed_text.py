"""What may be stored of what somebody typed: any Unicode text, within a limit, as written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from intake.bedrock.characters import is_whole

NARRATIVE_LIMIT = 50_000
"""Fewest characters that the account of what happened may always have."""
ANSWER_LIMIT = 5_000
"""Most characters of one answer in words."""
LINE_LIMIT = 500
"""Most characters of a name, a place, a way to reach someone."""
MESSAGE_LIMIT = 20_000
"""Most characters of a message to the office."""


class TextFault(StrEnum):
    """Why a text cannot be stored as it is."""

    NUL = "nul"
    SURROGATE = "surrogate"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class TextProblem:
    """A fault, and for one that is too long by how many characters."""

    fault: TextFault
    excess: int = 0


class TextRefused(ValueError):
    """A text cannot be stored as it is; `problem` says why, never what it was."""

    def __init__(self, problem: TextProblem) -> None:
        super().__init__(problem.fault.value)
        self.problem = problem


def text_problem(text: str, *, limit: int) -> TextProblem | None:
    """The first fault that keeps a text from being stored, or None.

    Args:
        limit: most characters (code points) of this field.
    """
    if "\0" in text:
        return TextProblem(TextFault.NUL)
    if not is_whole(text):
        return TextProblem(TextFault.SURROGATE)
    if len(text) > limit:
        return TextProblem(TextFault.TOO_LONG, excess=len(text) - limit)
    return None


def check_text(text: str, *, limit: int) -> str:
    """Give a text back that can be stored; raises TextRefused."""
    problem = text_problem(text, limit=limit)
    if problem is not None:
        raise TextRefused(problem)
    return text
