"""A host remembers the newest statement of each unit; older ones need its consent."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import delete, func, select

from intake.accounts.models import UnitKeyBox, UnitVersion
from intake.accounts.roles import Role
from intake.accounts.units.anchors import FILE_NAME, SeenUnits
from intake.accounts.units.keys import usable
from intake.actions.keys.renew import renew_unit
from intake.actions.people.disable import disable_person
from intake.cli.main import make_parser
from tests.fixtures.standing import Standing

UNIT = "saguaro-city/oversight-board/intake"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(standing: Standing, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command on the standing install: its exit code and what it printed."""

    def carried_out(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        arguments = make_parser(words[:1]).parse_args(words)
        code: int = arguments.handler(arguments, standing.settings)
        said = capsys.readouterr()
        return code, said.out + said.err

    return carried_out


def open_here(standing: Standing) -> bool:
    """Whether something can be sealed to the unit on this host."""
    context = standing.context()
    with standing.session() as session:
        found = usable(session, (UNIT,), install_id=context.install_id, recovery=context.recovery)
    return UNIT in found


def versions(standing: Standing) -> int:
    with standing.session() as session:
        return session.scalar(select(func.max(UnitVersion.version)).filter_by(unit=UNIT)) or 0


def someone_leaves(standing: Standing) -> None:
    """A member is put out, and another member's sign-in makes new keys without them."""
    leaving, staying = standing.person(UNIT, Role.SUPERVISOR), standing.person(UNIT, Role.INTAKE)
    with standing.session() as session:
        disable_person(
            session, context=standing.context(), by=None, staff_id=leaving.member.staff_id
        )
        renew_unit(session, context=standing.context(), member=staying.member, unit=UNIT)


def cut_back(standing: Standing, to: int) -> None:
    """What someone does who writes to the database and wants the older members again."""
    with standing.session() as session:
        for table in (UnitVersion, UnitKeyBox):
            session.execute(delete(table).where(table.unit == UNIT, table.version > to))
        session.commit()


def test_statements_that_were_seen_here_do_not_vanish(standing: Standing, run: Run) -> None:
    before = versions(standing)
    someone_leaves(standing)
    assert versions(standing) == before + 1
    assert open_here(standing)
    cut_back(standing, before)
    assert not open_here(standing), "the member who left would get every new complaint"
    _, said = run("doctor", "--json")
    wrong = [line for line in map(json.loads, said.splitlines()) if line["place"] == f"unit {UNIT}"]
    assert any("do not lead on from the newest" in line["wrong"] for line in wrong)
    assert f"{UNIT}  database {before}  seen {before + 1}" in run("units", "list")[1]
    code, said = run("units", "accept", UNIT)
    assert (code, f"accepted: statement {before} of {UNIT}" in said) == (0, True)
    assert open_here(standing)


def test_a_host_without_memory_takes_what_it_finds(standing: Standing) -> None:
    before = versions(standing)
    someone_leaves(standing)
    assert open_here(standing)
    (standing.settings.data_dir / FILE_NAME).unlink()
    cut_back(standing, before)
    assert open_here(standing), "this is why other hosts, and the log, have to remember too"
    seen = SeenUnits.in_folder(standing.settings.data_dir).newest(UNIT)
    assert seen is not None
    assert seen.version == before


def test_nothing_is_accepted_that_the_recovery_key_does_not_prove(
    standing: Standing, run: Run
) -> None:
    assert open_here(standing)
    cut_back(standing, 0)
    code, said = run("units", "accept", UNIT)
    assert code == 1
    assert "no statement" in said
    seen = SeenUnits.in_folder(standing.settings.data_dir).newest(UNIT)
    assert seen is not None
