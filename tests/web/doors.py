"""A browser that came by one door of two, keeps every answer, and looks for the other's name."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.doors import ONION, ONION_URL, USUAL, USUAL_URL

DOORS = (USUAL_URL, ONION_URL)
NAMES = {USUAL_URL: USUAL, ONION_URL: ONION}
OTHER = {USUAL_URL: ONION, ONION_URL: USUAL}
POINTER = "Onion-Location"
_ADDRESS = re.compile(r"https?://([^\s\"'<>/]+)")


class Visitor(FlaskClient):
    """Somebody who came by one door."""

    def __init__(self, app: Flask, door: str) -> None:
        super().__init__(app, app.response_class, use_cookies=True)
        self.door = door
        self.answers: list[TestResponse] = []

    def open(self, *args: Any, **more: Any) -> TestResponse:
        """Ask by that door, and keep what came."""
        answer = super().open(*args, **{"base_url": self.door, **more})
        self.answers.append(answer)
        return answer

    def endpoints(self) -> set[tuple[str, str]]:
        """Every view that was asked, with the method."""
        match = self.application.url_map.bind("").match
        asked = ((answer.request.path, answer.request.method) for answer in self.answers)
        return {(match(path, method)[0], method) for path, method in asked}


def everything_said(answer: TestResponse) -> str:
    """Head and body, without the one header that may name the other door."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers if name != POINTER)
    return f"{head}\n\n{answer.get_data().decode('utf-8', 'replace')}"


def own_addresses(answer: TestResponse, door: str) -> list[str]:
    """The full addresses of this install in an answer, by scheme and name."""
    found = _ADDRESS.finditer(everything_said(answer))
    return [one[0] for one in found if NAMES[door] in one[1]]


def assert_names_one_door(answer: TestResponse, door: str) -> None:
    """Nothing but the pointer names the other door, and the own one goes by its own scheme."""
    assert OTHER[door] not in everything_said(answer), answer.request.path
    assert set(own_addresses(answer, door)) <= {door}, answer.request.path
    leads = answer.headers.get("Location", "/")
    assert leads.startswith("/") or leads.startswith(f"{door}/"), leads
    assert POINTER not in answer.headers or door == USUAL_URL
