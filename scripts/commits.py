"""What commit messages have to look like, from the commit on that brought CONTRIBUTING.md."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_SUBJECT = 60
LONGEST_LINE = 76
BEGINNING = "CONTRIBUTING.md"
# "Added", "Adding", "Adds"; and the verbs that only look like it.
NOT_IMPERATIVE = re.compile(
    r"(?!(?:Bring|Embed|Feed|Focus|Need|Seed|Shed|Speed)\b)\w+(?:ed|ing|[^s]s)\b"
)


@dataclass(frozen=True)
class Commit:
    """One commit: the short form of its id, and its whole message."""

    id: str
    message: str


def check(root: Path = ROOT) -> tuple[bool, str]:
    """Say what is wrong with the messages of a checkout; without history nothing is."""
    said = [f"{commit.id}: {fault}" for commit in commits(root) for fault in faults(commit.message)]
    return not said, "\n".join(said)


def commits(root: Path) -> Iterator[Commit]:
    """Yield the commits since the beginning, merges left out; none where there is no history."""
    begun = _git(root, "log", "--diff-filter=A", "--format=%H", "--", BEGINNING).split()
    if not begun:
        return
    told = _git(root, "log", "--no-merges", "--format=%h%n%B%x00", f"{begun[-1]}..HEAD")
    for block in filter(str.strip, told.split("\0")):
        short, _, message = block.strip().partition("\n")
        yield Commit(short, message.strip())


def faults(message: str) -> Iterator[str]:
    """Yield what is wrong with one message."""
    subject, _, rest = message.partition("\n")
    if subject.startswith('Revert "'):
        return
    if len(subject) > LONGEST_SUBJECT:
        yield f"the subject has {len(subject)} characters, at most {LONGEST_SUBJECT}: {subject}"
    if not subject[:1].isupper() or subject.endswith("."):
        yield f"a subject begins with a capital and ends without a period: {subject}"
    if NOT_IMPERATIVE.match(subject):
        yield f'a subject says what to do, as in "Add" and not "Added" or "Adds": {subject}'
    if not rest.strip():
        yield f"the body has to say why: {subject}"
    elif rest.splitlines()[0]:
        yield f"an empty line belongs below the subject: {subject}"
    yield from (
        f"a line of the body has {len(line)} characters, at most {LONGEST_LINE}: {line}"
        for line in rest.splitlines()
        if len(line) > LONGEST_LINE and " " in line.strip()
    )


def _git(root: Path, *words: str) -> str:
    """What git says; nothing where it is not there or this is no checkout."""
    try:
        done = subprocess.run(  # noqa: S603  (words of this file alone)
            ("git", "-C", str(root), *words),  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""
