"""Filing is all or nothing, and happens once, whatever comes at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, insert, select
from sqlalchemy.orm import Session

from intake.actions.complaint.filing import file_complaint, file_draft
from intake.actions.complaint.open_draft import open_draft
from intake.actions.complaint.save_draft import DraftChanged
from intake.actions.following.visit import find_visit, touch_visit
from intake.complaints.models import Complaint, Draft, Mailbox, Part, ResidentSession
from intake.complaints.parts import PartKind
from intake.complaints.unsent import DraftGone, Unsent, load_unsent
from intake.db.base import Base
from intake.db.transaction import transaction
from tests.fixtures.databases import Database
from tests.integration.filing.steps import LIMITS, SECRET, opened, save, sent, told, written
from tests.integration.filing.world import INSTALL_ID, LENGTHS, PLACE, World

NEVER = 1_000_000


class Broken(RuntimeError):
    """The machine stops here."""


@contextmanager
def breaking_at(engine: Engine, number: int) -> Iterator[list[str]]:
    """Stop at the `number`th writing statement; gives the list of those that ran."""
    seen: list[str] = []

    def count(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            seen.append(statement)
            if len(seen) == number:
                raise Broken

    event.listen(engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", count)


def contents(database: Database) -> dict[str, int]:
    """How many rows each table holds."""
    with database.sessions() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_a_filing_that_breaks_anywhere_leaves_no_trace(
    database: Database, session: Session, world: World
) -> None:
    probe = opened(session, world, secret=b"p" * 32)
    save(session, world, probe, told)
    with breaking_at(database.engine, NEVER) as writes:
        file_draft(session, context=world.context(), code=probe)
    assert len(writes) > 12
    code = written(session, world)
    before = contents(database)
    for number in range(1, len(writes) + 1):
        with breaking_at(database.engine, number), pytest.raises(Broken):
            file_draft(session, context=world.context(), code=code)
        assert contents(database) == before, number
    file_draft(session, context=world.context(), code=code)
    assert contents(database)["complaint"] == before["complaint"] + 1


def together(database: Database, *actions: Callable[[Session], object]) -> list[object]:
    """Run actions at the same moment, each in a session of its own; what each gave or raised."""
    barrier, results = Barrier(len(actions)), [None] * len(actions)

    def run(index: int) -> None:
        with database.sessions() as own:
            barrier.wait()
            try:
                results[index] = actions[index](own)
            except Exception as error:
                results[index] = error

    threads = [Thread(target=run, args=(index,)) for index in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(results)


def test_presses_at_the_same_moment_file_once(
    database: Database, session: Session, world: World
) -> None:
    code = written(session, world)

    def press(own: Session) -> object:
        return file_draft(own, context=world.context(), code=code)

    results = together(database, *[press] * 4)
    assert sum(isinstance(result, DraftGone) for result in results) == 3, results
    held = contents(database)
    assert (held["complaint"], held["case"], held["outbox"], held["draft"]) == (1, 1, 1, 0)


def test_saving_and_sending_at_the_same_moment_never_mix(
    database: Database, session: Session, world: World
) -> None:
    code = written(session, world)

    def press(own: Session) -> object:
        return file_draft(own, context=world.context(), code=code)

    def type_on(own: Session) -> object:
        return save(own, world, code, lambda unsent: replace(unsent, narrative="typed on"))

    together(database, press, type_on)
    with database.sessions() as own:
        complaint = own.scalars(select(Complaint)).one()
        kinds = sorted(own.scalars(select(Part.kind).where(Part.complaint_id == complaint.id)))
    assert kinds == ["answers", "identity", "manifest", "narrative"]


def test_first_posts_at_the_same_moment_open_one_draft(
    database: Database, session: Session, world: World
) -> None:
    def post(own: Session) -> object:
        return open_draft(
            own,
            context=world.context(),
            secret=SECRET,
            jurisdiction=PLACE,
            language="en",
            limits=LIMITS,
        )

    codes = together(database, post, post, post)
    assert len(set(codes)) == 1, codes
    held = contents(database)
    assert (held["draft"], held["mailbox"], held["resident_session"]) == (1, 1, 1)


def loaded(session: Session, world: World, code: str, at: datetime | None = None) -> Unsent:
    return load_unsent(
        session, code=code, install_id=INSTALL_ID, random=world.random, at=at or world.at
    )


def test_a_draft_read_before_another_save_is_not_filed_as_it_was(
    session: Session, world: World
) -> None:
    code = written(session, world)
    stale = loaded(session, world, code)
    save(session, world, code, lambda unsent: replace(unsent, narrative="the last word"))
    with pytest.raises(DraftChanged):
        file_complaint(session, context=world.context(), unsent=stale)
    file_draft(session, context=world.context(), code=code, unsent=stale)
    assert session.scalars(select(Draft)).all() == []


def test_nothing_is_saved_into_a_complaint_that_was_sent(session: Session, world: World) -> None:
    code, filed = sent(session, world)
    before = {part.id for part in session.scalars(select(Part))}
    with pytest.raises(DraftGone):
        save(session, world, code, lambda unsent: replace(unsent, narrative="too late"))
    assert {part.id for part in session.scalars(select(Part))} == before
    assert filed.complaint_id


def test_two_pages_saved_over_one_another_both_count(session: Session, world: World) -> None:
    code = written(session, world)
    others: list[int] = []

    def first_page(unsent: Unsent) -> Unsent:
        if not others:
            others.append(1)
            save(session, world, code, lambda one: replace(one, narrative="from the other tab"))
        return replace(unsent, identity=replace(unsent.identity, name="Ana Inventada"))

    save(session, world, code, first_page)
    now = loaded(session, world, code)
    assert (now.narrative, now.identity.name) == ("from the other tab", "Ana Inventada")


def test_a_visitor_who_stays_keeps_visit_and_draft(session: Session, world: World) -> None:
    code = written(session, world)
    later = world.at + LENGTHS.idle * 0.9
    visit = find_visit(session, context=world.context(later), secret=SECRET)
    assert visit is not None
    draft = session.scalars(select(Draft)).one()
    touch_visit(
        session,
        context=world.context(later),
        visit=visit,
        lengths=LENGTHS,
        complaint_id=draft.id,
    )
    after = world.at + LENGTHS.idle * 1.8
    assert find_visit(session, context=world.context(after), secret=SECRET) is not None
    assert loaded(session, world, code, after).narrative


def test_after_sending_nothing_prolongs_the_visit(session: Session, world: World) -> None:
    sent(session, world)
    ends_at = session.scalars(select(ResidentSession.ends_at)).one()
    assert ends_at == world.at + LENGTHS.after_sending
    later = world.at + LENGTHS.after_sending * 0.9
    visit = find_visit(session, context=world.context(later), secret=SECRET)
    assert visit is not None
    touch_visit(session, context=world.context(later), visit=visit, lengths=LENGTHS)
    assert find_visit(session, context=world.context(ends_at), secret=SECRET) is None


def test_what_was_typed_lies_nowhere_in_the_clear(
    database: Database, session: Session, world: World
) -> None:
    sent(session, world)
    session.close()
    words = ("fianza", "sargeant", "Rosa Invented", "520 555 0100", "Quail Road")
    for table in Base.metadata.sorted_tables:
        with database.sessions() as own:
            for row in own.execute(select(table)):
                for value in row:
                    held = value if isinstance(value, bytes) else str(value).encode()
                    assert not any(word.encode() in held for word in words), table.name


def test_the_code_lies_nowhere_in_the_database(
    database: Database, session: Session, world: World
) -> None:
    code, _filed = sent(session, world)
    bare = code.replace("-", "")
    for table in Base.metadata.sorted_tables:
        with database.sessions() as own:
            for row in own.execute(select(table)):
                for value in row:
                    held = value if isinstance(value, bytes) else str(value).encode()
                    assert code.encode() not in held
                    assert bare.encode() not in held
    assert len(session.scalars(select(Mailbox.lookup)).one()) == 32


def test_a_draft_is_read_though_its_manifest_is_there_already(
    session: Session, world: World
) -> None:
    """As one reads it who sends while another has just sent: the manifest is no text."""
    code = written(session, world)
    read = loaded(session, world, code)
    row = read.compartment.seal(PartKind.MANIFEST, b"\xff\xfe no text")
    with transaction(session):
        session.execute(insert(Part), [row])
    again = loaded(session, world, code)
    assert again.narrative == read.narrative
    assert again.stored == read.stored
