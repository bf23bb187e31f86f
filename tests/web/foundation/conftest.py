"""Routes of every kind, made for these tests: the product's own may not have them all."""

from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask, flash, request
from flask.testing import FlaskClient

from intake.complaints.code_attempts import TooManyWrongCodes
from intake.settings import Settings
from intake.web.foundation.access import Access, access, staff_only
from intake.web.foundation.csrf import resident_token
from intake.web.foundation.forms.base import (
    Required,
    ResidentForm,
    StaffForm,
    TypedLine,
    TypedText,
)
from intake.web.foundation.forms.choices import ListChoice, ManyChoices, OneChoice
from intake.web.foundation.languages import attach_prefix, lazy_gettext
from intake.web.foundation.replay import repeats
from tests.web.installs import make_app


class StoryForm(ResidentForm):
    """A resident's form with a field of every kind."""

    story = TypedText(lazy_gettext("What you typed"), limit=50)
    place = TypedLine("Place", [Required(lazy_gettext("This field is required."))])
    held = OneChoice("Held?", choices=[("yes", "Yes"), ("no", "No")], description="In custody.")
    things = ManyChoices("Things", choices=[("a", "A"), ("b", "B")])
    kind = ListChoice("Kind", choices=[("x", "X")])


class NoteForm(StaffForm):
    """A staff form."""

    note = TypedText("Note", limit=50)


def resident_routes() -> Blueprint:
    """Routes under a place and a language."""
    blueprint = Blueprint("toy", __name__)
    attach_prefix(blueprint)

    @blueprint.get("/form")
    @access(Access.RESIDENT)
    def form() -> str:
        return str(resident_token())

    @blueprint.post("/form")
    @access(Access.RESIDENT)
    @repeats(StoryForm)
    def send() -> str:
        story = StoryForm(request.form)
        return "taken" if story.validate() else f"{story.errors}"

    @blueprint.get("/session")
    @access(Access.RESIDENT_SESSION)
    def session_page() -> str:
        return "inside"

    @blueprint.get("/unmarked")
    def unmarked() -> str:
        return "inside"

    @blueprint.get("/boom")
    @access(Access.RESIDENT)
    def boom() -> str:
        raise KeyError("MARKER-IN-THE-ERROR")

    @blueprint.get("/wait")
    @access(Access.RESIDENT)
    def wait() -> str:
        raise TooManyWrongCodes(wait_seconds=61)

    @blueprint.get("/flash")
    @access(Access.RESIDENT)
    def flash_resident() -> str:
        flash("no")
        return "inside"

    @blueprint.get("/public-form")
    @access(Access.PUBLIC)
    def public_form() -> str:
        return str(resident_token())

    return blueprint


def staff_routes() -> Blueprint:
    """Routes under /staff."""
    blueprint = Blueprint("toy_staff", __name__, url_prefix="/staff")

    @blueprint.get("/toy")
    @access(Access.SIGNED_OUT)
    def form() -> str:
        return str(NoteForm().csrf_token.current_token)

    @blueprint.post("/toy")
    @access(Access.SIGNED_OUT)
    @repeats(NoteForm)
    def send() -> str:
        note = NoteForm()
        return "taken" if note.validate_on_submit() else f"{note.errors}"

    @blueprint.get("/toy-queue")
    @staff_only(None)
    def queue() -> str:
        return "inside"

    return blueprint


@pytest.fixture
def toys(settings: Settings) -> Iterator[Flask]:
    """The application with the routes of this file, signed-out staff pages let through."""
    app = make_app(settings)
    app.register_blueprint(resident_routes())
    app.register_blueprint(staff_routes())
    app.extensions["intake.guards"] = {Access.SIGNED_OUT: lambda _rule: None}
    yield app
    app.extensions["intake"].sessions.kw["bind"].dispose()


@pytest.fixture
def toy(toys: Flask) -> FlaskClient:
    """A browser on it."""
    return toys.test_client()
