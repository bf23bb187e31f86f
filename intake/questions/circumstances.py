"""The circumstances of a record (when, where, who, what evidence) as common answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from intake.bedrock.problems import Problem
from intake.questions import moments
from intake.questions.federal_names import is_federal
from intake.questions.options import match_option
from intake.questions.questionnaire import AnswerValue, Questionnaire

_INCIDENT = ("from", "to", "ongoing", "place")
_AFFECTED = ("count", "under_18")
_AGENCY = ("name", "kind", "official_described")


def circumstances(
    record: Mapping[str, Any],
    *,
    questionnaire: Questionnaire,
    at: datetime,
    problems: list[Problem],
) -> dict[str, AnswerValue]:
    """The common answers that `record` holds; faults are appended to `problems`."""
    answers: dict[str, AnswerValue] = {}
    answers.update(_incident(_table(record, "incident", _INCIDENT, problems), at, problems))
    answers.update(_affected(_table(record, "affected", _AFFECTED, problems), problems))
    answers.update(_agencies(record.get("agencies"), questionnaire, problems))
    answers.update(_texts(record))
    role = record.get("complainant_role")
    if role:
        answers["common.affected_who"] = "self" if role == "affected" else "other"
    consent = record.get("consent")
    if isinstance(consent, str) and consent.strip():
        matched = match_option(consent, question=questionnaire.question("common.consent"))
        answers["common.consent"] = matched or f"other: {consent}"
    return answers


def _incident(
    incident: Mapping[str, Any], at: datetime, problems: list[Problem]
) -> dict[str, AnswerValue]:
    answers: dict[str, AnswerValue] = {}
    for field, name in (("from", "when_from"), ("to", "when_to")):
        text = incident.get(field)
        if text is None or text == "":
            continue
        resolved = moments.resolve(str(text), at=at)
        if moments.is_relative(resolved) or not moments.is_moment(resolved):
            right = "now-3h, now-2d, or an ISO date or time."
            problems.append(Problem(f"incident.{field}", "is not a time.", right))
        else:
            answers[f"common.{name}"] = resolved
    ongoing = incident.get("ongoing")
    if isinstance(ongoing, bool):
        answers["common.still_going_on"] = "yes" if ongoing else "no"
    elif ongoing is not None:
        problems.append(Problem("incident.ongoing", "is not true or false.", "true or false."))
    if incident.get("place"):
        answers["common.place"] = str(incident["place"])
    return answers


def _affected(affected: Mapping[str, Any], problems: list[Problem]) -> dict[str, AnswerValue]:
    answers: dict[str, AnswerValue] = {}
    if affected.get("count") is not None:
        count = moments.number(affected["count"])
        if count is None or count < 0:
            problems.append(Problem("affected.count", "is not a number of people.", "3."))
        else:
            answers["common.how_many"] = count
    under_18 = affected.get("under_18")
    if isinstance(under_18, bool):
        answers["common.age_group"] = "under_18" if under_18 else "adult"
    elif under_18 is not None:
        right = "true or false."
        problems.append(Problem("affected.under_18", "is not true or false.", right))
    return answers


def _agencies(
    agencies: Any, questionnaire: Questionnaire, problems: list[Problem]
) -> dict[str, AnswerValue]:
    if agencies is None:
        return {}
    if not isinstance(agencies, list):
        problems.append(Problem("agencies", "must be a list.", "a list of agencies."))
        return {}
    tables = [
        _table({f"agencies[{index}]": agency}, f"agencies[{index}]", _AGENCY, problems)
        for index, agency in enumerate(agencies)
    ]
    local = [table for table in tables if not is_federal(str(table.get("name") or ""))]
    answers: dict[str, AnswerValue] = {"common.agency_kind": ("none",)}
    if local:
        kinds = [_kind(table, questionnaire, problems) for table in local]
        answers["common.agency_kind"] = tuple(dict.fromkeys(kinds))
    _join(answers, "common.agency", [table.get("name") for table in tables])
    _join(answers, "common.official", [table.get("official_described") for table in tables])
    return answers


def _kind(table: Mapping[str, Any], questionnaire: Questionnaire, problems: list[Problem]) -> str:
    question = questionnaire.question("common.agency_kind")
    kind = str(table.get("kind") or "unsure")
    if kind in question.options and kind != "none":
        return kind
    right = f"one of {', '.join(question.options)}."
    problems.append(Problem("agencies.kind", "is not a kind of agency.", right))
    return "unsure"


def _texts(record: Mapping[str, Any]) -> dict[str, AnswerValue]:
    answers: dict[str, AnswerValue] = {}
    evidence = record.get("evidence")
    if isinstance(evidence, list):
        shown = [item.get("describes") for item in evidence if isinstance(item, Mapping)]
        _join(answers, "common.evidence", shown)
    if record.get("contact_wish"):
        answers["common.safe_contact"] = str(record["contact_wish"])
    if record.get("language"):
        answers["common.contact_language"] = str(record["language"])
    return answers


def _join(answers: dict[str, AnswerValue], question_id: str, texts: list[Any]) -> None:
    told = [str(text) for text in texts if text]
    if told:
        answers[question_id] = " / ".join(told)


def _table(
    record: Mapping[str, Any], field: str, known: tuple[str, ...], problems: list[Problem]
) -> Mapping[str, Any]:
    table = record.get(field)
    if table is None:
        return {}
    if not isinstance(table, Mapping):
        problems.append(Problem(field, "must be an object.", f"an object of {', '.join(known)}."))
        return {}
    for name in table:
        if name not in known:
            right = f"one of {', '.join(known)}."
            problems.append(Problem(f"{field}.{name}", "is not a field.", right))
    return table
