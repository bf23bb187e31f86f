"""Configuration files turned into frozen rule sets and jurisdictions."""

from intake.rules.codes import RuleCode
from intake.rules.configuration import Configuration
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.loading import load_configuration, warnings
from intake.rules.problems import ConfigurationInvalid

__all__ = [
    "Configuration",
    "ConfigurationInvalid",
    "Jurisdiction",
    "RuleCode",
    "load_configuration",
    "warnings",
]
