"""The walk of the pictures: one complaint from the first screen to its closing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.colleague import DESK, Colleague, give_code, give_passphrase
from tests.browser.pressing import press
from tests.browser.resident import PHONE, Resident, Telling

PLACE = "saguaro-city"
COLORS = 256
"""A picture keeps its commonest colors: a page has few, and a palette is a third of the size."""
UNIT = f"{PLACE}/oversight-board/investigations"
WORDS = (
    "We paid my brother's bail at two this afternoon. I have the receipt in my hand.\n\n"
    "They said he would be out in an hour. Now it is almost five, and a lady at the window says "
    "that they keep him for immigration. I asked to see the paper. She said that it is internal. "
    "Nobody showed us anything that a judge signed. My brother called: a guard told him that "
    "somebody picks him up tonight."
)
TELLING = Telling(
    words=WORDS,
    choices={
        "common_held_now": ["yes"],
        "common_situations": ["kept_in_jail", "bail_not_taken"],
        "agencies": ["holding-center"],
        "mode": ["anonymous"],
        "role": ["family"],
    },
    lines={
        "common_place": "the bail window of the holding center",
        "common_official": "a woman at the bail window, in the afternoon",
    },
)
QUESTION = "Which time stands on the bail receipt? And did you write down a name at the window?"
ANSWER = "2:04 p.m. There was no name tag. My mother was with me and saw her too."
LETTER = (
    "We looked into what you told us. The log of the holding center and your receipt agree: bail "
    "was paid at 2:04 p.m., and nobody had a paper signed by a judge. The board found that the "
    "rule on judicial warrants was broken."
)
REASONS = (
    "Receipt and log agree on 2:04 p.m. The paper on file is an administrative form (I-247A); no "
    "judge signed it. No exception of the rule applies."
)


@dataclass(kw_only=True)
class Walk:
    """A browser's way through a demonstration; `kept` names the pictures in their order."""

    browser: Browser
    address: str
    accounts: Sequence[Mapping[str, str]]
    pictures: Path
    kept: list[str] = field(default_factory=list)
    code: str = ""
    reference: str = ""
    case_address: str = ""

    def tell_and_follow(self) -> None:
        """A resident tells what happened, and keeps the code."""
        resident = self._resident("en")
        resident.go("/")
        self.keep(resident.page, "01-home")
        resident.go("/p/1")
        self.keep(resident.page, "02-first-screen")
        press(resident.page.locator("main .button").first)
        for name in ("03-what-happened", "04-own-words", "05-where", "", "06-about-you", ""):
            resident.fill(TELLING)
            if name:
                self.keep(resident.page, name)
            resident.press()
        self.keep(resident.page, "07-check")
        resident.press()
        self.keep(resident.page, "08-receipt")
        self.code, self.reference = resident.code, resident.reference
        resident.page.context.close()

    def work_to_findings(self) -> None:
        """The office opens the complaint, asks, investigates and decides."""
        intake = self._colleague("intake", picture="09-sign-in")
        intake.go("/cases")
        self.keep(intake.page, "10-queue")
        intake.find(self.reference)
        intake.open_complaint()
        self.keep(intake.page, "11-case")
        self._back(intake)
        intake.step("accept_for_review")
        intake.step("allegation_framed", rule="R1", subject="unknown", retaliation="no")
        intake.step("request_information", questions=QUESTION)
        self._see_to_the_urgent()
        self._answer()
        self._investigate(self._colleague("lead"), self._colleague("investigator"))
        self._decide(self._colleague("clerk"))

    def see_it_closed(self) -> None:
        """When the time to ask for a review is over: closed, here and there."""
        clerk = self._colleague("clerk")
        clerk.page.goto(self.case_address)
        self.keep(clerk.page, "16-closed")
        clerk.page.context.close()

    def end(self) -> None:
        """Remove pictures of steps that are no more."""
        for path in self.pictures.glob("*.png"):
            if path.stem not in self.kept:
                path.unlink()

    def keep(self, page: Page, name: str) -> None:
        """Keep a picture of what a reader sees without scrolling."""
        picture = page.screenshot(animations="disabled", caret="hide")
        with Image.open(BytesIO(picture)) as image:
            few = image.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
            few.save(self.pictures / f"{name}.png", optimize=True)
        self.kept.append(name)

    def _see_to_the_urgent(self) -> None:
        duty = self._colleague("duty_officer")
        self._back(duty)
        duty.step("urgent_seen")
        duty.step("custodian_contacted", reason="reached")
        duty.step("counsel_contacted", reason="reached")
        duty.step("urgent_decided", reason="acted", note="The holding center looks at it now.")
        duty.step("urgent_ended", reason="released", note="Released at 9:40 p.m., says his family.")
        duty.page.context.close()

    def _answer(self) -> None:
        resident = self._resident("en")
        resident.follow(self.code)
        resident.page.locator("ol.timeline li").last.scroll_into_view_if_needed()
        self.keep(resident.page, "12-question")
        resident.write(ANSWER)
        resident.page.context.close()

    def _investigate(self, lead: Colleague, investigator: Colleague) -> None:
        self._back(lead)
        lead.step("open_investigation")
        lead.begin("assigned")
        name = next(one["name"] for one in self._people("investigator"))
        lead.page.get_by_label(name).check()
        lead.submit()
        self._back(investigator)
        investigator.begin("finding_set")
        investigator.page.locator("main [name=allegation]").first.check()
        for name, value in {
            "disposition": "sustained",
            "standard_of_proof": "preponderance",
            "reasons": REASONS,
        }.items():
            investigator.fill(name, value)
        self.keep(investigator.page, "13-finding")
        investigator.submit()
        investigator.step("submit_findings")

    def _decide(self, clerk: Colleague) -> None:
        self._back(clerk)
        clerk.begin("record_board_decision")
        decision = {"reason": "board_adopted", "meeting_day": today()}
        votes = {"votes_for": "7", "votes_against": "1", "abstentions": "1", "recusals": "0"}
        for name, value in {**decision, **votes, "item_number": "4"}.items():
            clerk.fill(name, value)
        self.keep(clerk.page, "14-decision")
        clerk.submit()
        clerk.step("letter_sent", message=LETTER)
        clerk.step(
            "agency_response_recorded",
            answer="accepted",
            response="The holding center trained its clerks.",
        )
        self.case_address = clerk.page.url
        resident = self._resident("es")
        resident.follow(self.code)
        self.keep(resident.page, "15-decided")
        resident.page.context.close()

    def _back(self, person: Colleague) -> None:
        person.find(self.reference)

    def _resident(self, language: str) -> Resident:
        context = self.browser.new_context(
            java_script_enabled=False, viewport=PHONE, locale=language
        )
        return Resident(context.new_page(), f"{self.address}/{PLACE}/{language}")

    def _colleague(self, role: str, *, picture: str = "") -> Colleague:
        account = self._people(role)[0]
        context = self.browser.new_context(java_script_enabled=False, viewport=DESK, locale="en")
        page = context.new_page()
        give_passphrase(page, self.address, email=account["email"], passphrase=account["password"])
        if picture:
            self.keep(page, picture)
        give_code(page, page.locator(".notice .code").inner_text())
        return Colleague(page, self.address)

    def _people(self, role: str) -> list[Mapping[str, str]]:
        return [one for one in self.accounts if one["role"] == role and one["unit"] == UNIT]


def today() -> str:
    """The day it is where the office works."""
    return datetime.now(ZoneInfo("America/Phoenix")).date().isoformat()
