"""Words for publishing: how a quarter stands, what was asked for, and what came of it."""

from intake.actions.publishing.errors import Outcome
from intake.actions.publishing.requests import RequestKind
from intake.actions.publishing.standing import QuarterState
from intake.texts.marking import marked as _
from intake.web.words.tables import Words

WORDS: Words = {
    QuarterState: {
        QuarterState.PUBLISHED: _("Public"),
        QuarterState.NEXT: _("Next to publish"),
        QuarterState.WAITING: _("Waiting for an earlier quarter"),
        QuarterState.TOTALS_ONLY: _("Only two totals were kept"),
        QuarterState.BEFORE: _("Before the first published quarter"),
    },
    RequestKind: {
        RequestKind.DRY_RUN: _("Trial run"),
        RequestKind.PUBLISH: _("Publication"),
    },
    Outcome: {
        Outcome.DONE: _("Done."),
        Outcome.NO_CATALOGUE: _(
            "This place does not publish numbers: it has no reports.toml file."
        ),
        Outcome.PERIOD_NOT_CLOSED: _(
            "This quarter is not closed yet. A quarter closes ten days after it ends, once "
            "it is counted."
        ),
        Outcome.BEFORE_FIRST_PERIOD: _(
            "This quarter is earlier than the first one that is published."
        ),
        Outcome.ALREADY_PUBLISHED: _(
            "This quarter is already published. What is published never changes."
        ),
        Outcome.EARLIER_PERIOD_MISSING: _("Publish an earlier quarter first."),
        Outcome.CATALOGUE_CHANGED: _(
            "The list of tables changed, and it can't change now. Ask the person who "
            "manages reports.toml."
        ),
        Outcome.HISTORY_ALTERED: _(
            "What is stored for an earlier release is not what was published. Nothing can "
            "be published until this is resolved. Tell the person who manages this system "
            "today."
        ),
        Outcome.CLOCK_SET_BACK: _(
            "This system's clock was set back. Tell the person who manages this system."
        ),
        Outcome.COUNTS_MISSING: _("The counts that the tables need were not kept."),
        Outcome.UNPROTECTABLE: _(
            "The people in these numbers can't be protected, no matter what is withheld. "
            "Nothing was published."
        ),
        Outcome.PAGES_FAILED: _(
            "The printed page or the spreadsheet could not be made. Nothing was published."
        ),
        Outcome.ATTACK_FOUND: _(
            "The check of the finished files identified someone in them. Nothing was published."
        ),
        Outcome.ATTACK_UNDECIDED: _(
            "The check of the finished files could not rule out that someone can be "
            "identified. We treat that as if someone was. Nothing was published."
        ),
        Outcome.HISTORY_CHANGED: _(
            "Someone else published in the meantime. Check that release first."
        ),
        Outcome.INTERRUPTED: _(
            "The request was interrupted. Nothing was published. Start it again."
        ),
        Outcome.FAILED: _(
            "The request failed. Nothing was published. Tell the person who manages this system."
        ),
    },
}
