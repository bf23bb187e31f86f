"""The wheel carries all that intake needs, and the lock file pins all that it is built on."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PINS = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK, re.MULTILINE))
FOLDERS = ("templates", "migrations", "config")


def named() -> list[Requirement]:
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    return [Requirement(text) for text in sum(extras.values(), list(project["dependencies"]))]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = "--no-deps --no-build-isolation --no-index --disable-pip-version-check"
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", ROOT, *options.split(), "--wheel-dir", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def run(site: Path, *words: str, data: Path) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(site), "INTAKE_DATA": str(data)}
    return subprocess.run(
        [sys.executable, *words],
        cwd=data,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_wheel_carries_every_file_of_the_folder(wheel: Path, folder: str) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    files = [
        path.relative_to(ROOT)
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    assert files
    assert [str(file) for file in files if f"intake/_shipped/{file}" not in inside] == []


def test_the_wheel_carries_every_translation_and_type_mark(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    locales = sorted((ROOT / "intake" / "texts" / "locales").rglob("*.po"))
    assert locales
    assert [str(po) for po in locales if str(po.relative_to(ROOT)) not in inside] == []
    assert "intake/py.typed" in inside


def test_the_wheel_carries_no_tests_and_no_state(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if name.startswith(("tests/", "var/", "scripts/"))] == []


def test_the_unpacked_wheel_finds_its_own_folders(site: Path, tmp_path: Path) -> None:
    code = (
        "from intake.settings import locations as l;"
        "print(l.templates_dir(), l.migrations_dir(), l.config_dir())"
    )
    done = run(site, "-c", code, data=tmp_path)
    assert done.stdout.split() == [str(site / "intake/_shipped" / name) for name in FOLDERS]


def test_the_unpacked_wheel_makes_an_install(site: Path, tmp_path: Path) -> None:
    code = (
        "import os, secrets; from datetime import datetime, UTC;"
        "from intake.settings import load_settings; from intake.app.install import prepare;"
        "print(prepare(load_settings(os.environ), random=secrets.token_bytes,"
        " at=datetime.now(UTC)).first_start)"
    )
    done = run(site, "-c", code, data=tmp_path)
    assert (done.stdout, done.stderr) == ("True\n", "")
    assert run(site, "-m", "intake.cli.main", "check-config", data=tmp_path).returncode == 0


def test_every_dependency_is_pinned_within_its_bounds() -> None:
    wrong = [
        str(requirement)
        for requirement in named()
        if not requirement.specifier.contains(
            Version(PINS.get(requirement.name.lower().replace("_", "-"), "0"))
        )
    ]
    assert wrong == []


def test_every_pin_has_a_hash_and_nothing_names_an_address() -> None:
    blocks = re.split(r"^(?=[a-z0-9-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert {block.partition("==")[0] for block in blocks} == set(PINS)
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in LOCK
