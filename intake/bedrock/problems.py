"""What is wrong with something that people wrote, said so that they can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault.

    Attributes:
        place: where it stands: a file, a line, a cell, a field of a record, a variable.
        key: the key in that place, where it has keys.
        wrong: what is wrong there, with a period.
        right: what would be right.
    """

    place: str
    key: str = field(default="", kw_only=True)
    wrong: str
    right: str

    @property
    def where(self) -> str:
        """The place, and the key in it."""
        return ": ".join(one for one in (self.place, self.key) if one)

    def __str__(self) -> str:
        said = ": ".join(one for one in (self.where, self.wrong) if one)
        return f"{said} Expected: {self.right}"


class Invalid(Exception):
    """What was read has faults; `problems` are all of them, each once, in the order given."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
