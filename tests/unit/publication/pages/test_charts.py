"""Bars: lengths that are true, gaps that are gaps, and drawings that can be turned round."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from intake.publication.pages.charts import GAP, WIDTH, Bar, ChartView, Part, chart_svg_model
from intake.publication.pages.drawn import Line, bars_chart, table_chart
from intake.publication.pages.history import Number
from tests.unit.publication.pages.made import history, release


def laid_out(*bars: Bar, direction: str = "ltr") -> ChartView:
    return chart_svg_model(bars, id="c", title="T", told="D", direction=direction)


def bar(label: str, *sizes: int | None) -> Bar:
    parts = tuple(Part(size) if size is not None else Part(None, GAP) for size in sizes)
    return Bar(label, parts, "said")


def test_bars_are_as_long_as_their_numbers() -> None:
    first, second = laid_out(bar("a", 10), bar("b", 40)).shapes
    assert first.width * 4 == second.width


def test_zero_is_said_and_has_no_bar_while_a_withheld_number_has_a_gap() -> None:
    chart = laid_out(bar("a", 0), bar("b", None), bar("c", 3))
    assert [shape.look for shape in chart.shapes] == [GAP, "p0"]
    assert chart.shapes[0].width > 0
    assert [text.words for text in chart.texts].count("said") == 3


@given(
    st.lists(
        st.tuples(st.text("ab ", max_size=90), st.lists(st.none() | st.integers(0, 10**7))),
        max_size=9,
    ),
    st.sampled_from(["ltr", "rtl"]),
)
def test_everything_stays_inside_and_bars_do_not_lie_on_each_other(
    given_bars: list[tuple[str, list[int | None]]], direction: str
) -> None:
    bars = [bar(label, *sizes[:4]) for label, sizes in given_bars]
    chart = laid_out(*bars, direction=direction)
    for shape in chart.shapes:
        assert shape.width > 0
        assert shape.y >= 0
        assert shape.y + shape.height <= chart.height
        if sum(part.size is None for one in bars for part in one.parts) < 2:
            assert shape.x >= -8
            assert shape.x + shape.width <= WIDTH + 8
    rows = sorted((shape.y, shape.x, shape.width) for shape in chart.shapes)
    for (y, x, width), (next_y, next_x, _) in pairwise(rows):
        if y == next_y:
            assert x + width <= next_x + 1e-6


def test_from_right_to_left_the_drawing_is_mirrored() -> None:
    bars = (bar("a", 5, None), bar("b", 9))
    plain, turned = laid_out(*bars), laid_out(*bars, direction="rtl")
    assert [round(WIDTH - one.x - one.width, 6) for one in turned.shapes] == [
        round(one.x, 6) for one in plain.shapes
    ]


def test_the_withheld_parts_of_a_known_whole_are_one_gap_of_what_is_left() -> None:
    _, words = history(release("2026Q3", {}))
    lines = [
        Line("a", Number(30), (Number(10), Number(None), Number(None))),
        Line("b", Number(20), (Number(5), Number(5), Number(10))),
    ]
    chart = bars_chart(lines, id="c", title="T", words=words, pieces=["x", "y", "z"])
    assert chart is not None
    widths = [(shape.look, shape.width) for shape in chart.shapes]
    assert [look for look, _ in widths] == ["p0", GAP, "p0", "p1", "p2"]
    assert round(widths[1][1] / widths[0][1], 6) == 2
    assert [key.words for key in chart.keys] == ["x", "y", "z", "withheld"]


def test_of_a_withheld_whole_the_gap_has_no_length_of_its_own() -> None:
    _, words = history(release("2026Q3", {}))
    sizes = []
    for shown in (10, 1000):
        lines = [
            Line("a", Number(None), (Number(shown), Number(None))),
            Line("b", Number(2000), (Number(1000), Number(1000))),
        ]
        chart = bars_chart(lines, id="c", title="T", words=words, pieces=["x", "y"])
        assert chart is not None
        sizes += [shape.width for shape in chart.shapes if shape.look == GAP]
        assert "1 is withheld." in chart.told
    assert sizes[0] == sizes[1]


def test_nothing_but_zeros_is_not_drawn() -> None:
    made = release("2026Q3", {"findings": {}})
    _, words = history(made)
    assert table_chart(made.tables[0], "2026Q3", words) is None


def test_more_kinds_than_can_be_told_apart_are_not_stacked() -> None:
    _, words = history(release("2026Q3", {}))
    names = [f"kind {number}" for number in range(8)]
    lines = [Line(label, Number(80), tuple(Number(10) for _ in names)) for label in "ab"]
    chart = bars_chart(lines, id="c", title="T", words=words, pieces=names)
    assert chart is not None
    assert len(chart.shapes) == 2
    assert not chart.keys
