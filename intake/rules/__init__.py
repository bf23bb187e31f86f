"""Configuration files turned into frozen rule sets and jurisdictions."""

from intake.rules.codes import RuleCode
from intake.rules.configuration import Configuration
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.loading import load_configuration, warnings
from intake.rules.problems import ConfigurationInvalid, Problem

__all__ = [
    "Configuration",
    "ConfigurationInvalid",
    "Jurisdiction",
    "Problem",
    "RuleCode",
    "load_configuration",
    "warnings",
]
