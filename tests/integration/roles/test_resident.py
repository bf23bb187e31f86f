"""Residents' walks under the residents' role; `test_whole` has all of them.

Filing and messages, a new code, another office, a decision, wrong codes.
"""

import pytest

from tests.web.resident.test_follow import (
    test_a_code_that_the_office_knows_is_replaced,
    test_a_decision_and_its_letter_are_read_in_plain_words,
    test_slips_and_unknown_codes_get_different_words,
)
from tests.web.resident.test_move import test_it_is_said_who_reads_it_then_and_it_moves
from tests.web.resident.test_walk import test_from_first_screen_to_receipt_and_back_by_code

__all__ = [
    "test_a_code_that_the_office_knows_is_replaced",
    "test_a_decision_and_its_letter_are_read_in_plain_words",
    "test_from_first_screen_to_receipt_and_back_by_code",
    "test_it_is_said_who_reads_it_then_and_it_moves",
    "test_slips_and_unknown_codes_get_different_words",
]
pytestmark = pytest.mark.postgres
