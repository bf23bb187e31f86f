"""The queue's page: lists, filters in the address, and the way from case to case."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from intake.cases.vocabulary import EventKind
from intake.complaints.unsent import Unsent
from tests.integration.cases.staffed import Staffed, told


def held(unsent: Unsent) -> Unsent:
    """A complaint about somebody who is held now."""
    unsent = told(unsent)
    return replace(unsent, content=replace(unsent.content, answers={"common.held_now": "yes"}))


def in_english(unsent: Unsent) -> Unsent:
    """A complaint told in English."""
    unsent = told(unsent)
    return replace(unsent, content=replace(unsent.content, language="en"))


def listed(html: str) -> list[str]:
    """The ids of the cases in the order of the page."""
    return re.findall(r'class="whole" href="/staff/cases/([0-9a-f]{32})', html)


def test_urgent_first_and_new_ones_marked(app: Flask, staffed: Staffed) -> None:
    first, urgent, last = staffed.file(), staffed.file(held), staffed.file()
    page = staffed.browser(app, "Ivy").get("/staff/cases").text
    assert listed(page)[0] == urgent
    assert set(listed(page)) == {first, urgent, last}
    assert page.count(">New<") == 3
    assert "<strong>3</strong> Open" in page
    assert "<strong>1</strong> Critical" in page


def test_filters_stand_in_the_address_and_above_the_list(app: Flask, staffed: Staffed) -> None:
    spanish, english = staffed.file(), staffed.file(in_english)
    lou = staffed.browser(app, "Lou")
    assert listed(lou.get("/staff/cases?language=es").text) == [spanish]
    staffed.do("Lou", english, EventKind.ASSIGNED, assignee=staffed.members["Inez"].staff_id)
    assert listed(lou.get("/staff/cases?assignee=nobody").text) == [spanish]
    inez = staffed.browser(app, "Inez")
    page = inez.get("/staff/cases?assignee=mine&rule=R1").text
    assert listed(page) == [english]
    assert "Assigned to: Me" in page
    assert "assignee=mine" in page
    assert "rule=R1" in page
    assert listed(inez.get("/staff/cases?rule=R5").text) == []


@pytest.mark.parametrize(
    "query",
    ["shown=x", "status=1%00", "urgency=%F0%9F%90%8D", "rule=R99", "unit=a/b/c", "x=y"],
)
def test_an_address_that_means_nothing_limits_nothing(
    app: Flask, staffed: Staffed, query: str
) -> None:
    case_id = staffed.file()
    page = staffed.browser(app, "Ivy").get(f"/staff/cases?{query}")
    assert page.status_code == 200
    assert listed(page.text) == [case_id]


def test_another_units_list_cannot_be_asked_for(app: Flask, staffed: Staffed) -> None:
    staffed.file()
    page = staffed.browser(app, "Ivy").get(
        "/staff/cases?unit=saguaro-city/inspector-general/review"
    )
    assert page.status_code == 200
    assert "inspector" not in page.text.lower().split("<main")[1]


def test_overdue_is_seen_in_list_count_and_case(app: Flask, staffed: Staffed) -> None:
    case_id = staffed.file()
    staffed.office.clock.advance(days=9)
    staffed.members["Ivy"], staffed.visits["Ivy"] = staffed.office.sign_in("Ivy")
    ivy = staffed.browser(app, "Ivy")
    page = ivy.get("/staff/cases?shown=overdue").text
    assert listed(page) == [case_id]
    assert "<strong>1</strong> Overdue" in page
    assert "Overdue: Acknowledge" in ivy.get(f"/staff/cases/{case_id}").text


def test_next_case_goes_through_the_same_list(app: Flask, staffed: Staffed) -> None:
    cases = {staffed.file() for _ in range(3)}
    staffed.file(held)
    ivy = staffed.browser(app, "Ivy")
    page = ivy.get("/staff/cases?urgency=normal").text
    seen = listed(page)
    address = re.search(r'class="whole" href="([^"]+)"', page)
    assert address
    path, walked = address[1].replace("&amp;", "&"), []
    while not path.startswith("/staff/cases?"):
        walked.append(path.split("?")[0].rpartition("/")[2])
        home = ivy.get(path).text
        onward = re.search(r'rel="next"[^>]*href="([^"]+)"', home)
        assert onward
        path = ivy.get(onward[1].replace("&amp;", "&")).location
    assert walked == seen
    assert set(walked) == cases
    assert path == "/staff/cases?urgency=normal"
    assert "last case on this list" in ivy.get(path).text


def test_a_message_that_nobody_read_is_marked(app: Flask, staffed: Staffed) -> None:
    case_id = staffed.file()
    staffed.do("Ivy", case_id, EventKind.MESSAGE_RECEIVED, written={"message": "One more thing."})
    ivy = staffed.browser(app, "Ivy")
    assert ">Message<" in ivy.get("/staff/cases").text
    ivy.post(f"/staff/cases/{case_id}/open", page=f"/staff/cases/{case_id}")
    assert ">Message<" not in ivy.get("/staff/cases").text


def test_an_empty_queue_says_so(app: Flask, staffed: Staffed) -> None:
    ivy = staffed.browser(app, "Ivy")
    assert "There are no open cases." in ivy.get("/staff/cases").text
    assert "No cases match these filters." in ivy.get("/staff/cases?urgency=high").text


def test_after_a_step_one_is_back_at_the_same_place_of_the_list(
    app: Flask, staffed: Staffed
) -> None:
    case_id = staffed.file()
    ivy = staffed.browser(app, "Ivy")
    answer = ivy.post(
        f"/staff/cases/{case_id}/do/note_added?urgency=normal&after=2", note="Called back."
    )
    assert answer.location == f"/staff/cases/{case_id}?urgency=normal&after=2"
