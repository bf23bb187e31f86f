"""What was asked for lately is kept, and what was not asked for longest goes first."""

from intake.web.public.data.lately import Lately


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept: Lately[str, int] = Lately(2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)
