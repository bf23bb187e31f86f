"""What a configuration is told: every problem at once, or none."""

from pathlib import Path

from intake.bedrock.problems import Problem
from intake.rules import ConfigurationInvalid, load_configuration


def check(folder: Path) -> tuple[Problem, ...]:
    """Every problem of the configuration in a folder; none if it is sound."""
    try:
        load_configuration(folder)
    except ConfigurationInvalid as error:
        return tuple(error.problems)
    return ()
