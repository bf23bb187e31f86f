"""Passwords: only password, pepper and place together unwrap a seed; costs are bounded."""

import subprocess
import sys
import threading

import pytest

from intake.vault import passwords
from intake.vault.encoding import dec, enc
from intake.vault.errors import KeyMalformed, PasswordBusy, UnknownFormat, WrongPassword
from intake.vault.passwords import Cost, Pepper, unwrap_seed, wrap_seed, wrapping_of
from intake.vault.turns import Line, Turns, Waiting

CHEAP = Cost(passes=1, memory_kib=8, lanes=1)
SEED, PEPPER, HERE = b"s" * 32, b"p" * 32, b"here"
PASSWORD = "brief cruel merge exit embark loyal"


def _wrap(password: str = PASSWORD, **changes: object) -> bytes:
    given = {"pepper": Pepper(PEPPER), "context": HERE, "cost": CHEAP, **changes}
    return wrap_seed(password, SEED, **given)  # type: ignore[arg-type]


def test_a_password_unwraps_the_seed() -> None:
    assert unwrap_seed(PASSWORD, _wrap(), pepper=PEPPER, context=HERE) == SEED


@pytest.mark.parametrize(
    ("password", "pepper", "context"),
    [
        ("Brief cruel merge exit embark loyal", PEPPER, HERE),
        ("", PEPPER, HERE),
        (PASSWORD, b"q" * 32, HERE),
        (PASSWORD, PEPPER, b"there"),
    ],
)
def test_password_pepper_and_place_all_count(password: str, pepper: bytes, context: bytes) -> None:
    with pytest.raises(WrongPassword):
        unwrap_seed(password, _wrap(), pepper=pepper, context=context)


@pytest.mark.parametrize(
    ("one", "other"), [("contraseña", "contrasen\u0303a"), ("ＡＢＣ", "ABC"), ("\ufb01n", "fin")]
)
def test_the_keyboard_that_typed_it_does_not_count(one: str, other: str) -> None:
    assert unwrap_seed(other, _wrap(one), pepper=PEPPER, context=HERE) == SEED


@pytest.mark.parametrize("password", ["", "\0", "\ud800", "😀" * 5000])
def test_any_text_can_be_tried(password: str) -> None:
    assert unwrap_seed(password, _wrap(password), pepper=PEPPER, context=HERE) == SEED


def test_every_flipped_byte_is_noticed() -> None:
    blob = _wrap()
    for place in range(len(blob)):
        broken = bytearray(blob)
        broken[place] ^= 1
        with pytest.raises((WrongPassword, UnknownFormat)):
            unwrap_seed(PASSWORD, bytes(broken), pepper=PEPPER, context=HERE)


def test_every_truncation_is_noticed() -> None:
    blob = _wrap()
    for length in range(len(blob)):
        with pytest.raises((WrongPassword, UnknownFormat)):
            unwrap_seed(PASSWORD, blob[:length], pepper=PEPPER, context=HERE)


def test_the_same_password_is_never_wrapped_alike() -> None:
    salts = {wrapping_of(_wrap()).salt for _ in range(10)}
    assert len(salts) == 10


def test_the_wrapping_is_readable_without_the_password() -> None:
    wrapping = wrapping_of(_wrap(pepper=Pepper(PEPPER, "ab12")))
    assert (wrapping.cost, wrapping.pepper_id) == (CHEAP, "ab12")


def test_the_cost_of_the_design_is_the_default() -> None:
    assert Cost() == Cost(passes=3, memory_kib=65_536, lanes=4)


@pytest.mark.parametrize(
    ("passes", "memory_kib", "lanes"),
    [(0, 8, 1), (1, 7, 1), (1, 8, 0), (1, 8, 2), (65, 8, 1), (1, 2**20 + 1, 1), (1, 8000, 65)],
)
def test_costs_out_of_bounds_are_refused(passes: int, memory_kib: int, lanes: int) -> None:
    with pytest.raises(ValueError, match="cost"):
        Cost(passes, memory_kib, lanes)


@pytest.mark.parametrize("numbers", [(1, 2**31, 1), (2**31, 8, 1), (0, 0, 0)])
def test_a_stored_cost_beyond_reason_is_never_run(numbers: tuple[int, int, int]) -> None:
    front, sealed = dec(_wrap()[2:])
    altered = b"\x01\x21" + enc(enc(*numbers, *dec(front)[3:]), sealed)
    with pytest.raises(UnknownFormat):
        unwrap_seed(PASSWORD, altered, pepper=PEPPER, context=HERE)


@pytest.mark.parametrize("blob", [None, b"", b"\x01\x22", b"\x01\x21", b"\x01\x21" + enc("a", "b")])
def test_unknown_formats_are_named(blob: object) -> None:
    with pytest.raises(UnknownFormat):
        unwrap_seed(PASSWORD, blob, pepper=PEPPER, context=HERE)  # type: ignore[arg-type]


def test_what_is_no_pepper_or_seed_is_named() -> None:
    with pytest.raises(KeyMalformed):
        _wrap(pepper=Pepper(b""))
    with pytest.raises(KeyMalformed):
        wrap_seed(PASSWORD, b"short", pepper=Pepper(PEPPER), context=HERE, cost=CHEAP)


def test_no_second_one_runs_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = Turns({line: Waiting(places=0, seconds=0.0) for line in Line})
    monkeypatch.setattr(passwords, "TURNS", turns)
    blob, refused = _wrap(), []

    def unwrap() -> None:
        try:
            unwrap_seed(PASSWORD, blob, pepper=PEPPER, context=HERE)
        except PasswordBusy as busy:
            refused.append(busy)

    with turns.turn(Line.STRANGERS):
        other = threading.Thread(target=unwrap)
        other.start()
        other.join()
        assert len(refused) == 1
        assert unwrap_seed(PASSWORD, blob, pepper=PEPPER, context=HERE) == SEED, "this one holds it"
    assert unwrap_seed(PASSWORD, blob, pepper=PEPPER, context=HERE) == SEED


SEVERAL_AT_ONCE = """
import threading
from intake.vault.passwords import Cost, Pepper, wrap_seed
cost = Cost(passes=3, memory_kib=4096, lanes=4)
pepper = Pepper(b"p" * 32)
wrap = lambda: [wrap_seed("w", b"s" * 32, pepper=pepper, context=b"", cost=cost) for _ in "123"]
threads = [threading.Thread(target=wrap, daemon=True) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join(20)
print([thread.is_alive() for thread in threads])
"""


def test_people_who_sign_in_at_the_same_moment_do_not_wait_for_each_other_for_ever() -> None:
    # In a process of its own: what hangs there cannot be stopped from here.
    ran = subprocess.run(
        [sys.executable, "-c", SEVERAL_AT_ONCE], capture_output=True, text=True, timeout=60
    )
    assert ran.stdout.strip() == str([False] * 4)


def test_turns_come_back_after_right_and_wrong_passwords() -> None:
    blob = _wrap()
    results: list[bool] = []

    def run(password: str) -> None:
        try:
            unwrap_seed(password, blob, pepper=PEPPER, context=HERE)
            results.append(True)
        except WrongPassword:
            results.append(False)

    threads = [threading.Thread(target=run, args=(p,)) for p in [PASSWORD, "wrong"] * 5]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False] * 5 + [True] * 5
