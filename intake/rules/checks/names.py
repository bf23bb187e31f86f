"""Names by which people call agencies and places lead to one of them only."""

from collections.abc import Iterable

from intake.rules.checks.references import file_of
from intake.rules.entities import Entity
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.reading import Findings
from intake.rules.spelling import compact

AGENCIES = "agencies.toml"
ENTITIES = "entities.toml"


def check_names(place: Jurisdiction, findings: Findings) -> None:
    """Note a name that two agencies, two places or two entities share, and unusable names."""
    file = file_of(place, AGENCIES)
    agencies = [(one.id, one.names()) for one in place.agencies.values()]
    _check_shared(file, "agencies", agencies, findings)
    places = [(one.id, one.names()) for one in place.facilities.values()]
    _check_shared(file, "facilities", places, findings)
    entities = [(one.id, one.names()) for one in place.entities.values()]
    _check_shared(file_of(place, ENTITIES), "entities", entities, findings)
    for entity in place.entities.values():
        _check_spellings(file_of(place, ENTITIES), entity, findings)


def _check_shared(
    file: str, key: str, named: Iterable[tuple[str, tuple[str, ...]]], findings: Findings
) -> None:
    owners: dict[str, str] = {}
    for owner, names in named:
        for name in names:
            if not compact(name):
                wrong = f"The name {name!r} has no letters."
                findings.add(file, f"{key}[{owner}].aliases", wrong, "a name with letters")
            elif owners.setdefault(compact(name), owner) != owner:
                wrong = f"{name!r} is also a name of {owners[compact(name)]}."
                findings.add(file, f"{key}[{owner}].aliases", wrong, "a name of only one of them")


def _check_spellings(file: str, entity: Entity, findings: Findings) -> None:
    for principal in entity.principals:
        for spelling in principal.spellings:
            if len([word for word in spelling.split() if compact(word)]) < 2:
                key = f"entities[{entity.id}].principals[{principal.name}].spellings"
                wrong = f"{spelling!r} is one word, so it would match people who are not meant."
                findings.add(file, key, wrong, "two or more words, such as a title and a last name")
