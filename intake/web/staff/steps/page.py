"""The page of one step: its form, what happened since it was read, and the case beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Response, abort, request

from intake.actions.case.reading import OpenedCase
from intake.actions.case.sight import CaseSight, look_at_case
from intake.cases.vocabulary import EventKind
from intake.cases.workflow.event import CaseEvent
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.table import Refusal, decide
from intake.web.foundation.database import session
from intake.web.foundation.rendering import page
from intake.web.staff.case.opening import open_now
from intake.web.staff.case.page import case_page
from intake.web.staff.case.timeline import timeline
from intake.web.staff.entry.session import current_member, staff_context
from intake.web.staff.queue.address import read_address
from intake.web.staff.steps.forms import StepForm, form_of, wanted_from
from intake.web.staff.steps.letters import FIELD_OF, FIRST, proposed_letter
from intake.web.staff.steps.offers import offers_for
from intake.web.staff.steps.possible import Step, any_step, find_step
from intake.web.words.events import BUTTONS


@dataclass(frozen=True, kw_only=True)
class Doing:
    """A step that somebody is about to take.

    Attributes:
        refusal: why it is not possible now, where it is not.
        news: what happened since its form was read.
    """

    sight: CaseSight
    step: Step
    form: StepForm
    refusal: RefusalCode | None
    news: tuple[CaseEvent, ...] = ()
    opened: OpenedCase | None = None


def doing_of(case_id: str, event_name: str) -> Doing:
    """The step that an address names; "not found" for no such step. Raises CaseNotFound."""
    event = _event(event_name)
    sight = _look(case_id)
    step = find_step(sight, event)
    refusal = None if step else _refusal(sight, event)
    step = step or any_step(sight.facts.state.status, event)
    offers = offers_for(step, sight, session=session(), context=staff_context())
    return Doing(
        sight=sight,
        step=step,
        form=form_of(step, offers, filled=_filled(sight, event)),
        refusal=refusal,
    )


def again(doing: Doing) -> Doing:
    """The same step with the case as it is now; what was typed stays, what is new is shown."""
    sight = _look(doing.sight.case.id)
    found = find_step(sight, doing.step.event)
    return replace(
        doing,
        sight=sight,
        news=sight.since(doing.form.seen_version),
        refusal=None if found else _refusal(sight, doing.step.event),
    )


def with_case_open(doing: Doing) -> Doing:
    """The same step with the case opened beside it."""
    news = doing.sight.since(doing.form.seen_version)
    opened = open_now(doing.sight.case.id)
    return replace(doing, sight=_look(doing.sight.case.id), opened=opened, news=news)


def with_letter(doing: Doing) -> Doing:
    """The same step with a letter proposed from what is filled in; typed text stays above it."""
    name = FIELD_OF[doing.step.event]
    proposal = _proposal(doing.sight, doing.step.event, doing)
    field = doing.form[name]
    before = (field.data or "").strip()
    first = _proposal(doing.sight, doing.step.event, None).strip()
    keeps = before and before not in {first, proposal.strip()}
    field.data = f"{before}\n\n{proposal}" if keeps else proposal
    return doing


def step_page(doing: Doing, *, status: int = 200, others: Sequence[str] = ()) -> Response:
    """The page; its form carries the version that its reader has before them now."""
    context, case = staff_context(), doing.sight.case
    doing.form.version.data = str(case.version)
    place = context.configuration.jurisdiction(case.jurisdiction)
    return page(
        "staff/steps/step.html",
        status=status,
        case=case_page(doing.sight, context=context, opened=doing.opened),
        step=doing.step,
        form=doing.form,
        refusal=doing.refusal,
        others=tuple(others),
        news=timeline(doing.sight, doing.news, words={}, local_day=place.calendar.local_day),
        letter=doing.step.event in FIELD_OF,
        address=read_address(request.args),
    )


def _event(name: str) -> EventKind:
    try:
        event = EventKind(name)
    except ValueError:
        abort(404)
    if event not in BUTTONS:
        abort(404)
    return event


def _look(case_id: str) -> CaseSight:
    return look_at_case(
        session(), context=staff_context(), member=current_member(), case_id=case_id
    )


def _refusal(sight: CaseSight, event: EventKind) -> RefusalCode:
    found = decide(
        sight.facts.state.status,
        event,
        facts=sight.facts,
        permissions=sight.permissions,
        actor=sight.actor,
    )
    return found.code if isinstance(found, Refusal) else RefusalCode.NOT_POSSIBLE_NOW


def _filled(sight: CaseSight, event: EventKind) -> dict[str, str]:
    """What a form comes with: the allegation that a link named, and a first letter."""
    filled = {}
    allegation = request.args.get("allegation", "")
    if sight.facts.state.allegation(allegation) is not None:
        filled["allegation"] = allegation
    if event in FIRST:
        filled[FIELD_OF[event]] = _proposal(sight, event, None)
    return filled


def _proposal(sight: CaseSight, event: EventKind, doing: Doing | None) -> str:
    return proposed_letter(
        event,
        sight,
        configuration=staff_context().configuration,
        wanted=wanted_from(doing.step, doing.form) if doing else None,
        opened=doing.opened if doing else None,
    )
