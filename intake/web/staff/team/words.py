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
            "Nobody can work for an office and also for its stand-in. This person already "
            "works for %(office)s.",
            office=entity_name(fault.held),
        )
    return {
        AdministratorHoldsUnit: gettext(
            "An administrator can't read complaints, so the same person can't also work in "
            "one of this place's units."
        ),
        LastAdministrator: gettext(
            "This is the last administrator. Make someone else an administrator first."
        ),
        LastRole: gettext(
            "Choose at least one role. If the person has left, disable the account instead."
        ),
        RoleNotOffered: gettext("This unit does not have that role. Choose a different one."),
    }[type(fault)]
