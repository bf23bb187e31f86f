"""The tables of a closed quarter unprotected, for members of the body alone; each look is kept."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.actions.context import ActionContext
from intake.actions.publishing.planning import kept_quarters
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.bedrock.keys import UnitKey
from intake.db.transaction import transaction
from intake.numbers.catalogues import catalogue_for
from intake.numbers.cube import FROM_TOTALS, FactsMissing, OpeningStockUnsaid, read_cube
from intake.numbers.exact import exact_numbers
from intake.numbers.quarters import Quarter
from intake.protection.layout import cells_of
from intake.publication.files import ReleaseContent, release_files
from intake.publication.files.texts import read_texts
from intake.publication.printed.material import Material, read_material


class NumbersAbsent(LookupError):
    """There are no exact numbers of this quarter, or not for this person."""


def places_with(member: Member, permission: Permission) -> tuple[str, ...]:
    """The jurisdictions in which a person may do something, in order."""
    units = member.units_with(permission)
    return tuple(dict.fromkeys(UnitKey(unit).place for unit in units))


def look_at_exact_numbers(
    session: Session,
    *,
    context: ActionContext,
    member: Member,
    jurisdiction: str,
    quarter: Quarter,
    config_dir: Path,
) -> Material:
    """The tables of a quarter with their true numbers; the look is put on record.

    Raises:
        NumbersAbsent: no such quarter was counted, or the person may not see it.
    """
    if jurisdiction not in places_with(member, Permission.SEE_REPORTS):
        raise NumbersAbsent(jurisdiction)
    found = _material(
        session,
        context=context,
        jurisdiction=jurisdiction,
        quarter=quarter,
        config_dir=config_dir,
    )
    with transaction(session):
        context.record(
            session,
            AuditKind.EXACT_NUMBERS_SEEN,
            actor=staff_actor(member.staff_id),
            on=ObjectKind.QUARTER.of(f"{jurisdiction} {quarter.name}"),
        )
    return found


def _material(
    session: Session,
    *,
    context: ActionContext,
    jurisdiction: str,
    quarter: Quarter,
    config_dir: Path,
) -> Material:
    place = context.configuration.jurisdiction(jurisdiction)
    catalogue = catalogue_for(place)
    kept = kept_quarters(session, jurisdiction).get(quarter)
    if catalogue is None or kept is None or kept.source == FROM_TOTALS:
        raise NumbersAbsent(quarter.name)
    if quarter.name < catalogue.first_period:
        raise NumbersAbsent(quarter.name)
    try:
        cube = read_cube(session, place, quarter)
    except (FactsMissing, OpeningStockUnsaid) as error:
        raise NumbersAbsent(str(error)) from error
    content = ReleaseContent(
        catalogue=catalogue,
        body=place.name,
        languages=place.languages,
        release=quarter,
        number=0,
        cells=exact_numbers(cells_of(catalogue, quarter), cube),
        window=0,
        dropped_tables=(),
        as_of=place.calendar.local_day(kept.closed_at),
        previous=None,
        invented=place.invented,
        texts=read_texts(config_dir),
    )
    return read_material(release_files(content))
