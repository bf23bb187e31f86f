"""A body with closed quarters and few tables, and a publisher for it, on either database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine, insert, select, text
from sqlalchemy.orm import Session, sessionmaker

from intake.actions.context import ActionContext
from intake.actions.publishing.candidate import Progress
from intake.actions.publishing.publish import Publisher
from intake.audit.actor import SYSTEM
from intake.db.transaction import transaction
from intake.numbers.cube import store_counts
from intake.numbers.measures import Dimension, Measure
from intake.numbers.models import CountFact, QuarterTotal
from intake.numbers.quarters import Quarter
from intake.publication.models import Release, ReleasedCell, ReleaseFile
from intake.rules import Configuration
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.measures import Level
from intake.rules.reports import TableEntry
from tests.fixtures.bodies import Body, make_body
from tests.fixtures.release_content import CONFIG, catalogue_of
from tests.integration.importing.ready import Ready

PLACE = "saguaro-city"
Q1, Q2, Q3, Q4 = (Quarter(2024, number) for number in (1, 2, 3, 4))
TABLES = (
    ("complaints-received", Measure.COMPLAINTS_RECEIVED, (), Level.QUARTER),
    ("complaints-by-channel", Measure.COMPLAINTS_RECEIVED, (Dimension.CHANNEL,), Level.QUARTER),
    ("cases-by-agency", Measure.CASES_RECEIVED, (Dimension.AGENCY,), Level.QUARTER),
    ("cases-by-agency-yearly", Measure.CASES_RECEIVED, (Dimension.AGENCY,), Level.YEAR),
)


def clean(_root: Path, _progress: Progress) -> None:
    """An attack that finds nothing, for tests of what is around it."""


def few_tables(
    configuration: Configuration, totals_at_least: int = 0, **changes: object
) -> Configuration:
    """The configuration with four tables for the body, and with these changes to its reports."""
    place = configuration.jurisdiction(PLACE)
    assert place.reports is not None
    words = {one.id: one for one in place.reports.catalogue.tables}
    title = words["complaints-received"].title
    tables = tuple(TableEntry(id, "D", *rest, title) for id, *rest in TABLES)  # type: ignore[arg-type]
    entry = replace(place.reports.catalogue, tables=tables, totals_at_least=totals_at_least)
    reports = replace(place.reports, catalogue=entry, **changes)  # type: ignore[arg-type]
    places = {**configuration.jurisdictions, PLACE: replace(place, reports=reports)}
    return replace(configuration, jurisdictions=places)


@dataclass
class Office:
    """The body at a moment; ``context`` is what the publisher is given."""

    ready: Ready
    sessions: sessionmaker[Session]
    configuration: Configuration
    data_dir: Path
    at: datetime = datetime(2024, 4, 12, 15, tzinfo=UTC)
    steps: list[str] = field(default_factory=list)

    @property
    def place(self) -> Jurisdiction:
        """The jurisdiction as it is configured now."""
        return self.configuration.jurisdiction(PLACE)

    def context(self) -> ActionContext:
        """What an action is given at this moment."""
        return replace(self.ready.context(), configuration=self.configuration, at=self.at)

    def publisher(self, **changes: object) -> Publisher:
        """A publisher whose attack finds nothing."""
        made = Publisher(
            sessions=self.sessions,
            contexts=self.context,
            config_dir=CONFIG,
            data_dir=self.data_dir,
            attack=clean,
            passed=self.steps.append,
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    def publish(self, quarter: Quarter, **changes: object) -> str:
        """Publish a quarter; its digest."""
        made = self.publisher(**changes).publish(PLACE, quarter, actor=SYSTEM)
        return made.digest.hex()

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.at += timedelta(**span)

    def close(self, quarter: Quarter, counted: Mapping[Measure, Counter[tuple[str, ...]]]) -> None:
        """Close a quarter with these counts, twelve days after its end."""
        closed_at = datetime.combine(
            quarter.last_day + timedelta(days=12), datetime.min.time(), UTC
        )
        self.at = max(self.at, closed_at + timedelta(hours=15))
        with self.sessions() as session, transaction(session):
            session.execute(
                insert(QuarterTotal).values(
                    jurisdiction=PLACE,
                    quarter=quarter.name,
                    complaints=counted[Measure.COMPLAINTS_RECEIVED].total(),
                    cases=counted[Measure.CASES_RECEIVED].total(),
                    source="events",
                    closed_at=closed_at,
                )
            )
            store_counts(
                session,
                self.place,
                quarter,
                {measure: iter(counts.items()) for measure, counts in counted.items()},
            )

    def close_made_up(self, *quarters: Quarter, complaints: int = 400) -> None:
        """Close quarters with made-up numbers."""
        body = _made_up(complaints)
        for quarter in quarters:
            counted = {
                measure: Counter(body.cube.get((measure.value, quarter.name), {}))
                for measure in (Measure.COMPLAINTS_RECEIVED, Measure.CASES_RECEIVED)
            }
            self.close(quarter, counted)

    def close_empty(self, quarter: Quarter) -> None:
        """Close a quarter in which nothing came."""
        self.close(
            quarter,
            {Measure.COMPLAINTS_RECEIVED: Counter(), Measure.CASES_RECEIVED: Counter()},
        )

    def stored(self) -> dict[str, int]:
        """How many rows there are of what publishing writes."""
        models = (Release, ReleaseFile, ReleasedCell)
        with self.sessions() as session:
            return {
                model.__tablename__: len(
                    session.execute(select(*model.__table__.primary_key)).all()
                )
                for model in models
            }

    def files(self, quarter: Quarter) -> dict[str, bytes]:
        """The files of a release."""
        with self.sessions() as session:
            rows = session.execute(
                select(ReleaseFile.path, ReleaseFile.content).where(
                    ReleaseFile.period == quarter.name
                )
            )
            return {row.path: row.content for row in rows}

    def tamper(self, statement: str, **values: object) -> None:
        """Change what may not be changed, as somebody with the database's own rights could."""
        engine = self.sessions.kw["bind"]
        table = statement.split()[2 if statement.startswith("DELETE") else 1]
        without_guards(engine, table, lambda: _run(engine, statement, values))


def without_guards(engine: Engine, table: str, change: Callable[[], None]) -> None:
    """Take a table's triggers away and change it."""
    names = (f"{table}_unchanged", f"{table}_kept")
    postgres = engine.dialect.name == "postgresql"
    for name in names:
        _run(engine, f"DROP TRIGGER {name}{f' ON {table}' if postgres else ''}", {})
    change()


def _run(engine: Engine, statement: str, values: Mapping[str, object]) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement), values)


__all__ = ["PLACE", "Q1", "Q2", "Q3", "Q4", "CountFact", "Office", "clean", "few_tables"]


@lru_cache
def _made_up(complaints: int) -> Body:
    """The same invented body for every office of a test run: making it takes longer than a test."""
    return make_body(catalogue_of(), complaints=complaints, quarters=5)
