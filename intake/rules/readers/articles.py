"""Reads names as they stand in a sentence, and joins what a language joins there."""

import re
from collections.abc import Mapping

from intake.rules.localtext import LocalText
from intake.rules.reading import Table

ARTICLES: Mapping[str, tuple[str, ...]] = {
    "en": ("the ",),
    "es": ("el ", "la ", "los ", "las "),
}
"""What may stand before a name in a sentence; a language that is not here is not checked."""
_SPANISH_JOINS = re.compile(r"\b([Dd]e|[Aa]) el (?=\w)")


def read_in_sentence(table: Table, name: LocalText, languages: tuple[str, ...]) -> LocalText:
    """The name as it stands in a sentence: "the State of Ocotillo", "el Estado de Ocotillo"."""
    said = table.local("in_sentence", languages)
    for language in languages:
        if said.has(language) and name.has(language) and language in ARTICLES:
            words, alone = said.in_(language), name.in_(language)
            allowed = [alone, *(article + alone for article in ARTICLES[language])]
            if words not in allowed:
                wrong = f"{words!r} is not the name with its article."
                table.fault(f"in_sentence.{language}", wrong, " or ".join(allowed))
    return said


def joined(words: str, language: str) -> str:
    """The words with a preposition and an article joined where the language does so.

    Spanish writes "del Condado" and "al Condado", never "de el" or "a el".
    """
    if language.partition("-")[0] != "es":
        return words
    return _SPANISH_JOINS.sub(lambda match: f"{match[1]}l ", words)
