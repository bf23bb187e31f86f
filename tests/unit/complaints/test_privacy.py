"""Whoever files without a name leaves none behind, whatever was typed before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from intake.complaints.content import Content, Identity
from intake.complaints.drafting import DraftFacts, new_draft
from intake.complaints.unsent import SHARE_NAME, Unsent, as_wished
from intake.complaints.vocabulary import Channel, ComplainantRole, IdentityMode
from tests.fixtures.chance import repeatable_random

TYPED = Identity(
    role=ComplainantRole.AFFECTED,
    name="Ana Ruiz",
    contact="520-555-0142",
    safe_contact="After six",
    affected_name="Luis Ruiz",
    update_email="ana@example.org",
    keep_from=("police",),
    keep_from_names="Sgt. Poe",
)
ANSWERS = {SHARE_NAME: "yes", "common.held_now": "no"}


def told(mode: IdentityMode | None) -> Unsent:
    facts = DraftFacts(
        jurisdiction="saguaro-city",
        language="en",
        channel=Channel.WEB,
        expires_at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    made = new_draft(facts, install_id="install", random=repeatable_random("privacy"))
    return replace(
        made.unsent, identity=replace(TYPED, mode=mode), content=Content(answers=ANSWERS)
    )


def test_no_name_leaves_neither_name_nor_contact() -> None:
    kept = as_wished(told(IdentityMode.ANONYMOUS))
    assert kept.identity == replace(
        TYPED, mode=IdentityMode.ANONYMOUS, name="", contact="", safe_contact=""
    )


@pytest.mark.parametrize("mode", [IdentityMode.ANONYMOUS, IdentityMode.CONFIDENTIAL, None])
def test_a_name_that_stays_here_is_not_to_be_shared(mode: IdentityMode | None) -> None:
    assert dict(as_wished(told(mode)).content.answers) == {"common.held_now": "no"}


@pytest.mark.parametrize("mode", [IdentityMode.IDENTIFIED, IdentityMode.CONFIDENTIAL, None])
def test_who_gives_a_name_keeps_it(mode: IdentityMode | None) -> None:
    assert as_wished(told(mode)).identity == replace(TYPED, mode=mode)


def test_who_gives_a_name_keeps_the_wish_to_share_it() -> None:
    unsent = told(IdentityMode.IDENTIFIED)
    assert as_wished(unsent) == unsent
