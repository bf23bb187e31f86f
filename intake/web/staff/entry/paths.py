"""Where to go on after signing in: an address of this site's own staff pages, and no other."""

from urllib.parse import urlsplit

from flask import url_for


def safe_next(address: str | None) -> str:
    """The address to go back to, or the first staff page where it leads anywhere else."""
    if not address or not address.startswith("/staff/") or "\\" in address:
        return url_for("home.index")
    parts = urlsplit(address)
    strange = parts.scheme or parts.netloc or not address.isprintable() or ".." in parts.path
    return url_for("home.index") if strange else address
