"""The stylesheet: small, ours, kept by browsers until it changes; readable colours."""

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from intake.web.foundation.assets import STYLES, minified, stylesheet, stylesheet_address

FIRST_PAGE_BYTES = 15 * 1024


def sources() -> str:
    return "".join(path.read_text("utf-8") for path in sorted(STYLES.glob("*.css")))


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_first_page_and_its_style_fit_in_15_kb(client: FlaskClient, language: str) -> None:
    page = client.get(f"/saguaro-city/{language}/")
    sheet = client.get(stylesheet_address(), headers={"Accept-Encoding": "gzip"})
    head = sum(
        len(f"{name}: {value}\r\n") for answer in (page, sheet) for name, value in answer.headers
    )
    total = len(page.data) + len(sheet.data) + head
    assert total < FIRST_PAGE_BYTES, total


def test_a_page_asks_for_nothing_but_its_style_and_nothing_from_elsewhere(
    client: FlaskClient,
) -> None:
    page = client.get("/saguaro-city/en/").text
    assert re.findall(r"<(?:link|img|script|iframe)[^>]*>", page) == [
        '<link rel="icon" href="data:,">',
        f'<link rel="stylesheet" href="{stylesheet_address()}">',
    ]
    assert "url(" not in sources()
    assert "@import" not in sources()


def test_the_sheet_is_served_by_its_exact_name_and_kept(client: FlaskClient) -> None:
    answer = client.get(stylesheet_address())
    assert answer.mimetype == "text/css"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.data == stylesheet().plain
    assert client.get("/assets/other.css").status_code == 404


def test_the_sheet_is_squeezed_for_who_takes_it(client: FlaskClient) -> None:
    answer = client.get(stylesheet_address(), headers={"Accept-Encoding": "br, gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == stylesheet().plain
    refused = client.get(stylesheet_address(), headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_squeezing_takes_only_what_means_nothing() -> None:
    source = (
        "/* x */ a:hover,  b > c { margin: 0 auto; color: var(--x); }\n"
        "@media print { a { top: 0; } }"
    )
    assert minified(source) == "a:hover,b > c{margin:0 auto;color:var(--x)}@media print{a{top:0}}"


def test_layout_follows_the_direction_of_the_script() -> None:
    physical = re.compile(
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right):|text-align:\s*(?:left|right)|float:"
    )
    assert physical.findall(sources()) == []


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def schemes() -> list[dict[str, str]]:
    ground = Path(STYLES / "1-ground.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", ground, re.DOTALL)[:2]
    light = dict(re.findall(r"--([\w-]+): (#\w+);", blocks[0]))
    return [light, {**light, **dict(re.findall(r"--([\w-]+): (#\w+);", blocks[1]))}]


@pytest.mark.parametrize(("number", "name"), [(0, "light"), (1, "dark")])
def test_text_can_be_read_in_both_schemes(number: int, name: str) -> None:
    colours = schemes()[number]
    pairs = [
        *((ink, ground) for ink in ("ink", "quiet", "link") for ground in ("paper", "tint")),
        ("ink", "warn-tint"),
        ("ink", "bad-tint"),
        ("ink", "good-tint"),
        ("quiet", "warn-tint"),
        ("link", "warn-tint"),
        ("link", "bad-tint"),
        ("link", "good-tint"),
        ("bad", "paper"),
        ("bad", "bad-tint"),
        ("good", "good-tint"),
        ("paper", "bad"),
        ("on-brand", "brand"),
    ]
    for ink, ground in pairs:
        assert contrast(colours[ink], colours[ground]) >= 4.5, f"{name}: {ink} on {ground}"
    for edge in ("line", "brand"):
        assert contrast(colours[edge], colours["paper"]) >= 3, f"{name}: {edge}"
