"""Column kinds: a column is an id, a fact, a moment, a digest, a key or sealed bytes, never free
text.

Every constructor marks its column with ``info["kind"]``; a test over the metadata refuses a column
without a mark, so that nothing a person types can reach the database in the clear.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
)
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment in UTC on both databases (SQLite stores it without zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment: its zone would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every moment back aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _text(length: int) -> TypeEngine[str]:
    # Byte order on both databases: keyset paging compares these columns.
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def _column(kind: str, type_: TypeEngine[Any], *args: Any, **options: Any) -> MappedColumn[Any]:
    return mapped_column(type_, *args, info={"kind": kind}, **options)


def row_id(*args: Any, **options: Any) -> MappedColumn[Any]:
    """A random id: 32 hexadecimal characters."""
    return _column("id", _text(32), *args, **options)


def code(*args: Any, length: int = 40, **options: Any) -> MappedColumn[Any]:
    """A closed vocabulary: an enum's code or an id of the configuration."""
    return _column("code", _text(length), *args, **options)


def order_key(**options: Any) -> MappedColumn[Any]:
    """A sortable key made of codes, moments and ids."""
    return _column("order", _text(64), **options)


def day(**options: Any) -> MappedColumn[Any]:
    """A calendar day in the jurisdiction's own time zone."""
    return _column("day", Date(), **options)


def moment(**options: Any) -> MappedColumn[Any]:
    """A moment in UTC."""
    return _column("moment", UtcMoment(), **options)


def digest(*args: Any, **options: Any) -> MappedColumn[Any]:
    """A SHA-256 or HMAC value: 32 bytes or fewer."""
    return _column("digest", LargeBinary(32), *args, **options)


def public_key(**options: Any) -> MappedColumn[Any]:
    """A public key."""
    return _column("public_key", LargeBinary(), **options)


def sealed(**options: Any) -> MappedColumn[Any]:
    """Bytes that only a key outside this column opens, or a share without meaning of its own."""
    return _column("sealed", LargeBinary(), **options)


def published(**options: Any) -> MappedColumn[Any]:
    """Bytes that are public: a file of a release as anyone may fetch it."""
    return _column("published", LargeBinary(), **options)


def count(*args: Any, **options: Any) -> MappedColumn[Any]:
    """A whole number that is a fact: a version, a sequence number, a count."""
    return _column("count", Integer(), *args, **options)


def small(**options: Any) -> MappedColumn[Any]:
    """A small whole number that is a fact."""
    return _column("count", SmallInteger(), **options)


def flag(**options: Any) -> MappedColumn[Any]:
    """Yes or no."""
    return _column("flag", Boolean(), **options)
