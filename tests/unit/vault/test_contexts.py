"""Contexts: every id that a sealed thing is bound to changes its context."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from intake.vault import contexts
from intake.vault.contexts import Recipient

CASES: list[tuple[Callable[..., bytes], dict[str, Any]]] = [
    (contexts.part, {"complaint_id": "c", "case_id": "k", "kind": "narrative", "part_id": "p"}),
    (
        contexts.case_box,
        {
            "complaint_id": "c",
            "case_id": "k",
            "recipient": Recipient.UNIT,
            "recipient_id": "u",
            "version": 1,
        },
    ),
    (
        contexts.unit_key_box,
        {"unit_key": "u", "version": 1, "recipient": Recipient.MEMBER, "recipient_id": "m"},
    ),
    (contexts.staff_seed, {"staff_id": "m"}),
    (contexts.session_value, {"audience": "staff", "session_id": "s", "name": "seed"}),
    (contexts.server_value, {"purpose": "pepper", "owner_id": "o"}),
]


@pytest.mark.parametrize(("make", "ids"), CASES)
def test_every_id_counts(make: Callable[..., bytes], ids: dict[str, Any]) -> None:
    seen = {make("install", **ids), make("other-install", **ids)}
    for name, value in ids.items():
        changed: Any = {int: 2, str: "other", Recipient: Recipient.RECOVERY}[type(value)]
        seen.add(make("install", **{**ids, name: changed}))
    assert len(seen) == len(ids) + 2


def test_no_two_kinds_share_a_context() -> None:
    made = [make("install", **ids) for make, ids in CASES]
    assert all(one != other for one, other in combinations(made, 2))
