"""A text falls back to its base language and then to English."""

import pytest

from intake.rules.localtext import LocalText

TEXT = LocalText({"en": "office", "es": "oficina"})


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "office"), ("es", "oficina"), ("es-MX", "oficina"), ("vi", "office")],
)
def test_the_nearest_language_is_read(language: str, words: str) -> None:
    assert TEXT.in_(language) == words


def test_it_is_frozen_and_hashable() -> None:
    with pytest.raises(TypeError):
        TEXT.by_language["en"] = "x"  # type: ignore[index]
    assert hash(TEXT) == hash(LocalText({"es": "oficina", "en": "office"}))
    assert not TEXT.has("vi")
