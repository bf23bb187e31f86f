"""What `intake staff` prints: one line a person, one sentence a fault."""

from intake.accounts.directory import Person
from intake.accounts.errors import (
    AccountError,
    AddressMalformed,
    AddressTaken,
    AdministratorHoldsUnit,
    PersonUnknown,
    RoleNotOffered,
    StandInConflict,
)

_FAULTS: dict[type[AccountError], str] = {
    AddressMalformed: "enter an email address like name@example.com",
    AddressTaken: "someone already has an account with this address",
    AdministratorHoldsUnit: "an administrator can't work in a unit of the same jurisdiction",
    PersonUnknown: "nobody has an account with this address",
    RoleNotOffered: "enter at least one role, and only units and roles in the configuration",
}


def fault_line(fault: AccountError) -> str:
    """The sentence for a fault; the name of the error where there is none."""
    if isinstance(fault, StandInConflict):
        return f"nobody can work for an office and its stand-in; this person works for {fault.held}"
    return _FAULTS.get(type(fault), type(fault).__name__)


def person_line(person: Person) -> str:
    """One line for a list: state, address, name, roles by unit."""
    roles = "; ".join(f"{unit}: {', '.join(sorted(held))}" for unit, held in person.roles.items())
    return f"{person.state.value:<9} {_plain(person.email):<36} {_plain(person.name)} ({roles})"


def _plain(text: str) -> str:
    """Text without control characters, which a terminal would obey."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)
