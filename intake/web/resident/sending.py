"""Check, send, receipt, and the end of the visit; also the code shown early, to go on later."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.actions.complaint.filing import DraftNotShown, NothingTold, Origin, file_draft
from intake.actions.following.follow import follow
from intake.actions.following.visit import end_visit
from intake.complaints.unsent import DraftGone
from intake.routing import NobodyLeft
from intake.web.foundation.access import Access, access
from intake.web.foundation.cookies import drop_resident_secret, resident_secret
from intake.web.foundation.database import session
from intake.web.foundation.forms.base import ResidentForm
from intake.web.foundation.forms.edition import FIELD as EDITION
from intake.web.foundation.forms.edition import edition
from intake.web.foundation.languages import gettext, ngettext
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import repeats
from intake.web.foundation.services import now, services
from intake.web.resident.filing import to_filed
from intake.web.resident.keeping import keep
from intake.web.resident.refusing import NOT_NOW, not_sent, status_of, told_when
from intake.web.resident.routes import resident
from intake.web.resident.steps import TOTAL
from intake.web.resident.summary import groups, numbers_found
from intake.web.resident.timeline import next_steps
from intake.web.resident.visit import Here, Standing, action_context, forget_here, here, lengths


@resident.route("/p/8", methods=["GET", "POST"])
@access(Access.RESIDENT)
@repeats(EDITION)
def check() -> ResponseReturnValue:
    """Everything that was said, before it is sent; a second press leads to the same receipt."""
    place = here()
    if place.standing is Standing.FILED:
        return to_filed(place)
    if place.visit is None or place.unsent is None:
        return page("resident/nothing.html")
    if request.method == "POST":
        return _send(place, place.visit.code)
    return _checking(place)


@resident.get("/p/9")
@access(Access.RESIDENT)
def receipt() -> ResponseReturnValue:
    """Reference, code and what happens next; the same page until the visit ends."""
    place = here()
    if place.standing is not Standing.FILED or place.visit is None:
        return redirect(url_for(".check" if place.unsent else ".follow"), 303)
    if place.visit.sent_at is None:
        return redirect(url_for(".status"), 303)
    seen = follow(session(), context=action_context(), code=place.visit.code)
    configuration = services().configuration
    return page(
        "resident/receipt.html",
        seen=seen,
        steps=[
            next_steps(case, urgency=seen.urgency, configuration=configuration, at=now())
            for case in seen.cases
        ],
        code=place.visit.code,
        ends_at=place.visit.sent_at + lengths().after_sending,
        form=ResidentForm(),
    )


@resident.route("/p/10", methods=["GET", "POST"])
@access(Access.RESIDENT)
def early_code() -> ResponseReturnValue:
    """The code before sending, for who wants to come back later; the draft is kept for days."""
    place = here()
    if place.visit is None or place.unsent is None:
        return redirect(url_for(".check"), 303)
    if request.method == "POST":
        keep(lambda unsent: replace(unsent, code_shown=True), had_draft=True)
        return redirect(url_for(".early_code"), 303)
    return page(
        "resident/early_code.html",
        code=place.visit.code if place.unsent.code_shown else "",
        kept_until=place.unsent.expires_at,
        days=services().settings.draft_days,
        idle=_span(services().settings.sessions.resident_idle_minutes),
        form=ResidentForm(),
    )


@resident.route("/p/11", methods=["GET", "POST"])
@access(Access.RESIDENT)
def end() -> ResponseReturnValue:
    """End the visit on this device: "I saved it"."""
    if request.method == "GET":
        return page("resident/ended.html")
    end_visit(session(), context=action_context(), secret=resident_secret())
    drop_resident_secret()
    return redirect(url_for(".end"), 303)


def _span(minutes: int) -> str:
    """A length of time in words: whole hours where it is such."""
    if minutes % 60 == 0:
        return ngettext("%(num)d hour", "%(num)d hours", minutes // 60)
    return ngettext("%(num)d minute", "%(num)d minutes", minutes)


def _send(place: Here, code: str) -> ResponseReturnValue:
    origin = Origin(
        visit=place.visit,
        after_sending=lengths().after_sending,
        per_minute=services().settings.limits.filings_per_minute,
    )
    try:
        file_draft(
            session(),
            context=action_context(),
            code=code,
            origin=origin,
            unsent=place.unsent,
            edition=edition(),
        )
    except DraftNotShown:
        forget_here()
        problem = gettext(
            "Your complaint changed after this page was shown, maybe in another tab. Read it "
            "again, then send it."
        )
        return _checking(here(), problem)
    except NothingTold:
        problem = gettext("There is nothing to send yet. Tell us what happened in your own words.")
        return _checking(place, problem)
    except NobodyLeft:
        problem = gettext(
            "No one is left to look into your complaint. Everyone who could is on your list of "
            "those who must not see it. Take at least one off your list."
        )
        return _checking(place, problem)
    except NOT_NOW as refused:
        page_ = _checking(place, refused=not_sent(refused), status=status_of(refused))
        return told_when(page_, refused)
    except DraftGone:
        forget_here()
        sent = here().standing is Standing.FILED
        return to_filed(here()) if sent else page("resident/nothing.html")
    return redirect(url_for(".receipt"), 303)


def _checking(place: Here, problem: str = "", *, refused: str = "", status: int = 422) -> Response:
    if place.unsent is None:
        return page("resident/nothing.html")
    return page(
        "resident/check.html",
        status=status if problem or refused else 200,
        groups=groups(place.unsent),
        unsent=place.unsent,
        numbers=numbers_found(place.unsent),
        problems=(problem,) if problem else (),
        refused=refused,
        form=ResidentForm(),
        position=TOTAL,
        total=TOTAL,
    )
