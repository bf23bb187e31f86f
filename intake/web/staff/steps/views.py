"""Do something to a case: one form and one action for every row of the workflow table."""

from flask import Blueprint, Response, flash, request
from flask.typing import ResponseReturnValue

from intake.accounts.roles import Permission
from intake.actions.case.access import CaseNotFound, get_case
from intake.actions.case.reading import OpeningRefused
from intake.actions.case.record_event import record_event
from intake.actions.case.recording import CaseRefused, EventRequest, StaleCase
from intake.actions.case.reroute import Move, reroute_case
from intake.cases.vocabulary import EventKind
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.table import Refusal
from intake.complaints.keys.chain import ChainBroken
from intake.complaints.keys.shares import ShareErased
from intake.vault.errors import KeyAbsent, KeyUnproven, SealBroken
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.labels import label
from intake.web.foundation.languages import gettext
from intake.web.foundation.replay import repeats
from intake.web.staff.case.opening import ContentBroken, ContentErased, NotLetIn
from intake.web.staff.entry.session import current_member, go_to, staff_context
from intake.web.staff.queue.address import read_address
from intake.web.staff.steps.forms import fields_of_event, show_refusals, wanted_from
from intake.web.staff.steps.letters import FIELD_OF, FROM_REASONS
from intake.web.staff.steps.page import (
    Doing,
    again,
    doing_of,
    step_page,
    with_case_open,
    with_letter,
)

SHUT = (
    KeyAbsent,
    KeyUnproven,
    SealBroken,
    ShareErased,
    OpeningRefused,
    NotLetIn,
    ContentErased,
    ContentBroken,
)
"""Why what is sealed does not open, or nothing can be sealed: said above the form, which stays."""

blueprint = Blueprint("step", __name__, url_prefix="/staff/cases")


@blueprint.get("/<case_id>/do/<event>")
@staff_only(Permission.SEE_CASE)
def form(case_id: str, event: str) -> ResponseReturnValue:
    """The form of one step."""
    doing = doing_of(case_id, event)
    return step_page(doing, status=409 if doing.refusal else 200)


@blueprint.post("/<case_id>/do/<event>")
@staff_only(Permission.SEE_CASE)
@repeats(fields_of_event, "aside")
def do(case_id: str, event: str) -> ResponseReturnValue:
    """Take the step, or show its form again with what was typed and what stands in the way."""
    doing = doing_of(case_id, event)
    aside = request.form.get("aside")
    if aside:
        return _aside(doing, aside)
    if not doing.form.validate():
        return step_page(doing, status=422)
    try:
        _record(doing)
    except StaleCase:
        return step_page(again(doing), status=409)
    except CaseRefused as refused:
        return step_page(doing, status=422, others=show_refusals(doing.form, refused.refusals))
    except SHUT as error:
        return step_page(doing, status=409, others=(_shut(error),))
    flash(label(doing.step.event))
    return _way_on(case_id)


def _aside(doing: Doing, aside: str) -> ResponseReturnValue:
    """What is asked beside the step itself: to open the case, to propose a letter."""
    letter = aside == "letter" and doing.step.event in FIELD_OF
    if aside == "open" or (letter and doing.step.event in FROM_REASONS):
        try:
            doing = with_case_open(doing)
        except SHUT as error:
            return step_page(doing, status=409, others=(_shut(error),))
    return step_page(with_letter(doing) if letter else doing)


def _record(doing: Doing) -> None:
    """One action for every row, and one for the row with which keys change hands."""
    wanted = wanted_from(doing.step, doing.form)
    if wanted.event is EventKind.REROUTED:
        _move(doing, wanted)
        return
    record_event(
        session(),
        context=staff_context(),
        member=current_member(),
        case_id=doing.sight.case.id,
        seen_version=doing.form.seen_version,
        wanted=wanted,
    )


def _move(doing: Doing, wanted: EventRequest) -> None:
    if wanted.reason is None:
        raise CaseRefused(Refusal(RefusalCode.REASON_NEEDED, "reason"))
    reroute_case(
        session(),
        context=staff_context(),
        member=current_member(),
        case_id=doing.sight.case.id,
        seen_version=doing.form.seen_version,
        move=Move(
            unit=wanted.details.get("unit", ""),
            reason=wanted.reason,
            reasons=wanted.written.get("reasons", ""),
        ),
    )


def _way_on(case_id: str) -> Response:
    """Back to the case, or to the list where the case went to a unit that is not theirs."""
    query = read_address(request.args)
    try:
        get_case(session(), member=current_member(), case_id=case_id)
    except CaseNotFound:
        return go_to("queue.index", **query.with_())
    return go_to("case.show", case_id=case_id, **query.values())


def _shut(error: Exception) -> str:
    match error:
        case ShareErased() | ContentErased():
            return gettext(
                "What was written in this case was erased. You can't add anything to it."
            )
        case OpeningRefused():
            return gettext("Your roles in this unit do not let you open this complaint now.")
        case ChainBroken():
            return gettext(
                "The records of who holds this case's keys are damaged, so nothing you write "
                "can be sealed safely. Copy your text, and tell your administrator."
            )
        case ContentBroken() | SealBroken():
            return gettext("What is stored is not what was filed, so we show none of it.")
        case _:
            return gettext(
                "You do not hold this unit's key, so nothing you write can be sealed. Copy "
                "your text, then ask a colleague in the unit to give you access."
            )
