"""The wheel carries all that intake needs, and the lock files pin all that it is built on."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN = (ROOT / "requirements.lock").read_text("utf-8")
DEV = (ROOT / "requirements-dev.lock").read_text("utf-8")
FOLDERS = ("templates", "migrations", "config")


def blocks(lock: str) -> dict[str, list[str]]:
    """What a lock says of each package; one can have several versions, by Python."""
    found: dict[str, list[str]] = {}
    for block in filter(None, re.split(r"^(?=[a-z0-9-]+==)", lock, flags=re.MULTILINE)):
        found.setdefault(block.partition("==")[0], []).append(block.strip())
    return found


def requirements(*extras: str) -> list[Requirement]:
    project = PROJECT["project"]
    optional = [project["optional-dependencies"][extra] for extra in extras]
    return [Requirement(text) for text in sum(optional, list(project["dependencies"]))]


def key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def outside(path: Path) -> set[str]:
    """The top names of what a module imports that is neither Python's own nor intake's."""
    found: set[str] = set()
    for part in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(part, ast.Import):
            found |= {name.name.partition(".")[0] for name in part.names}
        elif isinstance(part, ast.ImportFrom) and not part.level:
            found.add((part.module or "").partition(".")[0])
    return found - sys.stdlib_module_names - {"intake"}


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


@pytest.mark.parametrize(
    ("lock", "extras"),
    [(RUN, ("postgres", "build")), (DEV, ("postgres", "build", "dev"))],
    ids=["run", "dev"],
)
def test_every_dependency_is_pinned_within_its_bounds(lock: str, extras: tuple[str, ...]) -> None:
    pins = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE))
    wrong = [
        str(requirement)
        for requirement in requirements(*extras)
        if not requirement.specifier.contains(Version(pins.get(key(requirement.name), "0")))
    ]
    assert wrong == []


@pytest.mark.parametrize("lock", [RUN, DEV], ids=["run", "dev"])
def test_every_pin_has_a_hash_and_nothing_names_an_address(lock: str) -> None:
    pins = [block for found in blocks(lock).values() for block in found]
    assert pins
    assert [block for block in pins if "--hash=sha256:" not in block] == []
    assert "://" not in lock


def test_what_is_tested_is_what_is_installed() -> None:
    run, dev = blocks(RUN), blocks(DEV)
    assert [name for name in run if run[name] != dev.get(name)] == []


def test_a_real_install_gets_no_tool_of_development() -> None:
    needed = {key(part.name) for part in requirements("postgres", "build")}
    # WeasyPrint brings Pillow, which the pictures of the tour are made small with, too.
    tools = {key(tool.name) for tool in requirements("dev")} - needed - {"pillow"}
    assert {"mypy", "playwright", "pytest"} <= tools
    assert tools & set(blocks(RUN)) == set()


def test_a_real_install_gets_all_that_intake_imports() -> None:
    homes = packages_distributions()
    imported = {name for path in (ROOT / "intake").rglob("*.py") for name in outside(path)}
    assert {"flask", "sqlalchemy", "weasyprint"} <= imported
    missing = [
        name
        for name in sorted(imported)
        if not {key(home) for home in homes.get(name, ())} & set(blocks(RUN))
    ]
    assert missing == []
