"""The pages about numbers: all releases, one of them, one rule, one agency, two side by side."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, render_template, request

from intake.publication.pages.subject import find_subject
from intake.web.foundation.access import Access, access
from intake.web.foundation.languages import attach_prefix
from intake.web.foundation.rendering import page
from intake.web.public.reports.kept import kept_page
from intake.web.public.reports.published import (
    digest_of,
    history_until,
    newest_digest,
    releases_here,
    words_of,
)
from intake.web.public.reports.shown import (
    comparison_context,
    first_context,
    list_context,
    release_context,
)

blueprint = Blueprint("reports", __name__)
attach_prefix(blueprint)


@blueprint.get("/reports")
@access(Access.PUBLIC)
def releases() -> Response:
    """All releases, the newest first; before the first one, when it will be."""
    found = releases_here()
    if not found:
        return page("public/reports/none.html", **first_context())
    return page("public/reports/releases.html", **list_context(found))


@blueprint.get("/reports/<period>")
@access(Access.PUBLIC)
def release(period: str) -> Response:
    """One release: sentences, charts, tables, files, and how far the numbers carry."""
    return kept_page(
        lambda: digest_of(period),
        lambda: render_template("public/reports/release.html", **release_context(period)),
    )


@blueprint.get("/reports/<period>/rules/<code>")
@access(Access.PUBLIC)
def rule(period: str, code: str) -> Response:
    """One rule over all releases up to one."""
    return _subject(period, "rule", code)


@blueprint.get("/reports/<period>/agencies/<agency>")
@access(Access.PUBLIC)
def agency(period: str, agency: str) -> Response:
    """One agency over all releases up to one."""
    return _subject(period, "agency", agency)


@blueprint.get("/reports/compare")
@access(Access.PUBLIC)
def compare() -> Response:
    """Two agencies side by side, by the newest release."""
    asked = request.args.getlist("agencies")
    return kept_page(
        newest_digest,
        lambda: render_template("public/reports/compare.html", **comparison_context(asked)),
        *asked,
    )


def _subject(period: str, dimension: str, value: str) -> Response:
    def made() -> str:
        history = history_until(period)
        words = words_of(history)
        found = find_subject(history, dimension, value, words)
        if found is None:
            abort(404)
        return render_template(
            "public/reports/subject.html",
            subject=found,
            dimension=dimension,
            period=period,
            period_words=words.period(period),
            material=history.newest,
            adopted={code.value for code in g.jurisdiction.policy.rules},
        )

    return kept_page(lambda: digest_of(period), made)
