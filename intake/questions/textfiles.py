"""The words of the questionnaire read per language; a missing or surplus text is a fault."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from intake.questions.questionnaire import SITUATIONS, Question, QuestionText
from intake.rules.codes import RuleCode
from intake.rules.reading import Findings, Table

# Words of options that are the same everywhere; a question's own file may say them better.
SHARED = "answers"
REGISTER = "register"
_STEMS = frozenset({"common", "situations", SHARED, REGISTER, *RuleCode})


def languages_of(files: Iterable[str]) -> tuple[str, ...]:
    """The languages that there are text files of, English first."""
    paths = [PurePosixPath(name).parts for name in files]
    seen = {parts[1] for parts in paths if parts[0] == "texts"}
    return tuple(sorted(seen, key=lambda language: (language != "en", language)))


class TextReader:
    """Reads the text files of one language after another."""

    def __init__(self, files: Mapping[str, Table], findings: Findings) -> None:
        self._files = files
        self._findings = findings

    def language(self, language: str, questions: list[Question]) -> dict[str, QuestionText]:
        """The texts of every question in `language`, by question id."""
        self._strangers(language)
        register = self._file(language, REGISTER)
        for name in ("address", "note", "native_review"):
            register.text(name)
        register.finish()
        situations = self._file(language, "situations")
        shared = self._file(language, SHARED)
        texts: dict[str, QuestionText] = {}
        for stem in dict.fromkeys(question.id.partition(".")[0] for question in questions):
            file = self._file(language, stem)
            for question in questions:
                if question.id.startswith(f"{stem}."):
                    fallback = situations if question.id == SITUATIONS else shared
                    texts[question.id] = _text(file, question, fallback)
            file.finish()
        return texts

    def _file(self, language: str, stem: str) -> Table:
        name = f"texts/{language}/{stem}.toml"
        if name not in self._files:
            self._findings.add(name, "", "The file is missing.", "the texts that belong in it")
        # Texts that are missing in a missing file are one fault, and it is noted.
        return self._files.get(name) or Table(name, "", {}, Findings())

    def _strangers(self, language: str) -> None:
        for name in self._files:
            path = PurePosixPath(name)
            if path.parent == PurePosixPath("texts", language) and path.stem not in _STEMS:
                wrong = "The file does not belong to a question file."
                self._findings.add(name, "", wrong, "a file named after a rule")


def _text(file: Table, question: Question, fallback: Table) -> QuestionText:
    table = file.table(question.name, optional=True)
    own = table.table("options", optional=True)
    words = {option: _option(option, own, fallback) for option in question.options}
    text = QuestionText(table.text("label"), table.text("hint", default=""), words)
    own.finish()
    table.finish()
    return text


def _option(option: str, own: Table, fallback: Table) -> str:
    if not own.has(option) and fallback.has(option):
        return fallback.text(option)
    return own.text(option)
