"""Builds the catalogue that a jurisdiction publishes by, from its configuration."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from intake.numbers.catalogue import Catalogue, DimensionValue, ReportTable
from intake.numbers.catalogue_words import NOT_ADOPTED
from intake.numbers.measures import MEASURES, OTHER_LANGUAGE, Dimension, Measure
from intake.numbers.values import CODES
from intake.rules.codes import AgencyAnswer, RuleCode
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.localtext import LocalText
from intake.rules.readers.report_words import WORDS_FILE
from intake.rules.reports import Reports, ReportWords
from intake.texts.languages import name_in

VERSION_DIGITS = 12
_BUILT: dict[int, tuple[Reports, Catalogue]] = {}


class WordsMissing(LookupError):
    """A value of a table has no words in config/reports/words.toml."""


def catalogue_for(jurisdiction: Jurisdiction) -> Catalogue | None:
    """The catalogue by which a jurisdiction publishes; None where it publishes nothing.

    Raises:
        WordsMissing: a value of one of its tables has no words.
    """
    reports = jurisdiction.reports
    if reports is None:
        return None
    # Configuration is frozen, so one object never gives two catalogues; every page asks.
    known = _BUILT.get(id(reports))
    if known is None or known[0] is not reports:
        known = _BUILT[id(reports)] = (reports, _built(jurisdiction, reports))
    return known[1]


def content_of(catalogue: Catalogue) -> dict[str, Any]:
    """Everything that a catalogue fixes, for JSON, in the shape of a release's catalogue.json."""
    return {
        "name": catalogue.name,
        "jurisdiction": catalogue.jurisdiction,
        "valid_from": catalogue.valid_from,
        "first_period": catalogue.first_period,
        "method": catalogue.method.value,
        "k": catalogue.k,
        "base": catalogue.base,
        "totals_at_least": catalogue.totals_at_least,
        "opening_stock": catalogue.opening_stock,
        "relations": list(catalogue.relations),
        "license": catalogue.license,
        "contact": catalogue.contact,
        "tables": [_table_content(table) for table in catalogue.tables],
        "measures": {
            code: {
                "unit": MEASURES[Measure(code)].unit.value,
                "title": dict(words.title.by_language),
                "counted": dict(words.counted.by_language),
            }
            for code, words in catalogue.measures.items()
        },
        "dimensions": {
            name: {
                "title": dict(catalogue.dimension_titles[name].by_language),
                "values": [
                    {"id": value.id, "title": dict(value.title.by_language)} for value in values
                ],
            }
            for name, values in catalogue.dimensions.items()
        },
    }


def version_of(catalogue: Catalogue) -> str:
    """Twelve hex digits of the SHA-256 over the catalogue's content as canonical JSON."""
    canonical = json.dumps(
        content_of(catalogue), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return sha256(canonical.encode()).hexdigest()[:VERSION_DIGITS]


def _table_content(table: ReportTable) -> dict[str, Any]:
    return {
        "id": table.id,
        "report": table.report,
        "measure": table.measure,
        "unit": MEASURES[Measure(table.measure)].unit.value,
        "dimensions": list(table.dimensions),
        "level": table.level.value,
        "title": dict(table.title.by_language),
    }


def _built(place: Jurisdiction, reports: Reports) -> Catalogue:
    entry, words = reports.catalogue, reports.words
    tables = tuple(
        ReportTable(
            id=one.id,
            report=one.report,
            measure=one.measure.value,
            dimensions=tuple(dimension.value for dimension in one.dimensions),
            level=one.level,
            title=one.title,
        )
        for one in entry.tables
    )
    counted = dict.fromkeys(one.measure for one in entry.tables)
    used = dict.fromkeys(
        dimension
        for measure in counted
        for dimension in MEASURES[measure].dimensions
        if dimension is not Dimension.RECEIVED_YEAR
    )
    bare = Catalogue(
        name=entry.name,
        version="",
        jurisdiction=place.slug,
        valid_from=reports.valid_from,
        first_period=reports.first_period,
        method=entry.method,
        k=entry.k,
        base=entry.base,
        totals_at_least=entry.totals_at_least,
        tables=tables,
        dimensions=MappingProxyType({one.value: _values(place, reports, one) for one in used}),
        opening_stock=reports.opening_stock,
        dimension_titles=MappingProxyType({one.value: words.dimensions[one] for one in used}),
        measures=MappingProxyType({one.value: words.measures[one] for one in counted}),
        license=reports.license.value,
        contact=reports.contact,
    )
    return replace(bare, version=version_of(bare))


def _values(
    place: Jurisdiction, reports: Reports, dimension: Dimension
) -> tuple[DimensionValue, ...]:
    words = reports.words
    match dimension:
        case Dimension.AGENCY:
            own = [DimensionValue(id, _agency_name(place, reports, id)) for id in reports.agencies]
            return (*own, *_coded(words, dimension, (AgencyAnswer.NOT_CONFIRMED,)))
        case Dimension.LANGUAGE:
            names = [DimensionValue(tag, _language_name(place, tag)) for tag in reports.languages]
            return (*names, *_coded(words, dimension, (OTHER_LANGUAGE,)))
        case Dimension.RULE:
            return tuple(DimensionValue(code, _rule_name(place, words, code)) for code in RuleCode)
        case _:
            return _coded(words, dimension, CODES[dimension])


def _coded(
    words: ReportWords, dimension: Dimension, codes: Iterable[str]
) -> tuple[DimensionValue, ...]:
    return tuple(DimensionValue(str(code), _word(words, dimension, str(code))) for code in codes)


def _word(words: ReportWords, dimension: Dimension, code: str) -> LocalText:
    # A case of a cohort stands as it ended, or is still open.
    shared = (Dimension.ENDING,) if dimension is Dimension.STANDING else ()
    for one in (dimension, *shared):
        if code in words.values.get(one, {}):
            return words.values[one][code]
    raise WordsMissing(f"{WORDS_FILE}: values.{dimension}.{code}")


def _agency_name(place: Jurisdiction, reports: Reports, id: str) -> LocalText:
    return reports.former_agencies[id] if id in reports.former_agencies else place.agency(id).name


def _language_name(place: Jurisdiction, tag: str) -> LocalText:
    return LocalText({language: name_in(tag, language) for language in place.languages})


def _rule_name(place: Jurisdiction, words: ReportWords, code: RuleCode) -> LocalText:
    """The rule's code and name; one that is not in force here says so instead of a name."""
    rule = place.policy.rules.get(code)
    name = rule.name if rule else _word(words, Dimension.RULE, NOT_ADOPTED)
    return LocalText(
        {
            language: f"{code}: {name.in_(language)}" if rule else f"{code} ({name.in_(language)})"
            for language in place.languages
        }
    )
