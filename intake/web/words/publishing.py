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
        QuarterState.WAITING: _("Waits for an earlier quarter"),
        QuarterState.TOTALS_ONLY: _("Two totals alone were kept"),
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
            "The quarter is not closed. That is ten days after its end, once it has been counted."
        ),
        Outcome.BEFORE_FIRST_PERIOD: _("The quarter lies before the first one that is published."),
        Outcome.ALREADY_PUBLISHED: _(
            "The quarter was published before. What is published never changes."
        ),
        Outcome.EARLIER_PERIOD_MISSING: _("Another quarter has to go out before it."),
        Outcome.CATALOGUE_CHANGED: _(
            "The list of tables was changed, and it may not be changed now. Ask who looks after "
            "reports.toml."
        ),
        Outcome.HISTORY_ALTERED: _(
            "What is stored of an earlier release is not what was published. Nothing goes out "
            "before this is cleared up. Tell who looks after this system today."
        ),
        Outcome.CLOCK_SET_BACK: _(
            "The clock of this system was set back. Tell who looks after it."
        ),
        Outcome.COUNTS_MISSING: _("The counts that the tables need were not kept."),
        Outcome.UNPROTECTABLE: _(
            "The people in the numbers cannot be protected, whatever is withheld. Nothing was "
            "published."
        ),
        Outcome.PAGES_FAILED: _(
            "The printed page or the spreadsheet could not be made. Nothing was published."
        ),
        Outcome.ATTACK_FOUND: _(
            "The check of the finished files found somebody in them. Nothing was published."
        ),
        Outcome.ATTACK_UNDECIDED: _(
            "The check of the finished files could not show that nobody can be found. That counts "
            "as if it had found somebody. Nothing was published."
        ),
        Outcome.HISTORY_CHANGED: _(
            "Somebody else published in the meantime. Look at that release first."
        ),
        Outcome.INTERRUPTED: _("It was interrupted. Nothing was published; ask again."),
        Outcome.FAILED: _("It broke off. Nothing was published. Tell who looks after this system."),
    },
}
