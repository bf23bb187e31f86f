"""Frozen answers of format version 1: what was derived comes out the same, what was sealed opens.

A failure here means that installs in the field could no longer read what they hold. The file is
never rewritten; a new format gets a file of its own and keeps the reader of this one.
"""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.cobblestone import Cobblestone256Decryptor

from intake.vault import contexts, cookies
from intake.vault.boxes import PrivateKey, open_box
from intake.vault.contexts import Recipient
from intake.vault.derivation import derive
from intake.vault.encoding import enc
from intake.vault.keys import KeySet
from intake.vault.manifest import FiledCase, Manifest, PartList
from intake.vault.padding import pad, unpad
from intake.vault.passwords import Cost, unwrap_seed, wrapping_of
from intake.vault.records import commit
from intake.vault.sealing import open_sealed, open_small
from intake.vault.server.keyring import Keyring
from intake.vault.server.values import open_value
from intake.vault.symbols import references, words
from intake.vault.symbols.codes import draft_key, lookup_digest, mailbox_key, new_code
from intake.vault.units.recovery import RecoveryKey
from intake.vault.units.statements import UnitKeys, UnitStatement, sign, verify_chain

FILE = Path(__file__).parents[2] / "data" / "vault" / "format-1.json"
FROZEN: dict[str, Any] = json.loads(FILE.read_text(encoding="ascii"))
INPUTS, ENCODED, DERIVED = FROZEN["inputs"], FROZEN["encodings"], FROZEN["derived"]
SEALED = {name: bytes.fromhex(blob) for name, blob in FROZEN["sealed"].items()}

INSTALL: str = INPUTS["install_id"]
KEY, SHARE, SEED = (bytes.fromhex(INPUTS[name]) for name in ("key", "share", "seed"))
UNIT, ANA = "saguaro-city/board/intake", "a" * 32
PART = contexts.part(
    INSTALL,
    complaint_id=INPUTS["complaint_id"],
    case_id=INPUTS["case_id"],
    kind="narrative",
    part_id=INPUTS["part_id"],
)
BOX = contexts.case_box(
    INSTALL,
    complaint_id=INPUTS["complaint_id"],
    case_id=INPUTS["case_id"],
    recipient=Recipient.UNIT,
    recipient_id=UNIT,
    version=3,
)
STAFF = contexts.staff_seed(INSTALL, staff_id=ANA)
SERVER = contexts.server_value(INSTALL, purpose="addresses", owner_id=ANA)
KEYS = KeySet({letter: bytes([place]) * 32 for place, letter in enumerate("KITCL")})
MEMBER = PrivateKey(SEED)
RECOVERY = RecoveryKey(bytes.fromhex(INPUTS["recovery_seed"]))
UNIT_KEYS = [UnitKeys(*(bytes.fromhex(seed) for seed in pair)) for pair in INPUTS["unit_seeds"]]
PART_LIST = PartList.of({"p1": ("narrative", b"one"), "p2": ("answers", b"two")})
MANIFEST = Manifest(
    parts=PART_LIST,
    reference="2026-AAAAAA",
    jurisdiction="saguaro-city",
    identity_mode="confidential",
    mailbox_id=INPUTS["part_id"],
    mailbox_sha256=KEY,
    code_known_to_staff=False,
    identity=commit(KEY, place=b"here"),
    cases=(FiledCase(case_id=INPUTS["case_id"], unit=UNIT, thread=KEY, case=SHARE),),
)


def _count(size: int) -> bytes:
    return bytes(range(size))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("fields", enc("ñ", 12, b"\0", "")),
        ("part", PART),
        ("case_box", BOX),
        (
            "unit_key_box",
            contexts.unit_key_box(
                INSTALL, unit_key=UNIT, version=3, recipient=Recipient.MEMBER, recipient_id=ANA
            ),
        ),
        ("staff_seed", STAFF),
        (
            "session_value",
            contexts.session_value(INSTALL, audience="resident", session_id="s", name="code"),
        ),
        ("server_value", SERVER),
        ("padded", pad(b"abc", floor=16)),
        ("key_set", KEYS.encode()),
        ("unit_keys", UNIT_KEYS[0].encode()),
        ("part_list", PART_LIST.to_bytes()),
        ("commitment", commit(KEY, place=b"here")),
        ("manifest", MANIFEST.to_bytes()),
        ("manifest_sha256", MANIFEST.sha256),
    ],
)
def test_encodings_come_out_the_same(name: str, made: bytes) -> None:
    assert made.hex() == ENCODED[name]


def test_every_frozen_encoding_can_be_read() -> None:
    assert KeySet.decode(bytes.fromhex(ENCODED["key_set"])) == KEYS
    assert UnitKeys.decode(bytes.fromhex(ENCODED["unit_keys"])) == UNIT_KEYS[0]
    assert PartList.from_bytes(bytes.fromhex(ENCODED["part_list"])) == PART_LIST
    assert Manifest.from_bytes(bytes.fromhex(ENCODED["manifest"])) == MANIFEST


def test_derived_values_come_out_the_same() -> None:
    assert derive(KEY, salt=SHARE, info=b"info").hex() == DERIVED["derive"]
    assert MEMBER.public.sha256.hex() == DERIVED["public_sha256"]
    assert list(words.fingerprint_words(MEMBER.public_bytes)) == DERIVED["fingerprint_words"]
    assert words.passphrase(_count) == DERIVED["passphrase"]
    stream = iter([0, 50, 100, 150, 200, 251])
    made = references.new_reference(lambda _: bytes([next(stream)]), 2026)
    assert made == DERIVED["reference"]


def test_a_code_finds_and_opens_the_same() -> None:
    code = new_code(_count)
    assert code == DERIVED["code"]
    assert lookup_digest(code, INSTALL).hex() == DERIVED["lookup_digest"]
    assert mailbox_key(code, INSTALL).public.sha256.hex() == DERIVED["mailbox_public_sha256"]
    assert draft_key(code, INSTALL).hex() == DERIVED["draft_key"]


def test_a_cookie_finds_seals_and_guards_the_same() -> None:
    assert cookies.encode_secret(KEY) == DERIVED["cookie"]
    assert cookies.lookup_digest(KEY, INSTALL).hex() == DERIVED["cookie_lookup"]
    assert cookies.sealing_key(KEY, INSTALL).hex() == DERIVED["cookie_sealing"]
    assert cookies.csrf_token(KEY, INSTALL, form="send") == DERIVED["csrf"]


def test_a_printed_recovery_key_is_the_same() -> None:
    assert list(RECOVERY.printed()) == DERIVED["recovery_printed"]
    assert RECOVERY.public.fingerprint == DERIVED["recovery_fingerprint"]
    assert RecoveryKey.from_printed(" ".join(DERIVED["recovery_printed"])).seed == RECOVERY.seed


def test_sealed_parts_still_open() -> None:
    assert open_sealed(KEY, SEALED["part"], share=SHARE, context=PART) == b"part"
    padded = open_sealed(KEY, SEALED["text"], share=SHARE, context=PART)
    assert unpad(padded).decode("utf-8") == INPUTS["text"]
    assert open_small(KEY, SEALED["small"], context=b"here") == b"small"


def test_a_box_still_opens() -> None:
    assert KeySet.decode(open_box(MEMBER, SEALED["box"], info=BOX)) == KEYS


def test_a_wrapped_seed_still_opens() -> None:
    blob = SEALED["password"]
    assert unwrap_seed(INPUTS["password"], blob, pepper=SHARE, context=STAFF) == SEED
    wrapping = wrapping_of(blob)
    assert (wrapping.cost, wrapping.pepper_id) == (Cost(2, 64, 2), "0a0b0c0d")


def test_a_keyring_file_and_its_values_still_open(tmp_path: Path) -> None:
    path = tmp_path / "staff.keyring"
    path.write_text(json.dumps(FROZEN["keyring"]))
    path.chmod(0o600)
    ring = Keyring.load(path)
    value = open_value(ring, "addresses", SEALED["server_value"], context=SERVER)
    assert value == b"ana@board.example"


def test_a_chain_of_statements_still_holds_and_is_signed_the_same() -> None:
    chain = [bytes.fromhex(signed) for signed in FROZEN["chain"]]
    fingerprint = DERIVED["recovery_fingerprint"]
    proven = verify_chain(chain, fingerprint, install_id=INSTALL, unit_key=UNIT)
    proven.check_keys(UNIT_KEYS[1])
    members = {ANA: MEMBER.public.sha256}
    first = UnitStatement.first(
        UNIT_KEYS[0], install_id=INSTALL, unit_key=UNIT, recovery=RECOVERY.public, members=members
    )
    second = first.successor(UNIT_KEYS[1], members={**members, "b" * 32: bytes(32)})
    assert [sign(first, RECOVERY), sign(second, UNIT_KEYS[0])] == chain


def test_a_part_opens_by_hand_as_the_decision_record_says() -> None:
    """The format written down once more, on the standard library and the primitive alone."""
    pseudo_random = hmac.new(SHARE, KEY, hashlib.sha256).digest()
    info = _field(b"intake/v1/part-key") + b"\x01"
    part_key = hmac.new(pseudo_random, info, hashlib.sha256).digest()
    names = ("install_id", "complaint_id", "case_id")
    ids = [INPUTS[name].encode() for name in names]
    fields = [b"intake/v1/part", *ids, b"narrative", INPUTS["part_id"].encode()]
    context = b"".join(_field(field) for field in fields)
    assert SEALED["part"][:2] == b"\x01\x01"
    opener = Cobblestone256Decryptor(part_key, _field(b"\x01\x01") + _field(context))
    assert opener.update(SEALED["part"][2:]) + opener.finalize() == b"part"


def _field(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data
