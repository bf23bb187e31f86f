"""Keyrings: 0600 or nothing, rotation without loss, each process with no more than it needs."""

import json
import secrets
import threading
from pathlib import Path

import pytest

from intake.vault.boxes import PrivateKey, PublicKey, open_box, seal_box
from intake.vault.errors import KeyAbsent, KeyringRefused, SealBroken, UnknownFormat
from intake.vault.server.files import (
    HOLDS,
    Process,
    Purpose,
    create_keyrings,
    load_keyring,
    rotate_purpose,
    split_keyring,
)
from intake.vault.server.keyring import Keyring, KeyringKey
from intake.vault.server.values import open_value, seal_value

random = secrets.token_bytes


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    """A keyring with two purposes."""
    keys = {purpose: (KeyringKey.new(random),) for purpose in ("pepper", "addresses")}
    return Keyring.write_new(tmp_path / "staff.keyring", keys)


def rotate(ring: Keyring, purpose: str) -> KeyringKey:
    """Give a purpose a new key, as a rotation does in each file."""
    return ring.add(purpose, KeyringKey.new(random))


def test_a_file_is_read_by_its_owner_alone(ring: Keyring) -> None:
    assert ring.path.stat().st_mode & 0o777 == 0o600


def test_a_keyring_comes_back_from_its_file(ring: Keyring) -> None:
    again = Keyring.load(ring.path)
    assert again.purposes == ring.purposes == ("addresses", "pepper")
    assert again.current("pepper") == ring.current("pepper")
    assert again.current("pepper") != again.current("addresses")
    assert len(again.current("pepper").key) == 32


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o620, 0o700, 0o666])
def test_a_looser_file_is_refused(ring: Keyring, mode: int) -> None:
    ring.path.chmod(mode)
    with pytest.raises(KeyringRefused, match="chmod 600"):
        Keyring.load(ring.path)


def test_a_stricter_file_is_fine(ring: Keyring) -> None:
    ring.path.chmod(0o400)
    assert Keyring.load(ring.path).current("pepper") == ring.current("pepper")


def test_a_file_that_is_there_is_never_overwritten(ring: Keyring) -> None:
    before = ring.path.read_bytes()
    with pytest.raises(KeyringRefused, match="already"):
        Keyring.write_new(ring.path, {"pepper": (KeyringKey.new(random),)})
    assert ring.path.read_bytes() == before


def test_a_missing_file_a_link_and_a_folder_are_refused(ring: Keyring, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(ring.path)
    for path in (tmp_path / "missing", link, tmp_path):
        with pytest.raises(KeyringRefused):
            Keyring.load(path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"format": "intake-keyring-2", "keys": {}}',
        '{"format": "intake-keyring-1", "keys": []}',
        '{"format": "intake-keyring-1", "keys": {"pepper": [{"id": "a"}]}}',
        '{"format": "intake-keyring-1", "keys": {"pepper": [{"id": "a", "key": "*"}]}}',
        '{"format": "intake-keyring-1", "keys": {"pepper": "abc"}}',
    ],
)
def test_what_is_no_keyring_is_refused(ring: Keyring, text: str) -> None:
    ring.path.write_text(text)
    with pytest.raises(KeyringRefused):
        Keyring.load(ring.path)


def test_rotation_adds_a_key_and_keeps_the_older(ring: Keyring) -> None:
    old = ring.current("pepper")
    new = rotate(ring, "pepper")
    again = Keyring.load(ring.path)
    assert ring.current("pepper") == again.current("pepper") == new != old
    assert again.get("pepper", old.id) == old
    assert again.all("pepper") == (old, new)
    assert again.all("addresses") == ring.all("addresses")
    assert ring.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in ring.path.parent.iterdir()] == [ring.path.name]


def test_rotations_by_two_processes_lose_nothing(ring: Keyring) -> None:
    others = [Keyring.load(ring.path) for _ in range(6)]
    threads = [threading.Thread(target=rotate, args=(other, "pepper")) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Keyring.load(ring.path).all("pepper")) == 7


def test_a_key_that_is_not_held_is_named(ring: Keyring) -> None:
    for ask in (
        lambda: ring.current("log-signing"),
        lambda: ring.get("pepper", "00000000"),
        lambda: ring.get("log-signing", "00000000"),
    ):
        with pytest.raises(KeyAbsent):
            ask()


def test_keys_do_not_show_in_repr(ring: Keyring) -> None:
    key = ring.current("pepper")
    shown = repr(ring) + repr(key)
    assert key.id in shown
    assert key.key.hex() not in shown
    assert repr(key.key) not in shown


def test_each_process_holds_no_more_than_it_needs(tmp_path: Path) -> None:
    rings = create_keyrings(tmp_path, random)
    for process, ring in rings.items():
        assert set(ring.purposes) == set(HOLDS[process])
        assert Keyring.load(process.path(tmp_path)).purposes == ring.purposes
    resident = json.loads(Process.RESIDENT.path(tmp_path).read_text())["keys"]
    assert set(resident) == {Purpose.TAG_KEYS, Purpose.UPDATE_ADDRESSES}
    assert Purpose.PEPPER not in HOLDS[Process.RESIDENT]
    signers = [process for process in Process if Purpose.LOG_SIGNING in HOLDS[process]]
    assert signers == [Process.SEQUENCER]


def test_shared_purposes_have_one_key(tmp_path: Path) -> None:
    rings = create_keyrings(tmp_path, random)
    held = {rings[p].current(Purpose.TAG_KEYS) for p in (Process.RESIDENT, Process.WORKER)}
    assert len(held) == 1
    assert rings[Process.STAFF].current("pepper") == rings[Process.WORKER].current("pepper")


def test_the_resident_host_can_seal_an_address_and_not_open_it(tmp_path: Path) -> None:
    rings = create_keyrings(tmp_path, random)
    half = rings[Process.RESIDENT].current(Purpose.UPDATE_ADDRESSES)
    whole = rings[Process.WORKER].get(Purpose.UPDATE_ADDRESSES, half.id)
    blob = seal_box(PublicKey.from_bytes(half.key), b"address", info=b"i")
    assert open_box(PrivateKey(whole.key), blob, info=b"i") == b"address"
    assert whole.key not in Process.RESIDENT.path(tmp_path).read_bytes()
    assert len(half.key) == 1216


@pytest.mark.parametrize("purpose", list(Purpose))
def test_rotation_reaches_every_holder(tmp_path: Path, purpose: Purpose) -> None:
    create_keyrings(tmp_path, random)
    key = rotate_purpose(tmp_path, purpose, random)
    for process in Process:
        ring = Keyring.load(process.path(tmp_path))
        if purpose in HOLDS[process]:
            assert ring.current(purpose).id == key.id
            assert len(ring.all(purpose)) == 2
        else:
            assert purpose not in ring.purposes


def test_rotation_where_nobody_holds_the_purpose_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyAbsent):
        rotate_purpose(tmp_path, Purpose.PEPPER, random)


def test_a_server_value_outlives_a_rotation(ring: Keyring) -> None:
    blob = seal_value(ring, "addresses", b"ana@board.example", context=b"ana")
    before = Keyring.write_new(ring.path.with_name("before"), {"addresses": ring.all("addresses")})
    rotate(ring, "addresses")
    assert open_value(ring, "addresses", blob, context=b"ana") == b"ana@board.example"
    fresh = seal_value(ring, "addresses", b"x", context=b"ana")
    with pytest.raises(KeyAbsent):
        open_value(before, "addresses", fresh, context=b"ana")


def test_a_server_value_fails_closed(ring: Keyring) -> None:
    blob = seal_value(ring, "addresses", b"ana@board.example", context=b"ana")
    with pytest.raises(SealBroken):
        open_value(ring, "addresses", blob, context=b"ben")
    with pytest.raises(KeyAbsent):
        open_value(ring, "pepper", blob, context=b"ana")
    ring.add("pepper", ring.current("addresses"))
    with pytest.raises(SealBroken):
        open_value(ring, "pepper", blob, context=b"ana")
    for place in range(len(blob)):
        broken = bytearray(blob)
        broken[place] ^= 1
        with pytest.raises((UnknownFormat, KeyAbsent, SealBroken)):
            open_value(ring, "addresses", bytes(broken), context=b"ana")


def test_adding_a_key_twice_is_once(ring: Keyring) -> None:
    key = KeyringKey.new(random)
    ring.add("pepper", key)
    ring.add("pepper", key)
    assert [k.id for k in ring.all("pepper")].count(key.id) == 1


def test_a_file_for_another_host_has_its_purposes_alone(tmp_path: Path) -> None:
    create_keyrings(tmp_path, random)
    rotate_purpose(tmp_path, Purpose.TAG_KEYS, random)
    target = tmp_path / "elsewhere"
    for process in Process:
        made = split_keyring(tmp_path, process, target)
        assert set(made.purposes) == set(HOLDS[process])
        assert target.read_bytes() == process.path(tmp_path).read_bytes()
        assert target.stat().st_mode & 0o777 == 0o600
        with pytest.raises(KeyringRefused, match="already"):
            split_keyring(tmp_path, process, target)
        target.unlink()


def test_a_file_is_split_from_whole_keys_alone(tmp_path: Path) -> None:
    create_keyrings(tmp_path, random)
    for process in (Process.STAFF, Process.WORKER):
        process.path(tmp_path).unlink()
    with pytest.raises(KeyAbsent, match="tag-keys"):
        split_keyring(tmp_path, Process.RESIDENT, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("process", list(Process))
def test_a_process_refuses_a_file_that_is_not_its_own(tmp_path: Path, process: Process) -> None:
    create_keyrings(tmp_path, random)
    own = process.path(tmp_path)
    before = own.read_bytes()
    assert set(load_keyring(tmp_path, process).purposes) == set(HOLDS[process])
    for other in set(Process) - {process}:
        own.write_bytes(other.path(tmp_path).read_bytes())
        with pytest.raises(KeyringRefused, match="intake keys split"):
            load_keyring(tmp_path, process)
        own.write_bytes(before)


@pytest.mark.parametrize("purpose", HOLDS[Process.STAFF])
def test_a_purpose_that_is_absent_is_named(tmp_path: Path, purpose: Purpose) -> None:
    create_keyrings(tmp_path, random)
    path = Process.STAFF.path(tmp_path)
    found = json.loads(path.read_text())
    del found["keys"][purpose]
    path.write_text(json.dumps(found))
    with pytest.raises(KeyringRefused, match=f"staff.keyring has no key for {purpose}; "):
        load_keyring(tmp_path, Process.STAFF)


def test_the_half_that_opens_is_refused_on_the_residents_side(tmp_path: Path) -> None:
    create_keyrings(tmp_path, random)
    whole = Keyring.load(Process.WORKER.path(tmp_path)).all(Purpose.UPDATE_ADDRESSES)
    tags = Keyring.load(Process.RESIDENT.path(tmp_path)).all(Purpose.TAG_KEYS)
    Process.RESIDENT.path(tmp_path).unlink()
    keys = {Purpose.TAG_KEYS.value: tags, Purpose.UPDATE_ADDRESSES.value: whole}
    Keyring.write_new(Process.RESIDENT.path(tmp_path), keys)
    with pytest.raises(KeyringRefused, match="wrong half of a key for update-addresses"):
        load_keyring(tmp_path, Process.RESIDENT)
