"""Cases of other units that one of the member's units was let in to."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from intake.accounts.roles import Permission
from intake.cases.access import let_in_cases
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.rendering import page
from intake.web.staff.case.sharing_forms import shared_rows
from intake.web.staff.entry.session import current_member

blueprint = Blueprint("shared", __name__, url_prefix="/staff/shared")

SHOWN = 200


@blueprint.get("")
@staff_only(Permission.SEE_CASE)
def index() -> ResponseReturnValue:
    """The list, the latest first."""
    units = current_member().units_with(Permission.SEE_CASE)
    found = let_in_cases(session(), units=units, limit=SHOWN)
    return page("staff/case/sharing/shared.html", cases=shared_rows(found))
