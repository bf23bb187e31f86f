"""The pages for everyone of one place: what this is, the rules, who looks into it, and privacy."""

from flask import Blueprint, Response, abort, g

from intake.rules.codes import RuleCode
from intake.rules.entities import Entity
from intake.web.foundation.access import Access, access
from intake.web.foundation.languages import attach_prefix
from intake.web.foundation.rendering import page
from intake.web.foundation.services import services
from intake.web.public.data.about import blueprint as about
from intake.web.public.data.api import blueprint as api
from intake.web.public.data.embed import blueprint as embed
from intake.web.public.data.feed import blueprint as feed
from intake.web.public.data.files import blueprint as files
from intake.web.public.entrance import demonstration, entrance
from intake.web.public.reports.blueprint import blueprint as reports

blueprint = Blueprint("public", __name__)
attach_prefix(blueprint)
DATA = (about, files, feed, api, embed)
BLUEPRINTS = (entrance, blueprint, reports, *DATA)
ONLY_IN_A_DEMONSTRATION = (demonstration,)


@blueprint.get("/", strict_slashes=False)
@access(Access.PUBLIC)
def home() -> Response:
    """What can be done here, what happens then, and whom to call when it cannot wait."""
    unit = services().configuration.unit(g.jurisdiction.front_door)
    return page("public/home.html", office=services().configuration.entity(unit.entity_key))


@blueprint.get("/rules")
@access(Access.PUBLIC)
def rules() -> Response:
    """The rules adopted here, each in a plain sentence."""
    return page("public/rules.html", policy=g.jurisdiction.policy)


@blueprint.get("/rules/<code>")
@access(Access.PUBLIC)
def rule(code: str) -> Response:
    """One rule: its plain summary, and the wording that binds."""
    adopted = g.jurisdiction.policy.rules.get(_rule_code(code))
    if adopted is None:
        abort(404)
    return page("public/rule.html", rule=adopted)


@blueprint.get("/who")
@access(Access.PUBLIC)
def who() -> Response:
    """The offices that look into complaints, what each can do, and who stands in for it."""
    entities = tuple(g.jurisdiction.entities.values())
    known = {entity.key: entity for entity in _all_entities()}
    return page("public/who.html", entities=entities, known=known)


@blueprint.get("/privacy")
@access(Access.PUBLIC)
def privacy() -> Response:
    """Who can read a complaint, what is passed on and when, and how long it is kept."""
    return page("public/privacy.html", entities=tuple(g.jurisdiction.entities.values()))


def _rule_code(code: str) -> RuleCode:
    try:
        return RuleCode(code)
    except ValueError:
        abort(404)


def _all_entities() -> tuple[Entity, ...]:
    places = services().configuration.jurisdictions.values()
    return tuple(entity for place in places for entity in place.entities.values())
