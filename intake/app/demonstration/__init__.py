"""The demonstration: invented people and complaints in the example jurisdictions."""

from pathlib import Path


class DemonstrationLost(Exception):
    """People are there, but not the file with what signs them in."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"the database holds people of a demonstration, and {file} is gone; "
            f"remove {file.parent} and its database, and start again"
        )
