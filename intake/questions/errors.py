"""Named errors of the questionnaire and of records told elsewhere, each listing all its faults."""

from dataclasses import dataclass

from intake.rules.problems import Problem


class QuestionnaireInvalid(Exception):
    """The questionnaire files have faults; all of them are in `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class UnknownQuestion(LookupError):
    """No question of the questionnaire has this id."""


class UnknownText(LookupError):
    """The questionnaire has no texts in this language."""


@dataclass(frozen=True, slots=True, order=True)
class RecordProblem:
    """One fault in a record: the field, what is wrong there, and what would be right.

    The value itself is never quoted: it may be what a person told in confidence.
    """

    field: str
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.field}: {self.wrong} Expected: {self.right}"


class RecordInvalid(Exception):
    """A record cannot be read as answers; all its faults are in `problems`."""

    def __init__(self, problems: tuple[RecordProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
