"""Every fault of a configuration is named with file, key, what is wrong and what is right."""

import shutil
from pathlib import Path

import pytest

from intake.bedrock.problems import Problem
from intake.rules import ConfigurationInvalid, load_configuration
from tests.unit.rules.checking import check
from tests.unit.rules.faults import FAULTS, Fault

CONFIG = Path(__file__).parents[3] / "config"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    copy = tmp_path / "config"
    for name in ("policy", "jurisdictions", "reports"):
        shutil.copytree(CONFIG / name, copy / name)
    return copy


def names(problem: Problem, fault: Fault) -> bool:
    return (
        (problem.place, problem.key) == (fault.shown_in, fault.key)
        and fault.wrong in problem.wrong
        and fault.right in problem.right
    )


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_a_fault_is_named(config: Path, fault: Fault) -> None:
    fault.plant(config)
    problems = check(config)
    assert any(names(problem, fault) for problem in problems), "\n".join(map(str, problems))


SAGUARO, MARISOL, OCOTILLO = "saguaro-city", "marisol-county", "state-of-ocotillo"


def stand_ins(config: Path, place: str, **changes: str) -> None:
    """Let other entities stand in, by the id of the one that did."""
    file = config / "jurisdictions" / place / "entities.toml"
    text = file.read_text("utf-8")
    for old, new in changes.items():
        line = f'stand_in = "{old.replace("_", "-")}"\n'
        assert line in text
        text = text.replace(line, f'stand_in = "{new}"\n', 1)
    file.write_text(text, encoding="utf-8")


def said_of(config: Path, place: str, entity: str) -> list[str]:
    """What is said of the stand-in of an entity."""
    file, key = f"jurisdictions/{place}/entities.toml", f"entities[{entity}].stand_in"
    return [one.wrong for one in check(config) if (one.place, one.key) == (file, key)]


def test_a_circle_of_three_stand_ins_is_a_fault(config: Path) -> None:
    stand_ins(config, SAGUARO, oversight_board=f"{OCOTILLO}/inspector-general")
    stand_ins(config, OCOTILLO, human_rights_commission=f"{SAGUARO}/oversight-board")
    said = said_of(config, SAGUARO, "oversight-board")
    names = "oversight-board -> inspector-general -> inspector-general -> oversight-board"
    assert f"The stand-ins form a circle: {names}." in said


def test_a_circle_further_down_the_line_may_not_hold_the_outside_default(config: Path) -> None:
    stand_ins(config, MARISOL, human_rights_commission=f"{OCOTILLO}/inspector-general")
    default = f"{OCOTILLO}/human-rights-commission"
    routing = config / "jurisdictions" / MARISOL / "routing.toml"
    assert not any("circle" in one for one in said_of(config, MARISOL, "human-rights-commission"))
    text = routing.read_text("utf-8").replace('"state-civil-rights-office"', f'"{default}"')
    routing.write_text(text, encoding="utf-8")
    said = said_of(config, MARISOL, "human-rights-commission")
    assert any("circle that includes the outside default" in one for one in said)


def test_a_line_of_stand_ins_may_not_be_too_long(config: Path) -> None:
    stand_ins(config, MARISOL, human_rights_commission=f"{SAGUARO}/oversight-board")
    assert not any("too long" in one for one in said_of(config, MARISOL, "human-rights-commission"))
    stand_ins(config, SAGUARO, oversight_board=f"{OCOTILLO}/inspector-general")
    said = said_of(config, MARISOL, "human-rights-commission")
    assert any("too long" in one for one in said)


def test_all_faults_are_named_at_once(config: Path) -> None:
    # Line numbers of routes move when several are planted; one fault needs the stand-in that
    # another takes away.
    together = [
        fault
        for fault in FAULTS
        if not fault.key.startswith("routes[") and fault.id != "stand-in with the same conflict"
    ]
    for fault in together:
        fault.plant(config)
    with pytest.raises(ConfigurationInvalid) as refused:
        load_configuration(config)
    found = refused.value.problems
    missed = [fault.id for fault in together if not any(names(problem, fault) for problem in found)]
    assert missed == []
    assert found == tuple(sorted(found))
    assert all(str(problem) in str(refused.value) for problem in found)


@pytest.mark.parametrize(
    "name",
    [
        "jurisdiction.toml",
        "policy.toml",
        "agencies.toml",
        "entities.toml",
        "routing.toml",
        "calendar.toml",
        "hotlines.toml",
    ],
)
def test_a_missing_file_is_named(config: Path, name: str) -> None:
    (config / "jurisdictions/saguaro-city" / name).unlink()
    file = f"jurisdictions/saguaro-city/{name}"
    problems = check(config)
    assert any(one.place == file and "missing" in one.wrong for one in problems)


def test_a_file_that_nothing_reads_is_named(config: Path) -> None:
    (config / "jurisdictions/saguaro-city/hotline.toml").write_text("", encoding="utf-8")
    (config / "jurisdictions/notes.txt").write_text("", encoding="utf-8")
    files = {problem.place for problem in check(config)}
    assert files == {"jurisdictions/saguaro-city/hotline.toml", "jurisdictions/notes.txt"}


def test_a_folder_without_jurisdictions_is_no_configuration(tmp_path: Path) -> None:
    problems = check(tmp_path)
    assert {problem.place for problem in problems} == {"policy/model-rules.toml", "jurisdictions"}


def test_an_entity_that_nothing_leads_to_is_named(config: Path) -> None:
    path = config / "jurisdictions/saguaro-city/routing.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('outside_default = "attorney-general"', 'outside_default = "oversight-board"'),
        encoding="utf-8",
    )
    problems = check(config)
    assert any(
        one.key == "entities[attorney-general]" and "No route" in one.wrong for one in problems
    )


def test_a_stand_in_may_be_of_another_jurisdiction_of_the_install(config: Path) -> None:
    path = config / "jurisdictions/saguaro-city/routing.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            'outside_default = "attorney-general"',
            'outside_default = "state-of-ocotillo/legislative-ombuds"',
        ),
        encoding="utf-8",
    )
    assert {problem.key for problem in check(config)} == {
        "entities[attorney-general]",
        "entities[attorney-general].stand_in",
    }


def test_the_version_changes_with_any_file(config: Path) -> None:
    before = load_configuration(config).version
    assert before == load_configuration(config).version
    assert len(before) == 12
    with (config / "jurisdictions/saguaro-city/hotlines.toml").open("a", encoding="utf-8") as file:
        file.write("# checked again\n")
    assert load_configuration(config).version != before


def test_a_language_without_page_texts_or_questions_is_named(config: Path) -> None:
    (config / "questions/texts/en").mkdir(parents=True)
    problems = check(config)
    assert {(one.key, one.wrong) for one in problems} == {
        ("languages", "There are no texts of the questions in es.")
    }
    path = config / "jurisdictions/saguaro-city/jurisdiction.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('["en", "es"]', '["en", "es", "xh"]'), encoding="utf-8")
    wrong = {one.wrong for one in check(config)}
    assert "There are no page texts in xh." in wrong
    assert "There are no texts of the questions in xh." in wrong
