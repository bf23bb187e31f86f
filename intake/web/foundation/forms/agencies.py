"""Employers chosen from a list or typed, as the complaint keeps them and as answers say them."""

from __future__ import annotations

from collections.abc import Iterable

from intake.complaints.content import AnswerValue, NamedAgency
from intake.complaints.unsent import Unsent
from intake.rules.jurisdiction import Jurisdiction

AGENCY, KIND, FEDERAL = "common.agency", "common.agency_kind", "common.federal_agents"
NO_AGENCY, UNSURE = "none", "unsure"


def named_agencies(
    chosen: Iterable[str], name: str, kind: str, *, place: Jurisdiction
) -> tuple[NamedAgency, ...]:
    """Those chosen from the list by id, and one typed by name, by kind, or both."""
    listed = tuple(
        NamedAgency(agency_id=agency_id, kind=place.agencies[agency_id].kind.value)
        for agency_id in chosen
    )
    typed = (NamedAgency(name=name.strip(), kind=kind),) if name.strip() or kind else ()
    return (*listed, *typed)


def agency_answers(
    unsent: Unsent, agencies: tuple[NamedAgency, ...], *, place: Jurisdiction
) -> dict[str, AnswerValue]:
    """What the answers say of the employers; nobody local where federal agents were alone."""
    names = [
        place.agencies[one.agency_id].name.in_("en") if one.agency_id else one.name
        for one in agencies
    ]
    kinds = tuple(dict.fromkeys(one.kind or UNSURE for one in agencies))
    if not agencies:
        alone = unsent.content.answers.get(FEDERAL) == "alone"
        return {KIND: (NO_AGENCY,)} if alone else {}
    named = " / ".join(name for name in names if name)
    return {KIND: kinds, **({AGENCY: named} if named else {})}
