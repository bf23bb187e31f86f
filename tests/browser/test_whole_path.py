"""A complaint goes all the way in real browsers: filed, sealed, worked, decided, answered.

It is told in Spanish, without a name and without script; the office asks, the resident answers
from another device, and findings are issued by two people. Then every key of the install is tried.
"""

from __future__ import annotations

from playwright.sync_api import Browser

from intake.accounts.roles import Role
from intake.actions.people.give_roles import give_roles
from intake.app.demonstration.stories import play, read_stories
from intake.settings.demonstration import Account
from intake.vault.contexts import Recipient
from tests.browser.colleague import Colleague, colleague
from tests.browser.documented import OWN, narrative
from tests.browser.locks import boxes_that, parts_that, sealed_of
from tests.browser.resident import Telling, resident
from tests.browser.ring import all_others, of_complaint, rightful
from tests.fixtures.chance import Clock
from tests.fixtures.standing import PLACE, Standing

UNIT = "saguaro-city/oversight-board/investigations"
QUESTION = "¿Qué hora tiene el recibo de la fianza?\n¿Quién firmó la orden?"
ANSWER = "Las 2:04 de la tarde, <i>hoy</i>.\nNo firmó nadie: «es interno»."
DECIDED = ("Tomamos una decisión", "Encontramos que sucedió y que violó la regla")
REASONS = "The bail receipt is of 2:04 p.m.; no warrant was shown, and none was on file."


def telling(words: str) -> Telling:
    """What is told beside the words: held now, bail paid, no name."""
    return Telling(
        words=words,
        choices={
            "common_held_now": ["yes"],
            "common_situations": ["kept_in_jail", "bail_not_taken"],
            "agencies": ["holding-center"],
            "mode": ["anonymous"],
            "role": ["family"],
        },
        lines={"common_place": "la ventanilla de fianzas"},
    )


def other_complaints(standing: Standing) -> list[str]:
    """Invented complaints that came in before, none of them critical; returns their codes."""
    stories = read_stories(standing.settings.config_dir)
    chosen = [
        story
        for story in stories.stories
        if story["jurisdiction"] == PLACE and story["path"] in {"received", "review", "submitted"}
        if story["answers"].get("common.held_now") not in {"yes", "about_to_be_handed_over"}
    ]
    context = standing.context()
    with standing.session() as session:
        return [
            play(session, story, context=context, stories=stories, cast=standing.cast).code
            for story in chosen
        ]


def give_second_role(standing: Standing, account: Account, role: Role) -> None:
    """Let somebody of the unit hold a second role in it."""
    person = standing.person(UNIT, Role(account.role))
    with standing.session() as session:
        give_roles(
            session,
            context=standing.context(),
            by=None,
            staff_id=person.member.staff_id,
            unit=UNIT,
            roles=frozenset({Role(account.role), role}),
        )


def craft_decision(investigator: Colleague, case_id: str) -> None:
    """Decide on one's own findings in a second role, with a form that no page offered."""
    page = investigator.page
    investigator.go(f"/cases/{case_id}")
    assert page.locator("a[href*='record_board_decision']").count() == 0
    version = page.locator("input[name=version]").first
    fields = {
        "version": version.get_attribute("value") or "" if version.count() else "99",
        "reason": "board_adopted",
        "meeting_day": "2026-03-02",
        "votes_for": "9",
        "votes_against": "0",
        "abstentions": "0",
        "recusals": "0",
        "item_number": "4",
    }
    answer = investigator.post(f"/cases/{case_id}/do/record_board_decision", fields)
    assert answer.status in {409, 422}, answer.status
    assert "someone else has to decide on the findings" in answer.text()
    investigator.go(f"/cases/{case_id}")
    assert "Findings under review" in investigator.text


def test_a_complaint_goes_all_the_way(
    standing: Standing, address: str, browser: Browser, clock: Clock
) -> None:
    # The harder text where the database is stricter about what it stores.
    words = OWN if standing.settings.database_url.startswith("postgres") else narrative()
    accounts = {
        role: standing.person(UNIT, role).account for role in Role if (UNIT, role) in standing.cast
    }
    others = other_complaints(standing)

    with resident(browser, address, language="es", script=False) as at_home:
        at_home.tell(telling(words))
        assert at_home.page.locator(".as-typed", has_text=words[:40]).first.is_visible()
        at_home.press()
        code, reference = at_home.code, at_home.reference

    with colleague(browser, address, accounts[Role.INTAKE], clock) as intake:
        queue = intake.queue()
        assert queue[0] == (reference, "‼ Critical"), queue
        assert len(queue) > 1
        assert all(urgency != "‼ Critical" for _, urgency in queue[1:])
        case_id = intake.find(reference)
        assert words[:40] not in intake.text
        assert intake.open_complaint().encode() == words.encode()
        intake.step("accept_for_review")
        intake.step("allegation_framed", rule="R1", subject="unknown", retaliation="no")
        intake.step("request_information", questions=QUESTION)

    clock.advance(hours=2)
    with resident(browser, address, language="es", script=False) as elsewhere:
        elsewhere.follow(code.lower().replace("-", " "))
        assert reference in elsewhere.text
        asked = elsewhere.page.locator("ol.timeline .as-typed").last
        assert asked.text_content() == QUESTION
        elsewhere.write(ANSWER)
        assert elsewhere.page.locator("ol.timeline .as-typed").last.text_content() == ANSWER

    with colleague(browser, address, accounts[Role.LEAD], clock) as lead:
        lead.go(f"/cases/{case_id}")
        lead.open_complaint()
        assert lead.page.locator(".message.in .as-typed").last.text_content() == ANSWER
        lead.go(f"/cases/{case_id}")
        lead.step("open_investigation")
        lead.step("assigned", assignee=standing.person(UNIT, Role.INVESTIGATOR).member.staff_id)

    give_second_role(standing, accounts[Role.INVESTIGATOR], Role.CLERK)
    with colleague(browser, address, accounts[Role.INVESTIGATOR], clock) as investigator:
        investigator.go(f"/cases/{case_id}")
        investigator.step(
            "finding_set",
            allegation=first_allegation(investigator, case_id),
            disposition="sustained",
            standard_of_proof="preponderance",
            reasons=REASONS,
        )
        investigator.step("submit_findings")
        craft_decision(investigator, case_id)

    with colleague(browser, address, accounts[Role.CLERK], clock) as clerk:
        clerk.go(f"/cases/{case_id}")
        clerk.step(
            "record_board_decision",
            reason="board_adopted",
            meeting_day="2026-03-02",
            votes_for="7",
            votes_against="1",
            abstentions="1",
            recusals="0",
            item_number="4",
        )
        assert "Findings issued" in clerk.text

    with resident(browser, address, language="es", script=False) as again:
        again.follow(code)
        for sentence in DECIDED:
            assert sentence in again.text, again.text

    opens_with_unit_key_or_code_alone(standing, reference, code=code, other_codes=others)


def first_allegation(investigator: Colleague, case_id: str) -> str:
    """The id of the case's first allegation, as the form of a finding offers it."""
    investigator.begin("finding_set")
    option = investigator.page.locator("main [name=allegation]").first
    found = option.get_attribute("value") or ""
    investigator.go(f"/cases/{case_id}")
    return found


def opens_with_unit_key_or_code_alone(
    standing: Standing, reference: str, *, code: str, other_codes: list[str]
) -> None:
    """Try every key of the install on every box and part of the complaint."""
    sealed, right = sealed_of(standing, reference), rightful(standing, UNIT, code)
    to_unit, to_complainant = map(sealed.boxes_to, (Recipient.UNIT, Recipient.COMPLAINANT))
    assert to_unit
    assert boxes_that(sealed, right.unit) == to_unit
    assert to_complainant
    assert boxes_that(sealed, right.mailbox) == to_complainant
    own = [parts_that(sealed, key) for _, key in of_complaint(standing, code, "own")]
    assert frozenset().union(*own) == {part.id for part in sealed.parts if part.key_letter != "C"}
    assert {part.kind for part in sealed.parts} >= {"narrative", "answers", "message", "reasons"}
    others = all_others(standing, UNIT, other_codes=other_codes)
    for name, key in others.items():
        assert not boxes_that(sealed, key), name
        assert not parts_that(sealed, key), name
