"""One press folds look-alikes into one line, another opens them again; nothing is closed by it."""

from __future__ import annotations

import re
from dataclasses import replace

from flask import Flask

from intake.cases.vocabulary import Status
from intake.complaints.unsent import Unsent
from tests.integration.cases.staffed import Staffed, told
from tests.web.staff.queue.test_pages import held, in_english, listed

FOLD = re.compile(r'<a class="over" href="([^"]+)">Fold (\d+) that look alike')
UNFOLD = re.compile(r'<a href="([^"]+)">Unfold')


def worded(number: int, word: str = "word"):  # type: ignore[no-untyped-def]
    """The same facts in other words."""

    def change(unsent: Unsent) -> Unsent:
        return replace(told(unsent), narrative=f"{word} {number} " * (number + 3))

    return change


def addresses(pattern: re.Pattern[str], page: str) -> list[str]:
    return [found[1].replace("&amp;", "&") for found in pattern.finditer(page)]


def test_cases_alike_fold_with_one_press_and_open_again(app: Flask, staffed: Staffed) -> None:
    junk = [staffed.file(worded(number)) for number in range(4)]
    other = [staffed.file(held), staffed.file(in_english)]
    ivy = staffed.browser(app, "Ivy")
    page = ivy.get("/staff/cases").text
    assert [found[2] for found in FOLD.finditer(page)] == ["4"]
    folded = ivy.get(addresses(FOLD, page)[0]).text
    assert set(listed(folded)) == set(other)
    assert "Number of cases: 4" in folded
    assert "<strong>6</strong> Open" in folded
    assert FOLD.search(folded) is None
    again = ivy.get(addresses(UNFOLD, folded)[0]).text
    assert set(listed(again)) == {*junk, *other}
    for case_id in junk:
        assert staffed.case(case_id).status == Status.RECEIVED.value


def test_what_somebody_opened_is_folded_no_more(app: Flask, staffed: Staffed) -> None:
    junk = [staffed.file(worded(number)) for number in range(4)]
    ivy = staffed.browser(app, "Ivy")
    address = addresses(FOLD, ivy.get("/staff/cases").text)[0]
    ivy.post(f"/staff/cases/{junk[0]}/open", page=f"/staff/cases/{junk[0]}")
    page = ivy.get(address).text
    assert listed(page) == [junk[0]]
    assert "Number of cases: 3" in page


def test_a_list_that_is_narrowed_shows_every_case(app: Flask, staffed: Staffed) -> None:
    junk = [staffed.file(worded(number)) for number in range(3)]
    ivy = staffed.browser(app, "Ivy")
    address = addresses(FOLD, ivy.get("/staff/cases").text)[0]
    page = ivy.get(f"{address}&urgency=normal").text
    assert set(listed(page)) == set(junk)
    assert "Unfold" not in page


def test_the_way_from_case_to_case_passes_what_is_folded(app: Flask, staffed: Staffed) -> None:
    for number in range(3):
        staffed.file(worded(number))
    other = staffed.file(in_english)
    ivy = staffed.browser(app, "Ivy")
    fold = addresses(FOLD, ivy.get("/staff/cases").text)[0].partition("?")[2]
    onward = ivy.get(f"/staff/cases/next?{fold}").location
    assert onward is not None
    assert other in onward
    assert fold in onward


def test_two_alike_are_no_group_and_an_address_that_means_nothing_folds_nothing(
    app: Flask, staffed: Staffed
) -> None:
    two = {staffed.file(worded(number)) for number in range(2)}
    ivy = staffed.browser(app, "Ivy")
    page = ivy.get("/staff/cases?fold=0123456789.x.%00." + "f" * 5_000).text
    assert set(listed(page)) == two
    assert FOLD.search(page) is None
