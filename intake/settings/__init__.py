"""Frozen settings of one install."""

from intake.settings.loading import data_dir, load_settings, settings_file
from intake.settings.model import Limits, Mail, Server, Sessions, Settings
from intake.settings.problems import SettingsInvalid

__all__ = [
    "Limits",
    "Mail",
    "Server",
    "Sessions",
    "Settings",
    "SettingsInvalid",
    "data_dir",
    "load_settings",
    "settings_file",
]
