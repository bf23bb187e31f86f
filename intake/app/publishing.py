"""The publisher of one install, and the words for why it did not publish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from intake.actions.context import ActionContext
from intake.actions.publishing.candidate import Progress
from intake.actions.publishing.errors import (
    AlreadyPublished,
    AttackFound,
    AttackUndecided,
    BeforeFirstPeriod,
    CannotProtect,
    CatalogueChanged,
    ClockSetBack,
    CountsMissing,
    EarlierPeriodMissing,
    HistoryAltered,
    HistoryChanged,
    NoCatalogue,
    NotPublished,
    PagesFailed,
    PeriodNotClosed,
)
from intake.actions.publishing.publish import Publisher
from intake.actions.services import Services
from intake.numbers.catalogue_changes import CatalogueProblem
from intake.vault.server.keyring import Keyring

WORDS: Mapping[type[NotPublished], str] = MappingProxyType(
    {
        NoCatalogue: "this jurisdiction does not publish: it has no reports.toml",
        PeriodNotClosed: (
            "the quarter is not closed: it closes ten days after it ends, "
            "once the worker has counted it"
        ),
        BeforeFirstPeriod: "the quarter is earlier than the first one that is published",
        AlreadyPublished: "the quarter is already published; what is published never changes",
        EarlierPeriodMissing: "publish an earlier quarter first",
        CatalogueChanged: "what is in reports.toml can't change now",
        HistoryAltered: (
            "what is stored for an earlier release is not what was published; "
            "restore it from a backup, and find out who changed it"
        ),
        ClockSetBack: "this machine's clock was set back: the last release is in its future",
        CountsMissing: "the frozen counts do not match reports.toml",
        CannotProtect: "no way of withholding numbers protects the people in them",
        PagesFailed: "the printed page or the spreadsheet could not be made",
        AttackFound: "the attack on the files identified someone, so nothing is published",
        AttackUndecided: "the attack could not rule out finding someone, so nothing is published",
        HistoryChanged: "someone else published in the meantime; check that release first",
        NotPublished: "it was not published",
    }
)
"""What each refusal means, for who sits at the command line."""

CHANGES: Mapping[CatalogueProblem, str] = MappingProxyType(
    {
        CatalogueProblem.NOT_YET_VALID: "valid_from names a later quarter than this one",
        CatalogueProblem.CHANGED_WITHIN_YEAR: (
            "tables and values can change only for the first quarter of a year"
        ),
        CatalogueProblem.VALID_FROM_UNCHANGED: (
            "tables or values were changed, so valid_from must name this quarter"
        ),
        CatalogueProblem.CHANGED_FOR_EVER: (
            "method, threshold, base, first period, and opening stock can never change"
        ),
        CatalogueProblem.VALUE_GONE: "a value that had rows is missing; put it back",
        CatalogueProblem.TABLE_GONE: "a table that had numbers is missing; put it back",
    }
)
"""What is wrong with a changed catalogue."""


def explained(error: NotPublished) -> str:
    """Why it was not published, and the particulars, in one line."""
    known = next((one for one in type(error).__mro__ if one in WORDS), NotPublished)
    more = CHANGES[error.problem] if isinstance(error, CatalogueChanged) else str(error)
    return f"{WORDS[known]} ({more})" if more else WORDS[known]


def make_publisher(services: Services, keyring: Keyring, *, progress: Progress) -> Publisher:
    """A publisher with this install's configuration, database, keys and clock.

    Args:
        progress: told how far it is.
    """
    return Publisher(
        sessions=services.sessions,
        contexts=contexts_of(services, keyring),
        config_dir=services.settings.config_dir,
        data_dir=services.settings.data_dir,
        progress=progress,
    )


def contexts_of(services: Services, keyring: Keyring) -> Callable[[], ActionContext]:
    """What gives an action its circumstances at the moment of the call."""
    return lambda: services.action_context(keyring)
