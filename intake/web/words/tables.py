"""The shape of a table of words."""

from collections.abc import Mapping
from enum import StrEnum

Words = Mapping[type[StrEnum], Mapping[StrEnum, str]]
