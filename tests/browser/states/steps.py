"""States of the form of each step that can be taken in a case."""

from __future__ import annotations

import re

from intake.accounts.roles import Role
from intake.cases.vocabulary import EventKind
from intake.web.words.events import BUTTONS
from tests.browser.states.cases import CASES, case
from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, add_state, state
from tests.browser.states.world import World

ROLES = tuple(role for role in Role if role not in {Role.ADMINISTRATOR, Role.MONITOR})
MOVED_ELSEWHERE = frozenset({EventKind.REROUTED})
"""Steps with a verb and pages of their own."""
FORMS = tuple(event for event in BUTTONS if event not in MOVED_ELSEWHERE)
OFFERED = re.compile(r"/do/([a-z_]+)")
CHOSEN = {EventKind.FINDING_SET}


def settled(world: World) -> Hands:
    """A mediation whose allegation is settled, so that it can end with an agreement."""
    hands = case(world, "mediation")
    home = hands.address
    hands.go(f"{home}/do/allegation_settled")
    hands.send(
        allegation=hands.value("allegation"), no_finding_reason="mediated", reasons="They talked."
    )
    return hands.go(home)


def found_anew(world: World) -> Hands:
    """An appeal in which a finding was changed, so that it can end so."""
    hands = case(world, "appealed", Role.SUPERVISOR)
    home = hands.address
    hands.go(f"{home}/do/finding_set")
    hands.send(
        allegation=hands.value("allegation"),
        disposition="sustained",
        standard_of_proof="preponderance",
        reasons="The recording was found.",
    )
    return hands.go(home)


PREPARED = {EventKind.AGREEMENT_REACHED: settled, EventKind.DECISION_MODIFIED: found_anew}


def where_offered(world: World, event: EventKind) -> Hands:
    """A case's page, before somebody to whom this step is offered."""
    if event in PREPARED:
        return PREPARED[event](world)
    if not world.offered:
        world.offered.update(_all_offers(world))
    path, role = world.offered[event.value]
    return case(world, path, role)


def _all_offers(world: World) -> dict[str, tuple[str, Role]]:
    """For each step a case and a role to which it is offered, read from the cases' pages."""
    found: dict[str, tuple[str, Role]] = {}
    for path in world.told:
        for role in ROLES:
            if (world.told[path].unit, role) in world.people:
                for event in OFFERED.findall(case(world, path, role).text):
                    found.setdefault(event, (path, role))
    return found


def form(world: World, event: EventKind) -> Hands:
    """The form of a step."""
    hands = where_offered(world, event)
    return hands.go(f"{hands.address.partition('?')[0]}/do/{event}")


def sent_empty(world: World, event: EventKind) -> Hands:
    """The form of a step, sent as it is."""
    hands = form(world, event)
    hands.send()
    return hands


for _event in FORMS:
    add_state(
        "step.form",
        Kind.EMPTY,
        _event.value,
        lambda world, event=_event: form(world, event),
        chosen=_event in CHOSEN,
    )


NEEDS_SOMETHING = (
    EventKind.FINDING_SET,
    EventKind.BOARD_DECISION_RECORDED,
    EventKind.REFERRED_OUT,
    EventKind.CLOSED_ADMINISTRATIVELY,
    EventKind.EXTENDED,
    EventKind.ASSIGNED,
    EventKind.ALLEGATION_FRAMED,
    EventKind.MESSAGE_SENT,
    EventKind.URGENT_DECIDED,
    EventKind.MEDIATION_ACCEPTED,
)
for _event in NEEDS_SOMETHING:
    add_state(
        "step.do",
        Kind.ERROR,
        f"{_event.value} sent empty",
        lambda world, event=_event: sent_empty(world, event),
        status=422,
    )


@state("step.form", Kind.FULL, "with the case opened beside it")
def with_case(world: World) -> Hands:
    """The complaint below the form."""
    hands = form(world, EventKind.MESSAGE_SENT)
    hands.post(hands.address, [*_fields(hands), ("aside", "open"), ("message", "so far")])
    return hands


@state("step.form", Kind.FULL, "with a letter proposed")
def with_letter(world: World) -> Hands:
    """What a letter could say."""
    hands = form(world, EventKind.ACKNOWLEDGED)
    hands.post(hands.address, [*_fields(hands), ("aside", "letter")])
    return hands


@state("step.form", Kind.ERROR, "not possible now", status=409)
def not_possible(world: World) -> Hands:
    """A step that came too late."""
    told = world.told["duplicate"]
    hands = world.staff(Role.LEAD, told.unit)
    return hands.go(f"{CASES}/{told.case_id}/do/open_investigation")


@state("step.form", Kind.ERROR, "no such step", status=404)
def no_such_step(world: World) -> Hands:
    """A word that is none."""
    told = world.told["review"]
    return world.staff(Role.LEAD, told.unit).go(f"{CASES}/{told.case_id}/do/nothing")


@state("step.do", Kind.ERROR, "somebody else was faster", status=409, chosen=True)
def conflict(world: World) -> Hands:
    """What was typed stays, and what is new is shown."""
    path = "review"
    slow = case(world, path)
    slow.go(f"{slow.address}/do/note_added")
    fast = case(world, path, Role.SUPERVISOR)
    fast.go(f"{fast.address}/do/note_added")
    fast.send(note="first")
    slow.send(note="second, and <b>long</b> " * 40)
    return slow


@state("step.do", Kind.FULL, "taken")
def taken(world: World) -> Hands:
    """Back at the case, with what was done."""
    hands = case(world, "review")
    hands.go(f"{hands.address}/do/note_added")
    hands.send(note="A note \u202e with <everything> 😀")
    return hands


@state("step.do", Kind.EMPTY, "a step that asks nothing")
def asks_nothing(world: World) -> Hands:
    """One press."""
    hands = case(world, "urgent", Role.INTAKE)
    hands.send("/do/accept_for_review")
    return hands


def _fields(hands: Hands) -> list[tuple[str, str]]:
    forms = [one for one in hands.forms() if any(name == "version" for name, _ in one.fields)]
    return [pair for pair in forms[0].fields if pair[0] not in {"message", "aside"}]
