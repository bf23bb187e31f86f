"""Only frames below the package's own folder are ours, whatever the folders above are called."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pytest

from intake.settings.frames import own_frames
from intake.settings.locations import PACKAGE

LIBRARY = ".venv/lib/python3.11/site-packages/flask/app.py"
ROOTS = {
    "a checkout called intake": ("/home/ana/intake/intake", f"/home/ana/intake/{LIBRARY}"),
    "an install in /opt/intake": (
        "/opt/intake/lib/python3.11/site-packages/intake",
        "/opt/intake/lib/python3.11/site-packages/sqlalchemy/engine/base.py",
    ),
    "a space and an accent": ("/srv/un café/intake/intake", f"/srv/un café/intake/{LIBRARY}"),
    "a neighbor of the same beginning": ("/srv/intake", "/srv/intake-old/web/errors.py"),
    "another package of this name": ("/srv/app/intake", "/srv/lib/intake/web/errors.py"),
    "its own tests and scripts": ("/srv/intake/intake", "/srv/intake/tests/unit/test_intake.py"),
    "code without a file": ("/srv/intake", "<string>"),
    "a file named from the working folder": ("/srv/intake", "intake/web/errors.py"),
    "a way out by dots": ("/srv/intake", "/srv/intake/../lib/errors.py"),
}


def trace_through(*files: str) -> TracebackType | None:
    """What is left of an error that came up in the last of these files, called by the others.

    Line 3 of every file calls the next one or raises.
    """

    def call(inner: Callable[[], None] | None, file: str) -> Callable[[], None]:
        code = compile("\n\ninner()" if inner else "\n\n[][1]", file, "exec")
        return lambda: exec(code, {"inner": inner})  # noqa: S102  (the words stand above)

    called: Callable[[], None] | None = None
    for file in reversed(files):
        called = call(called, file)
    assert called is not None
    with pytest.raises(IndexError) as caught:
        called()
    return caught.value.__traceback__


@pytest.mark.parametrize(("root", "other"), ROOTS.values(), ids=ROOTS)
def test_only_files_below_the_packages_own_folder_are_ours(root: str, other: str) -> None:
    trace = trace_through(other, f"{root}/web/errors.py", other, f"{root}/db/rows.py", other)
    assert own_frames(trace, root=Path(root)) == ["web/errors.py:3", "db/rows.py:3"]


def test_a_link_to_the_package_leads_to_the_same_names(tmp_path: Path) -> None:
    (tmp_path / "intake" / "web").mkdir(parents=True)
    (tmp_path / "current").symlink_to(tmp_path / "intake")
    trace = trace_through(str(tmp_path / "current" / "web" / "errors.py"))
    assert own_frames(trace, root=(tmp_path / "intake").resolve()) == ["web/errors.py:3"]


def test_the_deepest_frames_are_kept() -> None:
    trace = trace_through(*(f"/srv/intake/m{number}.py" for number in range(10)))
    assert own_frames(trace, root=Path("/srv/intake")) == [f"m{n}.py:3" for n in range(2, 10)]


def test_without_a_trace_there_is_no_place() -> None:
    assert own_frames(None) == []


def test_the_package_that_runs_is_the_one_that_is_looked_for() -> None:
    trace = trace_through(str(PACKAGE.parent / "tests" / "a.py"), str(PACKAGE / "web/errors.py"))
    assert own_frames(trace) == ["web/errors.py:3"]
