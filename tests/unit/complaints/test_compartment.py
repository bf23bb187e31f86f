"""The sealing scope: what is sealed in it opens there, with its key and share, and nowhere else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.complaints.compartment import Compartment, Envelope
from intake.complaints.keys.boxes import BoxRecipient
from intake.complaints.keys.case_keys import CaseKeys
from intake.complaints.keys.shares import ShareErased, Shares
from intake.complaints.models import Box, Part
from intake.complaints.parts import PartKind
from intake.complaints.vocabulary import Direction, MessageKind
from intake.vault.boxes import PrivateKey
from intake.vault.errors import KeyAbsent, SealBroken
from intake.vault.keys import CASE_LETTERS, DRAFT_LETTERS, KeyLetter, KeySet
from tests.fixtures.chance import repeatable_random

INSTALL, COMPLAINT, CASE, OTHER = "i" * 32, "c" * 32, "a" * 32, "b" * 32
RANDOM = repeatable_random("compartment")
WHOLE = Compartment.closed(INSTALL, RANDOM, complaint_id=COMPLAINT).with_new_keys(DRAFT_LETTERS)
OWN = WHOLE.of_case(CASE).with_new_keys(CASE_LETTERS)
SIBLING = WHOLE.of_case(OTHER).with_new_keys(CASE_LETTERS)
FROZEN = Path(__file__).parents[2] / "data" / "vault" / "rows-1.json"
OWNER = PrivateKey.generate(RANDOM)
RECIPIENT = BoxRecipient.mailbox("m" * 32, OWNER.public)


def sealed(kind: PartKind, text: str, own: Compartment = OWN) -> Part:
    return Part(**own.seal(kind, text))


@settings(deadline=None)
@given(text=st.text(max_size=300), kind=st.sampled_from(PartKind))
def test_what_is_sealed_opens_as_written(text: str, kind: PartKind) -> None:
    assert OWN.open(sealed(kind, text)) == text


@pytest.mark.parametrize("kind", PartKind)
def test_a_part_opens_with_no_other_key_of_the_complaint(kind: PartKind) -> None:
    part = sealed(kind, "x")
    without = OWN.among(letter for letter in OWN.keys.letters if letter is not kind.letter)
    for call in (without.open, lambda _part: without.seal(kind, "x")):
        with pytest.raises(KeyAbsent):
            call(part)
    assert without.open_if_held(part) is None


@pytest.mark.parametrize(
    "moved",
    [
        {"id": "q" * 32},
        {"complaint_id": "d" * 32},
        {"case_id": OTHER},
        {"case_id": None},
        {"kind": PartKind.LETTER.value},
        {"kind": PartKind.NOTE.value, "key_letter": "C"},
        {"key_letter": "C"},
        {"format": 2},
        {"kind": "unheard_of"},
    ],
)
def test_a_moved_or_relabeled_part_does_not_open_here_nor_there(moved: dict[str, Any]) -> None:
    part = sealed(PartKind.MESSAGE, "x")
    for name, value in moved.items():
        setattr(part, name, value)
    there = replace(OWN, complaint_id=part.complaint_id, case_id=part.case_id, shares=everywhere())
    for own in (OWN, there):
        with pytest.raises(SealBroken):
            own.open(part)


def everywhere() -> Shares:
    """The shares of the case, as if each of them were that of every other place too."""
    places = (COMPLAINT, "d" * 32, CASE, OTHER)
    held = {
        (place, letter, version): share
        for place in places
        for (_owner, letter, version), share in OWN.shares.by_owner.items()
    }
    return Shares(COMPLAINT, held)


@pytest.mark.parametrize(
    "own",
    [
        replace(OWN, install_id="j" * 32),
        replace(OWN, complaint_id="d" * 32),
        replace(OWN, case_id=OTHER),
        replace(OWN, case_id=None),
    ],
)
def test_a_part_of_elsewhere_is_refused_with_the_right_keys_too(own: Compartment) -> None:
    part = sealed(PartKind.NOTE, "x")
    with pytest.raises(SealBroken):
        replace(own, shares=everywhere()).open(part)


def test_another_case_of_the_same_complaint_is_another_place() -> None:
    part = sealed(PartKind.MESSAGE, "x")
    with pytest.raises(SealBroken):
        SIBLING.open(part)
    assert OWN.keys["K"] == SIBLING.keys["K"]
    assert OWN.keys["T"] != SIBLING.keys["T"]


def test_on_the_way_to_another_case_the_keys_of_the_first_stay_behind() -> None:
    for elsewhere in (OWN.of_case(OTHER), OWN.of_case(None)):
        assert elsewhere.keys.letters == (KeyLetter.CONTENT, KeyLetter.IDENTITY)
        with pytest.raises(KeyAbsent):
            elsewhere.seal(PartKind.MESSAGE, "x")
    assert OWN.of_case(CASE) is OWN
    later = OWN.with_new_keys(CASE_LETTERS, version=2)
    assert later.of_case(None).open(sealed(PartKind.NARRATIVE, "story", WHOLE)) == "story"


def test_nothing_is_sealed_or_opened_while_it_is_closed() -> None:
    closed = Compartment.closed(INSTALL, RANDOM, complaint_id=COMPLAINT, case_id=CASE)
    for call in (lambda: closed.seal(PartKind.NOTE, "x"), lambda: closed.open(sealed(NOTE, "x"))):
        with pytest.raises(KeyAbsent):
            call()


NOTE = PartKind.NOTE


def test_without_its_share_a_part_is_erased_for_everyone() -> None:
    part = sealed(PartKind.IDENTITY, "a name", WHOLE)
    left = {owner: share for owner, share in WHOLE.shares.by_owner.items() if owner[1] != "I"}
    erased = replace(WHOLE, shares=Shares(COMPLAINT, left))
    for call in (erased.open, lambda _part: erased.seal(PartKind.IDENTITY, "x")):
        with pytest.raises(ShareErased):
            call(part)
    assert erased.open_if_held(part) is None


def test_an_altered_part_is_never_taken_for_one_that_is_closed() -> None:
    part = sealed(PartKind.MESSAGE, "x")
    part.ciphertext = part.ciphertext[:-1] + bytes([part.ciphertext[-1] ^ 1])
    with pytest.raises(SealBroken):
        OWN.open_if_held(part)


def test_lengths_show_size_classes_alone() -> None:
    short, longer = sealed(PartKind.MESSAGE, "a"), sealed(PartKind.MESSAGE, "a" * 900)
    assert len(short.ciphertext) == len(longer.ciphertext)
    assert len(sealed(PartKind.NARRATIVE, "a").ciphertext) > 4096


def test_bytes_that_are_no_text_fail_as_text() -> None:
    part = Part(**OWN.seal(PartKind.MESSAGE, b"\xff\xfe"))
    assert OWN.open_bytes(part) == b"\xff\xfe"
    with pytest.raises(SealBroken):
        OWN.open(part)


def test_new_keys_of_a_case_seal_what_is_new_and_open_what_is_old() -> None:
    old = sealed(PartKind.MESSAGE, "before")
    both = OWN.with_new_keys(CASE_LETTERS, version=2)
    new, content = sealed(PartKind.MESSAGE, "after", both), sealed(PartKind.ANSWERS, "{}", both)
    assert (old.key_version, new.key_version, content.key_version) == (1, 2, 1)
    assert (both.open(old), both.open(new)) == ("before", "after")
    with pytest.raises(KeyAbsent):
        replace(both, keys=OWN.keys).open(new)
    only_new = CaseKeys().with_keys(both.keys.at(2).only("TC"), version=2)
    with pytest.raises(KeyAbsent):
        replace(both, keys=only_new).open(old)


def test_a_message_is_a_part_and_a_row_that_points_to_it() -> None:
    envelope = Envelope(
        direction=Direction.OUT,
        kind=MessageKind.LETTER,
        author_id="5" * 32,
        sent_at=datetime(2026, 3, 2, tzinfo=UTC),
        event_id="6" * 32,
    )
    part, message = OWN.message(envelope, "Estimada señora")
    assert (part["kind"], part["key_letter"]) == ("letter", "T")
    assert OWN.open(Part(**part), beside=envelope.beside) == "Estimada señora"
    assert (message["part_id"], message["case_id"]) == (part["id"], CASE)
    assert (message["direction"], message["kind"], message["read_at"]) == ("out", "letter", None)
    question = replace(envelope, kind=MessageKind.QUESTION)
    assert OWN.message(question, "?")[0]["kind"] == "message"


@pytest.mark.parametrize(
    "other",
    [
        {"direction": Direction.IN},
        {"kind": MessageKind.QUESTION},
        {"author_id": None},
        {"sent_at": datetime(2026, 3, 2, 1, tzinfo=UTC)},
        {"event_id": "7" * 32},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_message_opens_beside_no_other_facts(other: dict[str, Any]) -> None:
    envelope = Envelope(
        direction=Direction.OUT,
        kind=MessageKind.MESSAGE,
        author_id="5" * 32,
        sent_at=datetime(2026, 3, 2, tzinfo=UTC),
        event_id="6" * 32,
    )
    row, _ = OWN.message(envelope, "said by the office")
    part = Part(**row)
    assert OWN.open(part, beside=envelope.beside) == "said by the office"
    for wrong in (replace(envelope, **other).beside, ()):
        with pytest.raises(SealBroken):
            OWN.open(part, beside=wrong)


def test_a_box_hands_on_what_was_asked_for_and_no_more() -> None:
    row = OWN.box_for(RECIPIENT, [KeyLetter.CONTENT, KeyLetter.THREAD])
    closed = replace(OWN, keys=CaseKeys())
    opened = closed.with_box(Box(**row), OWNER)
    assert opened.keys.newest == OWN.keys.only("KTP")
    assert opened.open(sealed(PartKind.MESSAGE, "x")) == "x"
    with pytest.raises(KeyAbsent):
        OWN.box_for(RECIPIENT, [KeyLetter.TAG])


def test_there_is_a_box_for_each_version_that_has_such_a_key() -> None:
    both = OWN.with_new_keys([KeyLetter.THREAD], version=2)
    rows = both.boxes_for(RECIPIENT, [KeyLetter.CASE, KeyLetter.THREAD])
    assert [(row["key_version"], row["letters"]) for row in rows] == [(1, "TCP"), (2, "TP")]
    few = both.boxes_for(RECIPIENT, [KeyLetter.IDENTITY])
    assert [row["letters"] for row in few] == ["IP", "P"], "enough to follow the records"
    newest = both.box_for(RECIPIENT, [KeyLetter.THREAD])
    assert (newest["key_version"], newest["letters"]) == (2, "TP")


def test_a_box_is_sealed_over_for_a_newer_key_and_holds_the_same() -> None:
    newer = PrivateKey.generate(RANDOM)
    box = Box(**OWN.box_for(RECIPIENT, [KeyLetter.THREAD]))
    box.ciphertext = OWN.reseal_box(
        box, OWNER, replace(RECIPIENT, version=2, public_key=newer.public)
    )
    box.recipient_version = 2
    closed = replace(OWN, keys=CaseKeys())
    assert closed.with_box(box, newer).keys.newest == OWN.keys.only("TP")
    with pytest.raises(SealBroken):
        closed.with_box(box, OWNER)
    with pytest.raises(SealBroken):
        SIBLING.reseal_box(box, newer, RECIPIENT)


def frozen() -> Any:
    return json.loads(FROZEN.read_text("utf-8"))


def row_of(stored: dict[str, Any]) -> dict[str, Any]:
    sealed_fields = {"sha256", "ciphertext"}
    return {
        name: bytes.fromhex(value) if name in sealed_fields else value
        for name, value in stored.items()
    }


def test_rows_that_were_stored_before_still_open() -> None:
    told = frozen()
    shares = {
        (owner, letter, version): bytes.fromhex(share)
        for owner, letter, version, share in told["shares"]
    }
    whole = Compartment.closed(
        told["install_id"], RANDOM, complaint_id=told["complaint_id"]
    ).with_shares(Shares(told["complaint_id"], shares))
    places = {None: whole, told["case_id"]: whole.of_case(told["case_id"])}
    for stored in told["boxes"]:
        box = Box(**row_of(stored["row"]))
        key = PrivateKey.from_seed(bytes.fromhex(stored["seed"]))
        places[box.case_id] = places[box.case_id].with_box(box, key)
    for version, keys in told["keys"].items():
        held = KeySet({letter: bytes.fromhex(key) for letter, key in keys.items()})
        assert dict(places[told["case_id"]].keys.items())[int(version)] == held
    for stored in told["parts"]:
        part = Part(**row_of(stored["row"]))
        assert places[part.case_id].open(part) == stored["text"]
