"""The import contracts hold, cover every package, and each of them notices a forbidden import."""

import ast
import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {path.parent.name for path in (ROOT / "intake").glob("*/__init__.py")}
MAY_KNOW_FLASK = {"app", "cli", "web"}

# For each contract: where a forbidden import is put, and the import.
FORBIDDEN = {
    "layers": ("intake/cases/vocabulary.py", "import intake.actions.context"),
    "flask": ("intake/actions/context.py", "import flask"),
    "pure": ("intake/vault/keys.py", "import sqlalchemy"),
    "protection": (
        "intake/protection/feasibility/moves.py",
        "import intake.protection.suppression.complementary",
    ),
    "audiences": ("intake/web/resident/__init__.py", "import intake.web.staff"),
    "attacker": ("intake/attack/rows.py", "from intake.numbers import cells"),
}
MORE_FORBIDDEN = [
    ("layers", "intake/vault/keys.py", "import intake.db.ids"),
    ("layers", "intake/bedrock/keys.py", "import intake.vault.keys"),
    ("layers", "intake/notify/outbox.py", "import intake.ledger.entry"),
    ("flask", "intake/cases/models.py", "from wtforms import Form"),
    ("pure", "intake/cases/clocks.py", "import intake.cases.models"),
    ("pure", "intake/cases/workflow/table.py", "import flask"),
    ("pure", "intake/documents/paper.py", "import sqlalchemy"),
    ("layers", "intake/documents/paper.py", "import intake.numbers.cells"),
    ("layers", "intake/numbers/cells.py", "import intake.protection.layout"),
    ("layers", "intake/protection/layout.py", "import intake.publication.released"),
    ("pure", "intake/protection/layout.py", "import sqlalchemy"),
    ("attacker", "intake/attack/search.py", "import intake.vault.keys"),
]


def contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", "utf-8")
    return parser


def listed(contract: str, key: str) -> set[str]:
    return set(contracts()[f"importlinter:contract:{contract}"][key].split())


def lint(tree: Path, contract: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            Path(sys.executable).with_name("lint-imports"),
            "--no-cache",
            "--contract",
            contract,
        ],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    copy = tmp_path / "copy"
    ignored = shutil.ignore_patterns("__pycache__", "*.po")
    shutil.copytree(ROOT / "intake", copy / "intake", ignore=ignored)
    shutil.copyfile(ROOT / ".importlinter", copy / ".importlinter")
    return copy


def test_every_contract_has_a_forbidden_import_here() -> None:
    prefix = "importlinter:contract:"
    named = {name.removeprefix(prefix) for name in contracts() if name.startswith(prefix)}
    assert named == set(FORBIDDEN)


def test_the_tree_keeps_every_contract(tree: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert f"Contracts: {len(FORBIDDEN)} kept, 0 broken." in done.stdout


@pytest.mark.parametrize(
    ("contract", "module", "statement"),
    [(name, *where) for name, where in FORBIDDEN.items()] + MORE_FORBIDDEN,
)
def test_a_forbidden_import_is_noticed(
    tree: Path, contract: str, module: str, statement: str
) -> None:
    path = tree / module
    path.write_text(f"{path.read_text('utf-8')}\n{statement}\n", "utf-8")
    done = lint(tree, contract)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout


def test_a_package_outside_the_layers_is_noticed(tree: Path) -> None:
    (tree / "intake" / "drawer").mkdir()
    (tree / "intake" / "drawer" / "__init__.py").write_text('"""Everything else."""\n', "utf-8")
    assert lint(tree, "layers").returncode == 1


def test_every_package_but_the_three_is_kept_from_flask() -> None:
    assert listed("flask", "source_modules") == {
        f"intake.{package}" for package in PACKAGES - MAY_KNOW_FLASK
    }


def test_every_module_of_workflow_and_clocks_is_kept_pure() -> None:
    clocks = {f"intake.cases.{one.stem}" for one in (ROOT / "intake/cases").glob("clocks*.py")}
    assert clocks
    assert clocks | {"intake.cases.workflow"} <= listed("pure", "source_modules")


def imported_by(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


def test_the_attacker_imports_itself_the_standard_library_and_the_solver_alone() -> None:
    modules = sorted((ROOT / "intake" / "attack").glob("**/*.py"))
    assert modules
    own = "intake.attack"
    for name in {name for path in modules for name in imported_by(path)}:
        known = name.split(".")[0] in sys.stdlib_module_names | {"highspy"}
        assert known or name == own or name.startswith(f"{own}."), name
    assert listed("attacker", "forbidden_modules") == {"intake.*"}
