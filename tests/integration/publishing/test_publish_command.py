"""`intake publish` answers in words or JSON, and carries out what somebody on a page asked for."""

from __future__ import annotations

import json

import pytest

from intake.actions.publishing.errors import AttackFound, Outcome
from intake.actions.publishing.publish import Publisher
from intake.actions.publishing.requests import (
    RequestKind,
    RequestPending,
    ask_release,
    finish_request,
    take_request,
)
from intake.actions.publishing.standing import QuarterState, standings, trials
from intake.app import publishing
from intake.cli import publish as command
from intake.numbers.catalogues import catalogue_for
from intake.publication.models import Release, ReleaseRequest
from tests.integration.publishing.office import PLACE, Q1, Q2, Q3, Office

WHO = "a" * 32


@pytest.fixture
def install(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose command line publishes with its own clock and few tables."""
    office.close_made_up(Q1, Q2)
    monkeypatch.setattr("intake.actions.publishing.candidate.documents_for", lambda *_, **__: {})

    def made(services: object, keyring: object, **changes: object) -> Publisher:
        return office.publisher(passed=lambda step: None, **changes)

    monkeypatch.setattr(command, "make_publisher", made)
    return office


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_trial_and_a_release(install: Office, capsys: pytest.CaptureFixture[str]) -> None:
    run = install.ready.run
    assert run("publish", "--jurisdiction", PLACE, "--period", "2024Q1", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "complaints-by-channel" in told
    assert "nothing was published" in told
    assert install.stored()["release"] == 0
    assert run("publish", "--jurisdiction", PLACE, "--period", "2024Q1", "--json") == 0
    (answer,) = lines(capsys)
    assert answer["published"] is True
    assert len(str(answer["digest"])) == 64
    assert run("publish", "--jurisdiction", PLACE, "--list", "--json") == 0
    assert [(line["period"], line["state"], line["digest"]) for line in lines(capsys)] == [
        ("2024Q1", "published", answer["digest"]),
        ("2024Q2", "next", None),
    ]


def test_a_refusal_says_why(install: Office, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("publish", "--jurisdiction", PLACE, "--period")
    assert install.ready.run(*words, "2024Q2") == 1
    assert "publish an earlier quarter first (2024Q1)" in capsys.readouterr().err
    assert install.ready.run(*words, "2024Q3", "--json") == 1
    (answer,) = lines(capsys)
    assert (answer["published"], answer["outcome"]) == (False, "period_not_closed")
    assert install.stored()["release"] == 0


def test_a_question_that_makes_no_sense(
    install: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, told in (
        (("--period", "2024Q1"), "--jurisdiction"),
        (("--jurisdiction", "nowhere", "--period", "2024Q1"), "choose one of: "),
        (("--jurisdiction", "nowhere", "--list"), "choose one of: "),
        (("--jurisdiction", PLACE, "--period", "2024-1"), "such as 2026Q3"),
        (("--jurisdiction", PLACE), "such as 2026Q3"),
        (("--request", "b" * 32), "no such request"),
    ):
        assert install.ready.run("publish", *words) == 2, words
        assert told in capsys.readouterr().err


def ask(office: Office, kind: RequestKind) -> str:
    with office.sessions() as session:
        return ask_release(
            session,
            context=office.context(),
            staff_id=WHO,
            jurisdiction=PLACE,
            quarter=Q1,
            kind=kind,
        )


def outcome(office: Office, id: str) -> ReleaseRequest:
    with office.sessions() as session:
        return session.get_one(ReleaseRequest, id)


def test_what_a_page_asked_for_is_carried_out_in_that_persons_name(install: Office) -> None:
    tried = ask(install, RequestKind.DRY_RUN)
    with pytest.raises(RequestPending):
        ask(install, RequestKind.PUBLISH)
    with install.sessions() as session:
        taken = take_request(session, at=install.at)
        assert taken is not None
        assert taken.id == tried
        assert take_request(session, at=install.at) is None
    assert install.ready.run("publish", "--request", tried) == 0
    done = outcome(install, tried)
    assert (done.outcome, install.stored()["release"]) == ("done", 0)
    with install.sessions() as session:
        tables = {one.table: one for one in trials(session, tried)}
    assert set(tables) == {"complaints-received", "complaints-by-channel", "cases-by-agency"}
    assert sum(one.shown for one in tables.values()) >= (done.shown or 0)
    asked = ask(install, RequestKind.PUBLISH)
    assert install.ready.run("publish", "--request", asked) == 0
    with install.sessions() as session:
        assert session.get_one(Release, (PLACE, "2024Q1")).published_by == WHO
    assert install.ready.run("publish", "--request", asked) == 2


def test_a_refusal_is_the_requests_outcome(
    install: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def finds(*_: object) -> None:
        raise AttackFound("one")

    monkeypatch.setattr(command, "make_publisher", lambda *_, **__: install.publisher(attack=finds))
    asked = ask(install, RequestKind.PUBLISH)
    assert install.ready.run("publish", "--request", asked) == 1
    assert outcome(install, asked).outcome == "attack_found"
    assert install.stored()["release"] == 0


def test_what_was_begun_long_ago_is_given_up(install: Office) -> None:
    first = ask(install, RequestKind.DRY_RUN)
    with install.sessions() as session:
        assert take_request(session, at=install.at) is not None
    install.later(hours=7)
    second = ask(install, RequestKind.DRY_RUN)
    assert outcome(install, first).outcome == "interrupted"
    with install.sessions() as session:
        finish_request(session, first, at=install.at, outcome=Outcome.DONE)
    assert outcome(install, first).outcome == "interrupted"
    assert outcome(install, second).outcome is None


def test_how_quarters_stand(install: Office) -> None:
    install.close_made_up(Q3)
    install.publish(Q1)
    catalogue = catalogue_for(install.place)
    assert catalogue is not None
    with install.sessions() as session:
        found = {one.quarter: one.state for one in standings(session, PLACE, catalogue)}
    assert found == {
        Q3: QuarterState.WAITING,
        Q2: QuarterState.NEXT,
        Q1: QuarterState.PUBLISHED,
    }


def test_every_reason_has_words() -> None:
    from intake.actions.publishing.errors import REASONS
    from intake.numbers.catalogue_changes import CatalogueProblem

    assert set(publishing.WORDS) == set(REASONS)
    assert set(publishing.CHANGES) == set(CatalogueProblem)
    assert len({one.code for one in REASONS}) == len(REASONS)
