"""One record of the import format, checked and turned into what a complaint is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from intake.actions.importing.shape import sound
from intake.bedrock.problems import Problem
from intake.complaints.content import Content, Identity, NamedAgency
from intake.complaints.vocabulary import Channel, ComplainantRole, IdentityMode
from intake.questions.errors import RecordInvalid
from intake.questions.federal_names import is_federal
from intake.questions.questionnaire import AnswerValue, Questionnaire
from intake.questions.records import answers_from_record

EVIDENCE = "common.evidence"
EARLIEST = date(1970, 1, 1)
"""No complaint was received before; what is older is a slip, and clocks need not reach there."""

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
        raise RecordInvalid([Problem("", "must be an object.", "one JSON object per line.")])
    problems: list[Problem] = []
    told = sound(record, limit=narrative_limit, problems=problems)
    read = ReadRecord(
        id=_id(told, problems),
        narrative=told.get("narrative", ""),
        language=told.get("language", "en"),
        channel=_code(told, "channel", Channel, problems) or Channel.MAIL,
        content=_content(told, questionnaire, at, problems),
        identity=_identity(told, problems),
        received_day=_received(told, today, problems),
    )
    if problems:
        raise RecordInvalid(sorted(problems))
    return read


def _id(told: Mapping[str, Any], problems: list[Problem]) -> str:
    text: str = told.get("id", "")
    if not text and not any(problem.place == "id" for problem in problems):
        problems.append(Problem("id", "is missing.", "your own id for it."))
    return text


def _content(
    told: Mapping[str, Any],
    questionnaire: Questionnaire,
    at: datetime,
    problems: list[Problem],
) -> Content:
    answers: dict[str, AnswerValue] = {}
    try:
        answers.update(answers_from_record(told, questionnaire=questionnaire, at=at))
    except RecordInvalid as error:
        problems.extend(error.problems)
    evidence = [words for item in told.get("evidence", ()) if (words := _evidence(item))]
    if evidence:
        answers[EVIDENCE] = " / ".join(evidence)
    return Content(
        answers=answers,
        agencies=_agencies(told),
        place=told.get("incident", {}).get("place") or "",
        language=told.get("language", "en"),
        translation=told.get("narrative_en", ""),
        questionnaire_version=questionnaire.version,
    )


def _evidence(item: Mapping[str, Any]) -> str:
    """What there is to show, with the name of the file that the sender keeps it under."""
    name, what = item.get("filename") or "", item.get("describes") or ""
    return f"{what} [{name}]" if what and name else what or name


def _agencies(told: Mapping[str, Any]) -> tuple[NamedAgency, ...]:
    """The local employers; federal agents are no employer that anything is routed by."""
    return tuple(
        NamedAgency(
            name=agency.get("name") or "",
            kind=agency.get("kind") or "",
            official=agency.get("official_described") or "",
        )
        for agency in told.get("agencies", ())
        if not is_federal(agency.get("name") or "")
    )


def _identity(told: Mapping[str, Any], problems: list[Problem]) -> Identity:
    return Identity(
        mode=_code(told, "identity_mode", IdentityMode, problems),
        role=_code(told, "complainant_role", ComplainantRole, problems),
        safe_contact=told.get("contact_wish", ""),
        keep_from_names="\n".join(told.get("keep_from", ())),
    )


def _received(told: Mapping[str, Any], today: date, problems: list[Problem]) -> date | None:
    text = told.get("received_on", "")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        problems.append(Problem("received_on", "is not a date.", "a date such as 2026-03-31."))
        return None
    if day > today:
        problems.append(Problem("received_on", "is in the future.", "today or earlier."))
    if day < EARLIEST:
        right = f"{EARLIEST.isoformat()} or later."
        problems.append(Problem("received_on", "is too far in the past.", right))
    return day


def _code(
    told: Mapping[str, Any], field: str, codes: type[Code], problems: list[Problem]
) -> Code | None:
    value = told.get(field)
    if value in (None, ""):
        return None
    try:
        return codes(value)
    except ValueError:
        right = f"one of {', '.join(codes)}."
        problems.append(Problem(field, "is not known.", right))
        return None
