"""States of the administrator's pages on people."""

from __future__ import annotations

from intake.accounts.factor_tries import MOST_WRONG, Tries, keep_tries
from intake.accounts.roles import Role
from intake.db.transaction import transaction
from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, state
from tests.browser.states.world import PLACE, UNIT, World


def person(world: World, role: Role = Role.CLERK) -> Hands:
    """The page of somebody of the unit."""
    return world.administrator.go(f"/staff/team/{world.staff_id(role)}")


def invite(world: World, **changes: object) -> Hands:
    """Invite somebody, with changes to what is typed."""
    hands = world.administrator.go("/staff/team/invite")
    typed: dict[str, object] = {
        "name": "Ximena Nueva",
        "email": "ximena@office.example",
        "language": world.language,
        "unit": UNIT,
        "roles": ["intake"],
    }
    hands.send(**{**typed, **changes})
    return hands


@state("team.index", Kind.FULL, "everybody")
def everybody(world: World) -> Hands:
    """The list of people."""
    return world.administrator.go("/staff/team/")


@state("team.invite", Kind.EMPTY, "before typing")
def before_inviting(world: World) -> Hands:
    """The form."""
    return world.administrator.go("/staff/team/invite")


@state("team.invite", Kind.FULL, "sent")
def invited(world: World) -> Hands:
    """Somebody who was invited."""
    return invite(world)


@state("team.invite", Kind.ERROR, "nothing typed", status=422, chosen=True)
def nothing_typed(world: World) -> Hands:
    """An empty form."""
    return invite(world, name="", email="", unit="", roles=[])


@state("team.invite", Kind.ERROR, "no address", status=422)
def no_address(world: World) -> Hands:
    """Something else than an address."""
    return invite(world, email="ximena")


@state("team.invite", Kind.ERROR, "an address that is taken", status=422)
def taken(world: World) -> Hands:
    """Somebody has it."""
    return invite(world, email=world.people[(UNIT, Role.LEAD)].account.email)


@state("team.show", Kind.FULL, "somebody active", chosen=True)
def somebody(world: World) -> Hands:
    """Roles and what can be done."""
    return person(world)


@state("team.show", Kind.FULL, "oneself")
def oneself(world: World) -> Hands:
    """The administrator's own page."""
    own = world.staff_id(Role.ADMINISTRATOR, f"{PLACE}/*")
    return world.administrator.go(f"/staff/team/{own}")


@state("team.show", Kind.EMPTY, "somebody who can do nothing any more")
def disabled(world: World) -> Hands:
    """After disabling."""
    hands = world.administrator.go(f"/staff/team/{world.staff_id(Role.CLERK)}/disable")
    hands.send(sure="y")
    return hands


@state("team.show", Kind.ERROR, "no such person", status=404)
def nobody(world: World) -> Hands:
    """An id that is nobody's here."""
    return world.administrator.go(f"/staff/team/{'0' * 32}")


@state("team.show", Kind.FULL, "somebody who is locked out")
def locked(world: World) -> Hands:
    """After ten wrong codes."""
    with world.standing.session() as session, transaction(session):
        tries, staff_id = Tries(MOST_WRONG), world.staff_id(Role.LEAD)
        keep_tries(session, tries, staff_id=staff_id, known=False)
    return person(world, Role.LEAD)


@state("team.unlock", Kind.FULL, "unlocked")
def unlocked(world: World) -> Hands:
    """Codes are tried again."""
    hands = locked(world)
    hands.send("/unlock")
    return hands


@state("team.roles", Kind.FULL, "one more role")
def more_roles(world: World) -> Hands:
    """Roles changed."""
    hands = person(world)
    hands.send(f"/roles/{UNIT}", roles=["clerk", "intake"])
    return hands


@state("team.roles", Kind.ERROR, "the last role taken", status=422)
def last_role(world: World) -> Hands:
    """Nothing would be left."""
    hands = person(world)
    hands.send(f"/roles/{UNIT}", roles=[])
    return hands


@state("team.add_unit", Kind.FULL, "one more unit")
def one_more_unit(world: World) -> Hands:
    """In two units."""
    hands = person(world)
    hands.send("/roles", unit=f"{PLACE}/oversight-board/intake", roles=["clerk"])
    return hands


@state("team.add_unit", Kind.ERROR, "nothing chosen", status=422)
def nothing_chosen(world: World) -> Hands:
    """An empty form."""
    hands = person(world)
    form = next(one for one in hands.forms() if one.action.endswith("/roles"))
    hands.post(form.action, [*form.fields, ("unit", "")])
    return hands


@state("team.add_unit", Kind.ERROR, "a unit and its stand-in", status=422)
def stand_in(world: World) -> Hands:
    """Nobody belongs to a unit and to its stand-in."""
    hands = person(world)
    form = next(one for one in hands.forms() if one.action.endswith("/roles"))
    fields = [*form.fields, ("unit", f"{PLACE}/inspector-general/review"), ("roles", "clerk")]
    hands.post(form.action, fields)
    return hands


@state("team.again", Kind.FULL, "sent again")
def again(world: World) -> Hands:
    """A new link."""
    hands = invite(world)
    hands.send("/invite-again")
    return hands


@state("teamends.disable", Kind.EMPTY, "before pressing", chosen=True)
def disabling(world: World) -> Hands:
    """What it means."""
    return world.administrator.go(f"/staff/team/{world.staff_id(Role.CLERK)}/disable")


@state("teamends.disable", Kind.ERROR, "not confirmed", status=422)
def disabling_unsure(world: World) -> Hands:
    """The box was not ticked."""
    hands = disabling(world)
    hands.send()
    return hands


@state("teamends.disable", Kind.ERROR, "the last administrator", status=422)
def last_administrator(world: World) -> Hands:
    """Nobody would be left to administer."""
    own = world.staff_id(Role.ADMINISTRATOR, f"{PLACE}/*")
    hands = world.administrator.go(f"/staff/team/{own}/disable")
    hands.send(sure="y")
    return hands


@state("teamends.reset", Kind.EMPTY, "before pressing")
def resetting(world: World) -> Hands:
    """What it means."""
    return world.administrator.go(f"/staff/team/{world.staff_id(Role.CLERK)}/reset")


@state("teamends.reset", Kind.ERROR, "not confirmed", status=422)
def resetting_unsure(world: World) -> Hands:
    """The box was not ticked."""
    hands = resetting(world)
    hands.send()
    return hands


@state("teamends.reset", Kind.FULL, "a link is on its way")
def reset(world: World) -> Hands:
    """After resetting."""
    hands = resetting(world)
    hands.send(sure="y")
    return hands


absent(["team.index"], Kind.EMPTY, why="the administrator is always there")
absent(["team.index"], Kind.ERROR, why="it is only read")
absent(
    ["team.roles", "team.add_unit", "team.again", "team.unlock"],
    Kind.EMPTY,
    why="its form stands on the person's page",
)
absent(["teamends.disable"], Kind.FULL, why="what follows is the person's page")
