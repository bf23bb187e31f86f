"""Where signed-in staff can go, by what they may do; and what every staff page may show."""

from typing import Any, NamedTuple

from flask import current_app, g, request, url_for

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.web.foundation.languages import gettext
from intake.web.staff.entry.forms import SignOutForm

QUEUE = "queue.index"


class Entry(NamedTuple):
    """One link of the navigation."""

    address: str
    words: str
    current: bool


def staff_page_context() -> dict[str, Any]:
    """What the layout of staff pages needs; nothing on the pages of others."""
    member: Member | None = g.get("member")
    if member is None:
        return {"member": None, "navigation": (), "sign_out_form": SignOutForm}
    return {
        "member": member,
        "navigation": entries(member),
        "sign_out_form": SignOutForm,
    }


def entries(member: Member) -> tuple[Entry, ...]:
    """The links this person has a use for."""
    found: list[Entry] = []
    if member.may_anywhere(Permission.SEE_QUEUE) and QUEUE in current_app.view_functions:
        found.append(_entry(QUEUE, gettext("Cases")))
    if member.may_anywhere(Permission.TAKE_COMPLAINT):
        found.append(_entry("calls.index", gettext("Calls and letters")))
    # Who may be a second person or a monitor may be let in to cases of others.
    if member.may_anywhere(Permission.SEE_REPORTS):
        found.append(_entry("shared.index", gettext("Shared with us")))
        found.append(_entry("exact.index", gettext("Exact numbers")))
    if member.may_anywhere(Permission.PUBLISH_REPORTS):
        found.append(_entry("publishing.index", gettext("Publishing")))
    found.append(_entry("units.index", gettext("Units")))
    if member.may_anywhere(Permission.MANAGE_PEOPLE):
        found.append(_entry("team.index", gettext("People")))
    found.append(_entry("account.index", gettext("Account")))
    return tuple(found)


def _entry(endpoint: str, words: str) -> Entry:
    blueprint = endpoint.partition(".")[0]
    return Entry(url_for(endpoint), words, request.blueprint == blueprint)
