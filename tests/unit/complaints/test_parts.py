"""The kinds of part, and the one list of those that a complaint is filed with."""

from __future__ import annotations

from dataclasses import fields

import pytest

from intake.complaints.content import Content, Identity
from intake.complaints.opened import OpenedComplaint
from intake.complaints.parts import (
    DRAFT_KINDS,
    DRAFT_PARTS,
    DraftPart,
    PartKind,
    kinds_under,
    read_parts,
    write_parts,
)
from intake.complaints.unsent import Unsent
from intake.complaints.vocabulary import IdentityMode
from intake.vault.keys import KeyLetter

TOLD = {
    "narrative": "Se llevaron a mi hermano.",
    "content": Content(place="corner of 5th", language="es"),
    "identity": Identity(mode=IdentityMode.CONFIDENTIAL, name="Ana Inventada"),
}


class Told:
    """Something with the attributes of an unsent complaint."""

    narrative, content, identity = TOLD.values()


def test_each_kind_lies_under_one_key_and_has_a_size() -> None:
    assert {kind for letter in KeyLetter for kind in kinds_under(letter)} == set(PartKind)
    assert {kind: kind.letter.value for kind in DRAFT_KINDS} == {
        PartKind.NARRATIVE: "K",
        PartKind.ANSWERS: "K",
        PartKind.IDENTITY: "I",
    }
    assert {kind.value for kind in PartKind if kind.floor == 4096} == {
        "narrative",
        "answers",
        "letter",
    }


def test_what_is_written_is_read_back() -> None:
    assert read_parts(write_parts(Told())) == TOLD


def test_what_is_closed_to_a_reader_is_left_out() -> None:
    texts = write_parts(Told())
    del texts[PartKind.IDENTITY]
    assert set(read_parts(texts)) == {"narrative", "content"}


@pytest.mark.parametrize("part", DRAFT_PARTS, ids=lambda part: part.kind.value)
def test_both_sides_have_an_attribute_for_each_part(part: DraftPart) -> None:
    for side in (Unsent, OpenedComplaint):
        assert part.field in {field.name for field in fields(side)}
