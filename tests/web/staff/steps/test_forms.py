"""Every row of the workflow table has a form: it shows, it posts, and it says what is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict

from intake.actions.case.record_event import DAY_FIELD
from intake.actions.case.recording import EventRequest
from intake.cases.vocabulary import ActorKind, EventKind, Status
from intake.cases.workflow.event import YES
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.row import Field, FieldKind, Row
from intake.cases.workflow.table import TABLE, Refusal, rows_for
from intake.settings import load_settings
from intake.web.staff.steps.fields import Offers
from intake.web.staff.steps.forms import asked, form_of, show_refusals, wanted_from
from intake.web.staff.steps.possible import Step
from intake.web.staff.steps.words import ONE_LINE, words_for
from intake.web.words.events import BUTTONS, EVENTS
from tests.web.installs import make_app

READING = {EventKind.FIRST_OPENED, EventKind.OPENED}
OFFERS = Offers(
    people=(("p" * 32, "Ivy Invented"),),
    bodies=(("saguaro-city/inspector-general", "Inspector"), ("outside", "Another")),
    rules=(("R1", "R1: Judicial warrant"), ("R5", "R5: Don't ask")),
    allegations=(("a" * 32, "1. Judicial warrant"),),
    units=(("saguaro-city/inspector-general/review", "Review"),),
)
VALUES = {
    FieldKind.WRITTEN: "Some words, \u202e<b>and</b> {{ 7*7 }}\nin two lines",
    FieldKind.DAY: "2026-03-02",
    FieldKind.COUNT: "7",
    FieldKind.MUST_CONFIRM: "y",
    FieldKind.YES_NO: "no",
    FieldKind.BODY: "outside",
    FieldKind.STAFF: "p" * 32,
    FieldKind.CASE: "2026-K7M3QX",
    FieldKind.RULE: "R5",
    FieldKind.ALLEGATION: "a" * 32,
    FieldKind.UNIT: "saguaro-city/inspector-general/review",
}
STAFF_ROWS = [
    row
    for row in TABLE
    if ActorKind.STAFF in row.who and row.sources != (None,) and row.event not in READING
]


def row_id(row: Row) -> str:
    """A name for one row in the test's list."""
    reason = f"-{row.reasons[0]}" if row.reasons else ""
    return f"{row.sources[0]}-{row.event}{reason}"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for all forms: none of them touches the database."""
    folder = tmp_path_factory.mktemp("forms")
    folder.chmod(0o700)
    made = make_app(load_settings({"INTAKE_DATA": str(folder)}))
    made.config["WTF_CSRF_ENABLED"] = False
    yield made
    made.extensions["intake"].sessions.kw["bind"].dispose()


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    """A request of a staff page."""
    with app.test_request_context("/staff/cases", method="POST"):
        app.preprocess_request()
        yield


def typed(field: Field) -> str:
    """What somebody fills in."""
    if field.kind is FieldKind.CHOICE:
        return field.choices[0]
    text = VALUES[field.kind]
    return text.replace("\n", " ") if field.name in ONE_LINE else text


def posted(app: Flask, step: Step, values: dict[str, str]) -> EventRequest:
    """The step's form, read from a post."""
    with app.test_request_context("/staff/cases", method="POST", data=MultiDict(values)):
        app.preprocess_request()
        form = form_of(step, OFFERS)
        assert form.validate(), form.errors
        return wanted_from(step, form)


def test_every_event_that_staff_record_has_words_and_a_group() -> None:
    events = {row.event for row in STAFF_ROWS}
    assert events == set(BUTTONS)
    for event, words in EVENTS.items():
        if event not in events:
            assert (words.group, words.hint, words.dated) == (None, "", False)
        else:
            assert words.group


@pytest.mark.parametrize("row", STAFF_ROWS, ids=row_id)
def test_the_form_of_every_row_shows_and_posts(row: Row, app: Flask) -> None:
    step = Step(event=row.event, rows=(row,))
    form = form_of(step, OFFERS)
    html = render_template_string(
        '{% for field in form.shown() %}{% include "staff/steps/_field.html" %}{% endfor %}',
        form=form,
    )
    for field in asked(step):
        assert f'name="{field.name}"' in html
        assert str(words_for(row.event, field.name).label)
    values = {field.name: typed(field) for field in asked(step)}
    reason = row.reasons[0] if row.reasons else None
    if reason:
        values["reason"] = reason.value
    wanted = posted(app, step, {**values, "version": "3"})
    expected = {
        field.name: YES if field.kind is FieldKind.MUST_CONFIRM else typed(field)
        for field in asked(step)
    }
    assert {**wanted.details, **wanted.written} == expected
    assert wanted.reason is reason
    assert wanted.event is row.event


@pytest.mark.parametrize("row", STAFF_ROWS, ids=row_id)
def test_what_was_typed_stands_in_the_form_again(row: Row, app: Flask) -> None:
    step = Step(event=row.event, rows=(row,))
    written = [field for field in asked(step) if field.kind is FieldKind.WRITTEN]
    values = {field.name: f"My words {number}" for number, field in enumerate(written)}
    with app.test_request_context("/staff/cases", method="POST", data=MultiDict(values)):
        app.preprocess_request()
        form = form_of(step, OFFERS)
        form.validate()
        html = render_template_string(
            '{% for field in form.shown() %}{% include "staff/steps/_field.html" %}{% endfor %}',
            form=form,
        )
    for text in values.values():
        assert text in html


def test_rows_that_share_an_event_share_a_form(app: Flask) -> None:
    """A call by name needs the consent; one that reached nobody carries none along."""
    rows = rows_for(Status.RECEIVED, EventKind.CUSTODIAN_CONTACTED)
    step = Step(event=EventKind.CUSTODIAN_CONTACTED, rows=rows)
    assert [field.name for field in step.fields] == ["name_consent", "note"]
    by_name = posted(app, step, {"reason": "reached_by_name", "name_consent": "y"})
    assert by_name.details == {"name_consent": YES}
    nobody = posted(app, step, {"reason": "not_reached", "name_consent": "y"})
    assert nobody.details == {}


def test_a_day_and_a_number_say_what_they_want(app: Flask) -> None:
    rows = rows_for_board()
    values = {"meeting_day": "last Tuesday", "votes_for": "many", "reason": "board_adopted"}
    with app.test_request_context("/staff/cases", method="POST", data=MultiDict(values)):
        app.preprocess_request()
        form = form_of(Step(event=EventKind.BOARD_DECISION_RECORDED, rows=rows), OFFERS)
        assert not form.validate()
        assert form["meeting_day"].errors == ["Enter a date like 2026-03-31."]
        assert form["votes_for"].errors == ["Enter a whole number, such as 7."]
        assert form["meeting_day"].data == "last Tuesday"


def test_a_refused_field_says_what_to_do(app: Flask) -> None:
    step = Step(event=EventKind.BOARD_DECISION_RECORDED, rows=rows_for_board())
    form = form_of(step, OFFERS)
    missing = [Refusal(RefusalCode.FIELD_MISSING, field.name) for field in asked(step)]
    others = show_refusals(form, [*missing, Refusal(RefusalCode.FIELD_WRONG, DAY_FIELD)])
    assert others == ()
    assert form["meeting_day"].errors == ("Enter a date.",)
    assert form["votes_for"].errors == ("Enter a number.",)
    assert form["reasons"].errors == ("Fill in this field.",)
    assert "through today" in form[DAY_FIELD].errors[0]


def test_a_refused_choice_says_what_to_choose(app: Flask) -> None:
    rows = tuple(row for row in TABLE if row.event is EventKind.FINDING_SET)
    form = form_of(Step(event=EventKind.FINDING_SET, rows=rows), OFFERS)
    show_refusals(
        form,
        [
            Refusal(RefusalCode.FIELD_MISSING, "disposition"),
            Refusal(RefusalCode.FIELD_WRONG, "allegation"),
            Refusal(RefusalCode.FIELD_WRONG, "exception_applied"),
        ],
    )
    assert form["disposition"].errors == ("Choose an option.",)
    assert form["allegation"].errors == ("Choose a different option.",)
    assert form["exception_applied"].errors == ("Leave this blank, or choose a different finding.",)


def test_a_refusal_of_no_field_is_given_back(app: Flask) -> None:
    form = form_of(Step(event=EventKind.BOARD_DECISION_RECORDED, rows=rows_for_board()), OFFERS)
    refusals = [Refusal(RefusalCode.NOT_DUE), Refusal(RefusalCode.FIELD_WRONG, "elsewhere")]
    assert show_refusals(form, refusals) == (
        "The deadline has not passed yet.",
        "Check this entry and change it.",
    )


def rows_for_board() -> tuple[Row, ...]:
    """The two rows of a board's decision."""
    return tuple(row for row in TABLE if row.event is EventKind.BOARD_DECISION_RECORDED)
