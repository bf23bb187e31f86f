"""Who may reach a route: each view is marked with a rule, and an unmarked view is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import current_app, request
from flask.typing import ResponseReturnValue

from intake.accounts.roles import Permission

View = TypeVar("View", bound=Callable[..., Any])
MARK = "access_rule"
GUARDS = "intake.guards"


class Access(StrEnum):
    """The kinds of access rule; the kind also decides cache headers and the CSRF check."""

    PUBLIC = "public"
    RESIDENT = "resident"
    RESIDENT_SESSION = "resident_session"
    STAFF = "staff"
    SIGNED_OUT = "signed_out"
    MACHINE = "machine"


class Sharing(StrEnum):
    """What other sites may do with a route's answers: nothing, read them, or show them framed."""

    NONE = "none"
    READ = "read"
    FRAME = "frame"


OPEN = frozenset({Access.PUBLIC, Access.RESIDENT, Access.MACHINE})


@dataclass(frozen=True, slots=True)
class AccessRule:
    """The rule of one view; `permission` only goes with STAFF, `sharing` with what is public."""

    kind: Access
    permission: Permission | None = None
    sharing: Sharing = Sharing.NONE


Guard = Callable[[AccessRule], ResponseReturnValue | None]


class AccessUndeclared(Exception):
    """A route without a rule, or with a rule that no guard serves: shown as "not found"."""


def access(kind: Access, *, sharing: Sharing = Sharing.NONE) -> Callable[[View], View]:
    """Mark a view with a rule that needs no permission. Stands below the route decorator."""
    if kind is Access.STAFF:
        raise ValueError("a staff view names its permission: use staff_only()")
    if sharing is not Sharing.NONE and kind not in {Access.PUBLIC, Access.MACHINE}:
        raise ValueError("only what is public may be shared with other sites")
    return _marker(AccessRule(kind, sharing=sharing))


def staff_only(permission: Permission | None) -> Callable[[View], View]:
    """Mark a view for signed-in staff who hold `permission`; None: everyone signed in."""
    return _marker(AccessRule(Access.STAFF, permission))


def rule_of(endpoint: str | None) -> AccessRule | None:
    """The rule of an endpoint of the running application; None where there is none."""
    view = current_app.view_functions.get(endpoint or "")
    rule = getattr(view, MARK, None)
    return rule if isinstance(rule, AccessRule) else None


def required_rule() -> AccessRule | None:
    """The rule of this request; None where no route matched (the routing error follows).

    Raises AccessUndeclared for a route without a mark.
    """
    if request.endpoint is None:
        return None
    rule = rule_of(request.endpoint)
    if rule is None:
        raise AccessUndeclared(request.endpoint)
    return rule


def admit(rule: AccessRule) -> ResponseReturnValue | None:
    """Let the request pass (None), or answer in its place, as the guard of its kind decides.

    The audiences bring the guards of RESIDENT_SESSION, STAFF and SIGNED_OUT; a kind without one is
    refused. Raises AccessUndeclared.
    """
    if rule.kind in OPEN:
        return None
    guards: Mapping[Access, Guard] = current_app.extensions[GUARDS]
    if rule.kind not in guards:
        raise AccessUndeclared(rule.kind)
    return guards[rule.kind](rule)


def _marker(rule: AccessRule) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, MARK, rule)
        return view

    return mark
