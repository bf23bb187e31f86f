"""Words for publishing: how a quarter stands, what was asked for, and what came of it."""

from intake.actions.publishing.errors import Outcome
from intake.actions.publishing.requests import RequestKind
from intake.actions.publishing.standing import QuarterState
from intake.texts.marking import marked as _
from intake.web.words.tables import Words

WORDS: Words = {
    QuarterState: {
        QuarterState.PUBLISHED: _("Public"),
        QuarterState.NEXT: _("Next to be published"),
        QuarterState.WAITING: _("Waiting for an earlier quarter"),
        QuarterState.TOTALS_ONLY: _("Only two totals were kept"),
        QuarterState.BEFORE: _("Before the first quarter that is published"),
    },
    RequestKind: {
        RequestKind.DRY_RUN: _("Trial"),
        RequestKind.PUBLISH: _("Publication"),
    },
    Outcome: {
        Outcome.DONE: _("Done."),
        Outcome.NO_CATALOGUE: _("Nothing is published here: there is no reports.toml."),
        Outcome.PERIOD_NOT_CLOSED: _(
            "The quarter is not closed yet. It closes ten days after it ends, once it has been "
            "counted."
        ),
        Outcome.BEFORE_FIRST_PERIOD: _("The quarter is before the first one that is published."),
        Outcome.ALREADY_PUBLISHED: _(
            "The quarter is already published. What is published never changes."
        ),
        Outcome.EARLIER_PERIOD_MISSING: _("An earlier quarter has to be published first."),
        Outcome.CATALOGUE_CHANGED: _(
            "The list of tables was changed, and it may not be changed now. Ask the person who "
            "manages reports.toml."
        ),
        Outcome.HISTORY_ALTERED: _(
            "The stored copy of an earlier release is not what was published. Nothing is "
            "published until this is cleared up. Tell the person who manages this system today."
        ),
        Outcome.CLOCK_SET_BACK: _(
            "The clock of this system was set back. Tell the person who manages it."
        ),
        Outcome.COUNTS_MISSING: _("The counts that the tables need were not kept."),
        Outcome.UNPROTECTABLE: _(
            "The people in the numbers cannot be protected, no matter what is withheld. Nothing "
            "was published."
        ),
        Outcome.PAGES_FAILED: _(
            "The printed page or the spreadsheet could not be made. Nothing was published."
        ),
        Outcome.ATTACK_FOUND: _(
            "The check of the finished files found someone in them. Nothing was published."
        ),
        Outcome.ATTACK_UNDECIDED: _(
            "The check of the finished files could not show that no one can be found. That "
            "counts as if it had found someone. Nothing was published."
        ),
        Outcome.HISTORY_CHANGED: _(
            "Someone else published in the meantime. Look at that release first."
        ),
        Outcome.INTERRUPTED: _("It was interrupted. Nothing was published. Try again."),
        Outcome.FAILED: _(
            "It stopped with an error. Nothing was published. Tell the person who "
            "manages this system."
        ),
    },
}
