"""The queue of cases: urgent first, then by clock; filters and place stand in the address."""

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from intake.accounts.roles import Permission
from intake.cases.likeness import alike
from intake.cases.queue import queue_counts, queue_page
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import page
from intake.web.staff.entry.session import current_member, go_to, staff_context
from intake.web.staff.queue.address import read_address
from intake.web.staff.queue.forms import active_filters, filter_form
from intake.web.staff.queue.page import count_links, folded_rows, list_url, queue_rows, with_groups

blueprint = Blueprint("queue", __name__, url_prefix="/staff/cases")


@blueprint.get("", strict_slashes=False)
@staff_only(Permission.SEE_QUEUE)
def index() -> ResponseReturnValue:
    """One page of the queue, its counts and its filters."""
    member, context = current_member(), staff_context()
    units = member.units_with(Permission.SEE_QUEUE)
    address = read_address(request.args).within(units)
    found = queue_page(
        session(), wanted=address.filter_for(member), at=context.at, after=address.after or None
    )
    keys = {case.likeness for case in found.cases if case.likeness} | {*address.folded}
    groups = alike(session(), units=(address.unit,) if address.unit else units, keys=keys)
    rows = queue_rows(found.cases, session=session(), context=context, address=address)
    counts = queue_counts(session(), units=units, at=context.at, person_id=member.staff_id)
    filters = filter_form(address, units=units, session=session(), context=context)
    later = found.next_position and {**address.values(), "after": found.next_position}
    return page(
        "staff/queue/index.html",
        address=address,
        rows=with_groups(rows, found.cases, groups, address),
        folded=folded_rows(groups, units, context=context, address=address),
        counts=count_links(counts, address),
        filters=filters,
        active=active_filters(filters),
        several_units=len(units) > 1,
        first=list_url(address.with_()) if address.after else "",
        later=list_url(later) if later else "",
    )


@blueprint.get("/next")
@staff_only(Permission.SEE_QUEUE)
def next_case() -> ResponseReturnValue:
    """The case behind the one that was looked at, in the same list."""
    member, context, address = current_member(), staff_context(), read_address(request.args)
    found = queue_page(
        session(),
        wanted=address.filter_for(member),
        at=context.at,
        after=address.after or None,
        size=1,
    )
    if not found.cases:
        flash(gettext("That was the last case on this list."))
        return go_to("queue.index", **address.with_())
    case = found.cases[0]
    values = {**address.values(), "after": case.position, "case_id": case.id}
    return go_to("case.show", **values)
