"""Two people who act on one case in the same moment, on each database: exactly one is recorded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from os import urandom
from threading import Barrier

from intake.actions.case.record_event import record_event
from intake.actions.case.recording import EventRequest, StaleCase
from intake.cases.history import read_events
from intake.cases.vocabulary import EventKind
from tests.fixtures.databases import Database
from tests.integration.cases.staffed import Staffed

PEOPLE = ("Ivy", "Inez", "Lou", "Sam")


def test_one_wins_and_the_others_are_told(database: Database, staffed: Staffed) -> None:
    case_id = staffed.file()
    # Threads share no counter: the bytes come from the system here.
    context = replace(staffed.context, random=urandom)
    together = Barrier(len(PEOPLE))

    def write(name: str) -> str:
        with database.sessions() as session:
            together.wait()
            try:
                record_event(
                    session,
                    context=context,
                    member=staffed.members[name],
                    case_id=case_id,
                    seen_version=1,
                    wanted=EventRequest(
                        event=EventKind.NOTE_ADDED, written={"note": f"By {name}."}
                    ),
                )
            except StaleCase:
                return ""
            return name

    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        winners = [name for name in pool.map(write, PEOPLE) if name]
    events = read_events(staffed.office.look(), case_id)
    assert len(winners) == 1
    assert [event.seq for event in events] == [1, 2]
    assert events[1].actor_id == staffed.members[winners[0]].staff_id
    assert staffed.case(case_id).version == 2
