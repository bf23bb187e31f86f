"""The pages that ask something, by their number."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from intake.web.resident.pages.base import Page
from intake.web.resident.pages.circumstances import PeoplePage, WherePage
from intake.web.resident.pages.person import AboutPage, ReachPage
from intake.web.resident.pages.telling import WhatPage, WordsPage

PAGES: Mapping[int, Page] = MappingProxyType(
    {
        int(found.step): found
        for found in (
            WhatPage(),
            WordsPage(),
            WherePage(),
            PeoplePage(),
            AboutPage(),
            ReachPage(),
        )
    }
)
