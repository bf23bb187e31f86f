"""The words of releases: every language has all of them, and nothing else in braces."""

from pathlib import Path

import pytest

from intake.publication.files.texts import TEXTS, read_texts
from intake.rules.problems import ConfigurationInvalid
from tests.fixtures.release_content import CONFIG

ENGLISH = (CONFIG / "reports/texts/en.toml").read_text()


def folder(tmp_path: Path, **languages: str) -> Path:
    place = tmp_path / "reports/texts"
    place.mkdir(parents=True)
    for language, text in languages.items():
        (place / f"{language}.toml").write_text(text)
    return tmp_path


def test_every_language_has_every_text() -> None:
    texts = read_texts(CONFIG)
    assert set(texts.by_language) >= {"en", "es"}
    assert all(set(found) == set(TEXTS) for found in texts.by_language.values())


def test_a_language_without_a_file_reads_english() -> None:
    assert read_texts(CONFIG).filled("quarter", "vi", number=2, year=2026) == "quarter 2 of 2026"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("quarter = ", "quater = ", "quater"),
        ("{number} of {year}", "{number} of {yaer}", "quarter"),
        ("{number} of {year}", "{number of year", "quarter"),
        ("{number} of {year}", "{} of {year}", "quarter"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(ConfigurationInvalid) as found:
        read_texts(folder(tmp_path, en=ENGLISH.replace(old, new)))
    assert key in {problem.key for problem in found.value.problems}


def test_no_english_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationInvalid, match=r"en\.toml"):
        read_texts(folder(tmp_path, es=ENGLISH))
