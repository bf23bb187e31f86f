"""What the releases say of one cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """What the releases say of one cell.

    Attributes:
        number: None where it is withheld.
        window: how far the true number may lie from it.
        wanted: how wide what anyone can work out must stay, if the cell is to be protected.
        small: numbers from here on need no protection; None: every number does.
        was_hidden: a release withheld it, whatever another one shows.
    """

    number: int | None
    window: int
    wanted: int
    small: int | None
    was_hidden: bool = False

    @property
    def is_target(self) -> bool:
        """Whether the true number is to stay hidden."""
        return self.number is None or self.small is None or self.was_hidden
