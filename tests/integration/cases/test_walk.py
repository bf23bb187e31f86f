"""A case from the first look to the findings, by pages alone, on each database."""

from __future__ import annotations

from flask import Flask

from tests.integration.cases.staffed import Staffed


def test_first(app: Flask, staffed: Staffed) -> None:
    case_id = staffed.file()
    ivy = staffed.browser(app, "Ivy")
    page = ivy.get("/staff/cases")
    assert page.status_code == 200
    assert case_id in page.text
    page = ivy.get(f"/staff/cases/{case_id}")
    assert page.status_code == 200, page.text
    assert "Pagamos" not in page.text
    opened = ivy.post(f"/staff/cases/{case_id}/open", page=f"/staff/cases/{case_id}")
    assert opened.status_code == 200
    assert "Pagamos la fianza" in opened.text
