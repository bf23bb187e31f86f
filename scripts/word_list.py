"""The word list: what the project does not write, looked for in every text that somebody reads."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from scripts.written import SOURCE, Readers, Written, everything

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "docs" / "style" / "words.toml"
SCOPES = {
    "all": frozenset(Readers),
    "resident": frozenset({Readers.RESIDENT}),
    "staff": frozenset({Readers.STAFF}),
    "docs": frozenset({Readers.DOCS}),
}
FIELDS = frozenset({"not", "say", "why", "scope", "pattern", "fine", "language"})


class WordListInvalid(ValueError):
    """An entry lacks something, or its pattern does not do what its examples say."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is not written in a language, for whom, and what is written instead."""

    pattern: re.Pattern[str]
    say: str
    why: str
    language: str
    readers: frozenset[Readers]

    def found_in(self, written: Written) -> str | None:
        """The forbidden words in a text as they are written there, or None."""
        if written.language != self.language or written.readers not in self.readers:
            return None
        match = self.pattern.search(written.text)
        return match.group() if match else None


@dataclass(frozen=True, slots=True)
class WordList:
    """The entries, and patterns of the files that nobody has read by them yet."""

    entries: tuple[Entry, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A text with a word of the list."""

    written: Written
    words: str
    entry: Entry

    def __str__(self) -> str:
        where = f"{self.written.path}:{self.written.place}"
        why = f" ({self.entry.why})" if self.entry.why else ""
        return f"{where}: not “{self.words}” but {self.entry.say}{why}"


def read(path: Path = LIST) -> WordList:
    """The word list of a file. Raises WordListInvalid."""
    table = tomllib.loads(path.read_text("utf-8"))
    return WordList(
        entries=tuple(_entry(row) for row in table["words"]),
        unread=tuple(table.get("unread", ())),
    )


def faults(words: WordList, texts: Iterable[Written]) -> Iterator[Fault]:
    """The texts that hold a word of the list."""
    for written in texts:
        for entry in words.entries:
            found = entry.found_in(written)
            if found is not None:
                yield Fault(written, found, entry)


def problems(words: WordList, texts: Iterable[Written]) -> list[str]:
    """What is wrong: faults in files that were read, and unread files that have none."""
    told, spared = [], set()
    for fault in faults(words, texts):
        pattern = next((one for one in words.unread if fnmatchcase(fault.written.path, one)), None)
        if pattern is None:
            told.append(str(fault))
        else:
            spared.add(pattern)
    clean = [one for one in words.unread if one not in spared]
    return [*told, *(f"{one} is clean: take it out of `unread`" for one in clean)]


def _entry(row: dict[str, object]) -> Entry:
    examples, say = row.get("not"), row.get("say")
    if not isinstance(examples, list) or not examples or not isinstance(say, str):
        raise WordListInvalid(f"{row}: an entry has `not` and `say`")
    if unknown := set(row) - FIELDS:
        raise WordListInvalid(f"{row}: unknown: {', '.join(sorted(unknown))}")
    pattern = re.compile(str(row.get("pattern") or _alternatives(examples)), re.IGNORECASE)
    _prove(pattern, examples, row.get("fine", []))
    return Entry(
        pattern=pattern,
        say=say,
        why=str(row.get("why", "")),
        language=str(row.get("language", SOURCE)),
        readers=SCOPES[str(row.get("scope", "all"))],
    )


def _alternatives(examples: list[str]) -> str:
    return rf"\b({'|'.join(re.escape(one) for one in examples)})\b"


def _prove(pattern: re.Pattern[str], examples: list[str], fine: object) -> None:
    for example in examples:
        if not pattern.search(example):
            raise WordListInvalid(f"{pattern.pattern} does not find “{example}”")
    for example in fine if isinstance(fine, list) else ():
        if pattern.search(example):
            raise WordListInvalid(f"{pattern.pattern} finds “{example}”, which is fine")


def main(arguments: list[str]) -> int:
    """Tell of every fault; with names of files, of all faults in these, also if unread."""
    words = read()
    if arguments:
        told = [
            str(fault)
            for fault in faults(words, everything(ROOT))
            if any(fault.written.path.startswith(name) for name in arguments)
        ]
    else:
        told = problems(words, everything(ROOT))
    print("\n".join(told))
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
