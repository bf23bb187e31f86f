"""A withheld number has no height in a chart, and every column says its number."""

from base64 import b64decode
from xml.etree import ElementTree as ET

from intake.publication.printed.chart import Column, as_address, column_chart

SVG = "{http://www.w3.org/2000/svg}"


def test_heights_follow_numbers_and_a_withheld_one_is_an_outline() -> None:
    drawn = ET.fromstring(  # noqa: S314  (made here)
        column_chart([Column("Q1 2026", "100", 100), Column("Q2 2026", "withheld", None),
                      Column("Q3 <&>", "50", 50), Column("Q4 2026", "0", 0)])
    )  # fmt: skip
    boxes = drawn.findall(f"{SVG}rect")
    heights = [float(box.get("height", "")) for box in boxes]
    assert heights[0] == 2 * heights[2]
    assert heights[3] == 0
    assert [box.get("fill") for box in boxes].count("none") == 1
    assert boxes[1].get("stroke-dasharray")
    said = ["".join(text.itertext()) for text in drawn.findall(f"{SVG}text")]
    assert said[:4] == ["100", "Q12026", "withheld", "Q22026"]
    assert "Q3<&>" in said


def test_nothing_to_draw_is_an_axis() -> None:
    svg = column_chart([])
    assert b64decode(as_address(svg).partition(",")[2]).decode() == svg
    assert "<rect" not in svg
