"""Walk through a fresh demonstration in a real browser and keep a picture of each step.

A complaint is told, followed, worked to findings and closed, by nothing but what the pages offer.
The pictures go to docs/screenshots, or to the folder that is named, under names that do not change.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from intake.settings.demonstration import FILE_NAME
from scripts.screenshots_walk import Walk
from tests.fixtures.browser import FLAGS, MISSING, find_chromium

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
COMMAND = (sys.executable, "-m", "intake.cli.main")
PATIENCE_SECONDS = 40


def main(pictures: Path = PICTURES) -> int:
    """Run the demonstration, walk, and say where the pictures are."""
    chromium = find_chromium()
    if chromium is None:
        print(MISSING, file=sys.stderr)
        return 1
    pictures.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory(prefix="intake-walk-") as folder,
        demonstration(Path(folder)) as (address, environment),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        accounts = kept(Path(folder))["accounts"]
        walk = Walk(browser=browser, address=address, accounts=accounts, pictures=pictures)
        walk.tell_and_follow()
        walk.work_to_findings()
        wait_for_everything(Path(folder))
        advance(environment, days=60)
        walk.see_it_closed()
        walk.end()
        browser.close()
    print(f"{len(walk.kept)} pictures in {pictures}")
    return 0


@contextmanager
def demonstration(folder: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """`intake run` in an empty folder; gives its address and its environment, and stops it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("INTAKE_")}
    environment = {**kept, "INTAKE_DATA": str(folder), "PORT": str(free_port())}
    with subprocess.Popen(  # noqa: S603
        (*COMMAND, "run"), env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            yield _ready(running), environment
        finally:
            running.send_signal(signal.SIGINT)
            running.communicate(timeout=PATIENCE_SECONDS)


def kept(folder: Path) -> dict[str, Any]:
    """What the demonstration's file holds now."""
    content: dict[str, Any] = json.loads((folder / FILE_NAME).read_text("utf-8"))
    return content


def wait_for_everything(folder: Path) -> None:
    """Wait until all that is made behind the pages is there: before, the clock cannot be moved."""
    for _ in range(10 * PATIENCE_SECONDS):
        if not kept(folder)["to_come"]:
            return
        time.sleep(0.1)
    raise RuntimeError("the set-up of the demonstration does not end")


def advance(environment: Mapping[str, str], *, days: int) -> None:
    """Move the demonstration's clock on and let the worker record what lapsed."""
    for words in (("demo-advance", str(days)), ("worker", "--once")):
        subprocess.run(  # noqa: S603
            (*COMMAND, *words), env=environment, check=True, stdout=subprocess.DEVNULL
        )


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def _ready(running: "subprocess.Popen[str]") -> str:
    if running.stdout is None:
        raise RuntimeError("the demonstration has no output to read")
    for line in running.stdout:
        if line.startswith("ready "):
            return line.split()[1]
    raise RuntimeError("the demonstration ended before it was ready")


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
