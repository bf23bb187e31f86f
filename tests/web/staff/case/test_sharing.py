"""Taking a unit's access away: whatever is posted as a unit, the answer is a page."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.integration.cases.staffed import Staffed
from tests.web.staff.visitor import hidden_fields


@pytest.mark.parametrize("unit", [b"%00", b"%FF", b"%ED%A0%80"])
def test_a_unit_that_no_database_can_look_for_is_not_found(
    app: Flask, staffed: Staffed, unit: bytes
) -> None:
    case_id = staffed.file()
    sam = staffed.browser(app, "Sam")
    token = hidden_fields(sam.get(f"/staff/cases/{case_id}").text)["csrf_token"]
    answer = sam.client.post(
        f"/staff/cases/{case_id}/access/end",
        data=b"csrf_token=" + token.encode() + b"&unit=" + unit,
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 404
