"""How long the server waits for the other side, and how much it keeps while it waits."""

from __future__ import annotations

from dataclasses import dataclass

from intake.settings.model import Settings

# An open connection on which nobody asks for anything.
IDLE_SECONDS = 15
# After the last answer, for a client that is still sending: closing at once would take the answer
# away from it (RFC 9112, section 9.6).
LINGER_SECONDS = 2


@dataclass(frozen=True, kw_only=True)
class Patience:
    """The limits of one install.

    Attributes:
        bytes_per_second: each time that so many bytes of a body or an answer have moved, its
            deadline moves by a second: large ones get more time, still ones do not.
        body_bytes: a longer body is not gathered.
        memory_bytes: for everything that is gathered or waits to be read, in one process.
        connections: of one process.
    """

    header_seconds: float
    body_seconds: float
    drain_seconds: float
    bytes_per_second: float
    body_bytes: int
    memory_bytes: int
    connections: int

    @classmethod
    def of(cls, settings: Settings) -> Patience:
        """What these settings say."""
        server = settings.server
        return cls(
            header_seconds=server.header_seconds,
            body_seconds=server.body_seconds,
            drain_seconds=server.drain_seconds,
            bytes_per_second=server.bytes_per_second,
            body_bytes=settings.limits.form_bytes,
            memory_bytes=server.waiting_bytes,
            connections=server.connections,
        )

    @property
    def share_bytes(self) -> int:
        """What each connection may hold, whatever the others do."""
        return self.memory_bytes // self.connections
