"""Forms take any text and give it back escaped; messages say what to mend, in the language."""

import html
import re

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict

from intake.web.resident.forms import CodeForm
from intake.web.staff.entry.forms import ConfirmForm
from tests.web.foundation.conftest import StoryForm

PAGE = """
{% from "_macros.html" import text, textarea, choices, checkbox, select, date_parts,
   error_summary, post %}
{{ error_summary(form) }}
{% call post(form) %}
{{ textarea(form.story, heading=true, limit=50) }}{{ text(form.place, short=true) }}
{{ choices(form.held, hints={"no": "Nobody."}) }}{{ choices(form.things) }}{{ select(form.kind) }}
{% endcall %}
"""
VALID = {"story": "x", "place": "y"}


def rendered(app: Flask, answers: dict[str, str | list[str]], *, language: str = "en") -> str:
    with app.test_request_context(f"/saguaro-city/{language}/form"):
        app.preprocess_request()
        form = StoryForm(MultiDict(answers))
        form.validate()
        return render_template_string(PAGE, form=form)


def errors(app: Flask, answers: dict[str, str], *, language: str = "en") -> dict[str, list[str]]:
    with app.test_request_context(f"/saguaro-city/{language}/form"):
        app.preprocess_request()
        form = StoryForm(MultiDict(answers))
        form.validate()
        return {
            name: [str(error) for error in found]
            for name, found in form.errors.items()
            if name != "csrf_token"
        }


def test_nothing_is_obligatory_unless_a_page_says_so(toys: Flask) -> None:
    assert errors(toys, VALID) == {}
    assert errors(toys, {"story": "x"}) == {"place": ["This field is required."]}
    assert errors(toys, {"place": " \n "}, language="es") == {"place": ["Este dato es necesario."]}


@pytest.mark.parametrize("text", ["\u200b", "\u3164\ufe0f", " \u0301 "])
def test_a_field_in_which_nothing_is_seen_is_empty(toys: Flask, text: str) -> None:
    assert errors(toys, {"place": text}) == {"place": ["This field is required."]}
    with toys.test_request_context("/saguaro-city/en/form"):
        form = StoryForm(MultiDict({**VALID, "story": text}))
        assert form.story.data == ""


def test_a_secret_in_which_nothing_is_seen_is_missing(toys: Flask) -> None:
    with toys.test_request_context("/staff/toy", method="POST", data={"password": "\u200b" * 20}):
        form = ConfirmForm()
        form.validate()
        assert form.password.errors == ["Enter your passphrase."]


def test_a_text_over_the_limit_says_by_how_much_and_is_kept(toys: Flask) -> None:
    long = "x" * 53
    found = errors(toys, {**VALID, "story": long}, language="es")
    assert found["story"] == [
        "Acorte esto 3 caracteres. El límite es 50. No se cortó nada.",
    ]
    assert long in rendered(toys, {**VALID, "story": long})
    assert errors(toys, {**VALID, "story": "x" * 51})["story"][0].startswith(
        "Shorten this by 1 character."
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_a_line_is_one_line_and_comes_back_joined(toys: Flask, end: str) -> None:
    (message,) = errors(toys, {**VALID, "place": f"one{end}two"})["place"]
    assert message.startswith("Put this on one line.")
    assert 'value="one two"' in rendered(toys, {**VALID, "place": f"one{end}two"})
    assert errors(toys, {**VALID, "place": f"{end}one{end}"}) == {}


def test_a_secret_is_one_line_and_a_code_is_joined(toys: Flask) -> None:
    typed = {"password": "long enough\u2028for this", "code": "ab\ncd\u2028ef"}
    with toys.test_request_context("/staff/toy", method="POST", data=typed):
        form = ConfirmForm()
        form.validate()
        assert "one line" in form.password.errors[0]
        code = CodeForm(MultiDict(typed))
        code.validate()
        assert (code.code.data, list(code.code.errors)) == ("ab cd ef", [])


def test_line_ends_of_the_wire_do_not_count(toys: Flask) -> None:
    with toys.test_request_context("/saguaro-city/en/form"):
        form = StoryForm(MultiDict({**VALID, "story": "a\r\nb\rc\n" + "x" * 44}))
        form.validate()
        assert form.story.data == "a\nb\nc\n" + "x" * 44
        assert "story" not in form.errors


@pytest.mark.parametrize(
    ("text", "word"), [("a\x00b", "character"), ("half \ud83d", "�"), ("\udcff", "�")]
)
def test_what_no_database_can_keep_gets_a_message(toys: Flask, text: str, word: str) -> None:
    for name in VALID:
        (message,) = errors(toys, {**VALID, name: text})[name]
        assert word in message


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}{% raw %}",
        "%(name)s 100%",
        "=1+1\r\n+SUM(A1)",
        "\u202eright to left\u200b\u2066",
        "quote \" and ' and &amp;",
        "\n\nfirst lines are empty",
    ],
)
def test_texts_come_back_as_typed_and_harmless(toys: Flask, text: str) -> None:
    page = rendered(toys, {**VALID, "story": text})
    area = re.search(r"<textarea[^>]*>\r?\n(.*?)</textarea>", page, re.DOTALL)
    assert area is not None
    assert html.unescape(area[1]) == text.replace("\r\n", "\n")
    assert "<script>" not in page


def test_an_answer_that_was_not_offered_is_refused(toys: Flask) -> None:
    found = errors(toys, {**VALID, "held": "maybe", "kind": "z"})
    assert set(found) == {"held", "kind"}


def test_errors_are_tied_to_their_fields_and_listed_on_top(toys: Flask) -> None:
    page = rendered(toys, {"story": "x" * 51, "held": "maybe"})
    summary = page[: page.index("<form")]
    assert 'role="alert"' in summary
    assert re.findall(r'href="#([\w-]+)"', summary) == ["story", "place", "held-0"]
    assert 'id="story-error"' in page
    assert 'aria-describedby="story-error"' in page
    assert 'aria-describedby="held-hint held-error"' in page
    assert page.count('aria-invalid="true"') == 2
    assert "csrf" not in summary


def test_a_form_without_errors_has_no_summary(toys: Flask) -> None:
    with toys.test_request_context("/saguaro-city/en/form"):
        assert "role=" not in render_template_string(PAGE, form=StoryForm())


def test_every_control_has_a_label_and_the_form_its_token(toys: Flask) -> None:
    page = rendered(toys, VALID)
    controls = re.findall(r'<(?:input|textarea|select)[^>]* id="([\w-]+)"', page)
    assert set(controls) == {"story", "place", "held-0", "held-1", "things-0", "things-1", "kind"}
    for control in controls:
        assert f'<label for="{control}">' in page
    assert page.count("<legend>") == 2
    assert re.search(r'<input name="csrf_token" type="hidden" value="[0-9a-f]{64}">', page)
    assert page.count('autocomplete="off"') >= 4
