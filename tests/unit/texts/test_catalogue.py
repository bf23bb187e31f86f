"""Catalogues: merged from several files, strict, and never showing an unfinished text."""

import re
from pathlib import Path

import pytest

from intake.texts.catalogue import (
    CatalogueInvalid,
    available_languages,
    catalogue,
    merged,
    po_files,
    read_catalog,
)
from intake.texts.sync import HEADER

ENTRY = 'msgid "Back"\nmsgstr "Atrás"\n'


def write(folder: Path, name: str, text: str) -> None:
    (folder / "es").mkdir(exist_ok=True)
    (folder / "es" / name).write_text(f"{HEADER.format(tag='es')}\n{text}", encoding="utf-8")


def test_the_shipped_spanish_is_found_and_english_comes_first() -> None:
    assert available_languages()[0] == "en"
    assert "es" in available_languages()
    assert catalogue("es").ugettext("Leave this site") == "Salir de este sitio"


def test_a_count_takes_the_plural_form_of_its_language() -> None:
    spanish = catalogue("es")
    forms = [
        spanish.ungettext("%(num)d business day", "%(num)d business days", n) % {"num": n}
        for n in (1, 5)
    ]
    assert forms == ["1 día hábil", "5 días hábiles"]


def test_what_has_no_translation_stays_english() -> None:
    assert catalogue("es").ugettext("no such text") == "no such text"
    assert catalogue("en").ugettext("Back") == "Back"
    assert catalogue("vi").ugettext("Back") == "Back"


def test_files_are_merged_and_a_repeated_translation_may_agree(tmp_path: Path) -> None:
    write(tmp_path, "a.po", ENTRY)
    write(tmp_path, "b.po", f'{ENTRY}\nmsgid "Change"\nmsgstr "Cambiar"\n')
    whole = merged("es", tmp_path)
    assert {message.id: message.string for message in whole if message.id} == {
        "Back": "Atrás",
        "Change": "Cambiar",
    }


def test_two_translations_of_one_text_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.po", ENTRY)
    write(tmp_path, "b.po", 'msgid "Back"\nmsgstr "Volver"\n')
    with pytest.raises(CatalogueInvalid, match=r"b\.po"):
        merged("es", tmp_path)


def test_an_empty_or_doubtful_translation_is_none(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a.po",
        'msgid "Back"\nmsgstr ""\n\n#, fuzzy\nmsgid "Change"\nmsgstr "Cambio"\n\n'
        'msgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] "%(num)d día"\nmsgstr[1] ""\n',
    )
    assert [message.id for message in merged("es", tmp_path) if message.id] == []


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.po", 'nonsense "Back"\nmsgstr "Atrás"\n')
    with pytest.raises(CatalogueInvalid, match=r"a\.po"):
        read_catalog(tmp_path / "es" / "a.po", "es")


def test_every_translation_keeps_the_placeholders_of_its_text() -> None:
    for language in available_languages()[1:]:
        for path in po_files(language):
            for message in read_catalog(path, language):
                if message.id and any(message.string):
                    errors = [str(error) for error in message.check()]
                    assert errors == [], f"{path.name}: {message.id}"
                    singular = message.id if isinstance(message.id, str) else message.id[0]
                    for string in (
                        message.string if isinstance(message.string, tuple) else [message.string]
                    ):
                        assert named(string) == named(singular), f"{path.name}: {message.id}"


def named(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", text))


@pytest.mark.parametrize("language", available_languages()[1:])
def test_no_translation_says_itself_twice(language: str) -> None:
    said = [str(message.string) for message in merged(language)]
    twice = [
        text
        for text in said
        for times in (2, 3)
        if text and text == text[: len(text) // times] * times
    ]
    assert said
    assert twice == []
