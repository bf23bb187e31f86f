"""A demonstration's own page: the mails that it kept instead of sending, and how to sign in."""

from flask import Blueprint, Response, abort

from intake.notify.kept_mails import newest_mails
from intake.web.foundation.access import Access, access
from intake.web.foundation.rendering import page
from intake.web.foundation.services import services

MOST = 100

demonstration = Blueprint("demonstration", __name__)


@demonstration.get("/demonstration/")
@access(Access.PUBLIC)
def mails() -> Response:
    """The newest mails; an install that takes real complaints has no such page."""
    settings = services().settings
    if not settings.demonstration:
        abort(404)
    folder = settings.mail.folder or settings.data_dir / "mail"
    response = page(
        "public/demonstration/mails.html",
        mails=newest_mails(folder, most=MOST),
        most=MOST,
        sends=settings.mail.server is not None,
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept-Language"
    return response
