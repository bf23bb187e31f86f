"""The facts of one quarter of an install with a million cases, against one GROUP BY over all."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from statistics import median
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench import filling
from bench.client import free_port
from bench.filling import Into, Row, moment_text, write_rows
from bench.installs import (
    PLACE,
    Install,
    Postgres,
    forget_older,
    make_install,
    open_install,
    version_of,
)
from intake.cases.models import (
    Allegation,
    Case,
    CaseClockRow,
    CaseEventDetail,
    CaseEventRow,
)
from intake.cases.vocabulary import ClosingReason, Disposition
from intake.complaints.models import Complaint
from intake.complaints.vocabulary import Channel, ComplainantRole, IdentityMode
from intake.numbers.cube import COUNTERS, build_facts
from intake.numbers.facts.span import Span
from intake.numbers.quarters import Quarter

QUARTERS = 24
FIRST_DAY = date(2020, 1, 1)
LAST = Quarter(2025, 3)
ROUNDS = 5
CLOCKS = ("acknowledge", "unassigned", "review", "investigation", "agency_response")
_BATCH = 20_000
TABLES: tuple[Into, ...] = (
    (
        Complaint,
        (
            *("id", "reference", "jurisdiction", "channel", "complainant_role", "identity_mode"),
            *("urgency", "held_now", "language", "received_day", "entered_day", "filed_at"),
            *("policy_version", "questionnaire_version", "config_version", "manifest_sha256"),
        ),
    ),
    (
        Case,
        (
            *("id", "complaint_id", "reference", "jurisdiction", "entity", "unit", "agency"),
            *("route_rule", "status", "urgency", "language", "closing_reason", "received_day"),
            *("entered_day", "acknowledged_day", "acknowledged_entered_day", "first_ended_day"),
            *("first_ending", "queue_key", "policy_version", "config_version", "version"),
        ),
    ),
    (
        Allegation,
        (
            *("id", "case_id", "jurisdiction", "agency", "rule", "subject_kind", "state"),
            *("disposition", "first_disposition", "first_ended_day"),
        ),
    ),
    (
        CaseEventRow,
        (
            *("id", "case_id", "seq", "kind", "from_status", "to_status", "effective_day"),
            *("recorded_at", "actor_kind", "reason", "policy_version", "config_version"),
        ),
    ),
    (CaseEventDetail, ("event_id", "name", "value")),
    (
        CaseClockRow,
        (
            *("case_id", "kind", "run", "started_day", "due_at", "stopped_at", "paused"),
            *("ended_at", "ran_out", "late"),
        ),
    ),
)


@dataclass(frozen=True)
class Life:
    """One made-up case: when it was entered and ended, and the chance that makes the rest."""

    id: str
    number: int
    entered: date
    ended: date
    chance: random.Random

    def at(self, day: date) -> str:
        """Noon of a day, as the database keeps it."""
        return moment_text(datetime(day.year, day.month, day.day, 19, tzinfo=UTC))


def cases_wanted() -> int:
    """How many cases the install holds; 0 leaves this out."""
    return int(os.environ.get("BENCH_CASES", "1000000"))


def prepare(kind: str, postgres: Postgres, say: Callable[[str], None]) -> Install:
    """Open the install; what an earlier run filled is used again."""
    cases = cases_wanted()
    name = f"facts-{cases}-{version_of(filling, sys.modules[__name__])}"
    with suppress(FileNotFoundError):
        return open_install(kind, name, postgres, port=free_port())
    since = time.monotonic()
    forget_older(kind, f"facts-{cases}-", postgres)
    install = make_install(kind, name, postgres, port=free_port())
    people = install.folder / "people.json"
    hidden = people.rename(people.with_suffix(".unfinished"))
    write_rows(install, TABLES, _batches(install, cases))
    hidden.rename(people)
    say(f"{kind}: {cases} cases with their lives filled in {time.monotonic() - since:.0f} s")
    return install


def building(install: Install) -> dict[str, Any]:
    """Time of the facts of one quarter, in turns with the GROUP BY; and of each measure alone."""
    place = install.services.configuration.jurisdiction(PLACE)
    span = Span.of(place, LAST, shared=False)
    facts, grouped = [], []
    with install.services.sessions() as session:
        found = _build(install, session)
        for _ in range(ROUNDS):
            grouped.append(_seconds(lambda: _group(session)))
            facts.append(_seconds(lambda: _build(install, session)))
        measures = {
            measure.value: median(
                _seconds(lambda counter=counter: list(counter(session, span)))  # type: ignore[misc]
                for _ in range(ROUNDS)
            )
            for measure, counter in COUNTERS.items()
        }
    return {
        "facts": found,
        "facts_ms": 1000 * median(facts),
        "group_by_ms": 1000 * median(grouped),
        "ratio": median(facts) / median(grouped),
        "ms_by_measure": {name: 1000 * seconds for name, seconds in measures.items()},
    }


def _build(install: Install, session: Session) -> int:
    """Build the facts of the last quarter, and take them back."""
    found = build_facts(session, install.services.configuration.jurisdiction(PLACE), LAST)
    session.rollback()
    return found


def _group(session: Session) -> None:
    counted = (
        select(Case.agency, func.count()).where(Case.jurisdiction == PLACE).group_by(Case.agency)
    )
    session.execute(counted).all()
    session.rollback()


def _seconds(action: Callable[[], object]) -> float:
    since = time.perf_counter()
    action()
    return time.perf_counter() - since


def _batches(install: Install, cases: int) -> Iterator[list[list[Row]]]:
    place = install.services.configuration.jurisdictions[PLACE]
    agencies, rules = tuple(place.agencies), tuple(rule.value for rule in place.policy.rules)
    lives = _lives(cases)
    while batch := list(islice(lives, _BATCH)):
        tables: list[list[Row]] = [[] for _ in TABLES]
        for life in batch:
            for made, rows in zip(tables, _rows(life, agencies, rules), strict=True):
                made.extend(rows)
        yield tables


def _lives(cases: int) -> Iterator[Life]:
    chance = random.Random(cases)  # noqa: S311  (rows to measure on, not secrets)
    for number in range(cases):
        row_id = f"{chance.getrandbits(128):032x}"
        entered = FIRST_DAY + timedelta(days=number * QUARTERS * 91 // cases)
        yield Life(
            row_id, number, entered, entered + timedelta(days=chance.randrange(5, 400)), chance
        )


def _rows(life: Life, agencies: tuple[str, ...], rules: tuple[str, ...]) -> list[list[Row]]:
    chance, day = life.chance, life.entered.isoformat()
    ending = chance.choice(tuple(ClosingReason)).value
    finding = chance.choice(tuple(Disposition)).value
    answer, event = chance.random() < 0.2, life.id
    reference = f"B{life.number:010d}"
    first_answer = (life.entered + timedelta(days=chance.randrange(1, 20))).isoformat()
    complaint = (
        life.id, reference, PLACE, chance.choice(tuple(Channel)).value,
        chance.choice(tuple(ComplainantRole)).value, chance.choice(tuple(IdentityMode)).value,
        "normal", False, "en", day, day, life.at(life.entered), "1", "1", "1", life.id.encode(),
    )  # fmt: skip
    case = (
        life.id, life.id, reference, PLACE, "e", "u", chance.choice(agencies), "agency", "closed",
        "normal", "en", ending, day, day, first_answer, first_answer, life.ended.isoformat(),
        ending, life.id, "1", "1", 9,
    )  # fmt: skip
    events = []
    if answer:
        kind = chance.choice(("urgent_ended", "referral_confirmed", "agency_response_recorded"))
        events.append(_event(life, event, 2, kind, life.ended))
    details = [(one[0], "answer", "accepted") for one in events if one[3].startswith("agency")]
    allegation = (
        life.id, life.id, PLACE, case[6], chance.choice(rules), "person", "decided", finding,
        finding, life.ended.isoformat(),
    )  # fmt: skip
    return [[complaint], [case], [allegation], events, details, [*_clocks(life)]]


def _event(life: Life, id: str, seq: int, kind: str, day: date) -> Row:
    reason = "released" if kind == "urgent_ended" else None
    return (
        id, life.id, seq, kind, "received", "received", day.isoformat(), life.at(day),
        "staff", reason, "1", "1",
    )  # fmt: skip


def _clocks(life: Life) -> Iterator[Row]:
    # Few cases come to findings that an agency has to answer.
    kinds = CLOCKS if life.chance.random() < 0.3 else CLOCKS[:-1]
    for number, kind in enumerate(kinds):
        late = life.chance.random() < 0.1
        end = life.at(life.entered + timedelta(days=5 + 20 * number))
        yield (
            life.id, kind, 1, life.entered.isoformat(), end, end, False, end, late, late,
        )  # fmt: skip
