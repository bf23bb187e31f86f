"""What is wrong with a configuration, said so that the one who wrote it can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: the file, the key in it, what is wrong there, and what would be right."""

    file: str
    key: str
    wrong: str
    right: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: {self.wrong} Expected: {self.right}"


class ConfigurationInvalid(Exception):
    """The configuration has faults; all of them are in `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class UnknownUnit(LookupError):
    """No configured unit has this key."""


class UnknownEntity(LookupError):
    """No configured oversight entity has this key."""


class UnknownAgency(LookupError):
    """No configured agency has this id."""


class UnknownJurisdiction(LookupError):
    """No configured jurisdiction has this slug."""
