"""Open a case for this answer, with an error that names what is missing where it does not open."""

import structlog

from intake.actions.case.access import get_case
from intake.actions.case.reading import OpenedCase, open_case
from intake.complaints.keys.shares import ShareErased
from intake.vault.errors import KeyAbsent, KeyMalformed, KeyUnproven, SealBroken, UnknownFormat
from intake.web.foundation.database import session
from intake.web.staff.entry.session import current_member, staff_context

log = structlog.get_logger(__name__)


class NotLetIn(Exception):
    """The member holds no key of the unit that holds the case."""

    def __init__(self, unit: str) -> None:
        super().__init__(unit)
        self.unit = unit


class ContentErased(Exception):
    """What was told has been erased, as the retention rules say."""


class ContentBroken(Exception):
    """What is stored is not what was filed: nothing of it is shown."""


def open_now(case_id: str) -> OpenedCase:
    """Open a case; the record says who did.

    Raises CaseNotFound, OpeningRefused, NotLetIn, ContentErased, ContentBroken.
    """
    member = current_member()
    try:
        return open_case(session(), context=staff_context(), member=member, case_id=case_id)
    except KeyAbsent:
        case = get_case(session(), member=member, case_id=case_id)
        raise NotLetIn(case.unit) from None
    except ShareErased:
        raise ContentErased from None
    except (SealBroken, UnknownFormat, KeyMalformed, KeyUnproven) as error:
        log.error("case_broken", case_id=case_id, kind=type(error).__name__)
        raise ContentBroken from None
