"""Notices are neutral, one line of subject, and equal to their golden files in every language."""

from pathlib import Path

import pytest

from intake.notify.delivery import render_notice
from intake.notify.kinds import NoticeKind
from intake.texts.catalogue import available_languages

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "data" / "mail"
VALUES = {
    "reference": "2026-K7M3QX",
    "sign_in_url": "https://redress.example/staff/",
    "follow_up_url": "https://redress.example/saguaro-city/en/follow",
    "cases": "12",
    "urgent": "3",
    "invitation_url": "https://redress.example/staff/join/abc",
}


@pytest.mark.parametrize("language", available_languages())
@pytest.mark.parametrize("kind", list(NoticeKind))
def test_notice_equals_its_golden_file(kind, language):
    subject, body = render_notice(
        kind, language=language, templates_dir=ROOT / "templates", **VALUES
    )
    golden = (GOLDEN / f"{kind.value}.{language}.txt").read_text(encoding="utf-8")
    assert f"Subject: {subject}\n\n{body}" == golden


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_a_value_cannot_add_a_header_line(kind):
    values = VALUES | {"reference": "2026-AAAAAA\r\nBcc: x@example.org"}
    subject, _ = render_notice(kind, language="en", templates_dir=ROOT / "templates", **values)
    assert "\n" not in subject
    assert "\r" not in subject
