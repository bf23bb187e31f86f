"""Whatever stands behind a key, the check answers with problems and never breaks off."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.rules import warnings
from tests.unit.rules.checking import check

CONFIG = Path(__file__).parents[3] / "config"
FILES = sorted(
    path.relative_to(CONFIG).as_posix()
    for folder in ("policy", "jurisdictions/saguaro-city", "jurisdictions/state-of-ocotillo")
    for path in (CONFIG / folder).glob("*.toml")
)
VALUES = [
    "42",
    "-1",
    "99999999999999999999",
    "1.5",
    "true",
    '""',
    '"x"',
    '"police"',
    '"a/b/c/d"',
    '"\\u0000"',
    "[]",
    "[1]",
    '["R1"]',
    "[[]]",
    "{}",
    "{ en = 1 }",
    '{ en = "x" }',
    "[{ id = 1 }]",
    "2026-02-28",
    "2026-02-28T10:00:00Z",
    "10:00:00",
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("any") / "config"
    for name in ("policy", "jurisdictions", "reports"):
        shutil.copytree(CONFIG / name, folder / name)
    return folder


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(FILES), st.integers(0, 10_000), st.sampled_from(VALUES), st.booleans())
def test_the_check_always_answers(
    copy: Path, file: str, number: int, value: str, drop: bool
) -> None:
    text = (CONFIG / file).read_text(encoding="utf-8")
    lines = text.splitlines()
    keyed = [index for index, line in enumerate(lines) if " = " in line]
    line = keyed[number % len(keyed)]
    lines[line] = "" if drop else f"{lines[line].split(' = ')[0]} = {value}"
    try:
        (copy / file).write_text("\n".join(lines), encoding="utf-8")
        problems = check(copy)
        problems += warnings(copy, today=date(2026, 11, 24))
    finally:
        (copy / file).write_text(text, encoding="utf-8")
    assert all(one.place and one.wrong and one.right for one in problems)
