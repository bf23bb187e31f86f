"""Publishing a quarter: how each stands, a trial, and the publication itself by the worker."""

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from intake.accounts.roles import Permission
from intake.actions.publishing.requests import RequestKind, RequestPending, ask_release
from intake.actions.publishing.standing import QuarterState
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import repeats
from intake.web.staff.entry.forms import ConsentForm, SignOutForm
from intake.web.staff.entry.fresh import fresh_password
from intake.web.staff.entry.session import current_member, go_to, staff_context
from intake.web.staff.numbers.page import Shown, get_shown, publishing_places, tried

blueprint = Blueprint("publishing", __name__, url_prefix="/staff/publishing")


@blueprint.get("")
@staff_only(Permission.PUBLISH_REPORTS)
def index() -> ResponseReturnValue:
    """The closed quarters of every place that the person publishes for."""
    return page("staff/numbers/publishing.html", places=publishing_places(current_member()))


@blueprint.get("/<place>/<period>")
@staff_only(Permission.PUBLISH_REPORTS)
def quarter(place: str, period: str) -> ResponseReturnValue:
    """One quarter: how it stands, and what the newest trial would show."""
    return _show(get_shown(current_member(), place, period))


@blueprint.post("/<place>/<period>/try")
@staff_only(Permission.PUBLISH_REPORTS)
def try_out(place: str, period: str) -> ResponseReturnValue:
    """Ask the worker what would be shown and withheld."""
    shown = get_shown(current_member(), place, period)
    if not SignOutForm().validate_on_submit():
        abort(400)
    return _ask(shown, RequestKind.DRY_RUN, gettext("The trial run is requested."))


@blueprint.route("/<place>/<period>/publish", methods=["GET", "POST"])
@staff_only(Permission.PUBLISH_REPORTS)
@fresh_password
@repeats(ConsentForm)
def publish(place: str, period: str) -> ResponseReturnValue:
    """Ask the worker to publish; it cannot be taken back once it is done."""
    shown, form = get_shown(current_member(), place, period), ConsentForm()
    if not shown.is_next:
        return _show(shown, 409, gettext("You can't publish this quarter now."))
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return page("staff/numbers/publish.html", status=status, shown=shown, form=form)
    return _ask(shown, RequestKind.PUBLISH, gettext("The publication is requested."))


def _ask(shown: Shown, kind: RequestKind, done: str) -> ResponseReturnValue:
    if shown.standing.state is not QuarterState.NEXT:
        return _show(shown, 409, gettext("You can't publish this quarter now."))
    try:
        ask_release(
            session(),
            context=staff_context(),
            staff_id=current_member().staff_id,
            jurisdiction=shown.place,
            quarter=shown.standing.quarter,
            kind=kind,
        )
    except RequestPending:
        return _show(
            shown, 409, gettext("An earlier request is still in progress. Wait until it is done.")
        )
    flash(done)
    return go_to("publishing.quarter", place=shown.place, period=shown.period)


def _show(shown: Shown, status: int = 200, fault: str = "") -> ResponseReturnValue:
    return page(
        "staff/numbers/quarter.html",
        status=status,
        shown=shown,
        tables=tried(shown),
        fault=fault,
        plain=SignOutForm(),
    )
