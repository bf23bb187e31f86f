"""Why a quarter does not go out; each says in plain words what is the matter."""

from __future__ import annotations

from enum import StrEnum

from intake.numbers.catalogue_changes import CatalogueProblem


class Outcome(StrEnum):
    """What came of trying out or publishing a quarter, as requests record it."""

    DONE = "done"
    NO_CATALOGUE = "no_catalogue"
    PERIOD_NOT_CLOSED = "period_not_closed"
    BEFORE_FIRST_PERIOD = "before_first_period"
    ALREADY_PUBLISHED = "already_published"
    EARLIER_PERIOD_MISSING = "earlier_period_missing"
    CATALOGUE_CHANGED = "catalogue_changed"
    HISTORY_ALTERED = "history_altered"
    CLOCK_SET_BACK = "clock_set_back"
    COUNTS_MISSING = "counts_missing"
    UNPROTECTABLE = "unprotectable"
    PAGES_FAILED = "pages_failed"
    ATTACK_FOUND = "attack_found"
    ATTACK_UNDECIDED = "attack_undecided"
    HISTORY_CHANGED = "history_changed"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


class NotPublished(Exception):
    """Nothing was published; ``code`` names the reason in records and on pages."""

    code = Outcome.FAILED


class NoCatalogue(NotPublished):
    """The jurisdiction has no reports.toml, so that it publishes nothing."""

    code = Outcome.NO_CATALOGUE


class PeriodNotClosed(NotPublished):
    """The quarter has not ended ten days ago, or the worker has not counted it yet."""

    code = Outcome.PERIOD_NOT_CLOSED


class BeforeFirstPeriod(NotPublished):
    """The quarter lies before those that are published by this catalogue."""

    code = Outcome.BEFORE_FIRST_PERIOD


class AlreadyPublished(NotPublished):
    """The quarter was published; what is published is never made anew."""

    code = Outcome.ALREADY_PUBLISHED


class EarlierPeriodMissing(NotPublished):
    """An earlier quarter has to go out first: releases go in order and leave none out."""

    code = Outcome.EARLIER_PERIOD_MISSING


class CatalogueChanged(NotPublished):
    """The catalogue is not one by which this quarter may be published."""

    code = Outcome.CATALOGUE_CHANGED

    def __init__(self, problem: CatalogueProblem) -> None:
        self.problem = problem
        super().__init__(f"the catalogue was changed: {problem.value}")


class HistoryAltered(NotPublished):
    """What is stored of an earlier release is not what was published."""

    code = Outcome.HISTORY_ALTERED


class ClockSetBack(NotPublished):
    """By this machine's clock the last release has not been published yet."""

    code = Outcome.CLOCK_SET_BACK


class CountsMissing(NotPublished):
    """The frozen counts that the catalogue needs are not there, or do not fit it."""

    code = Outcome.COUNTS_MISSING


class CannotProtect(NotPublished):
    """Nothing that may be withheld protects the people in the numbers."""

    code = Outcome.UNPROTECTABLE


class PagesFailed(NotPublished):
    """The printed page or the spreadsheet of the release could not be made."""

    code = Outcome.PAGES_FAILED


class AttackFound(NotPublished):
    """The attack on the files found somebody, or found the files at fault."""

    code = Outcome.ATTACK_FOUND


class AttackUndecided(NotPublished):
    """The attack could not show that nobody is found; that counts as if it had found somebody."""

    code = Outcome.ATTACK_UNDECIDED


class HistoryChanged(NotPublished):
    """Somebody else published meanwhile; nothing of this attempt is kept."""

    code = Outcome.HISTORY_CHANGED


REASONS: tuple[type[NotPublished], ...] = (
    NoCatalogue,
    PeriodNotClosed,
    BeforeFirstPeriod,
    AlreadyPublished,
    EarlierPeriodMissing,
    CatalogueChanged,
    HistoryAltered,
    ClockSetBack,
    CountsMissing,
    CannotProtect,
    PagesFailed,
    AttackFound,
    AttackUndecided,
    HistoryChanged,
    NotPublished,
)
"""Every reason there is, for those who need a word for each."""
