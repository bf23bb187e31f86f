"""Runs the attack on the staged files in a process of its own, which knows nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from intake.actions.publishing.candidate import Progress
from intake.actions.publishing.errors import AttackFound, AttackUndecided
from intake.publication.files.writing import CHECKSUMS

CLEAN, FOUND = 0, 1
PACKAGES = Path(__file__).resolve().parents[3]
MOST_SHOWN = 5

Attack = Callable[[Path, Progress], None]
"""Attacks a folder of releases; returns only if nothing at all was found."""


def run_attack(root: Path, progress: Progress) -> None:
    """Attack a folder of releases with all that anyone can know.

    Raises:
        AttackFound: somebody can be found, or the files are at fault.
        AttackUndecided: the search did not come to an end, or broke.
    """
    command = [sys.executable, "-m", "intake.attack", str(root), "--json", "--progress"]
    # Neither the settings nor the keys of the install are its business.
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(PACKAGES)}
    with (
        TemporaryFile() as out,
        subprocess.Popen(  # noqa: S603  (our own module and a folder of our own making)
            command, stdout=out, stderr=subprocess.PIPE, cwd=root, env=environment, text=True
        ) as process,
    ):
        try:
            said = _followed(process, progress)
        except BaseException:
            process.kill()
            raise
        out.seek(0)
        judge(process.wait(), out.read(), said, digests_in(root))


def digests_in(root: Path) -> dict[str, str]:
    """The SHA-256 of the checksums of each release in a folder, by its name."""
    return {
        path.parent.name: sha256(path.read_bytes()).hexdigest()
        for path in root.glob(f"*/{CHECKSUMS}")
    }


def judge(code: int, answer: bytes, said: str, releases: Mapping[str, str]) -> None:
    """Hold the attack's answer against what a clean one is; anything else is a refusal.

    Args:
        releases: what was to be attacked: the SHA-256 of each release's checksums.
    """
    try:
        # A solver may have said who it is first.
        verdict = json.loads(answer[answer.index(b"{") :])
        counts = {key: len(verdict[key]) for key in ("exact", "narrow", "undecided", "faults")}
        cells, read = int(verdict["cells"]), dict(verdict["releases"])
    except (ValueError, KeyError, TypeError):
        raise AttackUndecided(f"the attack ended with {code}: {said}") from None
    if read != releases:
        raise AttackUndecided("the attack read other releases than it was given")
    if code == CLEAN and verdict["clean"] is True and not any(counts.values()):
        return
    words = ", ".join(f"{key} {count}" for key, count in counts.items())
    if counts["exact"] or counts["narrow"] or counts["faults"]:
        raise AttackFound(f"{cells} cells: {words}{_examples(verdict)}")
    raise AttackUndecided(f"{cells} cells: {words}")


def _followed(process: subprocess.Popen[str], progress: Progress) -> str:
    last = ""
    for line in process.stderr or ():
        what, _, rest = line.strip().rpartition(" ")
        name, _, done = what.rpartition(" ")
        if name and done.isdecimal() and rest.isdecimal():
            progress(f"attack {name}", int(done), int(rest))
        else:
            last = line.strip() or last
    return last


def _examples(verdict: dict[str, Any]) -> str:
    faults = verdict["faults"][:MOST_SHOWN]
    return "".join(f"; {fault}" for fault in faults)
