"""`intake import --counts` on both databases: all of a file or nothing, once, with a record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from intake.actions.importing.past_years import import_past_years
from intake.audit.models import AuditEntry
from intake.complaints.models import Complaint
from intake.numbers.cube import read_cube
from intake.numbers.models import CountFact, QuarterTotal
from intake.numbers.quarters import Quarter
from intake.publication.models import Release
from intake.publication.past.problems import CountsInvalid
from intake.publication.past.reading import PastCounts
from tests.integration.importing.ready import Ready, as_lines
from tests.unit.publication.past.counted import as_csv, quarter_rows, read, row

PLACE = "saguaro-city"
YEAR = ("2025Q1", "2025Q2", "2025Q3", "2025Q4")


def past(ready: Ready, folder: Path, *rows: Any) -> PastCounts:
    """Counts from a file with these lines."""
    path = folder / "past.csv"
    path.write_bytes(as_csv(rows))
    return read(path, ready.context().configuration.jurisdiction(PLACE))


def whole(*quarters: str) -> list[Any]:
    return [one for quarter in quarters for one in quarter_rows(quarter)]


def refused(stored: Session, ready: Ready, counts: PastCounts) -> list[str]:
    """Why nothing of it came in."""
    before = kept(stored)
    with pytest.raises(CountsInvalid) as found:
        import_past_years(stored, context=ready.context(), jurisdiction=PLACE, past=counts)
    assert kept(stored) == before
    return [str(problem) for problem in found.value.problems]


def kept(stored: Session) -> tuple[int, int, int]:
    stored.rollback()
    models = (CountFact, QuarterTotal, AuditEntry)
    facts, totals, records = (
        stored.scalar(select(func.count()).select_from(model)) or 0 for model in models
    )
    return facts, totals, records


def bring(stored: Session, ready: Ready, counts: PastCounts) -> tuple[str, ...]:
    done = import_past_years(stored, context=ready.context(), jurisdiction=PLACE, past=counts)
    return done.added


def test_a_year_comes_in_once_and_is_what_a_release_counts(
    ready: Ready, stored: Session, tmp_path: Path
) -> None:
    counts = past(ready, tmp_path, *whole(*YEAR))
    assert bring(stored, ready, counts) == YEAR
    before = kept(stored)
    again = import_past_years(stored, context=ready.context(), jurisdiction=PLACE, past=counts)
    assert (again.added, again.known) == ((), YEAR)
    assert kept(stored) == before
    totals = stored.execute(select(QuarterTotal).order_by(QuarterTotal.quarter)).scalars().all()
    assert [(one.quarter, one.complaints, one.cases, one.source) for one in totals] == [
        (quarter, 12, 12, "imported") for quarter in YEAR
    ]
    place = ready.context().configuration.jurisdiction(PLACE)
    cube = read_cube(stored, place, Quarter(2025, 4))
    assert cube["cases_ended", "2025Q2"] == {("police", "findings", "d0_30", "2025"): 5}
    assert cube["urgent_ended", "2025Q2"] == {}
    assert cube["cases_received", "2024Q4"] == {}
    objects = stored.scalars(
        select(AuditEntry.object_id).where(AuditEntry.kind == "counts_imported")
    )
    assert sorted(objects) == [f"{PLACE} {quarter}" for quarter in YEAR]


def test_what_does_not_fit_what_is_there_is_named_all_at_once(
    ready: Ready, stored: Session, tmp_path: Path
) -> None:
    assert bring(stored, ready, past(ready, tmp_path, *whole("2025Q2"))) == ("2025Q2",)
    changed = quarter_rows("2025Q2", received=13)
    told = refused(
        stored,
        ready,
        past(ready, tmp_path, *whole("2024Q4"), *changed, *whole("2026Q1"), row("x", "y", "-1")),
    )
    wanted = (
        "2025Q2: it was imported before, with other counts.",
        "2026Q1: it is not closed yet.",
        "2025Q1: it is missing.",
        "quarter is 'x'.",
        "measure is 'y'.",
        "count is '-1'.",
    )
    for one in wanted:
        assert any(one in line for line in told), one


def test_years_that_came_in_one_after_the_other_have_to_agree(
    ready: Ready, stored: Session, tmp_path: Path
) -> None:
    ends = row("2025Q1", "cases_ended", 2, agency="police", ending="withdrawn",
               duration="d91_180", received_year="2024")  # fmt: skip
    bring(stored, ready, past(ready, tmp_path, *whole("2025Q1"), ends))
    few = [quarter_rows(f"2024Q{n}", received=5, ended=5) for n in (1, 2, 3, 4)]
    told = refused(stored, ready, past(ready, tmp_path, *(one for rows in few for one in rows)))
    assert told == [
        "2025Q1: police: 22 cases of 2024 have ended, 20 were received. "
        "Expected: at most as many ended as received."
    ]


def test_quarters_of_this_install_s_own_complaints_are_not_overwritten(
    ready: Ready, stored: Session, tmp_path: Path
) -> None:
    file = tmp_path / "given.jsonl"
    file.write_bytes(as_lines({"id": "1", "narrative": "They asked for papers."}))
    assert ready.run("import", str(file), "--jurisdiction", PLACE) == 0
    stored.execute(update(Complaint).values(entered_day=datetime(2025, 11, 2).date()))  # noqa: DTZ001
    stored.commit()
    told = refused(stored, ready, past(ready, tmp_path, *whole("2025Q4")))
    assert len(told) == 1
    assert "kept here, from this install's own complaints" in told[0]
    told = refused(stored, ready, past(ready, tmp_path, *whole("2025Q2")))
    assert len(told) == 1
    assert told[0].startswith("2025Q3: it is missing.")
    assert bring(stored, ready, past(ready, tmp_path, *whole("2025Q3"))) == ("2025Q3",)


def test_nothing_comes_in_once_numbers_were_published(
    ready: Ready, stored: Session, tmp_path: Path
) -> None:
    stored.add(
        Release(
            jurisdiction=PLACE,
            period="2025Q4",
            number=1,
            catalogue_version="x",
            method="S",
            digest=b"x" * 32,
            published_at=ready.at,
        )
    )
    stored.commit()
    (told,) = refused(stored, ready, past(ready, tmp_path, *whole("2025Q4")))
    assert "numbers are already published" in told


def test_the_command_says_what_came_in_or_what_is_wrong(
    ready: Ready, stored: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_bytes(as_csv(whole("2025Q4")))
    bad.write_bytes(as_csv([row("2025Q4", "cases_received", "-1", agency="=HYPERLINK(1)")]))
    run = ("import", "--jurisdiction", PLACE, "--counts")
    assert ready.run(*run, str(bad)) == 1
    said = capsys.readouterr().err
    assert f"{bad}: line 2: agency is '=HYPERLINK(1)'." in said
    assert "count is '-1'" in said
    assert "nothing was imported" in said
    assert ready.run(*run, str(good)) == 0
    assert "1 quarter(s) new (2025Q4); 0 quarter(s) already there" in capsys.readouterr().out
    assert ready.run(*run, str(good)) == 0
    assert "0 quarter(s) new; 1 quarter(s) already there (2025Q4)" in capsys.readouterr().out
    assert kept(stored)[1] == 1
    for name in ("none.csv", "none.ods"):
        assert ready.run(*run, str(tmp_path / name)) == 2
    assert ready.run("import", "--jurisdiction", "nowhere", "--counts", str(good)) == 2


def test_the_template_is_written_once(ready: Ready, tmp_path: Path) -> None:
    for name in ("past.csv", "past.xlsx"):
        path = tmp_path / name
        run = ("import", "--jurisdiction", PLACE, "--counts-template", str(path))
        assert ready.run(*run) == 0
        written = path.read_bytes()
        assert ready.run(*run) == 2
        assert path.read_bytes() == written
    assert ready.run(*run[:-1], str(tmp_path / "past.ods")) == 2
