"""The demonstration: invented people and complaints in the example jurisdictions."""

from pathlib import Path


class DemonstrationUnfinished(Exception):
    """People are there, but not the list of them: the set-up was ended half-way."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(
            f"the set-up of the demonstration was ended half-way; remove {data_dir} and its "
            "database, and start again"
        )
