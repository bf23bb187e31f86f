"""What is wrong with a file of past counts, said so that the office can mend it."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 60


@dataclass(frozen=True, slots=True)
class CountProblem:
    """One fault: where it stands (a line, a cell or a quarter), what is wrong, what is right."""

    place: str
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.place}: {self.wrong} Expected: {self.right}"


class CountsInvalid(ValueError):
    """A file of past counts has faults; all of them are in ``problems``."""

    def __init__(self, problems: tuple[CountProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def quoted(text: str) -> str:
    """What stands in a cell, shortened, with nothing that a terminal would obey."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in text)
    return repr(shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…")
