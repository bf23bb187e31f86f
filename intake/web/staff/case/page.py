"""Everything that a case's page shows, gathered from the case and, once opened, its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from intake.accounts.roles import Permission
from intake.actions.case.reading import OpenedCase
from intake.actions.case.sight import CaseSight, Opening
from intake.actions.context import ActionContext
from intake.bedrock.keys import EntityKey
from intake.cases.vocabulary import Status
from intake.complaints.vocabulary import Channel, ComplainantRole, IdentityMode
from intake.questions.urgency import Urgency
from intake.routing.decision import RouteRule
from intake.rules.agencies import Agency
from intake.rules.codes import AgencyAnswer, RuleCode
from intake.web.foundation.labels import label
from intake.web.foundation.rendering import in_request_language
from intake.web.staff.case.allegations import AllegationView, Words, allegation_views
from intake.web.staff.case.answers import AnswerGroup, answer_groups
from intake.web.staff.case.clocks import ClockView, clock_views
from intake.web.staff.case.timeline import Entry, timeline
from intake.web.staff.steps.possible import BlockedStep, Step, blocked_steps, grouped, steps_of
from intake.web.staff.team.names import entity_name, unit_name

NO_WORDS: Words = {}


@dataclass(frozen=True, kw_only=True)
class FormerView:
    """A unit that had the case before, and the day on which it was first read there."""

    name: str
    left_day: date
    opened_day: date | None


@dataclass(frozen=True, kw_only=True)
class SiblingView:
    """Another case of the same complaint that the reader may see."""

    id: str
    agency: str
    status: Status


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """One case for one reader.

    Attributes:
        facts: what is known without opening anything, by name.
        steps: what can be done now, under headings.
        blocked: what the reader's roles allow, and what stands in its way.
        may_open: whether the reader may open the complaint now.
    """

    sight: CaseSight
    opened: OpenedCase | None
    status: Status
    urgency: Urgency
    facts: Mapping[str, Any]
    clocks: tuple[ClockView, ...]
    allegations: tuple[AllegationView, ...]
    entries: tuple[Entry, ...]
    answers: tuple[AnswerGroup, ...]
    steps: tuple[tuple[Any, tuple[Step, ...]], ...]
    blocked: tuple[BlockedStep, ...]
    may_open: bool
    agency: str
    unit: str
    keep_from: tuple[str, ...]
    siblings: tuple[SiblingView, ...]

    @property
    def former(self) -> tuple[FormerView, ...]:
        """The units that had the case before."""
        return tuple(
            FormerView(
                name=unit_name(office.unit),
                left_day=office.left_day,
                opened_day=office.opened_day,
            )
            for office in self.sight.former
        )

    @property
    def openings(self) -> tuple[Opening, ...] | None:
        """Who opened the complaint and when; None where the reader may not see that."""
        return self.sight.openings

    @property
    def names(self) -> Mapping[str, str]:
        """Names of the people who acted."""
        return self.sight.names

    @property
    def possible(self) -> frozenset[str]:
        """The events that can be recorded now."""
        return frozenset(step.event.value for _words, steps in self.steps for step in steps)


def case_page(
    sight: CaseSight, *, context: ActionContext, opened: OpenedCase | None = None
) -> CasePage:
    """The page of a case; with its content where it was opened for this answer."""
    place = context.configuration.jurisdiction(sight.case.jurisdiction)
    words = opened.words if opened else NO_WORDS
    answers: tuple[AnswerGroup, ...] = ()
    if opened:
        answers = answer_groups(
            opened.content.content, questionnaire=context.questionnaire, jurisdiction=place
        )
    return CasePage(
        sight=sight,
        opened=opened,
        status=Status(sight.case.status),
        urgency=Urgency(sight.case.urgency),
        facts=_facts(sight),
        clocks=clock_views(sight, at=context.at),
        allegations=allegation_views(sight, words=words),
        entries=timeline(
            sight, sight.events, words=words, local_day=partial(place.calendar.local_day)
        ),
        answers=answers,
        steps=grouped(steps_of(sight)),
        blocked=blocked_steps(sight),
        may_open=_may_open(sight),
        agency=agency_name(sight.case.agency, place.agencies),
        unit=unit_name(sight.case.unit),
        keep_from=_keep_from(opened, sight),
        siblings=tuple(
            SiblingView(
                id=other.id,
                agency=agency_name(other.agency, place.agencies),
                status=Status(other.status),
            )
            for other in sight.siblings
        ),
    )


def agency_name(agency_id: str, agencies: Mapping[str, Agency]) -> str:
    """An employer's name; the words for "not on our list" where it is none of them."""
    agency = agencies.get(agency_id)
    if agency is not None:
        return agency.name.in_(in_request_language())
    known = {answer.value for answer in AgencyAnswer}
    return label(AgencyAnswer(agency_id)) if agency_id in known else agency_id


def _may_open(sight: CaseSight) -> bool:
    first = sight.case.first_opened_day is None
    needed = Permission.OPEN_NEW_COMPLAINT if first else Permission.OPEN_COMPLAINT
    return needed in sight.permissions


def _facts(sight: CaseSight) -> Mapping[str, Any]:
    complaint, state = sight.complaint, sight.facts.state
    return {
        "rules": tuple(code for code in RuleCode if code.value in state.rules),
        "channel": Channel(complaint.channel),
        "role": ComplainantRole(complaint.complainant_role),
        "mode": IdentityMode(complaint.identity_mode),
        "route": RouteRule(sight.case.route_rule),
        "assignee": sight.names.get(state.assignee_id or "", ""),
        "closing": state.closing_reason,
        "disposition": state.disposition,
    }


def _keep_from(opened: OpenedCase | None, sight: CaseSight) -> tuple[str, ...]:
    if opened is None or opened.content.identity is None:
        return ()
    place = sight.case.jurisdiction
    wished = opened.content.identity.keep_from
    return tuple(entity_name(EntityKey.within(place, text)) for text in wished)
