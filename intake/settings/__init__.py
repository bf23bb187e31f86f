"""Frozen settings of one install."""

from intake.settings.loading import data_dir, load_settings, settings_file
from intake.settings.model import Limits, Mail, Server, Sessions, Settings
from intake.settings.problems import SettingProblem, SettingsInvalid

__all__ = [
    "Limits",
    "Mail",
    "Server",
    "Sessions",
    "SettingProblem",
    "Settings",
    "SettingsInvalid",
    "data_dir",
    "load_settings",
    "settings_file",
]
