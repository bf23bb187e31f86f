"""Releases taken from the database, as the files that anyone can fetch."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.publication.models import Release, ReleaseFile
from intake.publication.printed.material import DOCUMENTS, Material, read_material


def publishing_jurisdictions(session: Session) -> tuple[str, ...]:
    """The ids of the jurisdictions that have published anything."""
    found = session.scalars(select(Release.jurisdiction).distinct())
    return tuple(sorted(found))


def stored_releases(
    session: Session, jurisdiction: str, periods: Sequence[str]
) -> tuple[Material, ...]:
    """The releases of these quarters that there are, oldest first."""
    rows = session.execute(
        select(ReleaseFile.period, ReleaseFile.path, ReleaseFile.content)
        .where(
            ReleaseFile.jurisdiction == jurisdiction,
            ReleaseFile.period.in_(periods),
            ~ReleaseFile.path.startswith(DOCUMENTS, autoescape=True),
        )
        .order_by(ReleaseFile.period, ReleaseFile.path)
    )
    files: dict[str, dict[str, bytes]] = {}
    for period, path, content in rows:
        files.setdefault(period, {})[path] = content
    return tuple(read_material(one) for one in files.values())
