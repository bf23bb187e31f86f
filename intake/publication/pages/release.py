"""The page of one release: sentences, totals, and every table with its chart; pure."""

from __future__ import annotations

from dataclasses import dataclass

from intake.publication.pages.charts import ChartView
from intake.publication.pages.drawn import MOST_BARS, Line, bars_chart, table_chart
from intake.publication.pages.history import History
from intake.publication.pages.sentences import sentences
from intake.publication.pages.subject import Figure
from intake.publication.pages.tables import TableView, glance, measure_title, released_table
from intake.publication.printed.material import PublishedTable
from intake.publication.printed.words import Words
from intake.texts.dates import whole_percent
from intake.texts.marking import marked as _

GLANCE_QUARTERS = 5
TRENDS = ("complaints_received", "cases_ended", "allegations_decided")
TITLES = {
    "A": _("What was found"),
    "B": _("By agency"),
    "C": _("How long it took"),
    "D": _("Who complained, and how"),
    "E": _("Urgent complaints"),
    "F": _("Referred to other offices"),
    "G": _("Recommendations to agencies"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """Tables that belong together; `letter` is that of the report set."""

    letter: str
    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Something that has a page of its own in this release: its id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a release is shown, in whole percent; None where nobody can say."""

    cells: str | None
    complaints: str | None


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """What the page of a release shows."""

    period: str
    period_words: str
    sentences: tuple[str, ...]
    totals: TableView | None
    trends: tuple[ChartView, ...]
    sections: tuple[Section, ...]
    rules: tuple[Link, ...]
    agencies: tuple[Link, ...]
    share: Share
    dropped: tuple[str, ...]


def release_view(history: History, words: Words) -> ReleaseView:
    """The page of the newest release of a history."""
    newest = history.newest
    return ReleaseView(
        period=newest.period,
        period_words=words.period(newest.period),
        sentences=sentences(history, words),
        totals=glance(history, words, id="totals", most=GLANCE_QUARTERS),
        trends=tuple(_trends(history, words)),
        sections=_sections(history, words),
        rules=_links(history, "rule", words),
        agencies=_links(history, "agency", words),
        share=_share(history, words.language),
        dropped=tuple(
            words.title(table) for table in newest.tables if table.id in _dropped(history)
        ),
    )


def _dropped(history: History) -> tuple[str, ...]:
    return tuple(history.newest.release.get("dropped_tables", ()))


def _trends(history: History, words: Words) -> list[ChartView]:
    """How the most asked-for totals came along, quarter by quarter."""
    charts = []
    for measure in TRENDS:
        if measure not in history.newest.catalogue["measures"]:
            continue
        periods = history.periods(measure, "quarter")[-MOST_BARS:]
        lines = [
            Line(words.short_period(period), number)
            for period in periods
            if (number := history.find(measure, period)) is not None
        ]
        id = f"chart-{measure}".replace("_", "-")
        chart = bars_chart(lines, id=id, title=measure_title(measure, words), words=words)
        charts += [chart] if chart is not None else []
    return charts


def _sections(history: History, words: Words) -> tuple[Section, ...]:
    found: dict[str, list[Figure]] = {letter: [] for letter in TITLES}
    dropped = _dropped(history)
    for table in history.newest.tables:
        if table.dimensions and table.id not in dropped:
            found.setdefault(table.report, []).extend(_figures(table, words))
    return tuple(
        Section(letter, words.say.gettext(TITLES[letter]), tuple(figures))
        for letter, figures in found.items()
        if figures
    )


def _figures(table: PublishedTable, words: Words) -> list[Figure]:
    return [
        Figure(
            released_table(table, period, words),
            table_chart(table, period, words),
            file=f"data/{table.id}.csv",
        )
        for period in table.periods()
    ]


def _links(history: History, dimension: str, words: Words) -> tuple[Link, ...]:
    """The values that tables of this release or of an earlier one tell of."""
    if not any(True for _table in history.tables_with(dimension)):
        return ()
    ids = history.newest.catalogue["dimensions"].get(dimension, {"values": ()})["values"]
    return tuple(Link(one["id"], words.value(dimension, one["id"])) for one in ids)


def _share(history: History, language: str) -> Share:
    release = history.newest.release
    shown, withheld = int(release["shown"]), int(release["withheld"])
    all_of_them = shown + withheld
    complaints = release.get("complaints_in_shown_cells")
    return Share(
        cells=whole_percent(shown / all_of_them, language) if all_of_them else None,
        complaints=None if complaints is None else whole_percent(float(complaints), language),
    )
