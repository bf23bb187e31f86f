"""States that no single page has: what goes wrong with a request itself."""

from __future__ import annotations

from werkzeug.exceptions import BadRequest, ServiceUnavailable

from intake.accounts.errors import AlreadySetUp, NewcomerChanged, NotSetUp
from intake.accounts.roles import Role
from intake.complaints.draft_room import NoRoom
from intake.vault.errors import KeyUnproven, PasswordBusy
from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, add_state, state
from tests.browser.states.resident import tell
from tests.browser.states.world import World


def _broken(
    world: World, endpoint: str, error: Exception, role: Role | None, path: str = "~/who"
) -> Hands:
    hands = world.staff(role) if role else world.visitor()
    with world.raising(endpoint, error):
        return hands.go("/staff/units/" if role else path)


for _name, _error, _status in (
    ("a request that makes no sense", BadRequest(), 400),
    ("not available just now", ServiceUnavailable(), 503),
    ("unexpected", RuntimeError("tests want to see this page"), 500),
):
    add_state(
        "public.who",
        Kind.ERROR,
        _name,
        lambda world, error=_error: _broken(world, "public.who", error, None),
        status=_status,
        chosen=_status == 500,
    )
add_state(
    "resident.early_code",
    Kind.ERROR,
    "no room now",
    lambda world: _broken(world, "resident.early_code", NoRoom(), None, "~/p/10"),
    status=503,
)
for _error, _status in (
    (PasswordBusy(), 429),
    (AlreadySetUp(), 409),
    (NotSetUp(), 409),
    (NewcomerChanged(), 409),
    (KeyUnproven("not proven"), 409),
    (RuntimeError("tests want to see this page"), 500),
):
    add_state(
        "units.index",
        Kind.ERROR,
        type(_error).__name__,
        lambda world, error=_error: _broken(world, "units.index", error, Role.LEAD),
        status=_status,
    )


@state("resident.step", Kind.ERROR, "an unknown method", status=405)
def method(world: World) -> Hands:
    """A page that is only read and sent to."""
    return world.visitor().ask("DELETE", "~/p/3")


@state("public.home", Kind.ERROR, "an unknown host", status=400)
def host(world: World) -> Hands:
    """Another site's name."""
    return world.visitor().ask("GET", "~/", headers={"Host": "elsewhere.example"})


@state("resident.step", Kind.ERROR, "too much at once", status=413, chosen=True)
def too_large(world: World) -> Hands:
    """A body over the limit."""
    return world.visitor().ask("POST", "~/p/3", data={"words": "a" * 3_000_000})


@state("resident.step", Kind.ERROR, "a token that fits no more", status=400, chosen=True)
def token(world: World) -> Hands:
    """What was typed is shown again."""
    hands = tell(world, until=3)
    hands.post_bare("~/p/3", csrf_token="old", words="Everything I wrote.\n" * 30)
    return hands


@state("step.do", Kind.EXPIRED, "signed out while writing", status=403, chosen=True)
def signed_out(world: World) -> Hands:
    """What was typed is shown again."""
    told = world.told["review"]
    hands = world.visitor().go("/staff/sign-in")
    hands.post_bare(
        f"/staff/cases/{told.case_id}/do/note_added",
        csrf_token=hands.value("csrf_token"),
        note="A long note. " * 60,
    )
    return hands
