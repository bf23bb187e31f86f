"""What the records of a case prove: its keys, its unit, the complainant's mailboxes; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

from intake.vault.errors import SealBroken, UnknownFormat
from intake.vault.records import (
    Begun,
    CaseRecord,
    CodeAdded,
    CodeSettled,
    Fact,
    MailboxFact,
    Moved,
    is_proven,
    record_hash,
)

CheckKeys = Callable[[int], Iterable[bytes]]
"""The check keys that boxes give for a version of a case's keys; 0 is the first record's."""


class ChainBroken(SealBroken):
    """A record of a case is missing, out of order, altered, or written by who held no key."""


class RecordRow(Protocol):
    """A record as it lies in the table."""

    @property
    def number(self) -> int: ...
    @property
    def record(self) -> bytes: ...
    @property
    def code(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class VersionKeys:
    """Commitments to the thread and the case key of one version."""

    thread: bytes
    case: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What is proven of a case.

    Attributes:
        version: the newest of its keys.
        left: the units that the case was taken from, each with the reason of the move.
        mailboxes: those in use, the newest last.
        head: the hash of the last record; the next one names it.
    """

    number: int
    head: bytes
    begun: Begun
    version: int
    keys: Mapping[int, VersionKeys]
    unit: str
    left: tuple[tuple[str, str], ...]
    mailboxes: tuple[MailboxFact, ...]

    def mailbox(self, mailbox_id: str) -> MailboxFact | None:
        """A mailbox in use, by its id."""
        return next((one for one in self.mailboxes if one.id == mailbox_id), None)


@dataclass(frozen=True, slots=True)
class Followed:
    """How far the records of a case are proven.

    Attributes:
        fault: what is wrong with the next one; empty where all of them are proven.
    """

    chain: Chain
    fault: str = ""


def next_record(chain: Chain | None, fact: Fact, *, place: bytes) -> CaseRecord:
    """The record that comes after; the first one, where there is no chain yet."""
    if chain is None:
        return CaseRecord(place=place, number=1, before=b"", fact=fact)
    return CaseRecord(place=place, number=chain.number + 1, before=chain.head, fact=fact)


def follow_chain(rows: Iterable[RecordRow], *, place: bytes, check_keys: CheckKeys) -> Followed:
    """Follow the records of a case from the first one on, as far as they are proven.

    What breaks a chain: a record that is missing, twice there, altered, of another case, or proven
    by no check key that this reader holds.

    Raises ChainBroken where not even the first one is proven.
    """
    chain: Chain | None = None
    for row in sorted(rows, key=lambda one: one.number):
        try:
            record = _record(row, chain, place)
            keys = check_keys(chain.version if chain else 0)
            if not any(is_proven(bytes(row.record), row.code, key) for key in keys):
                raise ChainBroken("a record is not proven by the keys before it")
            chain = chain_after(chain, record, head=record_hash(bytes(row.record)))
        except ChainBroken as broken:
            if chain is None:
                raise
            return Followed(chain, str(broken))
    if chain is None:
        raise ChainBroken("a case has no record")
    return Followed(chain)


def _record(row: RecordRow, chain: Chain | None, place: bytes) -> CaseRecord:
    try:
        record = CaseRecord.from_bytes(bytes(row.record))
    except UnknownFormat:
        raise ChainBroken("a record cannot be read") from None
    number, before = (chain.number + 1, chain.head) if chain else (1, b"")
    if (record.place, record.number, record.before, row.number) != (place, number, before, number):
        raise ChainBroken("a record does not follow on the one before")
    return record


def chain_after(chain: Chain | None, record: CaseRecord, *, head: bytes) -> Chain:
    """What is proven after one more record, of which `head` is the hash.

    Raises ChainBroken where it cannot follow.
    """
    fact = record.fact
    if chain is None:
        return _begun(fact, head)
    here = replace(chain, number=record.number, head=head)
    match fact:
        case Moved() if fact.version == chain.version + 1 and fact.mailboxes == chain.mailboxes:
            keys = {**chain.keys, fact.version: VersionKeys(fact.thread, fact.case)}
            return replace(
                here,
                version=fact.version,
                keys=MappingProxyType(keys),
                unit=fact.unit,
                left=(*chain.left, (chain.unit, fact.reason)),
            )
        case CodeAdded() if chain.mailbox(fact.mailbox.id) is None:
            return replace(here, mailboxes=(*chain.mailboxes, fact.mailbox))
        case CodeSettled() if (kept := chain.mailbox(fact.mailbox_id)) is not None:
            return replace(here, mailboxes=(kept,))
    raise ChainBroken("a record says what cannot follow on the one before")


def _begun(fact: Fact, head: bytes) -> Chain:
    if not isinstance(fact, Begun):
        raise ChainBroken("the first record is not that of filing")
    return Chain(
        number=1,
        head=head,
        begun=fact,
        version=1,
        keys=MappingProxyType({1: VersionKeys(fact.thread, fact.case)}),
        unit=fact.unit,
        left=(),
        mailboxes=(fact.mailbox,),
    )
