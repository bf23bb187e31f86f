"""Answers read for what they say: the view of one complaint on which all predicates work.

An answer is an option id, an option id with the person's own words behind a colon
("other: the clerk laughed"), or words alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from intake.questions import moments, spoken
from intake.questions.questionnaire import AnswerValue

_OPTION = re.compile(r"[A-Za-z0-9_-]+")
_SAYS_NOTHING = frozenset({"none", "unsure", "not_shown", "not_stated", "no", "nothing"})


@dataclass(frozen=True, slots=True)
class Facts:
    """The flat answers of one complaint, the situations chosen and the moment of assessment.

    `at` is aware; times without an offset are read as local time of `timezone`.
    """

    answers: Mapping[str, AnswerValue]
    situations: tuple[str, ...]
    at: datetime
    timezone: tzinfo = UTC

    def values(self, question_id: str) -> tuple[str, ...]:
        """The answer as strings, none where the question was not answered."""
        answer = self.answers.get(question_id)
        if answer is None:
            return ()
        found = answer if isinstance(answer, tuple) else (answer,)
        return tuple(_word(value) for value in found if _word(value).strip())

    def chosen(self, question_id: str) -> frozenset[str]:
        """The options chosen, without the words behind them."""
        return frozenset(_head(value) for value in self.values(question_id))

    def has(self, question_id: str, *options: str) -> bool:
        """Whether at least one of `options` was chosen."""
        return bool(self.chosen(question_id) & set(options))

    def names(self, question_id: str) -> bool:
        """Whether something is chosen or told that is not a none, a no or an "I don't know"."""
        return any(_tells(value) for value in self.values(question_id))

    def yes(self, question_id: str) -> bool:
        """Whether the answer is a yes, or words that can only follow one."""
        return any(_is_yes(value) or _follows_a_yes(value) for value in self.values(question_id))

    def plainly_yes(self, question_id: str) -> bool:
        """Whether the answer is a yes in so many letters; for what would excuse an official."""
        return any(_is_yes(value) for value in self.values(question_id))

    def no(self, question_id: str) -> bool:
        """Whether the answer is a no."""
        return any(
            _head(value) == "no" or spoken.opens_with_no(_told(value))
            for value in self.values(question_id)
        )

    def words(self, question_id: str) -> str:
        """The answer as text."""
        return " / ".join(_told(value) for value in self.values(question_id))

    def number(self, question_id: str) -> float | None:
        """The number answered, or None."""
        answer = self.answers.get(question_id)
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            return None
        return float(answer)

    def moment(self, question_id: str, *, late: bool = False) -> datetime | None:
        """The point in time answered, or None where it is missing or told in words."""
        for value in self.values(question_id):
            found = moments.read(value, timezone=self.timezone, late=late)
            if found:
                return found
        return None

    def is_future(self, question_id: str, *, within: timedelta | None = None) -> bool:
        """Whether the point in time answered is still to come, at most `within` from now."""
        moment = self.moment(question_id)
        if moment is None or moment <= self.at:
            return False
        return within is None or moment <= self.at + within

    def is_past(self, question_id: str, *, within: timedelta | None = None) -> bool:
        """Whether the point in time answered is over, at most `within` ago (included)."""
        moment = self.moment(question_id)
        latest = self.moment(question_id, late=True)
        if moment is None or latest is None or moment > self.at:
            return False
        return within is None or latest >= self.at - within


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _head(value: str) -> str:
    head, colon, _ = value.partition(":")
    return head if colon and _OPTION.fullmatch(head) else value


def _told(value: str) -> str:
    head = _head(value)
    return value if head == value else value[len(head) + 1 :].strip()


def _tells(value: str) -> bool:
    return _head(value) not in _SAYS_NOTHING and spoken.tells(_told(value))


def _is_yes(value: str) -> bool:
    return _head(value) == "yes" or spoken.says_yes(value)


def _follows_a_yes(value: str) -> bool:
    return _tells(value) and value != "other" and not spoken.opens_with_no(_told(value))
