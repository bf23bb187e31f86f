"""What a page says when roles cannot be given."""

from intake.accounts.errors import (
    AccountError,
    AdministratorHoldsUnit,
    LastAdministrator,
    LastRole,
    RoleNotOffered,
    StandInConflict,
)
from intake.web.foundation.languages import gettext
from intake.web.staff.team.names import entity_name

ROLE_FAULTS = (
    AdministratorHoldsUnit,
    LastAdministrator,
    LastRole,
    RoleNotOffered,
    StandInConflict,
)


def role_words(fault: AccountError) -> str:
    """The sentence for one of `ROLE_FAULTS`."""
    if isinstance(fault, StandInConflict):
        return gettext(
            "Nobody can work for an office and for the one that stands in for it. "
            "This person already works for the other side: %(office)s.",
            office=entity_name(fault.held),
        )
    return {
        AdministratorHoldsUnit: gettext(
            "Whoever administers a place cannot read its complaints, so the same person cannot "
            "work in one of its units."
        ),
        LastAdministrator: gettext("This is the last administrator. Make somebody else one first."),
        LastRole: gettext(
            "Everybody keeps at least one role. If the person has left, disable the account."
        ),
        RoleNotOffered: gettext("This unit does not have this role."),
    }[type(fault)]
