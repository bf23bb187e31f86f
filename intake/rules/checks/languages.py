"""A language that a jurisdiction offers has words for the pages and for the questions."""

from pathlib import Path

from intake.rules.checks.references import file_of
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.reading import Findings
from intake.texts.catalogue import available_languages

QUESTION_TEXTS = Path("questions/texts")


def check_languages(place: Jurisdiction, *, config_dir: Path, findings: Findings) -> None:
    """Note languages without a catalogue of page texts, or without texts of the questions.

    A folder without any questions is checked for its jurisdictions alone.
    """
    pages = available_languages()
    questions = config_dir / QUESTION_TEXTS
    asked = {one.name for one in questions.iterdir()} if questions.is_dir() else None
    for language in place.languages:
        if language not in pages:
            wrong = f"There are no page texts in {language}."
            _fault(place, wrong, f"one of: {', '.join(pages)}", findings)
        if asked is not None and language not in asked:
            wrong = f"There are no texts of the questions in {language}."
            _fault(place, wrong, f"a folder {QUESTION_TEXTS / language}", findings)


def _fault(place: Jurisdiction, wrong: str, right: str, findings: Findings) -> None:
    findings.add(file_of(place, "jurisdiction.toml"), "languages", wrong, right)
