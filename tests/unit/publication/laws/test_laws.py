"""The shipped laws are sound, cite what they are shaped after, and faults are named."""

from pathlib import Path

import pytest

from intake.publication.laws.laws import LAWS_FILE, load_laws
from intake.rules.problems import ConfigurationInvalid
from intake.settings.locations import config_dir
from intake.texts.catalogue import available_languages

SOUND = """
[[laws]]
id = "one"
name = { en = "One", es = "Uno" }
citation = "1 Code 2"
source = "https://law.example/1"
period = "year"
[[laws.points]]
id = "first"
title = { en = "First", es = "Primero" }
tables = [{ measure = "cases_received", dimensions = ["agency"] }]
"""


def load(folder: Path, content: str):
    (folder / LAWS_FILE).parent.mkdir(exist_ok=True)
    (folder / LAWS_FILE).write_text(content, "utf-8")
    return load_laws(folder)


def test_the_shipped_ones_cover_the_laws_of_the_field_in_every_language() -> None:
    laws = load_laws(config_dir())
    cited = " ".join(law.citation for law in laws.values())
    for citation in ("5 ILCS 805/25", "7283.1", "9-131", "10-178", "Chicago", "Boston", "Somerv"):
        assert citation in cited
    assert {law.id for law in laws.values() if law.period == "quarter"} == {
        "chicago-welcoming-city"
    }
    for law in laws.values():
        assert law.source.startswith("http")
        assert any(point.tables for point in law.points)
        assert any(point.blanks for point in law.points)
        texts = [law.name, *(point.title for point in law.points)]
        texts += [blank for point in law.points for blank in point.blanks]
        for language in available_languages():
            assert all(text.has(language) for text in texts)


def test_a_folder_without_the_file_has_no_laws(tmp_path: Path) -> None:
    assert load_laws(tmp_path) == {}


@pytest.mark.parametrize(
    ("old", "new", "key", "wrong"),
    [
        ('period = "year"', 'period = "month"', "laws[one].period", "is not known"),
        ('["agency"]', '["rule"]', "dimensions", "is not counted by rule"),
        ("cases_received", "cases", "measure", "is not known"),
        (', es = "Primero"', "", "title.es", "missing"),
        ("citation", "cited", "laws[one].citation", "missing"),
        ("tables = ", "blanks = [{ en = 'x' }]\ntables = ", "blanks.1.es", "missing"),
        ('tables = [{ measure = "cases_received", dimensions = ["agency"] }]', "", "points[first]",
         "asks for nothing"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, key: str, wrong: str
) -> None:
    assert list(load(tmp_path, SOUND)) == ["one"]
    with pytest.raises(ConfigurationInvalid) as caught:
        load(tmp_path, SOUND.replace(old, new))
    assert any(key in problem.key and wrong in problem.wrong for problem in caught.value.problems)
