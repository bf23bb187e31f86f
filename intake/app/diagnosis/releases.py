"""Findings about published numbers: quarters left unpublished, releases that were altered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.orm import Session

from intake.actions.publishing.history import alterations
from intake.actions.publishing.standing import QuarterState, standings
from intake.actions.services import Services
from intake.app.diagnosis.finding import Finding
from intake.numbers.catalogues import catalogue_for

PUBLISHED_WITHIN = timedelta(days=60)


def releases(session: Session, services: Services) -> Iterator[Finding]:
    """What is amiss with the releases of each jurisdiction."""
    for slug, place in services.configuration.jurisdictions.items():
        for words in alterations(session, slug):
            yield Finding(
                place=f"releases of {slug}",
                wrong=f"what is stored is not what was published: {words}",
                mend=(
                    "compare with the copies that others downloaded, restore the database from a "
                    "backup, and find out who had access to it; nothing can be published until then"
                ),
            )
        catalogue = catalogue_for(place)
        if catalogue is None:
            continue
        for standing in standings(session, slug, catalogue):
            due = standing.closed_at + PUBLISHED_WITHIN
            if standing.state is QuarterState.NEXT and due <= services.clock():
                yield Finding(
                    place=f"releases of {slug}",
                    wrong=f"{standing.quarter.name} was closed more than 60 days ago and is not "
                    "published",
                    mend=f"intake publish --jurisdiction {slug} --period {standing.quarter.name}",
                    grave=False,
                )
