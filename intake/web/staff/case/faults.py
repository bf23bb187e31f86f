"""The named errors of cases, and the pages that explain them."""

from intake.actions.case.access import CaseNotFound
from intake.actions.case.reading import OpeningRefused
from intake.web.foundation.errors import ErrorRow
from intake.web.staff.case.opening import ContentBroken, ContentErased, NotLetIn
from intake.web.staff.keys.people import Standing, standings
from intake.web.staff.team.names import unit_name


def _who_can_let_in(error: NotLetIn) -> dict[str, object]:
    people = standings(error.unit)
    return {
        "unit": unit_name(error.unit),
        "people": [person.name for person in people if person.standing is Standing.HOLDING],
    }


ERRORS: tuple[ErrorRow, ...] = (
    ErrorRow(CaseNotFound, 404, "errors/not_found.html"),
    ErrorRow(OpeningRefused, 403, "staff/case/faults/first_opening.html"),
    ErrorRow(NotLetIn, 409, "staff/case/faults/not_let_in.html", _who_can_let_in),
    ErrorRow(ContentErased, 410, "staff/case/faults/erased.html"),
    ErrorRow(ContentBroken, 500, "staff/case/faults/broken.html"),
)
