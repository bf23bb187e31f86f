"""Named errors of the configuration: its faults, and names that nothing in it answers to."""

from intake.bedrock.problems import Invalid


class ConfigurationInvalid(Invalid):
    """The configuration has faults."""


class UnknownUnit(LookupError):
    """No configured unit has this key."""


class UnknownEntity(LookupError):
    """No configured oversight entity has this key."""


class UnknownAgency(LookupError):
    """No configured agency has this id."""


class UnknownJurisdiction(LookupError):
    """No configured jurisdiction has this slug."""
