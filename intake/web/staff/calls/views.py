"""Complaints told by telephone, at the counter or by letter: taken by a clerk, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, abort, flash, request
from flask.typing import ResponseReturnValue

from intake.accounts.roles import Permission
from intake.actions.calls.take_call import (
    Call,
    CallRefused,
    DayNotPossible,
    NewCall,
    drop_call,
    finish_call,
    kept_calls,
    open_call,
    save_call,
    send_call,
    sent_call,
    start_call,
)
from intake.actions.complaint.filing import DraftNotShown, NothingTold
from intake.actions.complaint.save_draft import DraftLimits
from intake.bedrock.keys import UnitKey
from intake.complaints.calls import CallNotFound
from intake.complaints.unsent import DraftGone
from intake.complaints.vocabulary import Channel
from intake.routing import NobodyLeft
from intake.rules.jurisdiction import Jurisdiction
from intake.settings.audiences import Audience
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.errors import ErrorRow
from intake.web.foundation.forms.base import StaffForm
from intake.web.foundation.forms.edition import FIELD as EDITION
from intake.web.foundation.forms.edition import edition
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import repeats
from intake.web.foundation.services import services
from intake.web.staff.calls.forms import (
    call_fields,
    call_form,
    first_content,
    is_sound,
    question_groups,
    question_texts,
    start_fields,
    start_form,
    with_form,
)
from intake.web.staff.calls.page import (
    SendForm,
    call_lengths,
    conflict_of,
    kept_rows,
    receipt_of,
    sending_of,
)
from intake.web.staff.entry.session import current_member, go_to, staff_context
from intake.web.staff.team.names import unit_name

blueprint = Blueprint("calls", __name__, url_prefix="/staff/calls")

ERRORS: tuple[ErrorRow, ...] = (
    ErrorRow(CallNotFound, 404, "errors/not_found.html"),
    ErrorRow(DraftGone, 404, "staff/calls/gone.html"),
)

TAKES = Permission.TAKE_COMPLAINT
SECTIONS = ("told", "employers", "when", "people", "person")


@blueprint.get("/")
@staff_only(TAKES)
def index() -> ResponseReturnValue:
    """The calls that this clerk has not sent yet."""
    calls = kept_calls(session(), context=staff_context(), member=current_member())
    return page("staff/calls/index.html", calls=kept_rows(calls))


@blueprint.route("/new", methods=["GET", "POST"])
@staff_only(TAKES)
@repeats(start_fields)
def new() -> ResponseReturnValue:
    """The employer first: an office in conflict hears no more than that."""
    offered = current_member().units_with(TAKES)
    place = _place_of_call(offered)
    units = [unit for unit in offered if UnitKey(unit).place == place.slug]
    form = start_form(place, [(unit, unit_name(unit)) for unit in units])
    if request.method == "GET" or not form.validate():
        return page(
            "staff/calls/new.html",
            status=422 if form.errors else 200,
            form=form,
            place=place,
            places=tuple({_place(unit).slug: _place(unit) for unit in offered}.values()),
            several=len(units) > 1,
        )
    try:
        draft_id = start_call(
            session(),
            context=staff_context(),
            member=current_member(),
            call=NewCall(
                unit=form["unit"].data,
                channel=Channel(form["channel"].data),
                content=first_content(form, place),
            ),
            lengths=call_lengths(),
        )
    except CallRefused as refused:
        return page("staff/calls/refused.html", status=409, offices=refused.offices)
    return go_to("calls.call", draft_id=draft_id)


@blueprint.route("/<draft_id>", methods=["GET", "POST"])
@staff_only(TAKES)
@repeats(call_fields, "save", "send")
def call(draft_id: str) -> ResponseReturnValue:
    """One long page, in any order; a press keeps it, and nothing is lost by keeping often."""
    found = _open(draft_id)
    place = _place(found.kept.unit)
    form = call_form(place, found.unsent)
    if request.method == "GET":
        return _shown(found, form)
    if not is_sound(form):
        return _shown(found, form, status=422)
    save_call(
        session(),
        context=staff_context(),
        member=current_member(),
        draft_id=draft_id,
        change=lambda unsent: with_form(unsent, form, place=place),
        limits=DraftLimits(
            lengths=call_lengths(),
            narrative_characters=services().settings.limits.narrative_characters,
        ),
    )
    if "send" in request.form:
        return go_to("calls.send", draft_id=draft_id)
    section = _section(request.form.get("save", ""))
    return go_to("calls.call", draft_id=draft_id, kept=section, _anchor=f"after-{section}")


@blueprint.route("/<draft_id>/send", methods=["GET", "POST"])
@staff_only(TAKES)
@repeats(SendForm, EDITION)
def send(draft_id: str) -> ResponseReturnValue:
    """Who gets it, and the day it came in; then it is sent."""
    try:
        found = _open(draft_id)
    except DraftGone:
        # A second press: it was sent a moment ago. Whoever may not see its receipt finds nothing.
        return go_to("calls.receipt", draft_id=draft_id)
    form = SendForm()
    problems: tuple[str, ...] = ()
    if request.method == "POST" and form.validate():
        try:
            return _sent(draft_id, form.day)
        except DraftGone:
            return go_to("calls.receipt", draft_id=draft_id)
        except DraftNotShown:
            found = _open(draft_id)
            problems = (
                gettext(
                    "The complaint changed after this page was shown. Check it again, then submit "
                    "it."
                ),
            )
        except DayNotPossible:
            form.received.errors = [gettext("Enter today's date or an earlier date.")]
        except NothingTold:
            problems = (
                gettext(
                    "There is nothing to submit yet. Write what happened or answer a question."
                ),
            )
        except NobodyLeft:
            problems = (
                gettext(
                    "No office is left that may see this complaint. Ask which office may, and "
                    "change that answer."
                ),
            )
    return page(
        "staff/calls/send.html",
        status=422 if form.errors or problems else 200,
        sending=sending_of(found),
        form=form,
        problems=problems,
    )


@blueprint.get("/<draft_id>/receipt")
@staff_only(TAKES)
def receipt(draft_id: str) -> ResponseReturnValue:
    """The code, to be read aloud or printed; in the language of the person, where asked for."""
    sent = sent_call(session(), context=staff_context(), member=current_member(), draft_id=draft_id)
    place = _place(sent.unit)
    wanted = request.args.get("in", "")
    language = wanted if wanted in place.languages else None
    return page(
        "staff/calls/receipt.html",
        language=language,
        receipt=receipt_of(sent, place),
        address=services().settings.address_of(Audience.PUBLIC),
        form=StaffForm(),
    )


@blueprint.post("/<draft_id>/done")
@staff_only(TAKES)
def done(draft_id: str) -> ResponseReturnValue:
    """The complainant has the code; it is shown no more."""
    finish_call(session(), context=staff_context(), member=current_member(), draft_id=draft_id)
    flash(gettext("Done. The code can't be shown again."))
    return go_to("calls.index")


@blueprint.route("/<draft_id>/drop", methods=["GET", "POST"])
@staff_only(TAKES)
def drop(draft_id: str) -> ResponseReturnValue:
    """Delete a call that is not to be sent."""
    found = _open(draft_id)
    if request.method == "GET":
        return page("staff/calls/drop.html", call=kept_rows((found,))[0], form=StaffForm())
    drop_call(session(), context=staff_context(), member=current_member(), draft_id=draft_id)
    flash(gettext("Deleted."))
    return go_to("calls.index")


def _sent(draft_id: str, day: date | None) -> ResponseReturnValue:
    send_call(
        session(),
        context=staff_context(),
        member=current_member(),
        draft_id=draft_id,
        received_day=day,
        edition=edition(),
    )
    return go_to("calls.receipt", draft_id=draft_id)


def _open(draft_id: str) -> Call:
    return open_call(session(), context=staff_context(), member=current_member(), draft_id=draft_id)


def _shown(found: Call, form: object, *, status: int = 200) -> ResponseReturnValue:
    return page(
        "staff/calls/call.html",
        status=status,
        call=kept_rows((found,))[0],
        form=form,
        conflict=conflict_of(found),
        numbers=_place(found.kept.unit).urgent_hotlines(),
        kept=request.args.get("kept", ""),
        groups=question_groups(),
        texts=question_texts(),
    )


def _section(pressed: str) -> str:
    """The part of the page whose button was pressed: the page comes back to it."""
    return pressed if pressed in SECTIONS else SECTIONS[0]


def _place_of_call(units: Sequence[str]) -> Jurisdiction:
    """The place that the address names, or that of the clerk's first unit."""
    wanted = request.args.get("place")
    found = [unit for unit in units if wanted in (None, UnitKey(unit).place)]
    if not found:
        abort(404)
    return _place(found[0])


def _place(unit: str) -> Jurisdiction:
    return services().configuration.jurisdiction(UnitKey(unit).place)
