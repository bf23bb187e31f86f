"""The pages of telling us that ask something, and the first screen before them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from intake.actions.complaint.form_open import check_form_open
from intake.bedrock.characters import is_blank
from intake.web.foundation.access import Access, access
from intake.web.foundation.cookies import replace_resident_secret
from intake.web.foundation.csrf import FIELD as CSRF_FIELD
from intake.web.foundation.database import session
from intake.web.foundation.forms.base import ResidentForm
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import repeats
from intake.web.foundation.services import services
from intake.web.resident.keeping import Kept, keep
from intake.web.resident.pages.base import Page
from intake.web.resident.pages.circumstances import PeoplePage, WherePage
from intake.web.resident.pages.person import AboutPage, ReachPage
from intake.web.resident.pages.telling import WhatPage, WordsPage
from intake.web.resident.refusing import NOT_NOW, not_saved, status_of, told_when
from intake.web.resident.routes import resident
from intake.web.resident.steps import TOTAL, Step, after, before, position
from intake.web.resident.visit import Here, Standing, action_context, here

PAGES: Mapping[int, Page] = MappingProxyType(
    {
        int(found.step): found
        for found in (
            WhatPage(),
            WordsPage(),
            WherePage(),
            PeoplePage(),
            AboutPage(),
            ReachPage(),
        )
    }
)
"""The pages that ask something, by their number."""

HAD_DRAFT = "k"
TO_CHECK = "check"
GO = "go"
BACK = "back"


@resident.get("/p/1")
@access(Access.RESIDENT)
def start() -> ResponseReturnValue:
    """Who reads this, what is passed on and when: said before anything is asked."""
    standing = here().standing
    _begin(standing)
    unit = services().configuration.unit(g.jurisdiction.front_door)
    office = services().configuration.entity(unit.entity_key)
    return page("resident/start.html", office=office, standing=standing, form=ResidentForm())


def _fields_of_step(*, number: int) -> frozenset[str]:
    return PAGES[number].field_names() if number in PAGES else frozenset()


@resident.route("/p/<int:number>", methods=["GET", "POST"])
@access(Access.RESIDENT)
@repeats(_fields_of_step, HAD_DRAFT, TO_CHECK, GO)
def step(number: int) -> ResponseReturnValue:
    """A page that asks something: shown as saved so far, or kept; looking at it stores nothing."""
    asked = PAGES.get(number) or abort(404)
    place = here()
    if place.standing is Standing.FILED:
        return to_filed(place)
    if place.unsent and place.unsent.jurisdiction != g.jurisdiction.slug:
        return redirect(
            url_for(".step", number=number, jurisdiction=place.unsent.jurisdiction), 303
        )
    if request.method == "POST":
        return _keep(asked, place)
    _begin(place.standing)
    return _show(asked, asked.form(place.unsent), place)


def to_filed(place: Here) -> ResponseReturnValue:
    """Lead on to the receipt of what was sent in this visit, or to how it stands."""
    sent_here = place.visit is not None and place.visit.is_sent
    return redirect(url_for(".receipt" if sent_here else ".status"), 303)


def _keep(asked: Page, place: Here) -> ResponseReturnValue:
    if GO in request.form and place.standing is not Standing.DRAFT and _is_blank():
        return redirect(_next_address(asked), 303)
    form = asked.form(place.unsent, request.form)
    if not asked.check(form, place.unsent):
        return _show(asked, form, place, status=422)
    try:
        kept = keep(lambda unsent: asked.change(form, unsent), had_draft=HAD_DRAFT in request.form)
    except NOT_NOW as refused:
        shown = _show(asked, form, place, status=status_of(refused), refused=not_saved(refused))
        return told_when(shown, refused)
    if kept is Kept.ALREADY_SENT:
        return to_filed(here())
    if kept is Kept.SAVED_ANEW:
        return _show(asked, asked.form(here().unsent), here(), anew=True)
    return redirect(_next_address(asked), 303)


def _next_address(asked: Page) -> str:
    """Where the pressed button leads; an unknown language leads on in the one of the page."""
    go = request.form.get(GO, "")
    if go == BACK:
        return url_for(".step", number=int(before(asked.step)))
    if go in g.jurisdiction.languages:
        return url_for(".step", number=int(asked.step), language=go)
    following = Step.CHECK if TO_CHECK in request.form else after(asked.step)
    return url_for(".step", number=int(following))


def _is_blank() -> bool:
    """Whether the page was left as it came: going back from it opens no draft."""
    beside = {GO, CSRF_FIELD}
    typed = (value for name, value in request.form.items(multi=True) if name not in beside)
    return all(is_blank(value) for value in typed)


def _begin(standing: Standing) -> None:
    """Open the form, under a secret that nobody saw before; a draft goes on under its own.

    Whoever had this browser a moment ago may have noted its cookie. It is given with the page and
    not with the answer to its post: a post that is pressed twice, or sent again because the answer
    was lost, leads to the same draft.
    """
    _check_open(standing)
    if standing is Standing.NOTHING:
        replace_resident_secret()


def _check_open(standing: Standing) -> None:
    """A form that cannot be sealed to anybody does not open; a draft begun before goes on."""
    if standing is not Standing.DRAFT:
        check_form_open(session(), context=action_context(), jurisdiction=g.jurisdiction)


def _show(
    asked: Page,
    form: Form,
    place: Here,
    *,
    anew: bool = False,
    refused: str = "",
    status: int = 200,
) -> Response:
    return page(
        asked.template,
        status=status,
        form=form,
        texts=asked.texts(),
        questions=asked.questions(place.unsent),
        unsent=place.unsent,
        anew=anew,
        refused=refused,
        position=position(asked.step),
        total=TOTAL,
        had_draft=HAD_DRAFT if place.unsent else "",
        more=asked.more_context(),
    )
