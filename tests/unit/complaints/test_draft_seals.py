"""A draft's keys open under its code and place alone, its list in its version alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import NamedTuple

import pytest

from intake.complaints.compartment import Compartment
from intake.complaints.draft_seals import (
    DraftAltered,
    DraftPlace,
    StoredPart,
    edition_of,
    list_of,
    listed_parts,
    open_keys,
    seal_keys,
    stored_part,
)
from intake.complaints.keys.shares import ShareErased, Shares
from intake.complaints.parts import PartKind
from intake.vault.errors import SealBroken
from intake.vault.keys import DRAFT_LETTERS
from intake.vault.symbols.codes import new_code

INSTALL, COMPLAINT = "1" * 32, "2" * 32
_NUMBERS = count(1)


def random(size: int) -> bytes:
    return next(_NUMBERS).to_bytes(size, "big")


CODE, OTHER_CODE = new_code(random), new_code(random)
CLOSED = Compartment.closed(INSTALL, random, complaint_id=COMPLAINT)
OWN = CLOSED.with_new_keys(DRAFT_LETTERS)
PLACE = DraftPlace(
    complaint_id=COMPLAINT, mailbox_id="3" * 32, jurisdiction="saguaro-city", channel="web"
)


def test_the_code_gives_the_keys_back() -> None:
    opened = open_keys(CLOSED, PLACE, seal_keys(OWN, PLACE, code=CODE), code=CODE)
    assert opened.keys.newest == OWN.keys.newest


@pytest.mark.parametrize(
    "place",
    [
        replace(PLACE, complaint_id="4" * 32),
        replace(PLACE, mailbox_id="4" * 32),
        replace(PLACE, jurisdiction="marisol-county"),
        replace(PLACE, channel="phone"),
    ],
)
def test_they_open_in_no_other_place(place: DraftPlace) -> None:
    with pytest.raises(SealBroken):
        open_keys(CLOSED, place, seal_keys(OWN, PLACE, code=CODE), code=CODE)


def test_another_code_opens_nothing_and_brings_nothing_in() -> None:
    foreign = CLOSED.with_new_keys(DRAFT_LETTERS)
    with pytest.raises(SealBroken):
        open_keys(CLOSED, PLACE, seal_keys(foreign, PLACE, code=OTHER_CODE), code=CODE)


class Row(NamedTuple):
    """A part as the table has it."""

    id: str
    kind: str
    ciphertext: bytes
    complaint_id: str = COMPLAINT
    case_id: str | None = None
    key_letter: str = "K"
    format: int = 1
    key_version: int = 1


def sealed(kind: PartKind, text: str) -> tuple[StoredPart, Row]:
    row = OWN.seal(kind, text)
    return stored_part(row), Row(row["id"], kind, row["ciphertext"])


WORDS, WORDS_ROW = sealed(PartKind.NARRATIVE, "words")
ANSWERS, ANSWERS_ROW = sealed(PartKind.ANSWERS, "{}")
OLDER, OLDER_ROW = sealed(PartKind.NARRATIVE, "older words")
PARTS = (WORDS, ANSWERS)


def test_a_list_opens_in_its_version_alone() -> None:
    blob = OWN.seal_list(list_of(PARTS), version=3)
    assert OWN.open_list(blob, version=3) == list_of(PARTS)
    with pytest.raises(SealBroken):
        OWN.open_list(blob, version=2)


def test_an_erased_draft_has_no_list() -> None:
    erased = replace(OWN, shares=Shares(COMPLAINT, {}))
    with pytest.raises(ShareErased):
        erased.open_list(OWN.seal_list(list_of(PARTS), version=1), version=1)


def test_the_listed_parts_are_found_by_kind() -> None:
    found = listed_parts([WORDS_ROW, ANSWERS_ROW], list_of(PARTS))
    assert found == {
        PartKind.NARRATIVE: (WORDS, WORDS_ROW),
        PartKind.ANSWERS: (ANSWERS, ANSWERS_ROW),
    }


@pytest.mark.parametrize(
    "rows",
    [
        [WORDS_ROW],
        [OLDER_ROW, ANSWERS_ROW],
        [WORDS_ROW, ANSWERS_ROW, OLDER_ROW],
        [WORDS_ROW._replace(ciphertext=OLDER_ROW.ciphertext), ANSWERS_ROW],
        [WORDS_ROW._replace(kind="identity"), ANSWERS_ROW],
    ],
    ids=["missing", "older", "surplus", "replaced", "renamed"],
)
def test_another_set_of_parts_is_refused(rows: list[Row]) -> None:
    with pytest.raises(SealBroken):
        listed_parts(rows, list_of(PARTS))


def test_two_parts_of_one_kind_are_refused_even_if_listed() -> None:
    with pytest.raises(DraftAltered):
        listed_parts([WORDS_ROW, OLDER_ROW], list_of((WORDS, OLDER)))


def test_every_change_is_another_edition() -> None:
    editions = {
        edition_of(PARTS, version=1),
        edition_of(PARTS, version=2),
        edition_of((WORDS,), version=1),
        edition_of((OLDER, ANSWERS), version=1),
    }
    assert len(editions) == 4
    assert edition_of(PARTS[::-1], version=1) == edition_of(PARTS, version=1)
