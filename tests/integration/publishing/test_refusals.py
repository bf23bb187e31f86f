"""Every reason why a quarter does not go out, and that history is untouched by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import insert, text

from intake.actions.publishing.errors import (
    AlreadyPublished,
    BeforeFirstPeriod,
    CannotProtect,
    CatalogueChanged,
    ClockSetBack,
    CountsMissing,
    EarlierPeriodMissing,
    HistoryAltered,
    NoCatalogue,
    NotPublished,
    PeriodNotClosed,
)
from intake.actions.publishing.history import alterations
from intake.db.transaction import transaction
from intake.numbers.measures import Measure
from intake.numbers.models import QuarterTotal
from intake.numbers.quarters import Quarter
from intake.publication.released import load_release
from tests.integration.publishing.office import PLACE, Q1, Q2, Q3, Office, few_tables

LATE_2023 = Quarter(2023, 4)
NONE: dict[Measure, Counter[tuple[str, ...]]] = {
    Measure.COMPLAINTS_RECEIVED: Counter(),
    Measure.CASES_RECEIVED: Counter(),
}
_UPDATE_FILE = text(
    "UPDATE release_file SET content = :content, sha256 = :sha "
    "WHERE period = '2024Q1' AND path = :path"
)
_UPDATE_DIGEST = text("UPDATE release SET digest = :digest WHERE period = '2024Q1'")


def refused(office: Office, quarter: Quarter, reason: type[NotPublished]) -> str:
    """Publishing is refused for this reason, and nothing is written; the words of it."""
    before = office.stored()
    with pytest.raises(reason) as found:
        office.publish(quarter)
    assert type(found.value) is reason
    assert office.stored() == before
    return str(found.value)


@pytest.fixture(autouse=True)
def _no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.actions.publishing.candidate.documents_for", lambda *_, **__: {})


@pytest.fixture
def published(office: Office) -> Office:
    """An office that has published one quarter and closed two more."""
    office.close_made_up(Q1)
    office.publish(Q1)
    office.close_made_up(Q2, Q3)
    return office


def test_a_body_without_a_catalogue(office: Office) -> None:
    place = replace(office.place, reports=None)
    places = {**office.configuration.jurisdictions, PLACE: place}
    office.configuration = replace(office.configuration, jurisdictions=places)
    refused(office, Q1, NoCatalogue)


def test_a_quarter_that_is_not_closed(published: Office) -> None:
    refused(published, Quarter(2024, 4), PeriodNotClosed)
    # Counted, and yet the ten days are not over by this clock.
    published.at = datetime(2024, 7, 5, tzinfo=UTC)
    refused(published, Q2, PeriodNotClosed)


def test_a_quarter_that_was_published(published: Office) -> None:
    refused(published, Q1, AlreadyPublished)


def test_a_quarter_out_of_its_turn(published: Office) -> None:
    assert refused(published, Q3, EarlierPeriodMissing) == "2024Q2"


def test_a_quarter_before_the_first(office: Office) -> None:
    keep_totals(office, LATE_2023, 7, 8)
    office.close_made_up(Q1)
    refused(office, LATE_2023, BeforeFirstPeriod)


def test_a_catalogue_that_was_changed_within_the_year(published: Office) -> None:
    published.configuration = few_tables(published.configuration, languages=("en", "es", "vi"))
    tables = published.place.reports
    assert tables is not None
    entry = replace(tables.catalogue, tables=tables.catalogue.tables[:2])
    place = replace(published.place, reports=replace(tables, catalogue=entry))
    places = {**published.configuration.jurisdictions, PLACE: place}
    published.configuration = replace(published.configuration, jurisdictions=places)
    assert "changed_within_year" in refused(published, Q2, CatalogueChanged)


def test_another_threshold_is_refused_for_ever(published: Office) -> None:
    reports = published.place.reports
    assert reports is not None
    place = replace(
        published.place, reports=replace(reports, catalogue=replace(reports.catalogue, k=5))
    )
    places = {**published.configuration.jurisdictions, PLACE: place}
    published.configuration = replace(published.configuration, jurisdictions=places)
    assert "changed_for_ever" in refused(published, Q2, CatalogueChanged)


def test_a_clock_that_was_set_back(published: Office) -> None:
    published.publish(Q2)
    published.at -= timedelta(hours=1)
    refused(published, Q3, ClockSetBack)


def test_a_quarter_that_has_totals_alone(office: Office) -> None:
    keep_totals(office, Q1, 7, 8)
    office.at = datetime(2024, 4, 20, tzinfo=UTC)
    assert "2024Q1" in refused(office, Q1, CountsMissing)


def test_cases_from_before_the_first_period(office: Office) -> None:
    office.configuration = office.ready.context().configuration
    ended = ("police", "findings", "d31_90", "2023")
    office.close(Q1, {Measure.CASES_ENDED: Counter([ended]), **NONE})
    assert "opening_stock" in refused(office, Q1, CountsMissing)


def test_counts_that_were_changed_after_they_were_published(published: Office) -> None:
    published.tamper("UPDATE count_fact SET number = number + 1 WHERE quarter = '2024Q1'")
    refused(published, Q2, CannotProtect)


def rewrite_file(office: Office) -> None:
    """Change a file together with everything that is said of it, but for the next release."""
    files = office.files(Q1)
    path = "dictionary.csv"
    changed = files[path] + b"more\n"
    old, new = (sha256(one).hexdigest().encode() for one in (files[path], changed))
    sums = files["SHA256SUMS"].replace(old, new)
    engine = office.sessions.kw["bind"]
    with engine.begin() as connection:
        for name in ("release_file", "release"):
            postgres = engine.dialect.name == "postgresql"
            on = f" ON {name}" if postgres else ""
            connection.exec_driver_sql(f"DROP TRIGGER {name}_unchanged{on}")
    for place, content in ((path, changed), ("SHA256SUMS", sums)):
        with office.sessions() as session:
            session.connection().execute(
                _UPDATE_FILE,
                {"content": content, "sha": sha256(content).digest(), "path": place},
            )
            session.commit()
    with office.sessions() as session:
        session.connection().execute(_UPDATE_DIGEST, {"digest": sha256(sums).digest()})
        session.commit()


ALTERATIONS: dict[str, tuple[Callable[[Office], None], str]] = {
    "a file": (
        lambda office: office.tamper(
            "UPDATE release_file SET content = :content WHERE path = 'data/cases-by-agency.csv'",
            content=b"period,agency,count,status\n",
        ),
        "data/cases-by-agency.csv",
    ),
    "a file gone": (
        lambda office: office.tamper("DELETE FROM release_file WHERE path = 'dictionary.csv'"),
        "dictionary.csv",
    ),
    "the checksums": (
        lambda office: office.tamper(
            "UPDATE release_file SET content = :content WHERE path = 'SHA256SUMS'", content=b""
        ),
        "SHA256SUMS",
    ),
    "a file with its checksums and digest": (rewrite_file, "2024Q2: it does not follow"),
    "a kept number": (
        lambda office: office.tamper(
            "UPDATE released_cell SET number = 77 WHERE period = '2024Q1' "
            "AND measure = 'cases_received' AND number IS NOT NULL"
        ),
        "cases_received",
    ),
    "a kept number gone": (
        lambda office: office.tamper("DELETE FROM released_cell WHERE release = '2024Q2'"),
        "2024Q2",
    ),
}


@pytest.mark.parametrize("what", ALTERATIONS)
def test_a_history_that_was_altered(published: Office, what: str) -> None:
    change, words = ALTERATIONS[what]
    published.publish(Q2)
    with published.sessions() as session:
        assert alterations(session, PLACE) == ()
    change(published)
    assert words in refused(published, Q3, HistoryAltered)
    with published.sessions() as session:
        assert words in alterations(session, PLACE)[0]


def test_totals_of_before_go_out_with_the_first_release(office: Office) -> None:
    keep_totals(office, LATE_2023, 17, 18)
    office.close_made_up(Q1, Q2)
    office.publish(Q1)
    office.publish(Q2)
    with office.sessions() as session:
        first = load_release(session, PLACE, "2024Q1")
        rows = first.table("complaints-received")
        assert (rows[0].period, rows[0].count) == ("2023Q4", 17)
        cases = [row for row in first.table("cases-by-agency") if row.period == "2023Q4"]
        assert [(row.values, row.count) for row in cases] == [(("total",), 18)]
        second = load_release(session, PLACE, "2024Q2")
        assert {row.period for row in second.table("complaints-received")} == {"2024Q2"}


def keep_totals(office: Office, quarter: Quarter, complaints: int, cases: int) -> None:
    """A quarter that was closed before facts were kept."""
    with office.sessions() as session, transaction(session):
        session.execute(
            insert(QuarterTotal).values(
                jurisdiction=PLACE,
                quarter=quarter.name,
                complaints=complaints,
                cases=cases,
                source="totals",
                closed_at=datetime.combine(
                    quarter.last_day + timedelta(days=11), datetime.min.time(), UTC
                ),
            )
        )
