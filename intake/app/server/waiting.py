"""The connections that no thread works on: which are late, and which goes when there are too many.

Nothing here asks for the address of a client: behind a proxy all have the same one, and a school
shares one.
"""

from __future__ import annotations

from collections.abc import Iterator

from intake.app.server.connection import Connection
from intake.app.server.patience import Patience


class Waiting:
    """Connections in the order in which their present wait began."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._connections: dict[Connection, float] = {}
        self._held = 0

    def __contains__(self, connection: Connection) -> bool:
        return connection in self._connections

    def __iter__(self) -> Iterator[Connection]:
        return iter(list(self._connections))

    def enter(self, connection: Connection) -> None:
        """It waits, for what its phase says."""
        if self._connections.get(connection) != connection.since:
            self._connections.pop(connection, None)
            self._connections[connection] = connection.since

    def leave(self, connection: Connection) -> None:
        """A thread takes it, or it is closed."""
        self._connections.pop(connection, None)

    def weigh(self, connection: Connection) -> None:
        """Count what it holds, whether it waits or not."""
        self._held += connection.held - connection.weight
        connection.weight = connection.held

    def late(self, now: float) -> list[Connection]:
        """Those past their deadline."""
        return [one for one in self._connections if one.deadline <= now]

    def oldest(self) -> Connection | None:
        """The one that has waited longest: whoever means to ask needs far less time than that."""
        return next(iter(self._connections), None)

    def costliest(self, now: float) -> Connection | None:
        """If all hold too much: who held most for longest, of those over their even share."""
        if self._held <= self._patience.memory_bytes:
            return None
        large = [one for one in self._connections if one.weight > self._patience.share_bytes]
        return max(large, key=lambda one: one.weight * (now - one.since), default=None)
