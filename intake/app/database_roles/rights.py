"""The declared table of rights: which role may read, add, change or remove what in which table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from intake.bedrock.problems import Problem
from intake.bedrock.toml import read_toml

DECLARED = Path(__file__).parent / "rights.toml"


class Role(StrEnum):
    """The roles: one for the pages of each audience, and the worker's."""

    RESIDENT = "resident"
    STAFF = "staff"
    PUBLIC = "public"
    WORKER = "worker"


class Verb(StrEnum):
    """What can be done with rows."""

    READ = "read"
    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"

    @property
    def privilege(self) -> str:
        """PostgreSQL's word for it."""
        return _PRIVILEGES[self]


_PRIVILEGES: Mapping[Verb, str] = {
    Verb.READ: "SELECT",
    Verb.ADD: "INSERT",
    Verb.CHANGE: "UPDATE",
    Verb.REMOVE: "DELETE",
}


class RightsInvalid(ValueError):
    """A line of the declared table cannot be read, or names a column that its table has not."""


@dataclass(frozen=True, slots=True)
class Right:
    """One role may do one thing with one table; `columns` limits it, empty: all of them."""

    role: Role
    table: str
    verb: Verb
    columns: tuple[str, ...] = ()

    def allows(self, column: str) -> bool:
        """Whether a column is among those that the right is about."""
        return not self.columns or column in self.columns


@dataclass(frozen=True, slots=True)
class Rights:
    """The whole table: the columns of each table, and every right."""

    columns: Mapping[str, tuple[str, ...]]
    rights: tuple[Right, ...]

    def of(self, role: Role) -> tuple[Right, ...]:
        """What one role may do."""
        return tuple(right for right in self.rights if right.role is role)


@cache
def declared_rights() -> Rights:
    """The rights as they are declared. Raises RightsInvalid."""
    content = read_toml(DECLARED)
    if isinstance(content, Problem):
        raise RightsInvalid(str(content))
    return read_rights(content)


def read_rights(content: Mapping[str, Mapping[str, str]]) -> Rights:
    """Read the table from the content of its file. Raises RightsInvalid."""
    columns = {table: tuple(lines["columns"].split()) for table, lines in content.items()}
    return Rights(columns, tuple(_rights(content, columns)))


def _rights(
    content: Mapping[str, Mapping[str, str]], columns: Mapping[str, tuple[str, ...]]
) -> Iterator[Right]:
    for table, lines in content.items():
        for name in lines.keys() - {"columns"}:
            for part in lines[name].split(","):
                yield _right(Role(name), table, part.split(), columns[table])


def _right(role: Role, table: str, words: list[str], known: tuple[str, ...]) -> Right:
    verb, *limited = words
    if set(limited) - set(known):
        raise RightsInvalid(f"{table}, {role}: {', '.join(sorted(set(limited) - set(known)))}")
    if limited and verb == Verb.REMOVE:
        raise RightsInvalid(f"{table}, {role}: rows are removed whole")
    return Right(role, table, Verb(verb), tuple(limited))
