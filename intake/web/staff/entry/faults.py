"""The named errors of accounts and keys, and the pages that explain them."""

from typing import Any

from intake.accounts.errors import (
    AlreadySetUp,
    FactorLocked,
    FactorPaused,
    InvitationInvalid,
    NewcomerChanged,
    NothingToRenew,
    NotSetUp,
    PersonUnknown,
    SessionOver,
    TooManyFailures,
)
from intake.vault.errors import KeyAbsent, KeyUnproven, PasswordBusy
from intake.web.foundation.errors import ErrorRow


def _minutes(error: Any) -> dict[str, Any]:
    return {"minutes": -(-error.wait_seconds // 60)}


ERRORS: tuple[ErrorRow, ...] = (
    ErrorRow(TooManyFailures, 429, "errors/too_many.html", _minutes),
    ErrorRow(FactorPaused, 429, "errors/too_many.html", _minutes),
    ErrorRow(FactorLocked, 403, "staff/entry/faults/locked.html"),
    ErrorRow(PasswordBusy, 429, "staff/entry/faults/busy.html"),
    ErrorRow(SessionOver, 403, "staff/entry/signed_out.html", lambda _error: {"fields": ()}),
    ErrorRow(InvitationInvalid, 404, "staff/entry/faults/invitation.html"),
    ErrorRow(PersonUnknown, 404, "errors/not_found.html"),
    ErrorRow(AlreadySetUp, 409, "staff/keys/faults/already.html"),
    ErrorRow(NotSetUp, 409, "staff/keys/faults/not_set_up.html"),
    ErrorRow(NothingToRenew, 409, "staff/keys/faults/already.html"),
    ErrorRow(NewcomerChanged, 409, "staff/keys/faults/newcomer.html"),
    ErrorRow(KeyUnproven, 409, "staff/keys/faults/unproven.html"),
    ErrorRow(KeyAbsent, 409, "staff/keys/faults/not_let_in.html"),
)
