"""The shape of a record of the import format: which fields there are and what each may hold.

What the fields mean is decided elsewhere; here nothing passes that later code would stumble over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from intake.bedrock.characters import has_line_end, is_blank
from intake.bedrock.problems import Problem
from intake.complaints.typed_text import TextFault, text_problem

Check = Callable[[Any], str | None]
"""Says what would be right where a value is wrong, else None."""

_ABSENT = (None, "")
ID_LIMIT = 200
MOST_AGENCIES = 20
MOST_ITEMS = 200
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}")
_FAULTS = {
    TextFault.NUL: "has a NUL character.",
    TextFault.SURROGATE: "has half a character (a lone surrogate).",
    TextFault.TOO_LONG: "is too long.",
}


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) else "text in quotation marks."


def _yes_no(value: Any) -> str | None:
    return None if isinstance(value, bool) else "true or false."


def _whole(value: Any) -> str | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return None if is_whole else "a whole number, such as 2026."


def _amount(value: Any) -> str | None:
    is_amount = isinstance(value, int | float | str) and not isinstance(value, bool)
    return None if is_amount else "a number, such as 3."


def _language(value: Any) -> str | None:
    fits = isinstance(value, str) and _LANGUAGE.fullmatch(value)
    return None if fits else "a language tag, such as es or zh-Hans."


def _anything(_value: Any) -> str | None:
    return None


def _texts(value: Any) -> str | None:
    fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return None if fits and len(value) <= MOST_ITEMS else f"a list of up to {MOST_ITEMS} texts."


def _table(value: Any) -> str | None:
    return None if isinstance(value, Mapping) else "an object in braces."


def _tables(most: int) -> Check:
    def check(value: Any) -> str | None:
        fits = isinstance(value, list) and all(isinstance(item, Mapping) for item in value)
        return None if fits and len(value) <= most else f"a list of up to {most} objects."

    return check


FIELDS: Mapping[str, Check] = {
    "id": _text, "source": _text, "place_type": _text, "year": _whole, "language": _language,
    "channel": _text, "complainant_role": _text, "identity_mode": _text,
    "wants_email_updates": _yes_no, "narrative": _text, "narrative_en": _text,
    "agencies": _tables(MOST_AGENCIES), "incident": _table, "answers": _table,
    "evidence": _tables(MOST_ITEMS), "affected": _table, "consent": _text, "contact_wish": _text,
    "keep_from": _texts, "received_on": _text, "expected": _anything,
}  # fmt: skip
"""``expected`` is for those who try the product out, and is passed over."""

ONE_LINE = frozenset(
    {
        "id",
        "agencies.name",
        "agencies.kind",
        "evidence.filename",
        "affected.count",
        "keep_from",
    }
)
"""Texts that a form asks for on one line; each of a list is one."""

WITHIN: Mapping[str, Mapping[str, Check]] = {
    "agencies": {"name": _text, "kind": _text, "official_described": _text},
    "incident": {"from": _text, "to": _text, "ongoing": _yes_no, "place": _text},
    "evidence": {"filename": _text, "kind": _text, "describes": _text},
    "affected": {"count": _amount, "under_18": _yes_no},
}


def sound(record: Mapping[str, Any], *, limit: int, problems: list[Problem]) -> dict[str, Any]:
    """The fields of a record that have the right shape; faults of all others go to ``problems``.

    Args:
        limit: most characters of any text in it.
    """
    kept: dict[str, Any] = {}
    for field, value in record.items():
        found = list(_faults(field, value, limit)) if field != "expected" else []
        problems += found
        seen = value if field == "expected" else _seen(value)
        if not found and seen not in _ABSENT and field in FIELDS:
            kept[field] = seen
    return kept


def _seen(value: Any) -> Any:
    """The value with texts of which nothing can be seen left empty, and out of lists."""
    if isinstance(value, str):
        return "" if is_blank(value) else value
    if isinstance(value, Mapping):
        return {name: _seen(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_seen(inner) for inner in value if not (isinstance(inner, str) and is_blank(inner))]
    return value


def _faults(field: str, value: Any, limit: int) -> Iterator[Problem]:
    check = FIELDS.get(field)
    if check is None:
        yield Problem(field, "is not a field.", "a field of the import format.")
        return
    if value in _ABSENT:
        return
    right = check(value)
    if right is not None:
        yield Problem(field, "has the wrong type.", right)
        return
    yield from _faults_within(field, value)
    yield from _text_faults(field, value, ID_LIMIT if field == "id" else limit)


def _faults_within(field: str, value: Any) -> Iterator[Problem]:
    known = WITHIN.get(field)
    if known is None:
        return
    for table in value if isinstance(value, list) else [value]:
        for name, inner in table.items():
            if name not in known:
                right = f"one of {', '.join(known)}."
                yield Problem(f"{field}.{name}", "is not a field.", right)
            elif inner is not None and (would := known[name](inner)) is not None:
                yield Problem(f"{field}.{name}", "has the wrong type.", would)


def _text_faults(path: str, value: Any, limit: int) -> Iterator[Problem]:
    """Faults of every text in a value, however deep; the parser bounds the depth."""
    if isinstance(value, str):
        problem = text_problem(value, limit=limit)
        if problem is not None:
            right = f"text of up to {limit} characters."
            yield Problem(path, _FAULTS[problem.fault], right)
        elif path in ONE_LINE and has_line_end(value):
            yield Problem(path, "has more than one line.", "text on one line.")
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _text_faults(path, name, limit)
            yield from _text_faults(f"{path}.{name}", inner, limit)
    elif isinstance(value, list):
        for inner in value:
            yield from _text_faults(path, inner, limit)
