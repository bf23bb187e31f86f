"""One record of the import format, checked in shape and turned into what a complaint is made of.

The format: one JSON object a line, with the fields of ``KNOWN``; ``expected`` is for those who try
the product out and is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from intake.complaints.content import Content, Identity, NamedAgency
from intake.complaints.typed_text import text_problem
from intake.complaints.vocabulary import Channel, ComplainantRole, IdentityMode
from intake.questions.errors import RecordInvalid, RecordProblem
from intake.questions.questionnaire import Questionnaire
from intake.questions.records import answers_from_record

KNOWN = frozenset(
    {
        "id", "source", "place_type", "year", "language", "channel", "complainant_role",
        "identity_mode", "wants_email_updates", "narrative", "narrative_en", "agencies",
        "incident", "answers", "evidence", "affected", "consent", "contact_wish", "keep_from",
        "received_on", "expected",
    }
)  # fmt: skip

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, kw_only=True, repr=False)
class ReadRecord:
    """A record that can be filed."""

    id: str
    narrative: str
    language: str
    channel: Channel
    content: Content
    identity: Identity
    received_day: date | None


def read_record(
    record: Any, *, questionnaire: Questionnaire, at: datetime, today: date, narrative_limit: int
) -> ReadRecord:
    """Check a record and read it.

    Args:
        at: the moment that times relative to now count from.
        today: the day in the jurisdiction; a complaint cannot have been received later.

    Raises:
        RecordInvalid: with every unknown field, missing field and wrong value; no value is quoted.
    """
    if not isinstance(record, Mapping):
        raise RecordInvalid((RecordProblem("", "is no object.", "one JSON object a line."),))
    problems: list[RecordProblem] = []
    for field in sorted(set(record) - KNOWN):
        problems.append(RecordProblem(field, "is no field.", "a field of the import format."))
    read = ReadRecord(
        id=_text(record, "id", problems, required=True),
        narrative=_narrative(record, "narrative", narrative_limit, problems),
        language=_text(record, "language", problems) or "en",
        channel=_code(record, "channel", Channel, problems) or Channel.MAIL,
        content=Content(),
        identity=_identity(record, problems),
        received_day=_received(record, today, problems),
    )
    content = _content(record, questionnaire, at, narrative_limit, problems)
    if problems:
        raise RecordInvalid(tuple(sorted(set(problems))))
    return ReadRecord(
        id=read.id,
        narrative=read.narrative,
        language=read.language,
        channel=read.channel,
        content=content,
        identity=read.identity,
        received_day=read.received_day,
    )


def _content(
    record: Mapping[str, Any],
    questionnaire: Questionnaire,
    at: datetime,
    limit: int,
    problems: list[RecordProblem],
) -> Content:
    try:
        answers = answers_from_record(record, questionnaire=questionnaire, at=at)
    except RecordInvalid as error:
        problems.extend(error.problems)
        answers = {}
    incident = record.get("incident")
    place = incident.get("place") if isinstance(incident, Mapping) else ""
    return Content(
        answers=answers,
        agencies=_agencies(record),
        place=str(place or ""),
        language=str(record.get("language") or "en"),
        translation=_narrative(record, "narrative_en", limit, problems),
        questionnaire_version=questionnaire.version,
    )


def _agencies(record: Mapping[str, Any]) -> tuple[NamedAgency, ...]:
    agencies = record.get("agencies")
    if not isinstance(agencies, list):
        return ()
    return tuple(
        NamedAgency(
            name=str(agency.get("name") or ""),
            kind=str(agency.get("kind") or ""),
            official=str(agency.get("official_described") or ""),
        )
        for agency in agencies
        if isinstance(agency, Mapping)
    )


def _identity(record: Mapping[str, Any], problems: list[RecordProblem]) -> Identity:
    keep_from = record.get("keep_from") or []
    if not isinstance(keep_from, list) or not all(isinstance(name, str) for name in keep_from):
        problems.append(RecordProblem("keep_from", "is no list of names.", '["a body or name"]'))
        keep_from = []
    return Identity(
        mode=_code(record, "identity_mode", IdentityMode, problems),
        role=_code(record, "complainant_role", ComplainantRole, problems),
        safe_contact=_text(record, "contact_wish", problems),
        keep_from_names="\n".join(keep_from),
    )


def _received(record: Mapping[str, Any], today: date, problems: list[RecordProblem]) -> date | None:
    told = record.get("received_on")
    if told in (None, ""):
        return None
    try:
        day = date.fromisoformat(str(told))
    except ValueError:
        problems.append(RecordProblem("received_on", "is no day.", "a day as 2026-03-31."))
        return None
    if day > today:
        problems.append(RecordProblem("received_on", "lies ahead.", "today or earlier."))
    return day


def _text(
    record: Mapping[str, Any],
    field: str,
    problems: list[RecordProblem],
    *,
    required: bool = False,
) -> str:
    value = record.get(field)
    if value is None or value == "":
        if required:
            problems.append(RecordProblem(field, "is missing.", "text."))
        return ""
    if not isinstance(value, str):
        problems.append(RecordProblem(field, "is no text.", "text in quotation marks."))
        return ""
    return value


def _narrative(
    record: Mapping[str, Any], field: str, limit: int, problems: list[RecordProblem]
) -> str:
    text = _text(record, field, problems)
    problem = text_problem(text, limit=limit)
    if problem is None:
        return text
    wrong = f"has a fault: {problem.fault.value.replace('_', ' ')}."
    problems.append(RecordProblem(field, wrong, f"text of at most {limit} characters."))
    return ""


def _code(
    record: Mapping[str, Any], field: str, codes: type[Code], problems: list[RecordProblem]
) -> Code | None:
    value = record.get(field)
    if value in (None, ""):
        return None
    try:
        return codes(value)
    except ValueError:
        right = f"one of {', '.join(codes)}."
        problems.append(RecordProblem(field, "is not known.", right))
        return None
