"""The words of the questionnaire read per language; a missing or surplus text is a fault."""

from collections.abc import Mapping
from typing import Any

from intake.bedrock.problems import Problem
from intake.questions.questionnaire import SITUATIONS, Question, QuestionText
from intake.rules.codes import RuleCode

# Words of options that are the same everywhere; a question's own file may say them better.
SHARED = "answers"
REGISTER = "register"
_TEXT_KEYS = frozenset({"label", "hint", "options"})
_REGISTER_KEYS = frozenset({"address", "note", "native_review"})


class TextReader:
    """Reads the text files of one language after another, appending faults to `problems`."""

    def __init__(self, files: Mapping[str, Mapping[str, Any]], problems: list[Problem]) -> None:
        self._files = files
        self._problems = problems

    def language(self, language: str, questions: list[Question]) -> dict[str, QuestionText]:
        """The texts of every question in `language`, by question id."""
        self._register(language)
        shared = self._files.get(f"texts/{language}/{SHARED}.toml", {})
        texts: dict[str, QuestionText] = {}
        for stem in dict.fromkeys(question.id.partition(".")[0] for question in questions):
            own = [question for question in questions if question.id.startswith(f"{stem}.")]
            texts.update(self._file(f"texts/{language}/{stem}.toml", own, language, shared))
        self._strangers(language)
        return texts

    def _file(
        self, file: str, questions: list[Question], language: str, shared: Mapping[str, Any]
    ) -> dict[str, QuestionText]:
        tables = self._files.get(file, {})
        if file not in self._files:
            self._add(file, "", "is missing.", "the texts of this file's questions.")
            return {}
        names = {question.name for question in questions}
        for name in tables:
            if name not in names:
                self._add(file, name, "does not belong to a question.", "the name of a question.")
        return {
            question.id: self._text(
                file, question, tables, self._options(language, question, shared)
            )
            for question in questions
        }

    def _options(
        self, language: str, question: Question, shared: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        if question.id == SITUATIONS:
            return self._files.get(f"texts/{language}/situations.toml", {})
        return shared

    def _text(
        self,
        file: str,
        question: Question,
        tables: Mapping[str, Any],
        fallback: Mapping[str, Any],
    ) -> QuestionText:
        table = tables.get(question.name, {})
        for key in table:
            if key not in _TEXT_KEYS:
                right = f"one of {', '.join(sorted(_TEXT_KEYS))}."
                self._add(file, f"{question.name}.{key}", "is an unknown key.", right)
        if not str(table.get("label", "")).strip():
            self._add(file, f"{question.name}.label", "is missing.", "the question in plain words.")
        own = table.get("options", {})
        for option in own:
            if option not in question.options:
                right = f"one of {', '.join(question.options)}."
                self._add(file, f"{question.name}.options.{option}", "is not an option.", right)
        words = {option: own.get(option, fallback.get(option, "")) for option in question.options}
        for option, text in words.items():
            if not str(text).strip():
                where = f"{question.name}.options.{option}"
                self._add(file, where, "is missing.", "the option in plain words.")
        return QuestionText(str(table.get("label", "")), str(table.get("hint", "")), words)

    def _register(self, language: str) -> None:
        file = f"texts/{language}/{REGISTER}.toml"
        table = self._files.get(file, {})
        if set(table) != _REGISTER_KEYS:
            right = f"exactly {', '.join(sorted(_REGISTER_KEYS))}."
            self._add(file, "", "does not say how people are spoken to.", right)

    def _strangers(self, language: str) -> None:
        known = {"common", "situations", SHARED, REGISTER, *RuleCode}
        for name in self._files:
            if name.startswith(f"texts/{language}/") and name.split("/")[-1][:-5] not in known:
                self._add(
                    name, "", "does not belong to a question file.", "a file named after a rule."
                )

    def _add(self, file: str, key: str, wrong: str, right: str) -> None:
        self._problems.append(Problem(file, wrong, right, key=key))
