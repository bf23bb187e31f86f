"""Rows of cases: facts that change through events, and the events themselves."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from intake.db.base import Base
from intake.db.types import code, count, day, flag, moment, order_key, public_key, row_id

COUNTED_KINDS = (
    "kind IN ('urgent_ended', 'referral_confirmed', 'referral_returned', "
    "'referral_not_confirmed', 'agency_response_recorded')"
)
"""The events that reports count: they alone are indexed, for the others are many. A query finds
the index only if it has this very condition.
"""


class Case(Base):
    """One oversight entity's work on one employer's part of a complaint.

    ``queue_key`` orders the queue: open cases by urgency and next due moment, closed ones behind
    them. ``acknowledged_day`` is when the complainant was first answered,
    ``acknowledged_entered_day`` when that was recorded. ``first_ended_day`` and ``first_ending``
    are set when the case first comes to its end, in the jurisdiction's own day, and stay: reports
    count a case's end once. ``likeness`` is the same for cases that look alike by their facts; one
    that somebody opened has none.
    """

    __tablename__ = "case"
    __table_args__ = (
        # Pages leave out what is folded without looking at a case.
        Index(None, "unit", "queue_key", "likeness"),
        Index(None, "unit", "likeness", "queue_key"),
        Index(None, "unit", "status", "queue_key"),
        Index(None, "unit", "urgency", "queue_key"),
        Index(None, "unit", "agency", "queue_key"),
        Index(None, "unit", "language", "queue_key"),
        Index(None, "unit", "assignee_id", "queue_key"),
        Index(None, "next_due_at"),
        Index(None, "jurisdiction", "entered_day", "agency"),
        Index(
            "ix_case_acknowledged",
            "jurisdiction",
            "acknowledged_entered_day",
            "acknowledged_day",
            "received_day",
            sqlite_where=text("acknowledged_entered_day IS NOT NULL"),
            postgresql_where=text("acknowledged_entered_day IS NOT NULL"),
        ),
        Index(
            "ix_case_ended",
            "jurisdiction",
            "first_ended_day",
            "agency",
            "first_ending",
            "received_day",
            "entered_day",
            "id",
            sqlite_where=text("first_ended_day IS NOT NULL"),
            postgresql_where=text("first_ended_day IS NOT NULL"),
        ),
    )

    id: Mapped[str] = row_id(primary_key=True)
    complaint_id: Mapped[str] = row_id(ForeignKey("complaint.id"), index=True)
    reference: Mapped[str] = code(index=True)
    jurisdiction: Mapped[str] = code()
    entity: Mapped[str] = code(length=120)
    unit: Mapped[str] = code(length=160)
    agency: Mapped[str] = code()
    route_rule: Mapped[str] = code()
    status: Mapped[str] = code()
    urgency: Mapped[str] = code()
    language: Mapped[str] = code()
    assignee_id: Mapped[str | None] = row_id(nullable=True)
    disposition: Mapped[str | None] = code(nullable=True)
    closing_reason: Mapped[str | None] = code(nullable=True)
    received_day: Mapped[date] = day()
    entered_day: Mapped[date] = day()
    first_opened_day: Mapped[date | None] = day(nullable=True)
    acknowledged_day: Mapped[date | None] = day(nullable=True)
    acknowledged_entered_day: Mapped[date | None] = day(nullable=True)
    first_ended_day: Mapped[date | None] = day(nullable=True)
    first_ending: Mapped[str | None] = code(nullable=True)
    next_due_at: Mapped[datetime | None] = moment(nullable=True)
    likeness: Mapped[str | None] = code(nullable=True, length=16)
    queue_key: Mapped[str] = order_key()
    policy_version: Mapped[str] = code()
    config_version: Mapped[str] = code()
    version: Mapped[int] = count(default=1)

    # The number of the last event: every event changes the row, so none is ever overwritten.
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}


class CaseRule(Base):
    """A rule that a case is about: suggested at filing, then as framed by staff."""

    __tablename__ = "case_rule"
    __table_args__ = (Index(None, "unit", "rule", "queue_key"),)

    case_id: Mapped[str] = row_id(ForeignKey("case.id"), primary_key=True)
    rule: Mapped[str] = code(primary_key=True)
    unit: Mapped[str] = code(length=160)
    queue_key: Mapped[str] = order_key()


class Allegation(Base):
    """A rule and a subject; it carries the finding. The subject's name is a part under the case
    key. ``first_disposition`` is the finding when the case first ended, on ``first_ended_day``,
    which reports count; jurisdiction and agency are those of the case.
    """

    __tablename__ = "allegation"
    __table_args__ = (
        Index(None, "case_id", "disposition"),
        Index(
            "ix_allegation_ended",
            "jurisdiction",
            "first_ended_day",
            "rule",
            "agency",
            "first_disposition",
            sqlite_where=text("first_ended_day IS NOT NULL"),
            postgresql_where=text("first_ended_day IS NOT NULL"),
        ),
    )

    id: Mapped[str] = row_id(primary_key=True)
    case_id: Mapped[str] = row_id(ForeignKey("case.id"))
    jurisdiction: Mapped[str] = code()
    agency: Mapped[str] = code()
    rule: Mapped[str] = code()
    subject_kind: Mapped[str] = code()
    subject_part_id: Mapped[str | None] = row_id(nullable=True)
    state: Mapped[str] = code()
    disposition: Mapped[str | None] = code(nullable=True)
    first_disposition: Mapped[str | None] = code(nullable=True)
    first_ended_day: Mapped[date | None] = day(nullable=True)
    no_finding_reason: Mapped[str | None] = code(nullable=True)
    exception_applied: Mapped[str | None] = code(nullable=True)
    standard_of_proof: Mapped[str | None] = code(nullable=True)
    reasons_part_id: Mapped[str | None] = row_id(nullable=True)
    found_by_id: Mapped[str | None] = row_id(nullable=True)


class CaseEventRow(Base):
    """What happened in a case, in order: append-only, the truth behind status and clocks."""

    __tablename__ = "case_event"
    __table_args__ = (
        UniqueConstraint("case_id", "seq"),
        Index(
            "ix_case_event_counted",
            "kind",
            "recorded_at",
            "case_id",
            "seq",
            sqlite_where=text(COUNTED_KINDS),
            postgresql_where=text(COUNTED_KINDS),
        ),
        Index(
            "ix_case_event_counted_before",
            "case_id",
            "seq",
            "kind",
            sqlite_where=text(COUNTED_KINDS),
            postgresql_where=text(COUNTED_KINDS),
        ),
    )

    id: Mapped[str] = row_id(primary_key=True)
    case_id: Mapped[str] = row_id(ForeignKey("case.id"))
    seq: Mapped[int] = count()
    kind: Mapped[str] = code()
    from_status: Mapped[str | None] = code(nullable=True)
    to_status: Mapped[str] = code()
    effective_day: Mapped[date] = day()
    recorded_at: Mapped[datetime] = moment()
    actor_kind: Mapped[str] = code()
    actor_id: Mapped[str | None] = row_id(nullable=True)
    reason: Mapped[str | None] = code(nullable=True)
    part_id: Mapped[str | None] = row_id(nullable=True)
    policy_version: Mapped[str] = code()
    config_version: Mapped[str] = code()


class CaseEventDetail(Base):
    """One closed code, id or whole number that belongs to an event."""

    __tablename__ = "case_event_detail"

    event_id: Mapped[str] = row_id(ForeignKey("case_event.id"), primary_key=True)
    name: Mapped[str] = code(primary_key=True)
    value: Mapped[str] = code(length=160)


class CaseClockRow(Base):
    """A run of a clock as projected from the events: due moment, and when it stopped; all but the
    last of a kind have stopped.

    ``ended_at`` is the moment at which reports count the run, once the events tell it: its due
    moment if it ``ran_out`` (``late`` if it was not kept after all), else when it was recorded as
    stopped. A run that is still running runs out at ``due_at`` without an event.
    """

    __tablename__ = "case_clock"
    __table_args__ = (
        Index(None, "kind", "stopped_at", "due_at"),
        Index(
            "ix_case_clock_ended",
            "kind",
            "ended_at",
            "late",
            "ran_out",
            "case_id",
            sqlite_where=text("ended_at IS NOT NULL"),
            postgresql_where=text("ended_at IS NOT NULL"),
        ),
    )

    case_id: Mapped[str] = row_id(ForeignKey("case.id"), primary_key=True)
    kind: Mapped[str] = code(primary_key=True)
    run: Mapped[int] = count(primary_key=True, autoincrement=False, default=1)
    started_day: Mapped[date] = day()
    due_at: Mapped[datetime] = moment()
    stopped_at: Mapped[datetime | None] = moment(nullable=True)
    paused: Mapped[bool] = flag(default=False)
    ended_at: Mapped[datetime | None] = moment(nullable=True)
    ran_out: Mapped[bool] = flag(default=False)
    late: Mapped[bool] = flag(default=False)


class CaseAccess(Base):
    """Which unit holds or held a case, or was let in to it: since a late reroute the old unit keeps
    no access.

    Only those let in are looked for by unit; a holder is found by the case itself. ``signed``: the
    grant of a unit that was let in, signed by the one that held the case.
    """

    __tablename__ = "case_access"
    __table_args__ = (
        Index(
            "ix_case_access_let_in",
            "unit",
            sqlite_where=text("kind <> 'holds'"),
            postgresql_where=text("kind <> 'holds'"),
        ),
    )

    case_id: Mapped[str] = row_id(ForeignKey("case.id"), primary_key=True)
    unit: Mapped[str] = code(primary_key=True, length=160)
    kind: Mapped[str] = code()
    since_day: Mapped[date] = day()
    until_day: Mapped[date | None] = day(nullable=True)
    signed: Mapped[bytes | None] = public_key(nullable=True)
