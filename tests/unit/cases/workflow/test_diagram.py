"""The page on the workflow is the table and nothing else."""

from __future__ import annotations

from pathlib import Path

from intake.cases.vocabulary import ClockKind, EventKind, Status
from intake.cases.workflow.diagram import PATH, document

ROOT = Path(__file__).parents[4]


def test_the_committed_page_is_what_the_table_makes() -> None:
    assert (ROOT / PATH).read_text(encoding="utf-8") == document(), (
        f"{PATH} differs from the table: run make fix"
    )


def test_the_page_leaves_nothing_out() -> None:
    page = document()
    for words in (Status, EventKind, ClockKind):
        assert all(word.value in page for word in words)


def test_every_line_of_a_table_has_all_its_cells() -> None:
    for section in document().split("## ")[1:]:
        widths = {line.count("|") for line in section.splitlines() if line.startswith("|")}
        assert len(widths) == 1, section[:40]
