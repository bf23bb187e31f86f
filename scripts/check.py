"""`make check`: every check runs, each gets one line, and what failed is shown below its line."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from intake.texts.register import faults
from scripts import commits

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MOST_LINES_OF_A_MODULE = 300
MOST_LINES_OF_A_TEMPLATE = 120
AT_ONCE = 2


@dataclass(frozen=True)
class Result:
    """How one check ended: whether it passed, what it said, and how long it took in seconds."""

    passed: bool
    said: str
    seconds: float


@dataclass(frozen=True)
class Check:
    """One check: its name, what it looks at, and what it does; `run` gives (passed, said)."""

    name: str
    about: str
    run: Callable[[], tuple[bool, str]]

    def __call__(self) -> Result:
        """Run it; a check that breaks has failed, and the others still run."""
        begun = time.monotonic()
        try:
            passed, said = self.run()
        except Exception as error:
            passed, said = False, f"the check itself broke: {error!r}"
        return Result(passed, said, time.monotonic() - begun)


def tool(name: str, *arguments: str) -> Callable[[], tuple[bool, str]]:
    """Make a check of a program in the environment: it passes when the program returns 0."""
    return command(BIN / name, *arguments)


def command(*words: str | Path) -> Callable[[], tuple[bool, str]]:
    """Make a check of a command line."""

    def run() -> tuple[bool, str]:
        done = subprocess.run(  # noqa: S603  (words of this file alone)
            words, cwd=ROOT, capture_output=True, text=True, check=False
        )
        return done.returncode == 0, done.stdout + done.stderr

    return run


def lengths() -> tuple[bool, str]:
    """Check that modules and templates stay short enough to read in one go."""
    limits = [
        *((path, MOST_LINES_OF_A_MODULE) for path in (ROOT / "intake").rglob("*.py")),
        *((path, MOST_LINES_OF_A_TEMPLATE) for path in (ROOT / "templates").rglob("*.*")),
    ]
    over = [
        f"{path.relative_to(ROOT)}: {count} lines, at most {limit}"
        for path, limit in limits
        if path.is_file() and (count := len(path.read_text("utf-8").splitlines())) > limit
    ]
    return bool(limits) and not over, "\n".join(sorted(over))


def translations() -> tuple[bool, str]:
    """Check that the register speaks of every translated file, and claims no review that lapsed."""
    found = list(faults(ROOT))
    return not found, "\n".join(found)


CHECKS: Sequence[Check] = (
    Check("types", "mypy, strict", tool("mypy")),
    Check("lint", "ruff check", tool("ruff", "check", ".")),
    Check("format", "ruff format", tool("ruff", "format", "--check", ".")),
    Check("imports", "the contracts of .importlinter", tool("lint-imports", "--no-cache")),
    Check("templates", "djlint", tool("djlint", "templates", "--lint", "--quiet")),
    Check("lengths", "modules 300 lines, templates 120", lengths),
    Check("translations", "who wrote and who reviewed each file", translations),
    Check("configuration", "intake check-config", tool("intake", "check-config", "config")),
    Check(
        "words",
        "the word list of docs/style/words.toml",
        command(sys.executable, "-m", "scripts.word_list"),
    ),
    Check(
        "documents",
        "generated pages equal the code",
        command(sys.executable, ROOT / "scripts" / "generated_docs.py"),
    ),
    Check("commits", "subjects of 60 characters, and why", commits.check),
)


def main() -> int:
    """Run all checks, two at a time; return 1 if any failed."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda check: check(), CHECKS))
    for check, result in zip(CHECKS, results, strict=True):
        word = "ok" if result.passed else "FAILED"
        print(f"{word:<7}{check.name:<15}{check.about} ({result.seconds:.1f} s)")
        if not result.passed:
            print("\n".join(f"       {line}" for line in result.said.strip().splitlines()))
    failed = sum(not result.passed for result in results)
    print(f"{len(results) - failed} of {len(results)} checks are fine")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
