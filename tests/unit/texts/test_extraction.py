"""Which texts are used, which are missing, and how they get into the .po files."""

from pathlib import Path

import pytest

from intake.texts import sync
from intake.texts.catalogue import available_languages
from intake.texts.extraction import Msgid, missing_texts, used_texts

ROOT = Path(__file__).parents[3]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small source tree with texts of every kind."""
    pages = tmp_path / "templates" / "resident"
    pages.mkdir(parents=True)
    (pages / "a.html").write_text(
        '{{ _("Go on") }}{% trans count=3 %}{{ count }} day{% pluralize %}{{ count }} days'
        '{% endtrans %}{% trans %}\n  Two\n  lines{% endtrans %}{{ pgettext("verb", "Leave") }}',
        encoding="utf-8",
    )
    code = tmp_path / "intake" / "web" / "staff"
    code.mkdir(parents=True)
    (code / "b.py").write_text(
        "_ = marked\nA = _('Case')\nB = lazy_gettext('Note')\nC = gettext('Go on')\n",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    """An empty folder of translations."""
    folder = tmp_path / "locales"
    (folder / "es").mkdir(parents=True)
    return folder


def test_texts_of_code_and_templates_are_found_with_their_places(source: Path) -> None:
    assert {msgid: list(places) for msgid, places in used_texts(source).items()} == {
        Msgid("Case"): ["intake/web/staff/b.py"],
        Msgid("Note"): ["intake/web/staff/b.py"],
        Msgid("Go on"): ["intake/web/staff/b.py", "templates/resident/a.html"],
        Msgid("%(count)s day", "%(count)s days"): ["templates/resident/a.html"],
        Msgid("Two lines"): ["templates/resident/a.html"],
        Msgid("Leave", None, "verb"): ["templates/resident/a.html"],
    }


def test_sync_appends_each_missing_text_once_to_the_file_of_its_part(
    source: Path, locales: Path
) -> None:
    assert len(sync.sync("es", root=source, locales=locales)) == 6
    assert len(sync.sync("es", root=source, locales=locales)) == 6
    files = {path.name: path.read_text("utf-8") for path in (locales / "es").iterdir()}
    assert set(files) == {"intake.po", "resident.po", "staff.po"}
    assert files["intake.po"].count('msgid "Go on"') == 1
    assert files["resident.po"].count('msgid_plural "%(count)s days"') == 1
    assert 'msgctxt "verb"\nmsgid "Leave"' in files["resident.po"]


def test_a_translated_text_is_no_longer_missing(source: Path, locales: Path) -> None:
    sync.sync("es", root=source, locales=locales)
    path = locales / "es" / "staff.po"
    done = path.read_text("utf-8").replace('msgid "Case"\nmsgstr ""', 'msgid "Case"\nmsgstr "Caso"')
    path.write_text(done, encoding="utf-8")
    missing = missing_texts(source, "es", locales=locales)
    assert Msgid("Case") not in missing
    assert Msgid("Note") in missing


def test_prune_takes_out_what_is_no_longer_used(source: Path, locales: Path) -> None:
    sync.sync("es", root=source, locales=locales)
    (source / "intake/web/staff/b.py").write_text("A = gettext('Note')\n", encoding="utf-8")
    assert sync.prune("es", root=source, locales=locales) == [Msgid("Case")]
    assert 'msgid "Note"' in (locales / "es" / "staff.po").read_text("utf-8")
    assert sync.prune("es", root=source, locales=locales) == []


@pytest.mark.parametrize("language", available_languages()[1:])
def test_every_text_of_the_product_is_translated(language: str) -> None:
    missing = missing_texts(ROOT, language)
    assert {msgid.singular: places for msgid, places in missing.items()} == {}


def test_the_product_is_looked_through_and_not_an_empty_folder() -> None:
    used = used_texts(ROOT)
    assert len(used) > 400
    assert Msgid("Leave this site") in used
