"""A case: its facts for whoever may see it, its content only after a deliberate press."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from intake.accounts.roles import Permission
from intake.actions.case.sight import look_at_case
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.forms.base import StaffForm
from intake.web.foundation.rendering import page
from intake.web.staff.case.opening import open_now
from intake.web.staff.case.page import case_page
from intake.web.staff.entry.session import current_member, staff_context
from intake.web.staff.queue.address import read_address

blueprint = Blueprint("case", __name__, url_prefix="/staff/cases")


@blueprint.get("/<case_id>")
@staff_only(Permission.SEE_CASE)
def show(case_id: str) -> ResponseReturnValue:
    """The facts of a case; nothing is opened."""
    context = staff_context()
    sight = look_at_case(session(), context=context, member=current_member(), case_id=case_id)
    return page(
        "staff/case/show.html",
        case=case_page(sight, context=context),
        token=StaffForm(),
        address=read_address(request.args),
    )


@blueprint.post("/<case_id>/open")
@staff_only(Permission.SEE_CASE)
def open_it(case_id: str) -> ResponseReturnValue:
    """Open the complaint and show it in this answer alone; the record says who did."""
    context, opened = staff_context(), open_now(case_id)
    sight = look_at_case(session(), context=context, member=current_member(), case_id=case_id)
    return page(
        "staff/case/show.html",
        case=case_page(sight, context=context, opened=opened),
        token=StaffForm(),
        address=read_address(request.args),
    )
