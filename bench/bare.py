"""What filing is measured against: an application with the same session, CSRF and headers that
stores the same text with one ORM insert, unsealed and told to nobody.
"""

from __future__ import annotations

from flask import Blueprint, Flask, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from intake.actions.services import Services
from intake.db.ids import new_id
from intake.db.transaction import transaction
from intake.settings.audiences import Audience
from intake.web.foundation import csrf, database, sessions
from intake.web.foundation.access import Access, access
from intake.web.foundation.application import install_checks
from intake.web.foundation.database import session
from intake.web.foundation.hosts import SERVED
from intake.web.foundation.languages import attach_prefix
from intake.web.foundation.services import EXTENSION, services

MOUNT = "/bare"


class Base(DeclarativeBase):
    """The bare application's own table stands apart from the product's."""


class Story(Base):
    """One text."""

    __tablename__ = "bench_story"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    visit_id: Mapped[str] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(Text)


bare = Blueprint("bare", __name__)
attach_prefix(bare)


@bare.post("/p/8")
@access(Access.RESIDENT)
def send() -> ResponseReturnValue:
    """Find the visit of this browser, store what was typed, lead on."""
    from intake.actions.following.visit import find_visit
    from intake.web.foundation.cookies import resident_secret
    from intake.web.resident.visit import action_context

    visit = find_visit(session(), context=action_context(), secret=resident_secret())
    if visit is None:
        return "no visit", 403
    with transaction(session()) as opened:
        words = request.form["words"]
        opened.add(Story(id=new_id(services().random), visit_id=visit.id, words=words))
    return redirect("9", 303)


def make_bare(parts: Services) -> Flask:
    """The bare application on the services, and so on the engine, of the product."""
    app = Flask("bench-bare", static_folder=None)
    app.extensions[EXTENSION] = parts
    app.extensions[SERVED] = tuple(Audience)
    database.install(app)
    sessions.install(app, key="bench", behind_tls=False)
    csrf.install(app)
    install_checks(app)
    app.register_blueprint(bare)
    return app
