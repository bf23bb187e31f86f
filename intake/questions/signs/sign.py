"""What the answers to a rule's questions say about that rule."""

from enum import StrEnum


class Sign(StrEnum):
    """Shown: what is told would be a violation. Excluded: what is told says that it is none.

    Silent: nothing is told either way, so that the situation chosen may speak.
    """

    SHOWN = "shown"
    EXCLUDED = "excluded"
    SILENT = "silent"
