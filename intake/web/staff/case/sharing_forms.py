"""The form and the rows of the pages about who can read a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from intake.cases.access import Access, AccessKind, Granted
from intake.cases.former_offices import FormerOffice
from intake.cases.vocabulary import Status
from intake.questions.urgency import Urgency
from intake.vault.keys import UNIT_LETTERS, KeyLetter
from intake.web.foundation.forms.base import Required, StaffForm
from intake.web.foundation.forms.choices import ManyChoices, OneChoice
from intake.web.foundation.labels import label
from intake.web.foundation.languages import lazy_gettext
from intake.web.staff.team.names import unit_name

BETWEEN = "|"
OFFERED = frozenset({KeyLetter.CONTENT, KeyLetter.THREAD, KeyLetter.CASE})
"""What is ticked at first: everything but who told it."""


class GrantForm(StaffForm):
    """Which unit, for what, and what it can open."""

    unit: Any
    letters: Any

    @property
    def chosen(self) -> tuple[str, AccessKind]:
        """The unit's key and why it is let in."""
        unit, _, kind = str(self["unit"].data).rpartition(BETWEEN)
        return unit, AccessKind(kind)


@dataclass(frozen=True, kw_only=True)
class AccessRow:
    """One unit in the list of who can read a case.

    `read`: whether it is known to have read it before the case moved on; None where that is not
    what is asked.
    """

    unit: str
    name: str
    kind: AccessKind
    since: date
    until: date | None
    read: bool | None


@dataclass(frozen=True, kw_only=True)
class SharedRow:
    """A case of another unit that can be read."""

    case_id: str
    reference: str
    status: Status
    urgency: Urgency
    holder: str
    kind: AccessKind
    since: date


def grant_form(possible: Mapping[str, Iterable[AccessKind]]) -> GrantForm:
    """The form with the units that may be let in."""
    choices = [
        (f"{unit}{BETWEEN}{kind.value}", f"{unit_name(unit)}: {label(kind)}")
        for unit, kinds in possible.items()
        for kind in kinds
    ]
    fields = {
        "unit": OneChoice(
            lazy_gettext("Which unit, and why?"),
            [Required(lazy_gettext("Choose a unit."))],
            choices=choices,
        ),
        "letters": ManyChoices(
            lazy_gettext("What can it open?"),
            [Required(lazy_gettext("Choose at least one."))],
            choices=[(letter.value, label(letter)) for letter in UNIT_LETTERS],
            description=lazy_gettext("Choose only what it needs for this purpose."),
            default=[letter.value for letter in UNIT_LETTERS if letter in OFFERED],
        ),
    }
    return cast(GrantForm, type("GrantFields", (GrantForm,), fields)())


def access_rows(
    accesses: Iterable[Access], former: Iterable[FormerOffice]
) -> tuple[AccessRow, ...]:
    """Who can read a case now first, then who could."""
    read = {office.unit: office.opened_day is not None for office in former}
    rows = [
        AccessRow(
            unit=access.unit,
            name=unit_name(access.unit),
            kind=access.kind,
            since=access.since_day,
            until=access.until_day,
            read=read.get(access.unit) if access.until_day else None,
        )
        for access in accesses
    ]
    return tuple(sorted(rows, key=lambda row: row.until is not None))


def shared_rows(found: Iterable[Granted]) -> tuple[SharedRow, ...]:
    """Cases let in to, as the list shows them."""
    return tuple(
        SharedRow(
            case_id=one.case.id,
            reference=one.case.reference,
            status=Status(one.case.status),
            urgency=Urgency(one.case.urgency),
            holder=unit_name(one.case.unit),
            kind=one.access.kind,
            since=one.access.since_day,
        )
        for one in found
    )
