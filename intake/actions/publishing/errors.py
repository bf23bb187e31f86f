"""Why a quarter does not go out; each says in plain words what is the matter."""

from __future__ import annotations

from intake.reports.catalogue_changes import CatalogueProblem


class NotPublished(Exception):
    """Nothing was published; ``code`` names the reason in records and on pages."""

    code = "failed"


class NoCatalogue(NotPublished):
    """The jurisdiction has no reports.toml, so that it publishes nothing."""

    code = "no_catalogue"


class PeriodNotClosed(NotPublished):
    """The quarter has not ended ten days ago, or the worker has not counted it yet."""

    code = "period_not_closed"


class BeforeFirstPeriod(NotPublished):
    """The quarter lies before those that are published by this catalogue."""

    code = "before_first_period"


class AlreadyPublished(NotPublished):
    """The quarter was published; what is published is never made anew."""

    code = "already_published"


class EarlierPeriodMissing(NotPublished):
    """An earlier quarter has to go out first: releases go in order and leave none out."""

    code = "earlier_period_missing"


class CatalogueChanged(NotPublished):
    """The catalogue is not one by which this quarter may be published."""

    code = "catalogue_changed"

    def __init__(self, problem: CatalogueProblem) -> None:
        self.problem = problem
        super().__init__(f"the catalogue was changed: {problem.value}")


class HistoryAltered(NotPublished):
    """What is stored of an earlier release is not what was published."""

    code = "history_altered"


class ClockSetBack(NotPublished):
    """By this machine's clock the last release has not been published yet."""

    code = "clock_set_back"


class CountsMissing(NotPublished):
    """The frozen counts that the catalogue needs are not there, or do not fit it."""

    code = "counts_missing"


class CannotProtect(NotPublished):
    """Nothing that may be withheld protects the people in the numbers."""

    code = "unprotectable"


class PagesFailed(NotPublished):
    """The printed page or the spreadsheet of the release could not be made."""

    code = "pages_failed"


class AttackFound(NotPublished):
    """The attack on the files found somebody, or found the files at fault."""

    code = "attack_found"


class AttackUndecided(NotPublished):
    """The attack could not show that nobody is found; that counts as if it had found somebody."""

    code = "attack_undecided"


class HistoryChanged(NotPublished):
    """Somebody else published meanwhile; nothing of this attempt is kept."""

    code = "history_changed"


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
