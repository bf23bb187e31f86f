"""The doctor's findings about releases: what is late, and what was altered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from intake.app.diagnosis.finding import Finding
from intake.app.services import build_services
from intake.cli.doctor import diagnose
from tests.integration.publishing.office import PLACE, Q1, Q2, Office


def found(office: Office) -> list[Finding]:
    services = replace(
        build_services(office.ready.settings, clock=lambda: office.at),
        configuration=office.configuration,
    )
    with office.sessions() as session:
        findings = diagnose(session, services)
    services.sessions.kw["bind"].dispose()
    return [one for one in findings if one.place == f"releases of {PLACE}"]


@pytest.fixture(autouse=True)
def _no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.actions.publishing.candidate.documents_for", lambda *_, **__: {})


def test_the_next_quarter_is_late_after_sixty_days(office: Office) -> None:
    assert found(office) == []
    office.close_made_up(Q1, Q2)
    office.at = datetime(2024, 6, 10, tzinfo=UTC)
    assert found(office) == []
    office.at = datetime(2024, 6, 12, tzinfo=UTC)
    (late,) = found(office)
    assert (late.grave, "2024Q1" in late.wrong) == (False, True)
    assert late.mend == f"intake publish --jurisdiction {PLACE} --period 2024Q1"
    office.at = datetime(2024, 7, 13, tzinfo=UTC)
    office.publish(Q1)
    assert found(office) == []


def test_an_altered_release_is_grave(office: Office) -> None:
    office.close_made_up(Q1)
    office.publish(Q1)
    assert found(office) == []
    office.tamper(
        "UPDATE release_file SET content = :content WHERE path = 'release.json'", content=b"{}"
    )
    (altered,) = found(office)
    assert altered.grave
    assert "2024Q1: release.json" in altered.wrong
