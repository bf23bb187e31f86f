"""Log entries: canonical, opaque without the tag key, recomputable with it."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import date

import pytest

from intake.ledger.entry import (
    FIRST_PREVIOUS,
    LABEL,
    LogKind,
    LogStatement,
    commitment,
    document_hash,
    entry_bytes,
    leaf_hash,
    tag,
)

KEY = bytes(range(32))
STATEMENT = LogStatement(
    origin="0f" * 16,
    log_case_id="a1" * 16,
    seq=3,
    previous=FIRST_PREVIOUS,
    kind=LogKind.STATUS,
    status="under_investigation",
    day=date(2026, 11, 2),
    document=bytes(32),
)


def test_canonical_form_is_sorted_json_without_white_space():
    text = STATEMENT.canonical().decode("ascii")
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    assert json.loads(text)["day"] == "2026-11-02"


def test_entry_is_recomputed_from_the_tag_key_by_the_written_formula():
    salt = hmac.digest(KEY, b"salt" + (3).to_bytes(8, "big"), "sha256")
    expected = hashlib.sha256(LABEL + salt + STATEMENT.canonical()).digest()
    assert commitment(KEY, STATEMENT) == expected
    assert tag(KEY, 3) == hmac.digest(KEY, b"tag" + (3).to_bytes(8, "big"), "sha256")[:16]
    entry = entry_bytes(tag(KEY, 3), expected)
    assert len(entry) == 49
    assert leaf_hash(entry) == hashlib.sha256(b"\x00" + entry).digest()


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 4},
        {"day": date(2026, 11, 3)},
        {"kind": LogKind.CLOSED},
        {"status": None},
        {"document": b"\x01" * 32},
        {"records": b"\x01" * 32},
        {"unit_statement": b"\x01" * 32},
        {"previous": b"\x01" * 32},
        {"log_case_id": "b2" * 16},
        {"origin": "00" * 16},
    ],
)
def test_every_field_changes_the_commitment(change):
    assert commitment(KEY, replace(STATEMENT, **change)) != commitment(KEY, STATEMENT)


def test_another_key_gives_another_tag_and_document():
    other = bytes(32)
    assert tag(KEY, 0) != tag(other, 0)
    assert document_hash(KEY, 0, bytes(32)) != document_hash(other, 0, bytes(32))
    assert document_hash(KEY, 0, bytes(32)) != document_hash(KEY, 1, bytes(32))
