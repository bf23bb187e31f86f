"""What a queue's address says: facts only, read leniently, and written back without defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TypeVar

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.cases.likeness import LENGTH
from intake.cases.queue import UNASSIGNED, QueueFilter, Shown
from intake.cases.vocabulary import Status
from intake.questions.urgency import Urgency
from intake.rules.codes import RuleCode

MINE = "mine"
Code = TypeVar("Code", bound=StrEnum)
_LONGEST = 160
MOST_FOLDED = 100
_LONGEST_FOLD = MOST_FOLDED * (LENGTH + 1)
_FOLDED = re.compile(rf"[0-9a-f]{{{LENGTH}}}")


@dataclass(frozen=True, kw_only=True)
class QueueAddress:
    """The filters of one list, and the position behind which it goes on.

    ``assignee``: a staff id, ``mine`` or ``nobody``. Empty values do not limit the list. ``fold``:
    the keys of groups that are shown as one line each, with points between them.
    """

    shown: Shown = Shown.OPEN
    status: Status | None = None
    urgency: Urgency | None = None
    rule: RuleCode | None = None
    unit: str = ""
    agency: str = ""
    language: str = ""
    assignee: str = ""
    fold: str = ""
    after: str = ""

    @property
    def folded(self) -> tuple[str, ...]:
        """The groups that are one line each. A list that is narrowed shows every case."""
        return () if self.narrowed else tuple(filter(None, self.fold.split(".")))

    def folding(self, key: str) -> dict[str, str]:
        """The query of the same page with one group more folded."""
        return {**self.values(), "fold": ".".join((*self.folded, key)[-MOST_FOLDED:])}

    def opening(self, key: str) -> dict[str, str]:
        """The query of the same page with one group open again."""
        left = ".".join(one for one in self.folded if one != key)
        return {name: value for name, value in {**self.values(), "fold": left}.items() if value}

    def values(self) -> dict[str, str]:
        """The query of the address."""
        found = {name: str(value) for name, value in asdict(self).items() if value}
        if self.shown is Shown.OPEN:
            del found["shown"]
        return found

    def with_(self, **changes: str) -> dict[str, str]:
        """The query of the same list with other filters, from its beginning."""
        return {
            name: value
            for name, value in {**replace(self, after="").values(), **changes}.items()
            if value
        }

    def within(self, units: tuple[str, ...]) -> QueueAddress:
        """The same list without a unit that is none of these."""
        return self if self.unit in units else replace(self, unit="")

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set, a choice among one's own units aside."""
        return bool(replace(self, after="", fold="", unit="").values())

    def filter_for(self, member: Member) -> QueueFilter:
        """What the person asks to see, within the units whose cases they may see."""
        units = member.units_with(Permission.SEE_QUEUE)
        return QueueFilter(
            units=(self.unit,) if self.unit in units else units,
            shown=self.shown,
            status=self.status,
            urgency=self.urgency,
            rule=self.rule,
            agency=self.agency or None,
            language=self.language or None,
            assignee=_assignee(self.assignee, member),
            folded=self.folded,
        )


def read_address(query: Mapping[str, str]) -> QueueAddress:
    """The address as a list's filters; what means nothing is left out."""
    return QueueAddress(
        shown=_code(Shown, query.get("shown")) or Shown.OPEN,
        status=_code(Status, query.get("status")),
        urgency=_code(Urgency, query.get("urgency")),
        rule=_code(RuleCode, query.get("rule")),
        unit=_word(query.get("unit")),
        agency=_word(query.get("agency")),
        language=_word(query.get("language")),
        assignee=_word(query.get("assignee")),
        fold=".".join(dict.fromkeys(_FOLDED.findall(query.get("fold", "")[:_LONGEST_FOLD]))),
        after=_word(query.get("after")),
    )


def _assignee(wanted: str, member: Member) -> str | None:
    if wanted == MINE:
        return member.staff_id
    return UNASSIGNED if wanted == UNASSIGNED else wanted or None


def _code(codes: type[Code], text: str | None) -> Code | None:
    try:
        return codes(text or "")
    except ValueError:
        return None


def _word(text: str | None) -> str:
    fits = text is not None and len(text) <= _LONGEST and text.isascii() and text.isprintable()
    return (text or "") if fits else ""
