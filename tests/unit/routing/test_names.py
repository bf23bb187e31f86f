"""A configured name is found however it is typed, and no other name is taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.routing.names import owners_mentioned

CHIEF = "Elena Kelley"


def mentions(typed: str, spelling: str) -> bool:
    """Whether `typed` names the person spelled so, the only one who is looked for."""
    return bool(owners_mentioned(typed, names=(("chief", spelling),)))


@pytest.mark.parametrize(
    "typed",
    [
        "Elena Kelley",
        "elena kelley",
        "ELENA KELLEY",
        "Eléna Kélley",
        "ele\u0301na kelley",
        "Elena   Kelley",
        "Elena\u00a0Kelley",
        "Elena\nKelley",
        "Kelley, Elena",
        "ElenaKelley",
        "E l e n a  K e l l e y",
        "El\u200bena Kel\u200dley",
        "\u202eElena Kelley\u202c",
        "Elena Kel\u00adley",
        "Elena Kel\u115fley",
        "Еlеnа Kеllеу",  # Cyrillic letters
        "Ｅｌｅｎａ Ｋｅｌｌｅｙ",
        "𝐄𝐥𝐞𝐧𝐚 𝐊𝐞𝐥𝐥𝐞𝐲",
        "Elena KeIIey",
        "Elena Ke11ey",
        "Ms. Elena Kelley's office said no",
        "it was elena-kelley.She told me",
        "(Elena Kelley)",
        "ask for <b>Elena</b> Kelley",
    ],
)
def test_it_is_found(typed: str) -> None:
    if "<b>" in typed:
        typed = typed.replace("<b>", "").replace("</b>", "")
    assert mentions(typed, CHIEF)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Elena",
        "Kelley",
        "Elena Kelly",
        "Helena Kelley",
        "Elena Kelleys",
        "Elena M. Kelley",
        "Elena and Mr. Kelley",
        "Elana Kelley",
        "Elena Kel ey",
    ],
)
def test_another_name_is_not_taken_for_it(typed: str) -> None:
    assert not mentions(typed, CHIEF)


@pytest.mark.parametrize(
    ("typed", "spelling"),
    [
        ("we walked along the road", "Al Long"),
        ("it took a long time", "Al Ong"),
        ("the marketing office", "Mark Etting"),
        ("the total long distance", "Al Long"),
        ("Neil Young", "Nell Young"),
        ("Nell Young", "Neil Young"),
        ("NEIL YOUNG", "Nell Young"),
        ("the chief told me", "Chief Benavides"),
        ("no rose", "Nora Rose"),
    ],
)
def test_common_words_do_not_match(typed: str, spelling: str) -> None:
    assert not mentions(typed, spelling)


@pytest.mark.parametrize(
    ("typed", "spelling"),
    [
        ("desmond ohara", "Desmond O'Hara"),
        ("Desmond O Hara", "Desmond O'Hara"),
        ("Desmond O’Hara", "Desmond O'Hara"),
        ("Maryann Obrien", "Mary Ann O'Brien"),
        ("Maryann O Brien", "Mary Ann O'Brien"),
        ("Mary-Ann O'Brien", "Maryann O'Brien"),
        ("Solomon Adeyemi Ruiz", "Solomon Adeyemi-Ruiz"),
        ("Ingrid Sorensen", "Ingrid Sørensen"),
        ("tomas arriaga nunez", "Tomás Arriaga Núñez"),
        ("Arriaga Núñez, Tomás", "Tomás Arriaga Núñez"),
        ("Ian McIntyre", "Ian McIntyre"),
        ("IAN MCINTYRE", "Ian McIntyre"),
        ("Directora Kelley no quiso", "directora Kelley"),
        ("officer Al Long said", "Al Long"),
        ("AlLong", "Al Long"),
    ],
)
def test_spacing_marks_and_order_do_not_hide_it(typed: str, spelling: str) -> None:
    assert mentions(typed, spelling)


@given(st.text(max_size=80))
def test_any_text_is_read_without_error(typed: str) -> None:
    assert isinstance(mentions(typed, CHIEF), bool)
    assert mentions(f"{typed} Elena Kelley {typed}", CHIEF)


INVISIBLE = st.sampled_from(["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u0301", "\u202e"])


@given(st.lists(st.tuples(st.integers(0, len(CHIEF)), INVISIBLE), max_size=8))
def test_invisible_characters_anywhere_change_nothing(planted: list[tuple[int, str]]) -> None:
    typed = CHIEF
    for place, char in planted:
        typed = typed[:place] + char + typed[place:]
    assert mentions(typed, CHIEF)


def test_a_long_text_is_searched_quickly() -> None:
    assert not mentions("the deputy walked along the road " * 1600, CHIEF)
