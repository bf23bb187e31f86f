"""Days in three fields: whatever is known is kept, nothing is guessed."""

import pytest

from intake.web.foundation.forms.days import DayUnreadable, parts_of, read_day


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (("", "", ""), ""),
        (("3", "1", "2026"), "2026-03-01"),
        (("03", "01", "26"), "2026-03-01"),
        (("3", "", "2026"), "2026-03"),
        (("", "", "2026"), "2026"),
        (("2", "29", "2024"), "2024-02-29"),
        (("٣", "١", "٢٠٢٦"), "2026-03-01"),
    ],
)
def test_what_is_known_is_kept(typed: tuple[str, str, str], text: str) -> None:
    assert read_day(*typed) == text
    assert read_day(*parts_of(text)) == text


@pytest.mark.parametrize(
    "typed",
    [
        ("2", "30", "2026"),
        ("13", "1", "2026"),
        ("", "1", "2026"),
        ("1", "", ""),
        ("x", "1", "2026"),
        ("1", "1", "20266"),
        ("-1", "1", "2026"),
        ("0", "1", "2026"),
    ],
)
def test_what_names_no_day_is_refused(typed: tuple[str, str, str]) -> None:
    with pytest.raises(DayUnreadable):
        read_day(*typed)
