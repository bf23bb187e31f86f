"""An answer put into the words of a language, for those who may read it."""

from intake.questions.questionnaire import AnswerValue, Questionnaire


def answer_words(
    question_id: str, answer: AnswerValue, *, questionnaire: Questionnaire, language: str
) -> tuple[str, ...]:
    """The answer as shown to a reader: options in `language`, words of one's own as they stand.

    Raises UnknownQuestion and UnknownText.
    """
    options = questionnaire.text(question_id, language).options
    values = answer if isinstance(answer, tuple) else (answer,)
    shown: list[str] = []
    for value in values:
        text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        head, colon, own = text.partition(":")
        if text in options:
            shown.append(options[text])
        elif colon and (head in options or head == "other"):
            shown.append(": ".join(part for part in (options.get(head), own.strip()) if part))
        else:
            shown.append(text)
    return tuple(shown)
