"""Letters proposed to staff, in the complainant's language, from what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import g, render_template

from intake.actions.case.reading import OpenedCase
from intake.actions.case.recording import EventRequest
from intake.actions.case.sight import CaseSight
from intake.bedrock.keys import EntityKey
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ClockKind, ClosingReason, Disposition, EventKind
from intake.rules.codes import RuleCode
from intake.rules.configuration import Configuration
from intake.texts.catalogue import available_languages
from intake.texts.languages import SOURCE_LANGUAGE
from intake.web.foundation.labels import label, plain
from intake.web.foundation.rendering import in_request_language
from intake.web.staff.case.allegations import AllegationView, allegation_views
from intake.web.staff.steps.offers import body_name

FIELD_OF: Mapping[EventKind, str] = {
    EventKind.ACKNOWLEDGED: "message",
    EventKind.FINDINGS_APPROVED: "letter",
    EventKind.CLOSED_ADMINISTRATIVELY: "letter",
    EventKind.WITHDRAWAL_CONFIRMED: "letter",
    EventKind.DECISION_UPHELD: "letter",
    EventKind.DECISION_MODIFIED: "letter",
    EventKind.REFERRED_OUT: "letter",
    EventKind.EXTENDED: "letter",
    EventKind.SUSPENDED: "letter",
    EventKind.LETTER_SENT: "message",
}
"""The field in which each step's letter is proposed."""
FIRST = frozenset({EventKind.ACKNOWLEDGED, EventKind.FINDINGS_APPROVED})
"""Steps whose form comes with the proposal in it; elsewhere it follows from what is filled in."""
FROM_REASONS = frozenset(
    {EventKind.FINDINGS_APPROVED, EventKind.DECISION_MODIFIED, EventKind.LETTER_SENT}
)
"""Letters that quote the sealed reasons of findings, so that the case is opened for them."""


def letter_language(sight: CaseSight) -> str:
    """The language of the case where there are texts in it, else English."""
    language = sight.case.language
    return language if language in available_languages() else SOURCE_LANGUAGE


def proposed_letter(
    event: EventKind,
    sight: CaseSight,
    *,
    configuration: Configuration,
    wanted: EventRequest | None = None,
    opened: OpenedCase | None = None,
) -> str:
    """The proposal for a step; `wanted` is what its form says so far."""
    with _written_in(letter_language(sight)):
        name, values = _MAKERS[event](sight, configuration, wanted, opened)
        text = render_template(f"letters/{name}.txt", **_frame(sight, configuration), **values)
    lines = [line.rstrip() for line in text.strip().split("\n")]
    return _single_gaps("\n".join(lines)) + "\n"


@contextmanager
def _written_in(language: str) -> Iterator[None]:
    before, g.language = in_request_language(), language
    try:
        yield
    finally:
        g.language = before


def _single_gaps(text: str) -> str:
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text


def _frame(sight: CaseSight, configuration: Configuration) -> dict[str, Any]:
    entity = configuration.entity(sight.case.entity)
    return {
        "office": entity.name.in_(in_request_language()),
        "reference": sight.case.reference,
        "received": sight.case.received_day,
    }


Values = tuple[str, dict[str, Any]]
Maker = Callable[[CaseSight, Configuration, EventRequest | None, OpenedCase | None], Values]


def _acknowledgement(
    sight: CaseSight,
    configuration: Configuration,
    _wanted: EventRequest | None,
    _o: OpenedCase | None,
) -> Values:
    place = configuration.jurisdiction(sight.case.jurisdiction)
    agency = place.agencies.get(sight.case.agency)
    framed = {allegation.rule for allegation in sight.facts.state.live}
    due = {clock.kind: clock.due_day for clock in sight.clocks if clock.running}
    return "acknowledgement", {
        "agency": agency.name.in_(in_request_language()) if agency else "",
        "rules": [
            _rule(code, configuration, sight)
            for code in RuleCode
            if code.value in (framed or sight.facts.state.rules)
        ],
        "held_now": sight.complaint.held_now,
        "review_by": due.get(ClockKind.REVIEW),
    }


def _findings(
    sight: CaseSight,
    configuration: Configuration,
    _wanted: EventRequest | None,
    o: OpenedCase | None,
) -> Values:
    findings = [
        {
            "rule": _rule(view.rule, configuration, sight),
            "subject": label(view.subject),
            "words": plain(view.disposition),
            "why_none": plain(view.no_finding_reason) if view.no_finding_reason else "",
            "exception": label(view.exception) if view.exception else "",
            "standard": _standard(view),
            "reasons": view.words.get("reasons", ""),
            "recommendation": view.words.get("recommendation", ""),
        }
        for view in allegation_views(sight, words=o.words if o else {})
        if view.disposition is not None and not view.withdrawn
    ]
    again = sight.facts.state.appealed is not None
    appeal = sight.facts.rules.appeal_window
    return "findings", {"findings": findings, "appeal": appeal, "again": again}


def _standard(view: AllegationView) -> str:
    """How sure the office had to be; nothing was weighed where there is no finding."""
    weighed = view.standard and view.disposition is not Disposition.NO_FINDING
    return label(view.standard) if view.standard and weighed else ""


def _closing(
    sight: CaseSight,
    _configuration: Configuration,
    wanted: EventRequest | None,
    _o: OpenedCase | None,
) -> Values:
    reason = wanted.reason if wanted else None
    known = {code.value for code in ClosingReason}
    return "closing", {
        "closing": plain(ClosingReason(reason)) if reason and reason.value in known else "",
        "reasons": _typed(wanted, "reasons"),
        "appeal": sight.facts.rules.appeal_window,
    }


def _withdrawn(
    sight: CaseSight,
    configuration: Configuration,
    wanted: EventRequest | None,
    o: OpenedCase | None,
) -> Values:
    name, values = _closing(sight, configuration, wanted, o)
    return name, {**values, "closing": plain(ClosingReason.WITHDRAWN)}


def _upheld(
    _sight: CaseSight,
    _configuration: Configuration,
    wanted: EventRequest | None,
    _o: OpenedCase | None,
) -> Values:
    return "upheld", {"reasons": _typed(wanted, "reasons")}


def _waiting(
    _sight: CaseSight,
    _configuration: Configuration,
    wanted: EventRequest | None,
    _o: OpenedCase | None,
) -> Values:
    return "waiting", {"reason": _reason(wanted), "reasons": _typed(wanted, "reasons")}


def _referral(
    _sight: CaseSight,
    _configuration: Configuration,
    wanted: EventRequest | None,
    _o: OpenedCase | None,
) -> Values:
    details = wanted.details if wanted else {}
    body = details.get("receiving_body", "")
    return "referral", {
        "body": body_name(body) if EntityKey(body).id else "",
        "reason": _reason(wanted),
        "named": details.get("personal_data_consent") == "yes",
        "reasons": _typed(wanted, "reasons"),
    }


def _rule(code: RuleCode, configuration: Configuration, sight: CaseSight) -> dict[str, str]:
    adopted = configuration.jurisdiction(sight.case.jurisdiction).policy.rules.get(code)
    language = in_request_language()
    if adopted is None:
        return {"name": label(code), "summary": code.value}
    return {"name": adopted.name.in_(language), "summary": adopted.summary.in_(language)}


def _reason(wanted: EventRequest | None) -> str:
    reason: ReasonCode | None = wanted.reason if wanted else None
    return label(reason) if reason else ""


def _typed(wanted: EventRequest | None, name: str) -> str:
    return wanted.written.get(name, "").strip() if wanted else ""


_MAKERS: Mapping[EventKind, Maker] = {
    EventKind.ACKNOWLEDGED: _acknowledgement,
    EventKind.FINDINGS_APPROVED: _findings,
    EventKind.DECISION_MODIFIED: _findings,
    EventKind.LETTER_SENT: _findings,
    EventKind.CLOSED_ADMINISTRATIVELY: _closing,
    EventKind.WITHDRAWAL_CONFIRMED: _withdrawn,
    EventKind.DECISION_UPHELD: _upheld,
    EventKind.REFERRED_OUT: _referral,
    EventKind.EXTENDED: _waiting,
    EventKind.SUSPENDED: _waiting,
}
