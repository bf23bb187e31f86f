"""Words of one's own are heard as no, yes, unsure or something told, in many languages."""

import pytest

from intake.questions import spoken


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "None",
        "not shown",
        "not in words",
        "nothing so far",
        "nothing, thank God",
        "no harm, I only want to know",
        "nada",
        "ninguno todavía",
        "没有",
        "لا شيء",
        "không có",
        "wala pa",
        "нет",
        "아니요",
        "okenn",
    ],
)
def test_no(text: str):
    assert spoken.says_no(text)
    assert not spoken.tells(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody answered, and then two tickets came",
        "four stops in a month",
        "notario dijo que sí",
        "noon visit by two officers",
        "they laughed",
        "cinco multas",
        "他们威胁我",
        "no answer for months and then an officer came to my shop and shouted at my wife",
    ],
)
def test_something_told(text: str):
    assert spoken.tells(text)


@pytest.mark.parametrize(
    "text",
    ["unsure", "not known", "Not sure, maybe", "no sé", "I don’t know", "不知道", "не знаю", "?"],
)
def test_unsure_is_neither_no_nor_told(text: str):
    assert spoken.says_unsure(text)
    assert not spoken.says_no(text)
    assert not spoken.tells(text)
    assert not spoken.opens_with_no(text)


@pytest.mark.parametrize(
    "text", ["Yes", "yes, twice", "sí", "Sí, dos veces", "oui", "是", "نعم", "да"]
)
def test_yes(text: str):
    assert spoken.says_yes(text)


@pytest.mark.parametrize("text", ["", "yesterday", "no", "nosotros", "ninety"])
def test_no_yes_in_it(text: str):
    assert not spoken.says_yes(text)


def test_a_yes_or_no_question_hears_the_first_word():
    text = "no other group in the whole town is filmed like this week after week"
    assert spoken.opens_with_no(text)
    assert not spoken.says_no(text)
