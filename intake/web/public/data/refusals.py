"""What programs asked for wrongly: each kind of mistake with a name, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NoReturn

from flask import abort, g, request

from intake.web.foundation.problems import problem
from intake.web.public.data import addresses

MOST_DIGITS = 9
QUARTER = re.compile(r"[0-9]{4}Q[1-4]")


class Refusal(StrEnum):
    """The kinds of mistakes; each has a paragraph on the page about the data."""

    NO_SUCH_RELEASE = "no-such-release"
    NO_SUCH_FILE = "no-such-file"
    NO_SUCH_TABLE = "no-such-table"
    UNKNOWN_PARAMETER = "unknown-parameter"
    UNKNOWN_VALUE = "unknown-value"


STATUS = {
    Refusal.NO_SUCH_RELEASE: 404,
    Refusal.NO_SUCH_FILE: 404,
    Refusal.NO_SUCH_TABLE: 404,
    Refusal.UNKNOWN_PARAMETER: 400,
    Refusal.UNKNOWN_VALUE: 400,
}


def refuse(kind: Refusal, detail: str, *, known: Sequence[str] = ()) -> NoReturn:
    """End the request with a problem (RFC 9457); `known` are the names that would be right."""
    slug, language = g.jurisdiction.slug, g.jurisdiction.languages[0]
    address = f"{addresses.about(slug, language)}#problem-{kind}"
    more = {"known": list(known)} if known else {}
    abort(problem(STATUS[kind], detail=detail, kind=address, **more))


def refuse_other_parameters(*allowed: str) -> None:
    """Refuse a request that asks for something which this address does not know."""
    for name in request.args:
        if name not in allowed:
            refuse(
                Refusal.UNKNOWN_PARAMETER,
                "This address does not know one of the parameters.",
                known=allowed,
            )


def asked_number(name: str, *, usual: int, least: int, most: int) -> int:
    """A whole number asked for by a parameter, within bounds."""
    typed = request.args.getlist(name) or [str(usual)]
    text = typed[0]
    if len(typed) == 1 and text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS:
        number = int(text)
        if least <= number <= most:
            return number
    refuse(Refusal.UNKNOWN_VALUE, f"{name} is one whole number from {least} to {most}.")


def asked_choice(name: str, known: Collection[str]) -> str | None:
    """One of the known values asked for by a parameter; None where it is not given."""
    typed = request.args.getlist(name)
    if not typed:
        return None
    if len(typed) > 1 or typed[0] not in known:
        refuse(Refusal.UNKNOWN_VALUE, f"{name} is one of the known values.", known=sorted(known))
    return typed[0]


def asked_quarter(name: str) -> str | None:
    """A quarter asked for by a parameter, such as 2026Q3; None where it is not given."""
    typed = request.args.getlist(name)
    if not typed:
        return None
    if len(typed) > 1 or not QUARTER.fullmatch(typed[0]):
        refuse(Refusal.UNKNOWN_VALUE, f"{name} is one quarter, such as 2026Q3.")
    return typed[0]


def take_language() -> str:
    """The language that the address asks for by `language`, else the place's first."""
    chosen: str = asked_choice("language", g.jurisdiction.languages) or g.jurisdiction.languages[0]
    g.language = chosen
    return chosen
