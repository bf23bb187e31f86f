"""Tables of releases as sheets of a spreadsheet: periods and one dimension down, the other across;
pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intake.documents.workbook import Blank, Noted, Sheet
from intake.publication.printed.material import PublishedTable
from intake.publication.printed.words import Words
from intake.texts.dates import long_date

Shown = str | int | Noted | Blank | None
Key = tuple[str, tuple[str, ...]]


def notes_sheet(words: Words) -> Sheet:
    """The first sheet: what this is, how it was counted, what is withheld, how to cite it."""
    material, language, say = words.material, words.language, words.say
    lines = [
        f"{material.place(language)}: {words.period(material.period)}",
        say.gettext("Invented numbers, for demonstration") if material.release["invented"] else "",
        say.gettext("Numbers as of %(day)s.") % {"day": long_date(material.as_of, language)},
        "",
        *_part(
            say.gettext("How things are counted"), material.words("counting_rule").in_(language)
        ),
        *_part(say.gettext("How people are protected"), material.words("protection").in_(language)),
        *_part(
            say.gettext("What the numbers cannot tell you"), material.words("limits").in_(language)
        ),
        *(note.in_(language) for note in material.notes()),
        *_part(say.gettext("How to cite"), material.words("citation").in_(language)),
        say.gettext("Digest of the data (SHA-256 of the list of checksums, without documents):"),
        material.data_digest,
        str(material.release["license"]),
    ]
    return Sheet(say.gettext("Notes on the numbers"), lines)


def table_sheet(table: PublishedTable, words: Words) -> Sheet:
    """A published table: a row for each period and value, its second dimension across."""
    down, across = table.dimensions[:1], table.dimensions[1:]
    columns = _values_of(table, 1) if across else ("",)
    cells = {(row.period, row.values): row.count for row in table.rows}
    rows = [
        (
            words.period(period),
            *(words.value(name, value) for name in down),
            *(_cell(cells, (period, _key(value, column, table)), words) for column in columns),
        )
        for period in table.periods()
        for value in (_values_of(table, 0) if down else ("",))
    ]
    return Sheet(
        name=words.title(table),
        above=_above(table, words),
        head=(
            words.say.gettext("Period"),
            *(words.dimension(name) for name in down),
            *(
                (words.value(across[0], column) for column in columns)
                if across
                else (words.unit(table.unit),)
            ),
        ),
        rows=rows,
    )


def shown(count: int | None, words: Words) -> Shown:
    """A number, or the word for a withheld one with a note that says why."""
    return Noted(words.withheld, words.why_withheld()) if count is None else count


def _cell(cells: Mapping[Key, int | None], key: Key, words: Words) -> Shown:
    # The first release has nothing but totals of the quarters before it.
    return shown(cells[key], words) if key in cells else None


def _above(table: PublishedTable, words: Words) -> tuple[str, ...]:
    counted = words.say.gettext("What is counted: %(unit)s.") % {"unit": words.unit(table.unit)}
    if any(row.is_withheld for row in table.rows):
        return (words.title(table), counted, f"{words.withheld}: {words.why_withheld()}")
    return (words.title(table), counted)


def _values_of(table: PublishedTable, index: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.values[index] for row in table.rows))


def _key(value: str, column: str, table: PublishedTable) -> tuple[str, ...]:
    return (value, column)[: len(table.dimensions)]


def _part(heading: str, words: str) -> Sequence[str]:
    return (heading, words, "") if words else ()
