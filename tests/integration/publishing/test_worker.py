"""The worker starts what was asked for beside its rounds, and never waits for it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence

import pytest
from structlog.testing import capture_logs

from intake.actions.publishing.requests import RequestKind
from intake.app.publishing_child import PublishingChild
from tests.integration.publishing.office import Office
from tests.integration.publishing.test_publish_command import ask, outcome


class Started:
    """Stands for the command: a process that ends when and how the test says."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.words: list[Sequence[str]] = []
        self.processes: list[subprocess.Popen[bytes]] = []

    def __call__(self, words: Sequence[str]) -> subprocess.Popen[bytes]:
        self.words.append(words)
        process = subprocess.Popen([sys.executable, "-c", self.code])
        self.processes.append(process)
        return process


def go_round(office: Office, child: PublishingChild) -> None:
    with office.sessions() as session:
        child.round(session, context=office.context())


def test_one_request_at_a_time_and_no_waiting(office: Office) -> None:
    started = Started("import time; time.sleep(60)")
    child = PublishingChild(started)
    go_round(office, child)
    assert started.words == []
    asked = ask(office, RequestKind.DRY_RUN)
    before = time.monotonic()
    go_round(office, child)
    go_round(office, child)
    assert time.monotonic() - before < 5
    assert started.words == [("publish", "--json", "--request", asked)]
    assert outcome(office, asked).started_at == office.at
    child.stop()
    assert started.processes[0].returncode != 0
    assert outcome(office, asked).outcome is None


def test_a_computation_that_broke_is_told(office: Office) -> None:
    started = Started("raise SystemExit(70)")
    child = PublishingChild(started)
    asked = ask(office, RequestKind.PUBLISH)
    go_round(office, child)
    child.wait()
    with capture_logs() as logs:
        go_round(office, child)
    assert [line["exit_code"] for line in logs] == [70]
    assert outcome(office, asked).outcome == "failed"
    again = ask(office, RequestKind.PUBLISH)
    go_round(office, child)
    assert started.words[-1][-1] == again
    child.stop()


def test_the_real_command_is_what_is_started(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = office.ready.settings
    monkeypatch.setenv("INTAKE_DATA", str(settings.data_dir))
    monkeypatch.setenv("INTAKE_DATABASE_URL", settings.database_url)
    asked = ask(office, RequestKind.DRY_RUN)
    child = PublishingChild()
    go_round(office, child)
    child.wait()
    # Nothing is closed in this install, and the command says so in the request's row.
    assert outcome(office, asked).outcome == "period_not_closed"
