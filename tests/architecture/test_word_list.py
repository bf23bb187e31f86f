"""The word list finds a word where it is planted, whoever would have read it, and nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import word_list
from scripts.word_list import ROOT, WordList, WordListInvalid
from scripts.written import everything

CLEAN = WordList(word_list.read().entries, unread=())


def said(root: Path, words: WordList = CLEAN) -> list[str]:
    return word_list.problems(words, everything(root))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small copy of the source, in which the list finds nothing."""
    for folder in ("intake/texts/locales/es", "config", "docs", "templates/resident"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "templates" / "_ways.html", tmp_path / "templates" / "resident" / "a.html")
    (tmp_path / "intake" / "form.py").write_text('LABEL = _("Your phone number")\n', "utf-8")
    (tmp_path / "intake/texts/locales/es/a.po").write_text(
        'msgid "Withdraw"\nmsgstr "Retirar la queja"\n', "utf-8"
    )
    (tmp_path / "config" / "a.toml").write_text(
        '[a]\nwhat = { en = "A license", es = "Un dispositivo" }\nwording = { en = "licence" }\n',
        "utf-8",
    )
    (tmp_path / "docs" / "a.md").write_text(
        "# A page\n\nA license and `licence`,\n```\nlicence\n```\n", "utf-8"
    )
    assert said(tmp_path) == []
    return tmp_path


def changed(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (changed("templates/resident/a.html", '_("Back")', '_("Take back")'), "Take back"),
        (changed("templates/resident/a.html", '_("Back")', '_("Another body")'), "Another body"),
        (changed("templates/resident/a.html", "<ul", "<p>Write anew</p><ul"), "anew"),
        (changed("templates/resident/a.html", "<ul", '<ul title="Telephone"'), "Telephone"),
        (changed("intake/form.py", "phone number", "telephone"), "telephone"),
        (changed("config/a.toml", "license", "licence"), "licence"),
        (changed("config/a.toml", "dispositivo", "aparato"), "aparato"),
        (changed("intake/texts/locales/es/a.po", "Retirar la", "Parar su"), "Parar su queja"),
        (changed("docs/a.md", "A license and", "One name\na line,"), "One name a line"),
    ],
)
def test_a_word_of_the_list_is_found_wherever_it_is_planted(
    source: Path, change: Callable[[Path], None], found: str
) -> None:
    change(source)
    (problem,) = said(source)
    assert f"not “{found}” but " in problem


def test_what_only_residents_must_not_read_may_stand_before_staff(source: Path) -> None:
    (source / "templates" / "staff").mkdir()
    page = source / "templates" / "staff" / "a.html"
    page.write_text('{{ _("Another body") }} {{ _("One name a line") }}', "utf-8")
    (problem,) = said(source)
    assert "One name a line" in problem


def test_a_file_that_nobody_has_read_is_spared_until_it_is_clean(source: Path) -> None:
    words = WordList(CLEAN.entries, unread=("docs/*",))
    assert said(source, words) == ["docs/* is clean: take it out of `unread`"]
    changed("docs/a.md", "A page", "A telephone")(source)
    assert said(source, words) == []
    assert len(said(source)) == 1


def test_an_entry_proves_itself_by_its_examples(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    for row in (
        'not = ["anew"]',
        'not = ["anew"]\nsay = "again"\npattern = "afresh"',
        'not = ["anew"]\nsay = "again"\nfine = ["not anew"]',
        'not = ["anew"]\nsay = "again"\nsaid = "x"',
    ):
        path.write_text(f"[[words]]\n{row}\n", "utf-8")
        with pytest.raises(WordListInvalid):
            word_list.read(path)
