"""A commitment is to one key of one place, and tells nothing of it."""

import pytest

from intake.vault import contexts
from intake.vault.errors import KeyMalformed
from intake.vault.records import COMMITMENT_SIZE, commit, is_committed

KEY, OTHER = b"k" * 32, b"o" * 32
HERE = {"complaint_id": "a" * 32, "case_id": "b" * 32, "letter": "T", "version": 1}
PLACE = contexts.key_place("1" * 32, **HERE)  # type: ignore[arg-type]


def test_the_key_that_was_meant_is_known() -> None:
    found = commit(KEY, place=PLACE)
    assert len(found) == COMMITMENT_SIZE
    assert is_committed(KEY, found, place=PLACE)
    assert not is_committed(OTHER, found, place=PLACE)


@pytest.mark.parametrize(
    ("name", "value"),
    [("complaint_id", "c" * 32), ("case_id", ""), ("letter", "C"), ("version", 2)],
)
def test_it_holds_in_no_other_place(name: str, value: object) -> None:
    elsewhere = contexts.key_place("1" * 32, **{**HERE, name: value})  # type: ignore[arg-type]
    assert not is_committed(KEY, commit(KEY, place=PLACE), place=elsewhere)


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(KeyMalformed):
        commit(b"short", place=PLACE)
