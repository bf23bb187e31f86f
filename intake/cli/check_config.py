"""`intake check-config`: check everything in config/ and list every mistake at once."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from intake.bedrock.problems import Invalid
from intake.numbers.catalogue_words import check_report_words
from intake.publication.files.texts import read_texts
from intake.publication.laws.laws import load_laws
from intake.questions.loading import load_questionnaire
from intake.rules import load_configuration
from intake.rules.problems import ConfigurationInvalid
from intake.settings import Settings


def read_report_words(folder: Path) -> None:
    """Read the words of published tables; raises ConfigurationInvalid for those alone."""
    try:
        configuration = load_configuration(folder)
    except ConfigurationInvalid:
        return  # said by its own reader
    check_report_words(configuration)


def read_release_texts(folder: Path) -> None:
    """Read what releases say of themselves, where there are catalogues to publish by."""
    if (folder / "reports").is_dir():
        read_texts(folder)


READERS: tuple[Callable[[Path], object], ...] = (
    load_configuration,
    load_questionnaire,
    load_laws,
    read_report_words,
    read_release_texts,
)


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "check-config", help="list every mistake in the configuration", description=__doc__
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, help="folder to check instead of the one in the settings"
    )
    parser.set_defaults(handler=handle)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print each problem on a line of its own; return 1 if there is any, else 0."""
    folder: Path = arguments.folder or settings.config_dir
    problems = list(find_problems(folder))
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"problems to fix in {folder}: {len(problems)}", file=sys.stderr)
        return 1
    print(f"no problems found in {folder}")
    return 0


def find_problems(folder: Path) -> Iterator[str]:
    """Give what every reader of the folder finds wrong: file, key, what is wrong, what is right."""
    for read in READERS:
        try:
            read(folder)
        except Invalid as error:
            yield from (str(problem) for problem in error.problems)
