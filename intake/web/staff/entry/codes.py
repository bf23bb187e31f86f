"""The second factor as pages show it: a picture to scan, and in a demonstration the code itself."""

import segno

from intake.accounts.models import Staff
from intake.accounts.second_factor import current_code, open_secret, provisioning_uri
from intake.web.foundation.languages import gettext
from intake.web.foundation.services import now
from intake.web.staff.entry.session import staff_context


def code_shown_now(staff: Staff) -> str | None:
    """The code that the person's telephone would show. Only a demonstration's pages ask for it."""
    if staff.sealed_second_factor is None:
        return None
    context = staff_context()
    secret = open_secret(
        staff.sealed_second_factor,
        keyring=context.keyring,
        install_id=context.install_id,
        staff_id=staff.id,
    )
    return current_code(secret, at=now())


def picture_of(secret: str, *, account: str) -> str:
    """A QR code of the secret as an address that the page itself contains."""
    uri = provisioning_uri(secret, account=account, issuer=gettext("Complaint office"))
    return str(segno.make(uri, error="m").svg_data_uri(scale=5, border=4, light="#fff"))


def in_groups(secret: str) -> str:
    """The secret in groups of four, to be typed by hand."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
