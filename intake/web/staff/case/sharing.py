"""Who can read a case: the units let in to it, letting one in, and letting it out."""

from __future__ import annotations

from flask import Blueprint, abort, flash, request
from flask.typing import ResponseReturnValue

from intake.accounts.roles import Permission
from intake.actions.case.access import CaseNotFound
from intake.actions.case.grant import end_grant, grant_case, possible_grants
from intake.actions.case.recording import CaseRefused
from intake.actions.case.sight import CaseSight, look_at_case
from intake.actions.case.signed_grants import Grant
from intake.bedrock.characters import is_whole
from intake.cases.access import read_accesses
from intake.vault.errors import KeyAbsent
from intake.vault.keys import KeyLetter
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.forms.base import StaffForm
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import repeats
from intake.web.staff.case.sharing_forms import GrantForm, access_rows, grant_form
from intake.web.staff.entry.fresh import fresh_password
from intake.web.staff.entry.session import current_member, go_to, staff_context

blueprint = Blueprint("sharing", __name__, url_prefix="/staff")


@blueprint.get("/cases/<case_id>/access")
@staff_only(Permission.SEE_CASE)
def access(case_id: str) -> ResponseReturnValue:
    """Every unit that can read a case, or could."""
    sight = _look(case_id)
    return page(
        "staff/case/sharing/access.html",
        case=sight.case,
        accesses=access_rows(read_accesses(session(), case_id), sight.former),
        may_grant=Permission.GRANT in sight.permissions,
        possible=possible_grants(staff_context().configuration, sight.case),
        form=StaffForm(),
    )


@blueprint.route("/cases/<case_id>/access/new", methods=["GET", "POST"])
@staff_only(Permission.GRANT)
@fresh_password
@repeats("unit", "letters")
def let_in(case_id: str) -> ResponseReturnValue:
    """Let a unit in: which one, for what, and what it can open."""
    sight = _granting(case_id)
    form = grant_form(possible_grants(staff_context().configuration, sight.case))
    if request.method == "GET" or not form.validate():
        return _asked(sight, form)
    try:
        grant_case(
            session(),
            context=staff_context(),
            member=current_member(),
            case_id=case_id,
            grant=Grant(
                unit=form.chosen[0],
                kind=form.chosen[1],
                letters=tuple(KeyLetter(letter) for letter in form["letters"].data),
            ),
        )
    except CaseRefused:
        words = gettext(
            "You can't share with this unit. It must not see this complaint, or it has no key."
        )
        return _asked(sight, form, (words,))
    except KeyAbsent:
        words = gettext(
            "You do not hold this unit's key. Ask a colleague to give you access first."
        )
        return _asked(sight, form, (words,))
    flash(gettext("The unit can now read the case."))
    return go_to("sharing.access", case_id=case_id)


@blueprint.post("/cases/<case_id>/access/end")
@staff_only(Permission.GRANT)
@repeats("unit")
def let_out(case_id: str) -> ResponseReturnValue:
    """Take a unit's access away."""
    unit = request.form.get("unit", "")
    if not is_whole(unit) or "\0" in unit:
        abort(404)  # no database looks for such a name
    end_grant(
        session(),
        context=staff_context(),
        member=current_member(),
        case_id=case_id,
        unit=unit,
    )
    flash(gettext("The unit can no longer open anything in the case."))
    return go_to("sharing.access", case_id=case_id)


def _look(case_id: str) -> CaseSight:
    return look_at_case(
        session(), context=staff_context(), member=current_member(), case_id=case_id
    )


def _granting(case_id: str) -> CaseSight:
    sight = _look(case_id)
    if Permission.GRANT not in sight.permissions:
        raise CaseNotFound(case_id)
    return sight


def _asked(sight: CaseSight, form: GrantForm, others: tuple[str, ...] = ()) -> ResponseReturnValue:
    status = 422 if form.errors or others else 200
    return page(
        "staff/case/sharing/grant.html", status=status, case=sight.case, form=form, others=others
    )
