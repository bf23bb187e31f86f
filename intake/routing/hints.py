"""Which entities the typed names, and the wish who must not see it, exclude; all in memory."""

from collections.abc import Iterable, Sequence

from intake.routing.agencies import find_agency
from intake.routing.names import TypedText
from intake.rules.configuration import Configuration
from intake.rules.entities import Entity
from intake.rules.jurisdiction import Jurisdiction


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
    judge. With `configuration` the entities of the whole install are looked through.
    """
    places = configuration.jurisdictions.values() if configuration else (jurisdiction,)
    entities = [entity for place in places for entity in place.entities.values()]
    texts = [TypedText(text) for text in (*names, *keep_from)]
    named = {one.key for one in entities if _is_named(one, texts)}
    unwanted = {
        one.key for one in entities if any(_is_meant(one, wish, jurisdiction) for wish in keep_from)
    }
    return frozenset(named | unwanted)


def _is_named(entity: Entity, texts: Iterable[TypedText]) -> bool:
    spellings = [one for principal in entity.principals for one in principal.spellings]
    return any(text.mentions(spelling) for text in texts for spelling in spellings)


def _is_meant(entity: Entity, wish: str, home: Jurisdiction) -> bool:
    if wish in (entity.key, entity.id) or wish in {unit.key for unit in entity.units.values()}:
        return True
    text = TypedText(wish)
    if any(text.mentions(name) for name in entity.names()):
        return True
    agency_id = find_agency(wish, kind=None, jurisdiction=home)
    return entity.jurisdiction == home.slug and agency_id in entity.conflicted_agencies
