"""Releases as they were published, and the wishes to publish: rows that are never revised."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped

from intake.db.base import Base
from intake.db.types import code, count, digest, flag, moment, published, row_id


class Release(Base):
    """What a jurisdiction published for a closed quarter; ``number`` counts its releases from 1.

    ``digest`` is the SHA-256 of the release's list of checksums.
    """

    __tablename__ = "release"

    jurisdiction: Mapped[str] = code(primary_key=True)
    period: Mapped[str] = code(primary_key=True)
    number: Mapped[int] = count()
    catalogue_version: Mapped[str] = code()
    method: Mapped[str] = code()
    digest: Mapped[bytes] = digest()
    invented: Mapped[bool] = flag(default=False)
    published_by: Mapped[str | None] = row_id(nullable=True)
    published_at: Mapped[datetime] = moment()


class ReleaseFile(Base):
    """One file of a release, byte for byte as anyone may fetch it."""

    __tablename__ = "release_file"
    __table_args__ = (
        ForeignKeyConstraint(
            ["jurisdiction", "period"], ["release.jurisdiction", "release.period"]
        ),
    )

    jurisdiction: Mapped[str] = code(primary_key=True)
    period: Mapped[str] = code(primary_key=True)
    path: Mapped[str] = code(primary_key=True, length=120)
    sha256: Mapped[bytes] = digest()
    content: Mapped[bytes] = published()


class ReleasedCell(Base):
    """One cell that a release decided on, once for ever: its number, or that it is withheld.

    ``period`` is the cell's own, ``release`` the quarter whose release it went out with; ``where``
    joins ``dimension=value`` pairs with ``|``.
    """

    __tablename__ = "released_cell"

    jurisdiction: Mapped[str] = code(primary_key=True)
    measure: Mapped[str] = code(primary_key=True)
    period: Mapped[str] = code(primary_key=True)
    where: Mapped[str] = code(primary_key=True, length=240)
    release: Mapped[str] = code()
    number: Mapped[int | None] = count(nullable=True)


class ReleaseRequest(Base):
    """Somebody's wish that the worker prepare or publish a quarter; it ends in an outcome code."""

    __tablename__ = "release_request"

    id: Mapped[str] = row_id(primary_key=True)
    jurisdiction: Mapped[str] = code()
    period: Mapped[str] = code()
    kind: Mapped[str] = code()
    requested_by: Mapped[str] = row_id()
    requested_at: Mapped[datetime] = moment(index=True)
    started_at: Mapped[datetime | None] = moment(nullable=True)
    finished_at: Mapped[datetime | None] = moment(nullable=True)
    outcome: Mapped[str | None] = code(nullable=True)
    shown: Mapped[int | None] = count(nullable=True)
    withheld: Mapped[int | None] = count(nullable=True)


class ReleaseTrial(Base):
    """What a request found of one table: how many cells are shown, and how many withheld."""

    __tablename__ = "release_trial"

    request_id: Mapped[str] = row_id(ForeignKey("release_request.id"), primary_key=True)
    table: Mapped[str] = code(primary_key=True, length=120)
    shown: Mapped[int] = count()
    withheld: Mapped[int] = count()
    dropped: Mapped[bool] = flag(default=False)
