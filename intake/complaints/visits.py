"""A resident's visit: the row that holds the code, sealed under the secret in the cookie.

The row is found by a digest of that secret, and says nothing of the complaint: only the cookie
opens it, and only the code inside leads on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from intake.vault import contexts, cookies
from intake.vault.sealing import open_small, seal_small

IDLE = timedelta(hours=2)
"""A visit ends after so long without a request."""
AFTER_SENDING = timedelta(minutes=60)
"""A visit ends so long after its complaint was sent, whatever happens."""
TOUCH_EVERY = timedelta(minutes=5)
"""How exactly the last request is noted: less often means fewer writes."""

_AUDIENCE = "resident"


@dataclass(frozen=True, slots=True)
class VisitLengths:
    """How long visits last (settings)."""

    idle: timedelta = IDLE
    after_sending: timedelta = AFTER_SENDING
    draft_kept: timedelta = timedelta(days=14)


@dataclass(frozen=True, slots=True, repr=False)
class Visit:
    """A live visit: its row's id and the code in it."""

    id: str
    code: str
    touched_at: datetime
    sent_at: datetime | None

    @property
    def is_sent(self) -> bool:
        """Whether the complaint was sent during this visit."""
        return self.sent_at is not None


def visit_id(secret: bytes, install_id: str) -> str:
    """The row's id: 16 bytes of a digest from which the cookie's secret does not follow."""
    return cookies.lookup_digest(secret, install_id)[:16].hex()


def visit_row(
    *, secret: bytes, install_id: str, code: str, at: datetime, lengths: VisitLengths
) -> dict[str, Any]:
    """The row of a visit that begins at `at`."""
    row_id = visit_id(secret, install_id)
    return {
        "id": row_id,
        "sealed_code": seal_small(
            cookies.sealing_key(secret, install_id),
            code.encode("ascii"),
            context=_context(install_id, row_id),
        ),
        "touched_at": at,
        "ends_at": at + lengths.idle,
        "sent_at": None,
    }


class VisitRow(Protocol):
    """What a visit's row holds."""

    @property
    def id(self) -> str: ...
    @property
    def sealed_code(self) -> bytes: ...
    @property
    def touched_at(self) -> datetime: ...
    @property
    def sent_at(self) -> datetime | None: ...


def open_visit(row: VisitRow, *, secret: bytes, install_id: str) -> Visit:
    """Open a visit's row with the cookie's secret; raises SealBroken or UnknownFormat."""
    code = open_small(
        cookies.sealing_key(secret, install_id),
        row.sealed_code,
        context=_context(install_id, row.id),
    )
    return Visit(
        id=row.id, code=code.decode("ascii"), touched_at=row.touched_at, sent_at=row.sent_at
    )


def _context(install_id: str, row_id: str) -> bytes:
    return contexts.session_value(install_id, audience=_AUDIENCE, session_id=row_id, name="code")
