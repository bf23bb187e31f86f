"""The address that a demonstration shows everybody: it leads to the page for looking around."""

from flask import Blueprint, abort, current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from intake.web.foundation.access import Access, access
from intake.web.foundation.services import services

PAGE = "look_around.people"

demonstration = Blueprint("demonstration", __name__)


@demonstration.get("/demonstration/")
@access(Access.PUBLIC)
def start() -> ResponseReturnValue:
    """Lead on; an install that takes real complaints has neither address."""
    if not services().settings.demonstration or PAGE not in current_app.view_functions:
        abort(404)
    answer = redirect(url_for(PAGE), 303)
    answer.headers["Cache-Control"] = "no-store"
    return answer
