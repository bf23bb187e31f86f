"""Languages: own names, direction, and the locale they are written out in."""

import pytest

from intake.texts.languages import UnknownLanguage, direction, locale_of, own_name


@pytest.mark.parametrize(
    ("tag", "name", "dir_"),
    [
        ("en", "English", "ltr"),
        ("es", "Español", "ltr"),
        ("ar", "العربية", "rtl"),
        ("ur", "اردو", "rtl"),
        ("zh-Hant", "中文 (繁體)", "ltr"),
        ("vi", "Tiếng Việt", "ltr"),
    ],
)
def test_a_language_names_itself_and_has_a_direction(tag: str, name: str, dir_: str) -> None:
    assert own_name(tag) == name
    assert direction(tag) == dir_


def test_spanish_is_written_as_in_the_united_states() -> None:
    assert str(locale_of("es")) == "es_US"
    assert str(locale_of("es-MX")) == "es_MX"


@pytest.mark.parametrize("tag", ["", "not a tag", "xx-", "qq"])
def test_an_unknown_tag_is_refused(tag: str) -> None:
    with pytest.raises(UnknownLanguage):
        locale_of(tag)
