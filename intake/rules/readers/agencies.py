"""Reads agencies.toml: the employers and their facilities."""

from collections.abc import Mapping
from types import MappingProxyType

from intake.rules.agencies import Agency, Facility
from intake.rules.codes import AgencyKind, FacilityKind
from intake.rules.identifiers import read_id
from intake.rules.reading import Table
from intake.rules.values import unique


def read_agencies(table: Table, *, languages: tuple[str, ...]) -> Mapping[str, Agency]:
    """The agencies by id, in the order of the file."""
    entries = [_read_agency(entry, languages) for entry in table.tables("agencies")]
    table.finish()
    return MappingProxyType(unique(entries, table, "agencies", lambda agency: agency.id))


def all_facilities(agencies: Mapping[str, Agency], table: Table) -> Mapping[str, Facility]:
    """The facilities of all agencies by id; an id used by two agencies is a problem."""
    places = [place for agency in agencies.values() for place in agency.facilities.values()]
    return MappingProxyType(unique(places, table, "facilities", lambda place: place.id))


def _read_agency(entry: Table, languages: tuple[str, ...]) -> Agency:
    facilities = [
        _read_facility(one, languages) for one in entry.tables("facilities", optional=True)
    ]
    agency = Agency(
        id=read_id(entry),
        name=entry.local("name", languages),
        kind=entry.code("kind", AgencyKind),
        aliases=entry.texts("aliases", optional=True),
        facilities=MappingProxyType(
            unique(facilities, entry, "facilities", lambda place: place.id)
        ),
    )
    entry.finish()
    return agency


def _read_facility(entry: Table, languages: tuple[str, ...]) -> Facility:
    facility = Facility(
        id=read_id(entry),
        name=entry.local("name", languages),
        kind=entry.code("kind", FacilityKind),
        aliases=entry.texts("aliases", optional=True),
    )
    entry.finish()
    return facility
