"""The ways in: places and languages for people, and a look around."""

from flask import Blueprint, Response, abort, current_app, g, redirect, url_for
from flask.typing import ResponseReturnValue

from intake.web.foundation.access import Access, access
from intake.web.foundation.languages import PlaceUnknown, preferred
from intake.web.foundation.rendering import page
from intake.web.foundation.services import services

entrance = Blueprint("entrance", __name__)


@entrance.get("/")
@access(Access.PUBLIC)
def start() -> ResponseReturnValue:
    """Straight to the one place this install serves, in the browser's language; else a list."""
    places = services().configuration.jurisdictions
    if len(places) != 1:
        return _by_browser_language(page("public/places.html", places=tuple(places.values())))
    (only,) = places.values()
    language = preferred(only.languages)
    return redirect(url_for("public.home", jurisdiction=only.slug, language=language), 303)


@entrance.get("/<place>/", strict_slashes=False)
@access(Access.PUBLIC)
def choose_language(place: str) -> Response:
    """The languages of a place, each in its own words."""
    if g.jurisdiction is None or g.jurisdiction.slug != place:
        raise PlaceUnknown
    return _by_browser_language(page("public/languages.html"))


def _by_browser_language(response: Response) -> Response:
    response.headers["Vary"] = "Accept-Language"
    return response


PAGE = "look_around.people"
demonstration = Blueprint("demonstration", __name__)


@demonstration.get("/demonstration/", endpoint="start")
@access(Access.PUBLIC)
def show_around() -> ResponseReturnValue:
    """Lead on; an install that takes real complaints has neither address."""
    if not services().settings.demonstration or PAGE not in current_app.view_functions:
        abort(404)
    answer = redirect(url_for(PAGE), 303)
    answer.headers["Cache-Control"] = "no-store"
    return answer
