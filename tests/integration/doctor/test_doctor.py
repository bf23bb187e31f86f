"""`intake doctor`: each thing that can be wrong is found, named, and comes with a remedy."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from intake.accounts.models import UnitVersion
from intake.actions.backup.note import note_backup
from intake.app.diagnosis import running
from intake.cli.doctor import diagnose
from intake.db.transaction import transaction
from intake.notify.kinds import NoticeKind, OutboxState, RecipientKind
from intake.notify.models import OutboxRow
from intake.notify.outbox import Notice, enqueue
from tests.fixtures.standing import Standing
from tests.integration.importing.ready import Ready, as_lines

UNIT = "saguaro-city/oversight-board/intake"
Found = Callable[[], dict[str, str]]


@pytest.fixture
def found(ready: Ready, capsys: pytest.CaptureFixture[str]) -> Found:
    """What the doctor finds: place and what is wrong."""

    def run() -> dict[str, str]:
        capsys.readouterr()
        ready.run("doctor", "--json")
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert all(line["mend"] for line in lines)
        assert [line["grave"] for line in lines] == sorted(
            (line["grave"] for line in lines), reverse=True
        )
        places: dict[str, str] = {}
        for line in lines:
            places[line["place"]] = f"{places.get(line['place'], '')}{line['wrong']}\n"
        return places

    return run


def test_units_without_members_without_keys_and_with_changed_rows(
    ready: Ready, stored: Session, found: Found
) -> None:
    assert "nobody holds the key, or only one person" in found()[f"unit {UNIT}"]
    fingerprints = ready.settings.data_dir / "recovery.toml"
    kept = fingerprints.read_text("ascii")
    fingerprints.write_text("\n".join(line for line in kept.splitlines() if "board" not in line))
    assert "recovery.toml" in found()[f"unit {UNIT}"]
    fingerprints.write_text(kept + '\n"saguaro-city/no-such-entity" = "' + "0" * 64 + '"\n')
    assert "saguaro-city/no-such-entity" in found()["recovery.toml"]
    fingerprints.write_text(kept)
    stored.execute(
        update(UnitVersion).where(UnitVersion.unit == UNIT).values(statement=b"no statement")
    )
    stored.commit()
    assert "a row was changed" in found()[f"unit {UNIT}"]
    stored.execute(delete(UnitVersion).where(UnitVersion.unit == UNIT))
    stored.commit()
    assert "has no key" in found()[f"unit {UNIT}"]


def test_a_jurisdiction_that_nobody_administers(found: Found) -> None:
    assert "it has no administrator" in found()["jurisdiction saguaro-city"]


def test_notices_that_wait_or_were_given_up(ready: Ready, stored: Session, found: Found) -> None:
    assert "outbox" not in found()
    with transaction(stored):
        enqueue(
            stored,
            Notice(
                kind=NoticeKind.CASE_NEWS,
                to=RecipientKind.STAFF.of("a" * 32),
            ),
            at=datetime.now(UTC) - timedelta(hours=2),
            random=os.urandom,
        )
    assert "waited more than an hour: 1" in found()["outbox"]
    stored.execute(update(OutboxRow).values(state=OutboxState.GIVEN_UP.value))
    stored.commit()
    assert "not sent after a day and a half: 1" in found()["outbox"]


def test_too_little_room(ready: Ready, found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    free = shutil.disk_usage(ready.settings.data_dir).free
    monkeypatch.setattr(running, "LEAST_FREE_BYTES", free * 2)
    assert "MiB are free" in found()[str(ready.settings.data_dir)]


def test_backups_that_were_never_made_or_long_ago(
    ready: Ready, stored: Session, found: Found, tmp_path: Any
) -> None:
    assert "no backup key" in found()["backup"]
    assert ready.run("backup", "--make-key", str(tmp_path / "private")) == 0
    assert "no backup was ever made" in found()["backup"]
    long_ago = datetime.now(UTC) - timedelta(days=3)
    note_backup(stored, at=long_ago, random=os.urandom, install_id=ready.install_id)
    assert f"the last backup is from {long_ago:%Y-%m-%d}" in found()["backup"]
    assert ready.run("backup", str(tmp_path / "backups")) == 0
    assert "backup" not in found()


def test_open_cases_of_a_unit_that_the_configuration_lost(
    ready: Ready, found: Found, tmp_path: Any
) -> None:
    given = tmp_path / "given.jsonl"
    record = {"id": "1", "narrative": "x", "agencies": [{"name": "Saguaro Police"}]}
    given.write_bytes(as_lines(record))
    assert ready.run("import", str(given), "--jurisdiction", "saguaro-city") == 0
    folder = tmp_path / "config"
    shutil.copytree(ready.settings.config_dir, folder)
    shutil.rmtree(folder / "jurisdictions" / "saguaro-city")
    object.__setattr__(ready, "settings", ready.settings.model_copy(update={"config_dir": folder}))
    lost = "unit saguaro-city/oversight-board/investigations"
    assert "is not in the configuration" in found()[lost]


def test_what_has_grown_old_in_the_configuration(
    ready: Ready, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = datetime.now(UTC) + timedelta(days=3_000)
    monkeypatch.setattr("intake.app.services.utc_now", lambda: later)
    assert [place for place in found() if "hotlines.toml" in place]


def test_words_for_people_and_a_code_for_machines(
    ready: Ready, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ready.run("doctor") == 1
    out = capsys.readouterr().out
    assert out.startswith("!! ")
    assert " - backup: there is no backup key" in out
    assert "intake backup --make-key FILE" in out


def test_a_standing_unit_has_no_grave_finding(
    standing: Standing, capsys: pytest.CaptureFixture[str]
) -> None:
    with standing.session() as session:
        findings = diagnose(session, standing.services)
    graves = {finding.place for finding in findings if finding.grave}
    assert graves == {"jurisdiction saguaro-city"}
