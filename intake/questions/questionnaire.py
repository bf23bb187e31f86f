"""The frozen questionnaire: questions, options, everyday situations, and their words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from intake.questions.errors import UnknownQuestion, UnknownText
from intake.rules.codes import RuleCode

AnswerValue = str | int | float | bool | tuple[str, ...]

SITUATIONS = "common.situations"
NOT_SURE = "not_sure"


class QuestionKind(StrEnum):
    """What shape an answer has."""

    ONE = "one"
    MANY = "many"
    YES_NO = "yes_no"
    TEXT = "text"
    DATETIME = "datetime"
    NUMBER = "number"


CHOICES = frozenset({QuestionKind.ONE, QuestionKind.MANY, QuestionKind.YES_NO})


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `id` never changes once an answer has been stored under it.

    `open_ended` says that words of one's own are as good as an option. `aliases` are other
    spellings of options in records, `page` the page of the web form that shows the question,
    `default` the option that counts as chosen where nothing is answered.
    """

    id: str
    rule: RuleCode | None
    kind: QuestionKind
    options: tuple[str, ...] = ()
    open_ended: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)
    page: str | None = None
    default: str | None = None

    @property
    def name(self) -> str:
        """The id without the rule or `common` in front of it."""
        return self.id.partition(".")[2]

    @property
    def multiple(self) -> bool:
        """Whether several options may be chosen."""
        return self.kind is QuestionKind.MANY


@dataclass(frozen=True, slots=True)
class Situation:
    """An everyday situation: which rules' questions it opens, and what choosing it tells.

    `suggests` are the rules that the situation, as worded, speaks of; `reasons` the codes of
    urgency that its own words state.
    """

    id: str
    opens_rules: tuple[RuleCode, ...]
    suggests: tuple[RuleCode, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionText:
    """The words of one question in one language; `hint` may be empty."""

    label: str
    hint: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All questions of all rules, in order, with their texts in every language."""

    version: str
    questions: Mapping[str, Question]
    situations: tuple[Situation, ...]
    pages: tuple[str, ...]
    also_ask: Mapping[RuleCode, tuple[RuleCode, ...]]
    texts: Mapping[str, Mapping[str, QuestionText]]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have texts."""
        return tuple(self.texts)

    def question(self, question_id: str) -> Question:
        """The question of this id; raises UnknownQuestion."""
        try:
            return self.questions[question_id]
        except KeyError:
            raise UnknownQuestion(question_id) from None

    def text(self, question_id: str, language: str) -> QuestionText:
        """The words of a question; raises UnknownQuestion or UnknownText."""
        self.question(question_id)
        if language not in self.texts:
            raise UnknownText(language)
        return self.texts[language][question_id]

    def situation(self, situation_id: str) -> Situation | None:
        """The situation of this id, or None."""
        return next((found for found in self.situations if found.id == situation_id), None)

    def situation_text(self, situation_id: str, language: str) -> str:
        """The everyday words of a situation."""
        return self.text(SITUATIONS, language).options[situation_id]

    def page(self, name: str) -> tuple[Question, ...]:
        """The questions that the web form shows on this page, in order."""
        return tuple(found for found in self.questions.values() if found.page == name)

    def of_rule(self, rule: RuleCode | None) -> tuple[Question, ...]:
        """The questions of one rule, in order; None gives the common ones."""
        return tuple(found for found in self.questions.values() if found.rule is rule)


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
