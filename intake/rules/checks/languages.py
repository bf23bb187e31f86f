"""A language that a jurisdiction offers has words for pages, questions and reports."""

from collections.abc import Iterator
from pathlib import Path

from intake.rules.checks.references import file_of
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.localtext import LocalText
from intake.rules.readers.catalogues import FOLDER
from intake.rules.readers.report_words import WORDS_FILE
from intake.rules.reading import Findings
from intake.rules.reports import Reports, ReportWords
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


def check_reports(place: Jurisdiction, findings: Findings) -> None:
    """Note titles and words that lack a language of the jurisdiction."""
    if place.reports is None:
        return
    for file, key, text in (*_titles(place.reports), *_words(place.reports.words)):
        for language in place.languages:
            if not text.has(language):
                wrong = f"The text in {language} is missing, but {place.slug} offers that language."
                right = f"a text for each language: {', '.join(place.languages)}"
                findings.add(file, f"{key}.{language}", wrong, right)


def _titles(reports: Reports) -> Iterator[tuple[str, str, LocalText]]:
    file = f"{FOLDER}/{reports.catalogue.name}.toml"
    for table in reports.catalogue.tables:
        yield file, f"tables[{table.id}].title", table.title


def _words(words: ReportWords) -> Iterator[tuple[str, str, LocalText]]:
    for code, measure in words.measures.items():
        yield WORDS_FILE, f"measures.{code}.title", measure.title
        yield WORDS_FILE, f"measures.{code}.counted", measure.counted
    for code, title in words.dimensions.items():
        yield WORDS_FILE, f"dimensions.{code}", title
    for dimension, values in words.values.items():
        for code, title in values.items():
            yield WORDS_FILE, f"values.{dimension}.{code}", title
