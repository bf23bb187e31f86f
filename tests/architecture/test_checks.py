"""`make check` runs every check, tells of each that failed, and compares the generated pages."""

import re
from pathlib import Path

import pytest

from intake.settings.model import Settings
from intake.settings.problems import names_of, variable
from scripts import check, generated_docs
from scripts.check import Check


def broken() -> tuple[bool, str]:
    raise RuntimeError("no such tool")


def test_all_checks_run_though_one_fails_and_one_breaks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checks = (
        Check("first", "a", lambda: (False, "line one\nline two")),
        Check("second", "b", broken),
        Check("third", "c", lambda: (True, "said nothing of use")),
    )
    monkeypatch.setattr(check, "CHECKS", checks)
    assert check.main() == 1
    said = capsys.readouterr().out
    assert re.search(r"^FAILED first", said, re.MULTILINE)
    assert "       line two" in said
    assert re.search(r"^FAILED second", said, re.MULTILINE)
    assert re.search(r"^ok     third", said, re.MULTILINE)
    assert "1 of 3 checks are fine" in said
    assert "nothing of use" not in said


def test_only_a_run_without_failure_is_a_success(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "CHECKS", (Check("one", "a", lambda: (True, "")),))
    assert check.main() == 0


def test_a_tool_that_returns_an_error_has_failed() -> None:
    assert check.command("false")()[0] is False
    assert check.command("true")()[0] is True
    assert check.command("sh", "-c", "echo said; exit 3")() == (False, "said\n")


def test_a_page_that_differs_from_the_code_is_noticed(tmp_path: Path) -> None:
    assert set(generated_docs.outdated(tmp_path)) == set(generated_docs.PAGES)
    generated_docs.write(tmp_path)
    assert generated_docs.outdated(tmp_path) == []
    page = tmp_path / "settings.md"
    page.write_text(page.read_text("utf-8").replace("8000", "8001"), "utf-8")
    assert generated_docs.outdated(tmp_path) == ["settings.md"]


def test_the_settings_page_names_every_setting_and_its_variable() -> None:
    page = generated_docs.settings_page()
    for name in names_of(Settings):
        assert f"| `{name}` | `{variable(name)}` |" in page


def test_every_setting_says_what_it_is_for() -> None:
    assert re.findall(r"^\| `\S+` \| `\S+` \| \S* \| +\|$", generated_docs.settings_page()) == []
    assert "None" not in generated_docs.settings_page()
