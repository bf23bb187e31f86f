"""The template environment: strict, escaping, in the language of the page."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from jinja2 import UndefinedError

from intake.settings import Settings
from intake.web.foundation.rendering import page
from tests.web.installs import make_app

TEMPLATES = Path(__file__).parents[3] / "templates"


def render(app: Flask, source: str, *, path: str = "/saguaro-city/en/", **values: object) -> str:
    with app.test_request_context(path):
        app.preprocess_request()
        return render_template_string(source, **values)


def test_a_name_that_is_not_there_is_an_error(app: Flask) -> None:
    with pytest.raises(UndefinedError):
        render(app, "{{ nobody }}")


def test_values_are_escaped_in_texts_too(app: Flask) -> None:
    source = '{% trans name=name %}Hello {{ name }}{% endtrans %}{{ _("%(x)s", x=name) }}{{ name }}'
    text = render(app, source, name="<b>&</b>")
    assert "<b>" not in text
    assert text.count("&lt;b&gt;&amp;&lt;/b&gt;") == 3


def test_words_dates_and_numbers_follow_the_address(app: Flask) -> None:
    source = '{{ _("Back") }} {{ day|long_date }} {{ at|moment }} {{ n|whole_number }}'
    values = {"day": date(2026, 11, 3), "at": datetime(2026, 11, 4, 2, 30, tzinfo=UTC), "n": 50000}
    spanish = render(app, source, path="/saguaro-city/es/", **values)
    assert "Atrás 3 de noviembre de 2026 3 de noviembre de 2026, 7:30" in spanish
    assert "Back November 3, 2026 November 3, 2026, 7:30" in render(app, source, **values)


def test_a_language_that_runs_from_right_to_left_turns_the_page(app: Flask) -> None:
    with app.test_request_context("/"):
        app.preprocess_request()
        text = page("errors/not_found.html", language="ar", layout="resident/base.html").get_data(
            as_text=True
        )
    assert '<html lang="ar" dir="rtl">' in text


@pytest.mark.parametrize("demonstration", [True, False])
def test_a_demonstration_says_so_on_every_page(settings: Settings, demonstration: bool) -> None:
    app = make_app(settings.model_copy(update={"demonstration": demonstration}))
    client = app.test_client()
    for path in ("/saguaro-city/en/", "/saguaro-city/en/nowhere", "/staff/nowhere", "/"):
        assert ("does not take real complaints" in client.get(path).text) is demonstration, path
    app.extensions["intake"].sessions.kw["bind"].dispose()


def test_pages_for_residents_lead_away_without_a_trace(app: Flask, settings: Settings) -> None:
    text = app.test_client().get("/saguaro-city/en/nowhere").text
    assert f'href="{settings.leave_url}" rel="noreferrer nofollow">Leave this site</a>' in text
    first, second = re.findall(r'<a class="(\w+)"', text)[:2]
    assert (first, second) == ("skip", "leave"), "the second press of the tab key reaches it"


def test_templates_are_short_and_free_of_script() -> None:
    files = [*TEMPLATES.rglob("*.html")]
    assert len(files) > 20
    for path in files:
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= 120, path.name
        assert "<script" not in text, path.name
        assert not re.search(r"\son\w+=|style=|\|\s*safe", text), path.name
