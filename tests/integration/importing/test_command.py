"""`intake import` on both databases: whole lines, once, with receipts that open what came in."""

from __future__ import annotations

import codecs
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.actions.following.follow import follow
from intake.cases.models import Case
from intake.complaints.models import Complaint, Erasable, ImportedRecord, Mailbox, Part
from intake.complaints.opened import open_complaint
from tests.fixtures.compartments import opened_by_unit
from tests.integration.importing.ready import Ready, Record, as_lines, make_ready

PLACE = "saguaro-city"
WHOLE: Record = {
    "id": "hotline-7/42",
    "source": "taken by telephone",
    "place_type": "city",
    "year": 2026,
    "language": "zh-Hans",
    "channel": "phone",
    "complainant_role": "family",
    "identity_mode": "confidential",
    "wants_email_updates": False,
    "narrative": "他还在里面。\u202e<b>{{ 7*7 }}</b> =1+1 \U0001f40d",
    "narrative_en": "He is still inside.",
    "agencies": [
        {"name": "Saguaro City Jail", "kind": "jail", "official_described": "a sergeant"},
        {"name": "Far Away Patrol", "kind": "police", "official_described": None},
    ],
    "incident": {"from": "now-9h", "to": None, "ongoing": True, "place": "Quail Road"},
    "answers": {
        "R1": {"custody_type": "jail", "release_due_dt": "now-8h", "now_in_custody": "yes"}
    },
    "evidence": [{"filename": "护照首页.jpg", "kind": "photo", "describes": "the first page"}],
    "affected": {"count": 1, "under_18": False},
    "consent": "not yet possible, the person is held",
    "contact_wish": "only mornings",
    "keep_from": ["my cousin at the front desk"],
    "received_on": "2026-02-20",
}
PLAIN: Record = {"id": "1", "narrative": "They asked my son for papers at the desk."}


def counts(session: Session) -> dict[str, int]:
    session.rollback()
    return {
        model.__tablename__: session.scalar(select(func.count()).select_from(model)) or 0
        for model in (Complaint, Case, Part, Erasable, Mailbox, ImportedRecord)
    }


def receipts(ready: Ready) -> list[dict[str, Any]]:
    """What the receipts file says last of each id."""
    files = sorted((ready.settings.data_dir / "receipts").glob("*"))
    told = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return list({one["id"]: one for one in told}.values())


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_whole_record_comes_in_and_opens_by_unit_and_code(
    ready: Ready, stored: Session, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given.write_bytes(as_lines(WHOLE))
    assert ready.run("import", str(given), "--jurisdiction", PLACE, "--json") == 0
    (said,) = told(capsys)
    board = f"{PLACE}/oversight-board"
    assert said == {
        "id": WHOLE["id"],
        "reference": said["reference"],
        "cases": [
            {"entity": board, "unit": f"{board}/intake"},
            {"entity": board, "unit": f"{board}/investigations"},
        ],
        "urgency": "critical",
        "suggested_rules": ["R1"],
        "error": None,
    }
    (receipt,) = receipts(ready)
    assert receipt["reference"] == said["reference"]
    following = follow(stored, context=ready.context(), code=receipt["code"])
    assert following.reference == said["reference"]
    complaint = stored.scalars(select(Complaint)).one()
    assert complaint.received_day == date(2026, 2, 20)
    assert complaint.entered_day > complaint.received_day
    assert (complaint.channel, complaint.complainant_role) == ("phone", "family")
    case = stored.scalars(select(Case).where(Case.unit == f"{board}/investigations")).one()
    key = ready.unit_keys[case.unit].private
    own = opened_by_unit(stored, case, key, install_id=ready.install_id)
    opened = open_complaint(stored, complaint=complaint, compartment=own)
    assert opened.narrative == WHOLE["narrative"]
    assert opened.content.translation == "He is still inside."
    assert "护照首页.jpg" in str(opened.content.answers["common.evidence"])
    assert opened.identity.keep_from_names == "my cousin at the front desk"
    assert opened.identity.safe_contact == "only mornings"


def test_receipts_are_for_their_owner_alone(ready: Ready, given: Path, tmp_path: Path) -> None:
    given.write_bytes(as_lines(PLAIN))
    elsewhere = tmp_path / "mine" / "receipts.jsonl"
    assert (
        ready.run("import", str(given), "--jurisdiction", PLACE, "--receipts", str(elsewhere)) == 0
    )
    assert elsewhere.stat().st_mode & 0o777 == 0o600
    assert [json.loads(line)["id"] for line in elsewhere.read_text().splitlines()] == ["1", "1"]


def test_a_repeated_run_adds_nothing_and_says_the_same(
    ready: Ready, stored: Session, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given.write_bytes(as_lines(WHOLE, PLAIN, PLAIN))
    words = ("import", str(given), "--jurisdiction", PLACE, "--json")
    assert ready.run(*words) == 0
    first, before = told(capsys), counts(stored)
    assert first[1] == first[2]
    assert ready.run(*words) == 0
    assert told(capsys) == first
    assert counts(stored) == before
    assert before["complaint"] == before["imported_record"] == 2
    assert len(receipts(ready)) == 2
    assert all(receipt["code"] for receipt in receipts(ready))


def test_the_same_id_in_another_jurisdiction_is_another_complaint(
    ready: Ready, stored: Session, given: Path
) -> None:
    given.write_bytes(as_lines(PLAIN))
    for place in (PLACE, "marisol-county"):
        assert ready.run("import", str(given), "--jurisdiction", place) == 0
    assert counts(stored)["complaint"] == 2


def test_two_runs_at_once_bring_each_record_in_once(
    ready: Ready, stored: Session, given: Path
) -> None:
    records = [{"id": str(number), "narrative": "the same"} for number in range(12)]
    given.write_bytes(as_lines(*records))
    barrier = Barrier(3)

    def run() -> int:
        barrier.wait()
        return ready.run("import", str(given), "--jurisdiction", PLACE)

    with ThreadPoolExecutor(3) as pool:
        codes = [future.result() for future in [pool.submit(run) for _ in range(3)]]
    assert codes == [0, 0, 0]
    found = counts(stored)
    assert found["complaint"] == found["case"] == found["imported_record"] == 12
    assert found["mailbox"] == 12
    # Every code that a receipt still names opens its complaint.
    named = [one for one in receipts(ready) if one["code"]]
    for receipt in named:
        assert follow(stored, context=ready.context(), code=receipt["code"])


def test_ways_to_write_a_file(ready: Ready, stored: Session, given: Path) -> None:
    two = as_lines({"id": "%1", "narrative": "x"}, {"id": "%2", "narrative": "\u00f1"}).splitlines()
    raw = json.dumps({"id": "%3", "narrative": "ñandú"}, ensure_ascii=False).encode()
    ways = {
        "no last newline": (b"\n".join(two), 2),
        "crlf": (b"\r\n".join(two) + b"\r\n", 2),
        "byte order mark": (codecs.BOM_UTF8 + b"\n".join(two), 2),
        "blank lines": (b"\n\n  \n" + b"\n\t\n".join(two) + b"\n\n", 2),
        "empty": (b"", 0),
        "blank alone": (b"\n\n", 0),
        "raw UTF-8": (raw, 1),
    }
    for way, (data, records) in ways.items():
        before = counts(stored)["complaint"]
        given.write_bytes(data.replace(b"%", way.encode()))
        assert ready.run("import", str(given), "--jurisdiction", PLACE) == 0, way
        assert counts(stored)["complaint"] - before == records, way


def test_each_bad_line_is_named_and_the_good_ones_come_in(
    ready: Ready, stored: Session, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    bad = [
        b"{not json",
        b'{"id": "l", "narrative": "\xff"}',
        *as_lines(
            [],
            {**PLAIN, "colour": "red"},
            {**PLAIN, "answers": {"R1": {"paper_shown": ["zebra"], "made_up": 1}}},
            {**PLAIN, "narrative": "a\0b"},
            {**PLAIN, "narrative": "x" * 50_001},
            {**PLAIN, "received_on": tomorrow},
            {"narrative": "no id"},
            {"id": "nothing"},
        ).splitlines(),
        b'{"id": "s", "narrative": "\\ud800"}',
        b'{"id": "n", "narrative": "x", "year": NaN}',
        b'{"id": "d", "id": "e", "narrative": "x"}',
        b"[" * 100_000,
        b'{"id": "big", "narrative": "x", "year": ' + b"9" * 5_000 + b"}",
    ]
    good = as_lines({"id": "good", "narrative": "x" * 50_000}).strip()
    given.write_bytes(b"\n".join([*bad, good]))
    assert ready.run("import", str(given), "--jurisdiction", PLACE) == 1
    said = capsys.readouterr()
    assert said.out == ""
    for number, words in enumerate(
        (
            "not JSON",
            "not UTF-8",
            "must be an object",
            "colour: is not a field",
            "answers.R1.made_up: is not a field",
            "narrative: has a NUL",
            "narrative: is too long",
            "received_on: is in the future",
            "id: is missing",
            "the complaint is empty",
            "half a character",
            "NaN",
            "a name twice",
            "not JSON",
            "not JSON",
        ),
        start=1,
    ):
        (line,) = [one for one in said.err.splitlines() if one.startswith(f"{given}:{number}:")]
        assert words in line
        assert "zebra" not in line
    assert f"{len(bad) + 1} records, 1 new complaints, {len(bad)} refused" in said.err
    assert counts(stored)["complaint"] == 1


def test_a_refused_line_leaves_nothing_and_its_code_is_taken_back(
    ready: Ready, stored: Session, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    everybody = [
        "oversight-board",
        "inspector-general",
        "attorney-general",
    ]
    given.write_bytes(as_lines({**PLAIN, "keep_from": everybody}))
    assert ready.run("import", str(given), "--jurisdiction", PLACE, "--json") == 1
    (said,) = told(capsys)
    assert said == {
        "id": "1",
        "reference": None,
        "cases": [],
        "urgency": None,
        "suggested_rules": [],
        "error": "every office that could receive it is excluded or has no key yet",
    }
    assert set(counts(stored).values()) == {0}
    assert [one["code"] for one in receipts(ready)] == [None]


def test_an_unknown_jurisdiction_and_a_missing_file_begin_nothing(
    ready: Ready, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ready.run("import", str(given), "--jurisdiction", PLACE) == 2
    given.write_bytes(as_lines(PLAIN))
    assert ready.run("import", str(given), "--jurisdiction", "nowhere") == 2
    assert "no jurisdiction nowhere; choose one of: " in capsys.readouterr().err
    assert not (ready.settings.data_dir / "receipts").exists()


def test_an_install_without_keys_refuses_every_line_in_words(
    settings: Any, given: Path, random: Any, at: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    ready = make_ready(settings, random=random, at=at)
    (settings.data_dir / "recovery.toml").write_text("")
    given.write_bytes(as_lines(PLAIN))
    assert ready.run("import", str(given), "--jurisdiction", PLACE) == 1
    assert "has no key yet" in capsys.readouterr().err
