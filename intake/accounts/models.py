"""Rows of staff, memberships, sessions and unit keys."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from intake.db.base import Base
from intake.db.types import code, count, digest, flag, moment, public_key, row_id, sealed


class Staff(Base):
    """A person of an oversight entity. ``state``: invited, active or disabled.

    Name and address are sealed under the staff host's keyring; ``login_tag`` is a keyed digest of
    the address. Wrong second factors are counted apart for known browsers (`factor_tries`).
    """

    __tablename__ = "staff"

    id: Mapped[str] = row_id(primary_key=True)
    login_tag: Mapped[bytes] = digest(unique=True)
    sealed_profile: Mapped[bytes] = sealed()
    state: Mapped[str] = code()
    language: Mapped[str] = code()
    public_key: Mapped[bytes | None] = public_key(nullable=True)
    wrapped_seed: Mapped[bytes | None] = sealed(nullable=True)
    sealed_second_factor: Mapped[bytes | None] = sealed(nullable=True)
    last_factor_step: Mapped[int | None] = count(nullable=True)
    failures: Mapped[int] = count(default=0)
    blocked_until: Mapped[datetime | None] = moment(nullable=True)
    factor_failures: Mapped[int] = count(default=0)
    factor_paused_until: Mapped[datetime | None] = moment(nullable=True)
    known_factor_failures: Mapped[int] = count(default=0)
    known_factor_paused_until: Mapped[datetime | None] = moment(nullable=True)
    created_at: Mapped[datetime] = moment()
    version: Mapped[int] = count(default=1)

    __mapper_args__ = {"version_id_col": version}


class Invitation(Base):
    """A link that lets one invited person choose a password; used once.

    The link's token follows from the row's id and the server keyring; here is its digest.
    """

    __tablename__ = "invitation"

    id: Mapped[str] = row_id(primary_key=True)
    token: Mapped[bytes] = digest(unique=True)
    staff_id: Mapped[str] = row_id(ForeignKey("staff.id"), index=True)
    expires_at: Mapped[datetime] = moment()
    used_at: Mapped[datetime | None] = moment(nullable=True)


class Membership(Base):
    """A person's role in a unit; administrators hold theirs in the unit ``*`` of a jurisdiction."""

    __tablename__ = "membership"
    __table_args__ = (Index(None, "unit", "role"),)

    staff_id: Mapped[str] = row_id(ForeignKey("staff.id"), primary_key=True)
    unit: Mapped[str] = code(primary_key=True, length=160)
    role: Mapped[str] = code(primary_key=True)


class StaffSession(Base):
    """A signed-in visit: the person's key seed sealed under a secret that only the cookie holds.

    ``state``: factor or known_factor (the password was right, the second factor is awaited; in a
    known browser), enrolling or full.
    ``sealed_pending`` holds, under the same secret, what waits to be confirmed on the next page: a
    recovery key being printed, or a new second factor.
    """

    __tablename__ = "staff_session"

    id: Mapped[str] = row_id(primary_key=True)
    staff_id: Mapped[str] = row_id(ForeignKey("staff.id"), index=True)
    sealed_seed: Mapped[bytes] = sealed()
    state: Mapped[str] = code()
    started_at: Mapped[datetime] = moment()
    seen_at: Mapped[datetime] = moment()
    confirmed_at: Mapped[datetime | None] = moment(nullable=True)
    failures: Mapped[int] = count(default=0)
    sealed_pending: Mapped[bytes | None] = sealed(nullable=True)


class UnitVersion(Base):
    """One signed statement of a unit's public keys and members.

    ``statement`` holds the signed bytes. ``stale`` asks the next member who signs in for new keys.
    """

    __tablename__ = "unit_version"
    __table_args__ = (UniqueConstraint("unit", "version"),)

    id: Mapped[str] = row_id(primary_key=True)
    unit: Mapped[str] = code(length=160)
    version: Mapped[int] = count()
    statement: Mapped[bytes] = public_key()
    stale: Mapped[bool] = flag(default=False)
    made_at: Mapped[datetime] = moment()


class UnitKeyBox(Base):
    """A unit's two seeds, sealed to one member or to the entity's recovery key.

    ``version`` is the one in which these keys came in; a later version with the same keys (a member
    let in) has no boxes of its own but the newcomer's, under that same number.
    """

    __tablename__ = "unit_key_box"
    __table_args__ = (Index(None, "recipient"),)

    unit: Mapped[str] = code(primary_key=True, length=160)
    version: Mapped[int] = count(primary_key=True)
    recipient: Mapped[str] = code(primary_key=True, length=64)
    ciphertext: Mapped[bytes] = sealed()


class EntityRecovery(Base):
    """The public half of an oversight entity's recovery key; the private half is on paper only."""

    __tablename__ = "entity_recovery"

    entity: Mapped[str] = code(primary_key=True, length=120)
    kem_public: Mapped[bytes] = public_key()
    sign_public: Mapped[bytes] = public_key()
