"""Each promise of the threat model names the test that holds it, and that test exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATH = re.compile(r"`((?:tests/)?[a-z_/]*[a-z_]+(?:\.py)?)`")
NOT_OF_SOFTWARE = {"a court order"}


def rows() -> list[tuple[str, str]]:
    """Who holds what, and the cell that names the tests."""
    text = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    table = [line for line in text.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1:]]
    return [(row[0], row[-1]) for row in cells]


def test_every_row_names_tests_that_exist() -> None:
    found = rows()
    assert len(found) >= 11
    for holder, held_by in found:
        named = PATH.findall(held_by)
        if holder in NOT_OF_SOFTWARE:
            continue
        assert named, holder
        folder = Path(named[0]).parent
        for path in named:
            place = ROOT / (path if path.startswith("tests/") else folder / path)
            assert place.exists(), f"{holder}: {path}"
            tests = [place] if place.is_file() else list(place.glob("test_*.py"))
            assert any("def test_" in test.read_text("utf-8") for test in tests), path
