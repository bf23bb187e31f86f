"""The first page after signing in: what waits for this person, or straight to the queue."""

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from intake.accounts.roles import Permission
from intake.web.foundation.access import staff_only
from intake.web.staff.entry.navigation import QUEUE, staff_page_context
from intake.web.staff.entry.session import current_member, go_to
from intake.web.staff.keys.page import waiting_for

blueprint = Blueprint("home", __name__, url_prefix="/staff")
blueprint.app_context_processor(staff_page_context)


@blueprint.get("/", strict_slashes=False)
@staff_only(None)
def index() -> ResponseReturnValue:
    """Lead on: units that wait for the person first, then cases, then people."""
    member = current_member()
    if waiting_for(member):
        return go_to("units.index")
    if member.may_anywhere(Permission.SEE_QUEUE) and QUEUE in current_app.view_functions:
        return go_to(QUEUE)
    if member.may_anywhere(Permission.MANAGE_PEOPLE):
        return go_to("team.index")
    return go_to("units.index")
