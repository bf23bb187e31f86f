"""Cases of other units that one of the member's units was let in to."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from intake.accounts.roles import Permission
from intake.cases.access import let_in_cases
from intake.web.access import staff_only
from intake.web.database import session
from intake.web.rendering import page
from intake.web.staff.session import current_member
from intake.web.staff.sharing_forms import shared_rows

blueprint = Blueprint("shared", __name__, url_prefix="/staff/shared")

SHOWN = 200


@blueprint.get("")
@staff_only(Permission.SEE_CASE)
def index() -> ResponseReturnValue:
    """The list, the latest first."""
    units = current_member().units_with(Permission.SEE_CASE)
    found = let_in_cases(session(), units=units, limit=SHOWN)
    return page("staff/reroute/shared.html", cases=shared_rows(found))
