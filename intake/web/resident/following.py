"""The pages of following a complaint: the code, how it stands, messages, stopping, a new code."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.actions.following.enter_code import CodeLeadsTo, enter_code
from intake.actions.following.follow import Following, read_own
from intake.actions.following.follow import follow as read_status
from intake.actions.following.replace_code import replace_own_code, save_new_code
from intake.actions.following.write_to_office import (
    NothingToStop,
    NothingWritten,
    ThreadClosed,
    withdraw_complaint,
    write_to_offices,
)
from intake.complaints.mailboxes import CodeNotYet, CodeUnknown
from intake.complaints.visits import Visit
from intake.vault.errors import CodeMalformed, CodeSlip
from intake.web.foundation.access import Access, access
from intake.web.foundation.cookies import ensure_resident_secret, replace_resident_secret
from intake.web.foundation.database import session
from intake.web.foundation.forms.base import ResidentForm
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import moment, page
from intake.web.foundation.replay import repeats
from intake.web.foundation.services import now, services
from intake.web.resident.forms import CodeForm, MessageForm
from intake.web.resident.routes import resident
from intake.web.resident.steps import Step
from intake.web.resident.summary import groups
from intake.web.resident.timeline import next_steps
from intake.web.resident.visit import action_context, here, lengths

SENT, STOPPED = "sent", "stopped"


@resident.route("/f/1", methods=["GET", "POST"])
@access(Access.RESIDENT)
def follow() -> ResponseReturnValue:
    """Type the code; it is sent in a form and never stands in an address."""
    form = CodeForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate() and (leads_to := _enter(form)):
        if leads_to is CodeLeadsTo.DRAFT:
            return redirect(url_for(".step", number=int(Step.CHECK)), 303)
        return redirect(url_for(".status"), 303)
    status = 422 if form.errors else 200
    return page("resident/code.html", status=status, form=form, standing=here().standing)


@resident.get("/f/2")
@access(Access.RESIDENT_SESSION)
def status() -> ResponseReturnValue:
    """How the complaint stands, in plain words and dates."""
    return _status(MessageForm(None))


@resident.route("/f/3", methods=["GET", "POST"])
@access(Access.RESIDENT_SESSION)
@repeats(MessageForm)
def message() -> ResponseReturnValue:
    """Write to every office that works on it."""
    if request.method == "GET":
        return redirect(url_for(".status"), 303)
    form = MessageForm(request.form)
    if not form.validate():
        return _status(form)
    try:
        write_to_offices(
            session(), context=action_context(), code=_visit().code, text=form.text.data
        )
    except NothingWritten:
        form.text.errors = [gettext("Write a message before you send it.")]
        return _status(form)
    except ThreadClosed:
        form.text.errors = [
            gettext(
                "We could not seal your message safely, so it was not sent. Copy your words, and "
                "call the office."
            )
        ]
        return _status(form)
    return redirect(url_for(".status", n=SENT), 303)


@resident.route("/f/4", methods=["GET", "POST"])
@access(Access.RESIDENT_SESSION)
def withdraw() -> ResponseReturnValue:
    """Ask to stop; what that means is said first."""
    if request.method == "GET":
        return page("resident/withdraw.html", seen=_seen(), form=ResidentForm())
    try:
        withdraw_complaint(session(), context=action_context(), code=_visit().code)
    except NothingToStop:
        return redirect(url_for(".status"), 303)
    return redirect(url_for(".status", n=STOPPED), 303)


@resident.route("/f/5", methods=["GET", "POST"])
@access(Access.RESIDENT_SESSION)
def new_code() -> ResponseReturnValue:
    """A new code for one that someone else knows; the old one is good until this one is saved."""
    visit = _visit()
    if request.method == "POST":
        replace_own_code(
            session(),
            context=action_context(),
            visit=visit,
            secret=ensure_resident_secret(),
            lengths=lengths(),
        )
        return redirect(url_for(".new_code"), 303)
    return page(
        "resident/new_code.html",
        seen=_seen(),
        code=visit.code if here().code_waits else "",
        form=ResidentForm(),
    )


@resident.post("/f/6")
@access(Access.RESIDENT_SESSION)
def keep_new_code() -> ResponseReturnValue:
    """The new code is safe: it is the only one now."""
    save_new_code(session(), context=action_context(), code=_visit().code)
    return redirect(url_for(".status"), 303)


@resident.get("/f/8")
@access(Access.RESIDENT_SESSION)
def own_words() -> ResponseReturnValue:
    """What was told when it was sent; it does not change any more."""
    told = read_own(session(), context=action_context(), code=_visit().code)
    return page("resident/told.html", groups=groups(told), gone=told.identity is None)


def _enter(form: CodeForm) -> CodeLeadsTo | None:
    """Begin a visit, in a browser secret of its own; or say in the form why not."""
    try:
        return enter_code(
            session(),
            context=action_context(),
            typed=form.code.data,
            new_secret=replace_resident_secret,
            lengths=lengths(),
            failures_per_minute=services().settings.limits.follow_up_failures_per_minute,
        )
    except CodeMalformed as error:
        found = gettext("We can read %(found)d of %(expected)d letters and numbers.") % {
            "found": error.found,
            "expected": error.expected,
        }
        form.code.errors = [gettext("Enter your whole code."), found]
    except CodeSlip:
        form.code.errors = [
            gettext("One letter or number is wrong. Compare each group with your code.")
        ]
    except CodeNotYet as error:
        form.code.errors = [
            gettext(
                "The office made this code. It works from %(moment)s. Until then, only your old "
                "code works.",
                moment=moment(error.opens_at),
            )
        ]
    except CodeUnknown:
        form.code.errors = [
            gettext(
                "You typed a complete code, but it does not open anything here. It may be for "
                "another place. A new code may have replaced it. Or what you wrote was never "
                "sent and has been deleted."
            )
        ]
    return None


def _status(form: MessageForm) -> ResponseReturnValue:
    seen = _seen()
    configuration = services().configuration
    steps = {
        case.id: next_steps(case, urgency=seen.urgency, configuration=configuration, at=now())
        for case in seen.cases
    }
    return page(
        "resident/status.html",
        status=422 if form.errors else 200,
        seen=seen,
        steps=steps,
        places=configuration.jurisdictions,
        entities={
            office.entity: configuration.entity(office.entity)
            for case in seen.cases
            for office in case.former
        },
        done=request.args.get("n"),
        form=form,
    )


def _visit() -> Visit:
    visit = here().visit
    if visit is None:
        raise CodeUnknown
    return visit


def _seen() -> Following:
    return read_status(session(), context=action_context(), code=_visit().code)
