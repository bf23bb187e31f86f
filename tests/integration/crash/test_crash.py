"""Killed at any point, web and worker lose nothing that was acknowledged and double nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.databases import Database
from tests.integration.crash.process import WEB_POINTS, WORKER_POINTS, Part, Point
from tests.integration.crash.reckoning import faults_of_filing, faults_of_mail
from tests.integration.crash.residents import Crowd
from tests.integration.crash.scene import Scene, set_scene

FEW = 1
MANY = 20
SECONDS_TO_DELIVER = 60


@pytest.fixture
def scene(empty_database: Database, data_dir: Path) -> Iterator[Scene]:
    """An install of its own for each test: everything in it is counted."""
    found = set_scene(data_dir, empty_database.url)
    yield found
    found.stop()
    found.standing.services.sessions.kw["bind"].dispose()


def kill_web(scene: Scene, times: int) -> None:
    """Kill the web `times` at each of its points, while residents file."""
    crowd = Crowd(scene.port)
    crowd.come()
    kills = scene.kill_at(WEB_POINTS * times, Part.WEB, crowd)
    scene.start(Part.WEB)
    crowd.leave()
    assert kills == times * len(WEB_POINTS)
    assert crowd.broken >= kills, "each kill cost somebody an answer"
    assert crowd.receipts
    assert faults_of_filing(scene.standing, crowd.receipts) == []


def kill_worker(scene: Scene, times: int) -> None:
    """Kill the worker `times` at each of its points, while residents file."""
    scene.start(Part.WEB)
    crowd = Crowd(scene.port)
    crowd.come()
    kills = scene.kill_at(WORKER_POINTS * times, Part.WORKER, crowd)
    crowd.leave()
    scene.start(Part.WORKER)
    assert crowd.wait_for(lambda: not scene.notices_left(), seconds=SECONDS_TO_DELIVER)
    assert kills == times * len(WORKER_POINTS)
    assert crowd.receipts
    assert faults_of_mail(scene.standing, crowd.receipts, scene.mail) == []
    assert faults_of_filing(scene.standing, crowd.receipts) == []


def test_a_killed_web_loses_and_doubles_nothing(scene: Scene) -> None:
    kill_web(scene, FEW)


def test_a_killed_worker_loses_and_doubles_nothing(scene: Scene) -> None:
    kill_worker(scene, FEW)


@pytest.mark.prove
def test_a_web_killed_often_loses_and_doubles_nothing(scene: Scene) -> None:
    kill_web(scene, MANY)


@pytest.mark.prove
def test_a_worker_killed_often_loses_and_doubles_nothing(scene: Scene) -> None:
    kill_worker(scene, MANY)


def test_filing_in_two_commits_is_found_out(scene: Scene) -> None:
    crowd = Crowd(scene.port)
    crowd.come()
    scene.kill_at((Point.AFTER_COMMIT,), Part.WEB, crowd, mutant="two-commits")
    scene.start(Part.WEB)
    crowd.leave()
    faults = "\n".join(faults_of_filing(scene.standing, crowd.receipts))
    for missing in ("0 records of filing", "0 log events", "nothing in the outbox"):
        assert missing in faults


@pytest.mark.prove
@pytest.mark.parametrize(
    ("mutant", "point", "found"),
    [
        ("sent-before-sending", Point.OUTBOX_CLAIMED, "was not told"),
        ("another-name-each-time", Point.MAIL_HANDED_OVER, "too many"),
    ],
)
def test_a_careless_worker_is_found_out(
    scene: Scene, mutant: str, point: Point, found: str
) -> None:
    scene.start(Part.WEB)
    crowd = Crowd(scene.port, size=1)
    crowd.come()
    scene.kill_at((point,), Part.WORKER, crowd, mutant=mutant)
    crowd.leave()
    scene.start(Part.WORKER, mutant=mutant)
    assert crowd.wait_for(lambda: not scene.notices_left(), seconds=SECONDS_TO_DELIVER)
    assert found in "\n".join(faults_of_mail(scene.standing, crowd.receipts, scene.mail))
