"""The one short commit that makes a release public, or leaves everything as it was."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.actions.publishing.candidate import Candidate
from intake.actions.publishing.errors import ClockSetBack, HistoryChanged
from intake.actions.publishing.history import where_text
from intake.audit.actor import Actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.transaction import transaction
from intake.publication.models import Release, ReleasedCell, ReleaseFile


def store_release(
    session: Session, candidate: Candidate, *, context: ActionContext, actor: Actor
) -> None:
    """Publish: the release, its files and its cells become public together.

    Raises:
        HistoryChanged: the last release is not the one that this release was made to follow.
        ClockSetBack: by this clock the last release has not been published yet.
    """
    try:
        with transaction(session):
            _check_last(session, candidate, context)
            _insert(session, candidate, context, actor)
    except IntegrityError as error:
        raise HistoryChanged(candidate.plan.release.name) from error


def _check_last(session: Session, candidate: Candidate, context: ActionContext) -> None:
    slug = candidate.plan.jurisdiction.slug
    last = session.execute(
        select(Release.digest, Release.published_at)
        .where(Release.jurisdiction == slug)
        .order_by(Release.number.desc())
        .limit(1)
    ).first()
    count = session.scalar(select(func.count()).where(Release.jurisdiction == slug))
    digest = None if last is None else last.digest.hex()
    if digest != candidate.plan.history.last_digest or count != candidate.plan.number - 1:
        raise HistoryChanged(candidate.plan.release.name)
    if last is not None and context.at < last.published_at:
        raise ClockSetBack(candidate.plan.release.name)


def _insert(session: Session, candidate: Candidate, context: ActionContext, actor: Actor) -> None:
    plan = candidate.plan
    key = {"jurisdiction": plan.jurisdiction.slug, "period": plan.release.name}
    session.execute(
        insert(Release).values(
            **key,
            number=plan.number,
            catalogue_version=plan.catalogue.version,
            method=plan.catalogue.method.value,
            digest=candidate.digest,
            invented=plan.jurisdiction.invented,
            published_by=actor.id,
            published_at=context.at,
        )
    )
    session.execute(
        insert(ReleaseFile),
        [
            {**key, "path": path, "sha256": sha256(content).digest(), "content": content}
            for path, content in candidate.files.items()
        ],
    )
    session.execute(insert(ReleasedCell), _cell_rows(candidate))
    context.record(
        session,
        AuditKind.RELEASE_PUBLISHED,
        actor=actor,
        on=ObjectKind.QUARTER.of(f"{plan.jurisdiction.slug} {plan.release.name}"),
    )


def _cell_rows(candidate: Candidate) -> list[dict[str, object]]:
    plan = candidate.plan
    return [
        {
            "jurisdiction": plan.jurisdiction.slug,
            "measure": cell.measure,
            "period": cell.period,
            "where": where_text(cell),
            "release": plan.release.name,
            "number": number,
        }
        for cell, number in candidate.cells.items()
    ]
