"""The page on which a complainant says that another office should handle a part of it."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.actions.case.recording import CaseRefused, StaleCase
from intake.actions.following.follow import FollowedCase, follow
from intake.actions.following.reroute_own import NotMovable, own_receiver, reroute_own
from intake.bedrock.keys import UnitKey
from intake.complaints.mailboxes import CodeUnknown
from intake.routing import NobodyLeft
from intake.rules.entities import Entity
from intake.web.foundation.access import Access, access
from intake.web.foundation.database import session
from intake.web.foundation.forms.base import ResidentForm
from intake.web.foundation.rendering import page
from intake.web.foundation.services import services
from intake.web.resident.routes import resident
from intake.web.resident.visit import action_context, here

MOVED, NOT_MOVED = "moved", "not-moved"


@resident.route("/f/7/<int:number>", methods=["GET", "POST"])
@access(Access.RESIDENT_SESSION)
def another_office(number: int) -> ResponseReturnValue:
    """Who would read it then is said first; parts are numbered as on the status page."""
    case = _case(number)
    if request.method == "GET":
        entity = services().configuration.entity(case.entity)
        return page(
            "resident/move.html", case=case, entity=entity, taker=_taker(case), form=ResidentForm()
        )
    try:
        reroute_own(session(), context=action_context(), code=_code(), case_id=case.id)
    except (NotMovable, NobodyLeft, StaleCase, CaseRefused):
        return redirect(url_for(".status", n=NOT_MOVED), 303)
    return redirect(url_for(".status", n=MOVED), 303)


def _case(number: int) -> FollowedCase:
    seen = follow(session(), context=action_context(), code=_code())
    if not 1 <= number <= len(seen.cases) or not seen.cases[number - 1].is_open:
        abort(404)
    return seen.cases[number - 1]


def _taker(case: FollowedCase) -> Entity | None:
    """The office that would get it; None where nobody else may or can."""
    try:
        unit = own_receiver(session(), context=action_context(), code=_code(), case_id=case.id)
    except (NotMovable, NobodyLeft):
        return None
    return services().configuration.entity(UnitKey(unit).entity)


def _code() -> str:
    visit = here().visit
    if visit is None:
        raise CodeUnknown
    return visit.code
