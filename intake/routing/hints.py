"""Which entities the typed names, and the wish who must not see it, exclude; all in memory."""

from collections.abc import Iterable, Iterator, Sequence

from intake.routing.names import Owned, owners_mentioned
from intake.rules.configuration import Configuration
from intake.rules.entities import Entity
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.spelling import plain_words


def hints_from_names(
    names: Sequence[str],
    *,
    keep_from: Sequence[str] = (),
    jurisdiction: Jurisdiction,
    configuration: Configuration | None = None,
) -> frozenset[str]:
    """The keys of the entities that must not read the complaint.

    `names` are texts in which officials are named: each is searched for the named principals.
    `keep_from` says who must not see it, one entry each: an entity's id or key (a ticked box),
    or typed words that name an entity, a unit, a principal, or an agency that an entity cannot
    judge. In a wish a principal's surname is enough: who writes "Ms. Kelley" there means somebody.
    With `configuration` the entities of the whole install are looked through.
    """
    places = tuple(configuration.jurisdictions.values()) if configuration else (jurisdiction,)
    entities = [entity for place in places for entity in place.entities.values()]
    people = tuple((one.key, spelling) for one in entities for spelling in _spellings(one))
    found = [owners_mentioned(text, names=people) for text in (*names, *keep_from)]
    if keep_from:
        found += _wished(keep_from, people, entities, places)
    return frozenset().union(*found)


def _wished(
    keep_from: Sequence[str],
    people: Owned,
    entities: Sequence[Entity],
    places: Sequence[Jurisdiction],
) -> Iterator[frozenset[str]]:
    """What the wishes exclude beside the principals whom they name in full."""
    offices = tuple((one.key, name) for one in entities for name in _offices(one, places))
    surnames = tuple(dict.fromkeys(_surname(owner, spelling) for owner, spelling in people))
    for wish in keep_from:
        yield owners_mentioned(wish, names=offices)
        yield _ticked(wish, entities)
        for word in _parts(wish):
            yield owners_mentioned(word, names=surnames)


def _spellings(entity: Entity) -> Iterator[str]:
    for principal in entity.principals:
        yield from principal.spellings


def _surname(owner: str, spelling: str) -> tuple[str, str]:
    """The last word of a principal's name, as another spelling of it."""
    return owner, plain_words(spelling)[-1]


def _parts(wish: str) -> set[str]:
    """The words of a wish, as they stand and as names are compared."""
    return {*wish.split(), *plain_words(wish)}


def _offices(entity: Entity, places: Iterable[Jurisdiction]) -> Iterator[str]:
    """The names of the entity, and of the agencies to which it belongs or that are its staff."""
    yield from entity.names()
    for place in places:
        if place.slug == entity.jurisdiction:
            for agency_id in sorted(entity.conflicted_agencies):
                yield from place.agency(agency_id).names()


def _ticked(wish: str, entities: Iterable[Entity]) -> frozenset[str]:
    return frozenset(
        one.key
        for one in entities
        if wish in (one.id, one.key, *(unit.key for unit in one.units.values()))
    )
