"""Finds the listed employer or place that a typed name means; likeness alone confirms nothing."""

from functools import lru_cache

from intake.bedrock.keys import AgencyKey
from intake.rules.codes import AgencyAnswer, AgencyKind
from intake.rules.configuration import Configuration
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.spelling import compact


def match_agency_anywhere(
    name: str, kind: str | None, *, home: Jurisdiction, configuration: Configuration
) -> str:
    """The id of the agency that is called `name`, or "not_confirmed".

    It is looked for at home first and then in the install's other jurisdictions; an agency found
    there comes as `<jurisdiction>/<id>`. Two finds abroad confirm nothing.
    """
    at_home = find_agency(name, kind=kind, jurisdiction=home)
    if at_home:
        return at_home
    abroad = [
        AgencyKey.of(place.slug, found)
        for place in configuration.jurisdictions.values()
        if place.slug != home.slug and (found := find_agency(name, kind=kind, jurisdiction=place))
    ]
    return abroad[0] if len(abroad) == 1 else AgencyAnswer.NOT_CONFIRMED.value


def find_agency(name: str, *, kind: str | None, jurisdiction: Jurisdiction) -> str | None:
    """The id of the agency that `name` means, or None.

    A name of an agency decides whatever `kind` says. A name of one of its facilities does where
    the kind agrees, or is unknown: a court's guard may be the sheriff's. The kind alone never
    decides, so that a complaint is not sealed to the wrong office on a guess.
    """
    wanted = compact(name)
    if not wanted:
        return None
    for agency in jurisdiction.agencies.values():
        if wanted in _compacted(agency.names()):
            return agency.id
    for agency in jurisdiction.agencies.values():
        places = {
            name for place in agency.facilities.values() for name in _compacted(place.names())
        }
        if wanted in places and kind in (None, "", AgencyKind.OTHER, agency.kind):
            return agency.id
    return None


def match_place(name: str, jurisdiction: Jurisdiction) -> str | None:
    """The id of the facility that is called `name`, or None."""
    wanted = compact(name)
    for facility in jurisdiction.facilities.values():
        if wanted and wanted in _compacted(facility.names()):
            return facility.id
    return None


# Configured names alone are cached, never what a person typed.
@lru_cache(maxsize=4096)
def _compacted(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(compact(name) for name in names)
