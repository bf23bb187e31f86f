"""Visits: only the cookie's secret opens the row, and the row does not give the secret away."""

from __future__ import annotations

import pytest

from intake.complaints.models import ResidentSession
from intake.complaints.typed_text import TextFault, TextRefused, check_text, text_problem
from intake.complaints.visits import VisitLengths, open_visit, visit_id, visit_row
from intake.vault.errors import SealBroken
from tests.fixtures.chance import START

INSTALL, CODE = "i" * 32, "ABCDE-FGHJK-MNPQR-STVWX-YZ234"
SECRET, OTHER = b"s" * 32, b"t" * 32


def row(secret: bytes = SECRET) -> ResidentSession:
    return ResidentSession(
        **visit_row(secret=secret, install_id=INSTALL, code=CODE, at=START, lengths=VisitLengths())
    )


def test_the_secret_opens_the_visit() -> None:
    visit = open_visit(row(), secret=SECRET, install_id=INSTALL)
    assert (visit.code, visit.is_sent) == (CODE, False)
    assert row().ends_at == START + VisitLengths().idle


def test_another_secret_or_row_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        open_visit(row(), secret=OTHER, install_id=INSTALL)
    swapped = row()
    swapped.id = visit_id(OTHER, INSTALL)
    with pytest.raises(SealBroken):
        open_visit(swapped, secret=SECRET, install_id=INSTALL)


def test_the_row_holds_neither_secret_nor_code() -> None:
    held = row()
    assert SECRET.hex()[:32] != held.id
    assert CODE.encode() not in held.sealed_code
    assert SECRET not in held.sealed_code


@pytest.mark.parametrize(
    ("text", "fault", "excess"),
    [
        ("a\0", TextFault.NUL, 0),
        ("\udc00", TextFault.SURROGATE, 0),
        ("x" * 11, TextFault.TOO_LONG, 1),
        ("\U0001f40d" * 13, TextFault.TOO_LONG, 3),
    ],
)
def test_texts_that_cannot_be_kept(text: str, fault: TextFault, excess: int) -> None:
    with pytest.raises(TextRefused) as caught:
        check_text(text, limit=10)
    assert (caught.value.problem.fault, caught.value.problem.excess) == (fault, excess)
    assert text not in str(caught.value)


def test_every_other_text_is_kept() -> None:
    assert text_problem("\u202e\ufeff\x01\r\n\t\u200b\ufffd", limit=10) is None
