"""Follow-up by code: what it shows, what it takes, and what wrong codes are told."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from intake.cases.models import Allegation, Case
from intake.complaints.compartment import Envelope
from intake.complaints.mailboxes import open_mailbox
from intake.complaints.messages import store_message
from intake.complaints.models import CaseRecordRow, Mailbox, Message, Part
from intake.complaints.vocabulary import Direction, MessageKind
from intake.vault.symbols.codes import new_code
from tests.fixtures.chance import Clock
from tests.fixtures.compartments import opened_by_unit
from tests.fixtures.databases import Database
from tests.integration.filing.world import INSTALL_ID, MONDAY, World
from tests.web.resident.browser import Browser
from tests.web.resident.test_walk import STORY, code_on, tell


def sent(browser: Browser) -> str:
    """Tell and send; the code."""
    tell(browser)
    browser.fill()
    return code_on(browser)


def entered(browser: Browser, code: str) -> Browser:
    """Type a code."""
    browser.get("/f/1")
    browser.fill(code=code)
    return browser


def test_slips_and_unknown_codes_get_different_words(
    browser: Browser, other_browser: Browser, world: World
) -> None:
    code = sent(browser)
    entered(other_browser, code[:-4])
    assert "Podemos leer 21 de 25" in other_browser.words
    entered(other_browser, ("0" if code[0] != "0" else "2") + code[1:])
    assert "una letra o un número equivocado" in other_browser.words
    entered(other_browser, new_code(world.random))
    assert "Escribió un código completo" in other_browser.words
    assert other_browser.page is not None
    assert other_browser.page.status_code == 422
    entered(other_browser, "")
    assert "Escriba su código" in other_browser.words


def test_too_many_wrong_codes_wait_and_a_right_one_never(
    browser: Browser, other_browser: Browser, world: World
) -> None:
    code = sent(browser)
    other_browser.get("/f/1")
    for _ in range(61):
        other_browser.fill(code=new_code(world.random))
    assert other_browser.page is not None
    assert other_browser.page.status_code == 429
    entered(other_browser, code)
    assert other_browser.address.endswith("/f/2")


def test_a_wrong_code_does_not_cost_the_draft(browser: Browser, world: World) -> None:
    tell(browser)
    entered(browser, new_code(world.random))
    browser.get("/p/8")
    assert "Revise su queja y envíela" in browser.words


def test_status_in_plain_words_and_dates(
    browser: Browser, other_browser: Browser, database: Database
) -> None:
    code = sent(browser)
    entered(other_browser, code)
    assert "Recibimos su queja" in other_browser.words
    assert "Todavía no la ha abierto nadie" in other_browser.words
    assert "lunes, 9 de marzo de 2026" in other_browser.words
    with database.sessions() as session:
        case = session.scalars(select(Case)).one()
        session.execute(update(Case).values(first_opened_day=case.received_day))
        session.commit()
    other_browser.get("/f/2")
    assert "Alguien de la oficina la abrió el 2 de marzo de 2026" in other_browser.words


def test_messages_go_both_ways_and_a_reload_sends_none(
    browser: Browser, other_browser: Browser, database: Database
) -> None:
    entered(other_browser, sent(browser))
    other_browser.fill(text="   ")
    assert other_browser.page is not None
    assert other_browser.page.status_code == 422
    other_browser.fill(text="Ya salió\n<b>hoy</b>")
    assert "Recibimos su mensaje" in other_browser.words
    assert "Ya salió\n&lt;b&gt;hoy&lt;/b&gt;" in other_browser.text
    other_browser.get(other_browser.address)
    with database.sessions() as session:
        assert len(session.scalars(select(Message)).all()) == 1


def test_a_long_message_is_kept_on_the_page(browser: Browser, other_browser: Browser) -> None:
    entered(other_browser, sent(browser))
    other_browser.fill(text="y" * 20_002)
    assert "2 caracteres" in other_browser.words
    assert dict(other_browser.forms()[0].fields)["text"] == "y" * 20_002


def test_a_message_in_which_nothing_is_seen_is_not_sent(
    browser: Browser, other_browser: Browser
) -> None:
    entered(other_browser, sent(browser))
    answer = other_browser.fill(text="\u200b\u2800")
    assert answer.status_code == 422
    assert "Escriba un mensaje" in other_browser.words


def test_stopping_is_asked_once_and_explained(browser: Browser, other_browser: Browser) -> None:
    entered(other_browser, sent(browser))
    other_browser.get("/f/4")
    assert "Un supervisor comprueba que nadie le presionó" in other_browser.words
    other_browser.fill()
    assert "Usted pidió retirar su queja" in other_browser.words
    assert "Un supervisor lo revisará y le escribirá aquí" in other_browser.words
    other_browser.get("/f/4")
    other_browser.fill()
    assert other_browser.address.endswith("/f/2")


def test_a_code_that_the_office_knows_is_replaced(
    browser: Browser, other_browser: Browser, database: Database
) -> None:
    code = sent(browser)
    with database.sessions() as session:
        session.execute(update(Mailbox).values(made_by_staff=True))
        session.commit()
    entered(other_browser, code)
    assert "Alguien de la oficina vio este código" in other_browser.words
    other_browser.get("/f/5")
    other_browser.fill()
    fresh = code_on(other_browser)
    assert fresh != code
    with database.sessions() as session:
        assert open_mailbox(session, code=code, install_id=INSTALL_ID)
    other_browser.fill()
    assert other_browser.address.endswith("/f/2")
    assert "Alguien de la oficina vio este código" not in other_browser.words
    entered(browser, code)
    assert "Escribió un código completo" in browser.words
    entered(browser, fresh)
    assert browser.address.endswith("/f/2")


def test_the_receipt_closes_an_hour_after_sending(browser: Browser, clock: Clock) -> None:
    code = sent(browser)
    clock.advance(minutes=59)
    browser.get("/p/9")
    assert code_on(browser) == code
    clock.advance(minutes=2)
    browser.get("/p/9")
    assert browser.address.endswith("/f/1")
    assert code not in browser.text


def test_a_followed_complaint_does_not_take_in_another(
    browser: Browser, other_browser: Browser
) -> None:
    entered(other_browser, sent(browser))
    other_browser.get("/p/3")
    assert other_browser.address.endswith("/f/2")
    other_browser.get("/p/1")
    assert "Tiene una queja abierta en este dispositivo" in other_browser.words
    other_browser.fill()
    other_browser.get("/p/3")
    assert other_browser.address.endswith("/p/3")


def test_the_code_stands_in_no_address_and_on_no_page_of_following(
    browser: Browser, other_browser: Browser
) -> None:
    code = sent(browser)
    entered(other_browser, code)
    for page in ("/f/2", "/f/4", "/f/5"):
        other_browser.get(page)
        assert code not in other_browser.text
        assert code not in other_browser.address


def test_what_was_told_can_be_read_again(browser: Browser, other_browser: Browser) -> None:
    entered(other_browser, sent(browser))
    other_browser.get("/f/8")
    assert "un sargento" in other_browser.words
    assert STORY.splitlines()[0] in other_browser.words
    assert "Cambiar" not in other_browser.words


def test_a_decision_and_its_letter_are_read_in_plain_words(
    browser: Browser, other_browser: Browser, database: Database, world: World
) -> None:
    code = sent(browser)
    with database.sessions() as session:
        case = session.scalars(select(Case)).one()
        own = opened_by_unit(session, case, world.unit_key(case.unit), install_id=INSTALL_ID)
        envelope = Envelope(
            direction=Direction.OUT,
            kind=MessageKind.LETTER,
            author_id="5" * 32,
            sent_at=MONDAY,
            event_id="7" * 32,
        )
        store_message(session, own, envelope=envelope, text="Encontramos que sí pasó.")
        finding = Allegation(
            id="6" * 32,
            case_id=case.id,
            jurisdiction=case.jurisdiction,
            agency=case.agency,
            rule="R1",
            subject_kind="agency",
            state="decided",
            disposition="sustained",
        )
        session.add(finding)
        session.execute(update(Case).values(status="findings_issued", disposition="sustained"))
        session.commit()
    entered(other_browser, code)
    words = other_browser.words
    assert "Carta de la oficina" in words
    assert "Encontramos que sí pasó." in words
    assert "Tomamos una decisión" in words
    assert "Encontramos que sucedió y que violó la regla" in words


WORDS = "Siguen ahí.\nEscribí esto con cuidado."


def test_words_come_back_where_records_are_damaged(browser: Browser, database: Database) -> None:
    sent(browser)
    browser.get("/f/2")
    form = next(one for one in browser.forms() if "text" in dict(one.fields))
    fields = [pair for pair in form.fields if pair[0] != "text"]
    with database.sessions() as session:
        session.execute(delete(CaseRecordRow))
        session.commit()
    answer = browser.post("/f/3", [*fields, ("text", WORDS)])
    assert answer.status_code == 500
    assert WORDS in browser.text
    assert "no se envió ni se guardó" in browser.words
    with database.sessions() as session:
        assert session.scalars(select(Message)).all() == []


def test_a_message_that_cannot_be_sealed_safely_stays_in_its_box(
    browser: Browser, database: Database
) -> None:
    sent(browser)
    browser.get("/f/2")
    form = next(one for one in browser.forms() if "text" in dict(one.fields))
    fields = [pair for pair in form.fields if pair[0] != "text"]
    with database.sessions() as session:
        case_id = session.scalars(select(Case.id)).one()
        row = {"case_id": case_id, "number": 2, "record": b"x", "code": b"y" * 32}
        session.execute(insert(CaseRecordRow).values([row]))
        session.commit()
    browser.post("/f/3", [*fields, ("text", WORDS)])
    assert "No pudimos sellar su mensaje con seguridad" in browser.words
    assert "Escriba un mensaje" not in browser.words
    assert WORDS in browser.text


def test_a_draft_that_was_altered_gives_the_words_back(
    browser: Browser, database: Database
) -> None:
    tell(browser)
    browser.get("/p/3")
    fields = [pair for pair in browser.forms()[0].fields if pair[0] != "words"]
    with database.sessions() as session:
        session.execute(delete(Part).where(Part.kind == "answers"))
        session.commit()
    answer = browser.post("/p/3", [*fields, ("words", WORDS)])
    assert answer.status_code == 500
    assert WORDS in browser.text


def test_a_code_of_the_office_says_from_when_it_works(
    browser: Browser, other_browser: Browser, database: Database
) -> None:
    code = sent(browser)
    later = MONDAY + timedelta(days=1)
    held = {"state": "waiting", "opens_at": later, "made_by_staff": True}
    with database.sessions() as session:
        session.execute(update(Mailbox).values(**held))
        session.commit()
    entered(other_browser, code)
    assert "La oficina creó este código. Funciona a partir del" in other_browser.words
    assert other_browser.address.endswith("/f/1")
    with database.sessions() as session:
        session.execute(update(Mailbox).values(state="live"))
        row = {"id": "e" * 32, "lookup": b"l" * 32, "public_key": b"k", **held}
        complaint_id = session.scalar(select(Mailbox.complaint_id))
        session.execute(insert(Mailbox), [{"complaint_id": complaint_id, **row}])
        session.commit()
    entered(other_browser, code)
    assert "La oficina creó un código nuevo" in other_browser.words
