"""The records of a case: each follows on the one before, and only who held the keys can add one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

import pytest

from intake.complaints.keys.chain import (
    ChainBroken,
    Followed,
    chain_after,
    follow_chain,
    next_record,
)
from intake.vault import contexts
from intake.vault.errors import UnknownFormat
from intake.vault.records import (
    Begun,
    CaseRecord,
    CodeAdded,
    CodeSettled,
    Fact,
    MailboxFact,
    Moved,
    check_key,
    prove,
    record_hash,
)

PLACE = contexts.case_record("1" * 32, complaint_id="2" * 32, case_id="3" * 32)
CHECKS = {version: check_key(bytes([version]) * 32, place=b"here") for version in range(4)}
FIRST = MailboxFact("m" * 32, b"m" * 32, known_to_staff=False)
SECOND = MailboxFact("n" * 32, b"n" * 32, known_to_staff=True)
BEGUN = Begun(
    unit="a/b/c",
    content=b"k" * 32,
    identity=b"i" * 32,
    thread=b"t" * 32,
    case=b"c" * 32,
    mailbox=FIRST,
)
MOVED = Moved(
    version=2,
    unit="a/d/e",
    left=("a/b/c", "a/b/watch"),
    reason="conflict_found",
    thread=b"u" * 32,
    case=b"v" * 32,
    mailboxes=(FIRST,),
)
AGAIN = replace(MOVED, version=3, unit="a/f/g", left=("a/d/e",), mailboxes=(SECOND,))
FACTS: tuple[Fact, ...] = (BEGUN, MOVED, CodeAdded(SECOND), CodeSettled(SECOND.id), AGAIN)


@dataclass(frozen=True)
class Row:
    number: int
    record: bytes
    code: bytes


def rows_of(facts: Sequence[Fact], *, place: bytes = PLACE) -> list[Row]:
    chain, rows = None, []
    for fact in facts:
        record = next_record(chain, fact, place=place)
        data = record.to_bytes()
        rows.append(Row(record.number, data, prove(data, CHECKS[chain.version if chain else 0])))
        chain = chain_after(chain, record, head=record_hash(data))
    return rows


ROWS = rows_of(FACTS)


def follow(rows: Iterable[Row], *, held: Iterable[int] = CHECKS) -> Followed:
    known = set(held)
    return follow_chain(
        rows, place=PLACE, check_keys=lambda version: [CHECKS[v] for v in known if v == version]
    )


def test_all_of_it_is_proven_in_any_order() -> None:
    found = follow(ROWS[::-1])
    assert found.fault == ""
    chain = found.chain
    assert (chain.version, chain.unit, chain.number) == (3, "a/f/g", 5)
    assert chain.left == (("a/b/c", "conflict_found"), ("a/d/e", "conflict_found"))
    assert chain.mailboxes == (SECOND,)
    assert {version: keys.thread for version, keys in chain.keys.items()} == {
        1: b"t" * 32,
        2: b"u" * 32,
        3: b"u" * 32,
    }


@pytest.mark.parametrize("missing", range(2, 6))
def test_a_missing_record_ends_what_is_proven(missing: int) -> None:
    rows = [row for row in ROWS if row.number != missing]
    found = follow(rows)
    assert found.chain.number == missing - 1
    assert bool(found.fault) == (missing < len(ROWS)), "one cut off at the end leaves no trace"


def test_without_the_first_nothing_is_proven() -> None:
    for rows in ([], ROWS[1:]):
        with pytest.raises(ChainBroken):
            follow(rows)


@pytest.mark.parametrize("place", range(1, 5))
def test_one_in_the_place_of_another_breaks_it(place: int) -> None:
    rows = list(ROWS)
    rows[place] = replace(rows[place - 1], number=place + 1)
    assert follow(rows).chain.number == place
    assert follow(rows).fault


def test_one_twice_there_breaks_it() -> None:
    found = follow([*ROWS, ROWS[2]])
    assert (found.chain.number, bool(found.fault)) == (3, True)


def test_who_holds_an_older_check_key_alone_adds_nothing() -> None:
    """An office that left holds version 1 and could not go on after the move."""
    forged = next_record(
        follow(ROWS[:2]).chain, replace(MOVED, version=3, unit="a/b/c"), place=PLACE
    ).to_bytes()
    for version in (0, 1):
        row = Row(3, forged, prove(forged, CHECKS[version]))
        found = follow([*ROWS[:2], row])
        assert (found.chain.number, bool(found.fault)) == (2, True)
    assert follow([*ROWS[:2], Row(3, forged, prove(forged, CHECKS[2]))]).chain.number == 3


def test_a_record_of_another_case_breaks_it() -> None:
    other = contexts.case_record("1" * 32, complaint_id="2" * 32, case_id="4" * 32)
    with pytest.raises(ChainBroken):
        follow(rows_of(FACTS, place=other))


def test_a_reader_who_lacks_a_version_sees_where_it_ends() -> None:
    found = follow(ROWS, held=(0, 1))
    assert (found.chain.version, bool(found.fault)) == (2, True)


@pytest.mark.parametrize("at", range(len(ROWS)))
def test_one_changed_byte_breaks_it(at: int) -> None:
    data = bytearray(ROWS[at].record)
    data[-1] ^= 1
    rows = [*ROWS[:at], replace(ROWS[at], record=bytes(data)), *ROWS[at + 1 :]]
    if at == 0:
        with pytest.raises(ChainBroken):
            follow(rows)
    else:
        assert (follow(rows).chain.number, bool(follow(rows).fault)) == (at, True)


@pytest.mark.parametrize(
    "fact",
    [
        BEGUN,
        replace(MOVED, version=3),
        replace(MOVED, version=1),
        replace(MOVED, mailboxes=(SECOND,)),
        replace(MOVED, mailboxes=()),
        CodeAdded(FIRST),
        CodeSettled(SECOND.id),
    ],
)
def test_what_cannot_follow_is_refused(fact: Fact) -> None:
    with pytest.raises(ChainBroken):
        rows_of((BEGUN, fact))


def test_it_begins_with_the_filing_alone() -> None:
    with pytest.raises(ChainBroken):
        rows_of((MOVED,))


@pytest.mark.parametrize("fact", FACTS)
def test_a_record_comes_back_from_its_bytes(fact: Fact) -> None:
    record = CaseRecord(place=PLACE, number=7, before=b"h" * 32, fact=fact)
    assert CaseRecord.from_bytes(record.to_bytes()) == record


def test_everything_that_it_says_is_in_its_bytes() -> None:
    record = CaseRecord(place=PLACE, number=2, before=b"h" * 32, fact=MOVED)
    changed = [
        replace(record, fact=replace(MOVED, **{field.name: _other(getattr(MOVED, field.name))}))
        for field in fields(MOVED)
    ]
    told = {one.to_bytes() for one in (record, *changed)}
    assert len(told) == 1 + len(fields(MOVED))


def _other(value: object) -> object:
    match value:
        case int():
            return value + 1
        case str():
            return value + "x"
        case bytes():
            return b"x" + value[1:]
    return ()


@pytest.mark.parametrize("data", [b"", b"\x01\x53", ROWS[0].record + b"\0\0\0\0", b"\x01\x51"])
def test_other_bytes_are_no_record(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        CaseRecord.from_bytes(data)
