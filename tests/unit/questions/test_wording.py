"""Answers are shown in the reader's language, with the person's own words as they stand."""

import pytest

from intake.questions import AnswerValue, Questionnaire
from intake.questions.errors import UnknownQuestion, UnknownText
from intake.questions.questionnaire import answer_words


@pytest.mark.parametrize(
    ("question_id", "answer", "words"),
    [
        ("R1.now_in_custody", "yes", ("Sí",)),
        ("R1.now_in_custody", True, ("Sí",)),
        ("R1.paper_shown", ("not_shown", "other: a: b"), None),
        ("R1.exact_words", "Wait: here", ("Wait: here",)),
        ("R1.extra_hours", 3, ("3",)),
        ("R4.asked_to_identify", "other: twice", ("twice",)),
        ("R9.action", ("stop",), ("Pararon a alguien",)),
    ],
)
def test_answer_words(
    questionnaire: Questionnaire,
    question_id: str,
    answer: AnswerValue,
    words: tuple[str, ...] | None,
):
    shown = answer_words(question_id, answer, questionnaire=questionnaire, language="es")
    expected = words or ("Hablaron de un papel, pero no lo mostraron", "Otro papel: a: b")
    assert shown == expected


def test_unknown_question_and_language(questionnaire: Questionnaire):
    with pytest.raises(UnknownQuestion):
        answer_words("R1.shoe", "x", questionnaire=questionnaire, language="es")
    with pytest.raises(UnknownText):
        answer_words("R1.facility", "x", questionnaire=questionnaire, language="xx")
