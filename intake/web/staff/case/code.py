"""A new code for a complainant who lost theirs: who asks is checked first, and it is shown once."""

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue
from wtforms.fields import BooleanField

from intake.accounts.roles import Permission
from intake.actions.case.access import CaseNotFound
from intake.actions.case.sight import CaseSight, look_at_case
from intake.actions.following.agree_to_code import (
    NothingToAgreeTo,
    agree_to_code,
    code_of_colleague,
)
from intake.actions.following.replace_code import CodeNotReplaceable, give_new_code
from intake.complaints.models import Mailbox
from intake.complaints.vocabulary import IdentityMode
from intake.vault.errors import KeyAbsent
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.forms.base import Required, StaffForm
from intake.web.foundation.languages import gettext, lazy_gettext
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import repeats
from intake.web.staff.entry.fresh import fresh_password
from intake.web.staff.entry.session import current_member, go_to, staff_context

blueprint = Blueprint("lost_code", __name__, url_prefix="/staff/cases")


AGREE = "agree"


class CheckedForm(StaffForm):
    """That who asks was checked."""

    checked = BooleanField(
        lazy_gettext("I made sure that the complainant is the person asking"),
        [Required(lazy_gettext("Make sure who is asking, then check this box."))],
        description=lazy_gettext(
            "Ask about something only the complainant would know, or call back the number "
            "in the complaint. Do not give a code to a relative, an attorney, or an "
            "official who asks for someone else."
        ),
    )


@blueprint.route("/<case_id>/code", methods=["GET", "POST"])
@staff_only(Permission.REPLACE_CODE)
@fresh_password
@repeats(CheckedForm, AGREE)
def new(case_id: str) -> ResponseReturnValue:
    """Ask that who asks was checked; then show the new code in this answer alone."""
    sight = _replacing(case_id)
    form = CheckedForm()
    if AGREE in request.form and StaffForm().validate_on_submit():
        return _agreed(sight)
    if request.method == "GET" or not form.validate():
        return _asked(sight, form)
    try:
        code = give_new_code(
            session(), context=staff_context(), member=current_member(), case_id=case_id
        )
    except CodeNotReplaceable:
        return _asked(sight, form)
    except KeyAbsent:
        words = gettext(
            "You do not hold this unit's key. Ask a colleague to give you access first."
        )
        return _asked(sight, form, (words,))
    return page("staff/case/new_code.html", case=sight.case, code=code)


def _replacing(case_id: str) -> CaseSight:
    sight = look_at_case(
        session(), context=staff_context(), member=current_member(), case_id=case_id
    )
    if Permission.REPLACE_CODE not in sight.permissions:
        raise CaseNotFound(case_id)
    return sight


def _asked(
    sight: CaseSight, form: CheckedForm, others: tuple[str, ...] = ()
) -> ResponseReturnValue:
    return page(
        "staff/case/lost_code.html",
        status=422 if form.errors or others else 200,
        case=sight.case,
        nameless=sight.complaint.identity_mode == IdentityMode.ANONYMOUS,
        form=form,
        others=others,
        waits=_waiting(sight),
    )


def _agreed(sight: CaseSight) -> ResponseReturnValue:
    try:
        agree_to_code(
            session(), context=staff_context(), member=current_member(), case_id=sight.case.id
        )
    except (NothingToAgreeTo, KeyAbsent):
        words = gettext("No code is waiting here that you can confirm. It may work already.")
        return _asked(sight, CheckedForm(formdata=None), (words,))
    flash(gettext("You confirmed the new code. It works now."))
    return go_to("case.show", case_id=sight.case.id)


def _waiting(sight: CaseSight) -> Mailbox | None:
    """The code of a colleague that waits for a second person."""
    try:
        return code_of_colleague(
            session(), context=staff_context(), member=current_member(), case=sight.case
        )
    except KeyAbsent:
        return None
