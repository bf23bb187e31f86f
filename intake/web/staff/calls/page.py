"""What the pages of a call show beside its form: kept calls, where it goes, the receipt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intake.actions.calls.conflict import offices_instead_of
from intake.actions.calls.take_call import CODE_KEPT, Call, SentCall
from intake.actions.complaint.weighing import weigh
from intake.actions.following.follow import follow
from intake.bedrock.keys import UnitKey
from intake.cases.vocabulary import ClockKind
from intake.complaints.private_numbers import PrivateNumber, private_numbers
from intake.complaints.visits import VisitLengths
from intake.complaints.vocabulary import Channel, IdentityMode
from intake.questions.urgency import Urgency
from intake.routing import NobodyLeft
from intake.rules.entities import Entity
from intake.rules.jurisdiction import Hotline, Jurisdiction
from intake.web.foundation.database import session
from intake.web.foundation.forms.base import StaffForm
from intake.web.foundation.languages import lazy_gettext
from intake.web.foundation.rendering import in_request_language
from intake.web.foundation.services import services
from intake.web.staff.entry.session import staff_context
from intake.web.staff.steps.fields import DayLine

_TICK = timedelta(microseconds=1)


class SendForm(StaffForm):
    """The day on which it came in, where that is not today."""

    received = DayLine(
        lazy_gettext("Date received, if not today"),
        limit=20,
        description=lazy_gettext(
            "For example, the postmark on a letter. Deadlines count from this date."
        ),
    )

    @property
    def day(self) -> date | None:
        """The day typed, or None."""
        return date.fromisoformat(self.received.data) if self.received.data else None


@dataclass(frozen=True, kw_only=True)
class KeptRow:
    """A call in the list of those kept."""

    draft_id: str
    started_at: datetime
    expires_at: datetime | None
    channel: Channel
    employers: str
    place: Jurisdiction


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What is said before a call is sent.

    Attributes:
        offices: the entities that get it; empty where none is left.
        own: whether the clerk's own entity is among them.
        numbers: kinds of number in what was typed that nobody needs.
        edition: that of the draft, for the form that sends it.
    """

    call: KeptRow
    edition: str
    offices: tuple[Entity, ...]
    own: bool
    urgency: Urgency | None
    numbers: frozenset[PrivateNumber]
    mode: IdentityMode


@dataclass(frozen=True, kw_only=True, repr=False)
class CallReceipt:
    """What the clerk reads aloud."""

    draft_id: str
    reference: str
    code: str
    anonymous: bool
    offices: tuple[tuple[Entity, date | None], ...]
    shown_until: datetime
    hotlines: tuple[Hotline, ...]
    place: Jurisdiction


def call_lengths() -> VisitLengths:
    """How long a kept call lasts in this install."""
    return VisitLengths(draft_kept=timedelta(days=services().settings.draft_days))


def kept_rows(calls: Iterable[Call]) -> tuple[KeptRow, ...]:
    """Calls as the list shows them."""
    return tuple(_row(call) for call in calls)


def conflict_of(call: Call) -> tuple[Entity, ...] | None:
    """Where it would go, if the clerk's own entity turns out to be in conflict; else None."""
    return offices_instead_of(
        call.unsent, entity=UnitKey(call.kept.unit).entity, configuration=services().configuration
    )


def sending_of(call: Call) -> Sending:
    """Who would get a call if it were sent now, and what to look at before."""
    context, unsent = staff_context(), call.unsent
    keys: tuple[str, ...] = ()
    urgency = None
    try:
        weighed = weigh(session(), context=context, unsent=unsent)
        keys = tuple(dict.fromkeys(case.entity_key for case in weighed.decision.cases))
        urgency = weighed.assessment.urgency
    except NobodyLeft:
        pass
    typed = (unsent.narrative, *map(str, unsent.content.answers.values()))
    return Sending(
        call=_row(call),
        edition=unsent.edition,
        offices=tuple(context.configuration.entity(key) for key in keys),
        own=UnitKey(call.kept.unit).entity in keys,
        urgency=urgency,
        numbers=private_numbers("\n".join(typed)),
        mode=unsent.identity.mode or IdentityMode.ANONYMOUS,
    )


def receipt_of(sent: SentCall, place: Jurisdiction) -> CallReceipt:
    """Reference and code, which offices have it, and by when each writes."""
    context = staff_context()
    seen = follow(session(), context=context, code=sent.code)
    offices = []
    for case in seen.cases:
        entity = context.configuration.entity(case.entity)
        calendar = context.configuration.jurisdiction(entity.jurisdiction).calendar
        due = case.due.get(ClockKind.ACKNOWLEDGE)
        offices.append((entity, calendar.local_day(due - _TICK) if due else None))
    return CallReceipt(
        draft_id=sent.complaint.id,
        reference=sent.complaint.reference,
        code=sent.code,
        anonymous=seen.identity_mode is IdentityMode.ANONYMOUS,
        offices=tuple(offices),
        shown_until=sent.complaint.filed_at + CODE_KEPT,
        hotlines=place.urgent_hotlines() if seen.urgency is Urgency.CRITICAL else (),
        place=place,
    )


def _row(call: Call) -> KeptRow:
    place = services().configuration.jurisdiction(call.unsent.jurisdiction)
    language = in_request_language()
    names = [
        place.agencies[one.agency_id].name.in_(language) if one.agency_id else one.name
        for one in call.unsent.content.agencies
    ]
    return KeptRow(
        draft_id=call.kept.draft_id,
        started_at=call.kept.started_at,
        expires_at=call.unsent.expires_at,
        channel=Channel(call.unsent.channel),
        employers=", ".join(name for name in names if name),
        place=place,
    )
