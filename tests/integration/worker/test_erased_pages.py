"""What a complainant and an office see of a complaint whose time is over."""

from __future__ import annotations

from datetime import timedelta

from intake.actions.upkeep.erase import erase_due
from intake.app.factory import create_app
from intake.app.services import build_services
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind
from tests.integration.worker.scene import Scene
from tests.web.resident.browser import Browser

E = EventKind


def browser(scene: Scene) -> Browser:
    """A browser at the scene's moment."""
    services = build_services(scene.ready.settings, clock=lambda: scene.at)
    app = create_app(scene.ready.settings, services=services)
    return Browser(app.test_client())


def test_a_code_still_leads_to_the_facts_and_says_that_the_words_are_gone(scene: Scene) -> None:
    case_id, code = scene.file()
    scene.do(case_id, E.ACCEPTED_FOR_REVIEW)
    scene.do(case_id, E.MESSAGE_SENT, written={"message": "We closed it."})
    scene.do(
        case_id,
        E.CLOSED_ADMINISTRATIVELY,
        reason=ReasonCode.DUPLICATE,
        written={"reasons": "Told twice."},
    )
    reference = scene.case(case_id).reference
    scene.session.rollback()
    for years, words, gone in ((0, 200, False), (3, 200, False), (6, 410, True)):
        scene.at = scene.ready.at + timedelta(days=366 * years + 1)
        erase_due(scene.session, context=scene.context())
        scene.session.rollback()
        reader = browser(scene)
        reader.get("/f/1")
        reader.fill(code=code)
        status = reader.get("/f/2")
        assert status.status_code == 200
        assert reference in status.text
        assert ("We closed it." in status.text) is not gone
        told = reader.get("/f/8")
        assert told.status_code == words, years
        assert ("They kept him" in told.text) is not gone
        reader.client.application.extensions["intake"].sessions.kw["bind"].dispose()
