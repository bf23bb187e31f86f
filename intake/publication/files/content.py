"""Everything that the files of a release are made of; the same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from intake.numbers.catalogue import Catalogue
from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from intake.protection.system.row_table import RowTable
from intake.publication.files.texts import ReleaseTexts
from intake.rules.localtext import LocalText


@dataclass(frozen=True, slots=True)
class ReleaseContent:
    """What a release says, before it is written.

    Attributes:
        body: the jurisdiction's name.
        languages: the languages that it says everything in.
        release: the quarter that it is of.
        number: counts the jurisdiction's releases, from 1.
        cells: every cell that it decides on: its number, or None where it is withheld.
        window: by how much a number may differ from the true one; 0 with method S.
        dropped_tables: ids of tables of which everything of their own is withheld.
        as_of: the day on which the counts were frozen.
        previous: the digest of the release before, in hex; None for the first.
        invented: whether the body and its numbers are an example.
        texts: the words of releases, by language.
        notes: what else there is to say of this release alone.
        exact_totals: a law that asks for exact totals, and its citation.
        rows: the table of rows that goes out with it, if one does.
    """

    catalogue: Catalogue
    body: LocalText
    languages: tuple[str, ...]
    release: Quarter
    number: int
    cells: Mapping[Cell, int | None]
    window: int
    dropped_tables: tuple[str, ...]
    as_of: date
    previous: str | None
    invented: bool
    texts: ReleaseTexts
    notes: tuple[LocalText, ...] = field(default=())
    exact_totals: tuple[LocalText, str] | None = None
    rows: RowTable | None = None
