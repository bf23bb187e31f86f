"""The roll-up of findings, strongest first."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.cases.facts import rollup
from intake.cases.vocabulary import Disposition, RollUp

D = Disposition


@pytest.mark.parametrize(
    ("findings", "word"),
    [
        ([], RollUp.NO_FINDING),
        ([D.NO_FINDING], RollUp.NO_FINDING),
        ([D.SUSTAINED], RollUp.SUSTAINED),
        ([D.SUSTAINED, D.SUSTAINED], RollUp.SUSTAINED),
        ([D.SUSTAINED, D.NO_FINDING], RollUp.SUSTAINED),
        ([D.SUSTAINED, D.UNFOUNDED], RollUp.PARTIALLY_SUSTAINED),
        ([D.SUSTAINED, D.POLICY_FAILURE], RollUp.PARTIALLY_SUSTAINED),
        ([D.SUSTAINED, D.SUBJECT_UNIDENTIFIED], RollUp.PARTIALLY_SUSTAINED),
        ([D.POLICY_FAILURE, D.NOT_SUSTAINED], RollUp.POLICY_FAILURE),
        ([D.NOT_SUSTAINED, D.UNFOUNDED], RollUp.NOT_SUSTAINED),
        ([D.SUBJECT_UNIDENTIFIED, D.EXONERATED], RollUp.NOT_SUSTAINED),
        ([D.UNFOUNDED, D.EXONERATED], RollUp.UNFOUNDED),
        ([D.EXONERATED, D.NO_FINDING], RollUp.EXONERATED),
    ],
)
def test_the_strongest_word_wins_in_any_order(findings: list[Disposition], word: RollUp) -> None:
    for order in permutations(findings):
        assert rollup(order) is word


@given(st.lists(st.sampled_from(list(D))))
def test_adding_a_no_finding_changes_nothing(findings: list[Disposition]) -> None:
    assert rollup([*findings, D.NO_FINDING]) is rollup(findings)


@given(st.lists(st.sampled_from(list(D)), min_size=1))
def test_sustained_shows_whenever_something_was_sustained(findings: list[Disposition]) -> None:
    shown = rollup(findings) in {RollUp.SUSTAINED, RollUp.PARTIALLY_SUSTAINED}
    assert shown == (D.SUSTAINED in findings)
