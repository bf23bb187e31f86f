"""One form for every row of the workflow table, made from the fields that the row declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from wtforms.fields import BooleanField, HiddenField
from wtforms.fields import Field as FormField

from intake.actions.case.record_event import DAY_FIELD
from intake.actions.case.recording import EventRequest
from intake.cases.reasons import ReasonCode
from intake.cases.workflow.event import YES
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.row import Field, FieldKind
from intake.cases.workflow.table import TABLE, Refusal
from intake.web.foundation.forms.base import StaffForm
from intake.web.foundation.labels import label
from intake.web.foundation.languages import lazy_gettext as _
from intake.web.staff.steps.fields import DayLine, Offers, choice_of, form_field
from intake.web.staff.steps.possible import Step
from intake.web.words.events import EVENTS

NOT_ASKED = frozenset({FieldKind.NEW_ALLEGATION})
"""What the action itself puts in."""


CHOOSE: Mapping[RefusalCode, Any] = {
    RefusalCode.FIELD_MISSING: _("Choose an option."),
    RefusalCode.FIELD_WRONG: _("Choose a different option."),
}
BY_KIND: Mapping[str, Mapping[RefusalCode, Any]] = {
    "OneChoice": CHOOSE,
    "ListChoice": CHOOSE,
    "BooleanField": {RefusalCode.FIELD_MISSING: _("Check the box to continue.")},
    "DayLine": {RefusalCode.FIELD_MISSING: _("Enter a date.")},
    "NumberLine": {RefusalCode.FIELD_MISSING: _("Enter a number.")},
}
"""What to do about a field that is empty or wrong, by the kind of field."""
WRONG: Mapping[str, Any] = {
    "case": _("Enter the reference number of another case in this unit."),
    "days": _("Enter at least 1 day, and no more days than the rules allow."),
    "exception_applied": _("Leave this blank, or choose a different finding."),
    "no_finding_reason": _("Leave this blank, or choose a different finding."),
    "retaliation": _("Choose “No,” or choose rule R8."),
    DAY_FIELD: _("Enter a date from the day the complaint was received through today."),
}
"""What to do about one field that is wrong, where its kind does not tell."""


class StepForm(StaffForm):
    """What every step's form has: the version of the case that its reader had before them."""

    version = HiddenField()
    reason: FormField

    @property
    def seen_version(self) -> int:
        """The version that was seen; 0, which fits no case, where it was tampered with."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0

    def shown(self) -> tuple[FormField, ...]:
        """The fields that people fill in, in order."""
        hidden = {"version", "csrf_token"}
        return tuple(field for field in self if field.short_name not in hidden)


def form_of(step: Step, offers: Offers, *, filled: Mapping[str, str] | None = None) -> StepForm:
    """The form of one step, with what was posted, or `filled` where nothing was yet."""
    fields: dict[str, Any] = {}
    if step.reasons:
        choices = tuple((reason.value, label(reason)) for reason in step.reasons)
        fields["reason"] = choice_of(_("Reason"), choices)
    for field in asked(step):
        fields[field.name] = form_field(step.event, field, offers)
    if EVENTS[step.event].dated:
        fields[DAY_FIELD] = DayLine(_("Date, if not today"))
    made = type("MadeStepForm", (StepForm,), fields)
    return cast(StepForm, made(data=dict(filled or {})))


def fields_of_event(*, case_id: str, event: str) -> frozenset[str]:
    """The names that the fields of an event's form may have, in whatever state the case is."""
    names = {field.name for row in TABLE if row.event == event for field in row.fields}
    return frozenset({*names, "reason", "version", DAY_FIELD})


def asked(step: Step) -> tuple[Field, ...]:
    """The fields of a step that its form asks for."""
    return tuple(field for field in step.fields if field.kind not in NOT_ASKED)


def wanted_from(step: Step, form: StepForm) -> EventRequest:
    """What was filled in, as an action takes it; only what the chosen row asks for."""
    reason = _reason(form)
    row = step.row_for(reason)
    details: dict[str, str] = {}
    written: dict[str, str] = {}
    for field in row.fields:
        if field.kind in NOT_ASKED:
            continue
        value = _value(form[field.name])
        if field.kind is FieldKind.WRITTEN:
            written[field.name] = value
        elif value:
            details[field.name] = value
    return EventRequest(
        event=step.event,
        reason=reason,
        details=details,
        written=written,
        effective_day=_day(form),
    )


def show_refusals(form: StepForm, refusals: Iterable[Refusal]) -> tuple[str, ...]:
    """Put each refusal beside its field; gives back those that belong to no field."""
    others = []
    for refusal in refusals:
        if refusal.field is not None and refusal.field in form:
            field = form[refusal.field]
            field.errors = (*field.errors, _what_to_do(field, refusal.code))
        else:
            others.append(label(refusal.code))
    return tuple(others)


def _what_to_do(field: FormField, code: RefusalCode) -> str:
    if code is RefusalCode.FIELD_WRONG and field.short_name in WRONG:
        return str(WRONG[field.short_name])
    return str(BY_KIND.get(field.type, {}).get(code) or label(code))


def _reason(form: StepForm) -> ReasonCode | None:
    if "reason" not in form or not form["reason"].data:
        return None
    return ReasonCode(form["reason"].data)


def _value(field: FormField) -> str:
    if isinstance(field, BooleanField):
        return YES if field.data else ""
    text = field.data or ""
    return text if field.type == "TypedText" else text.strip()


def _day(form: StepForm) -> date | None:
    text = form[DAY_FIELD].data if DAY_FIELD in form else None
    return date.fromisoformat(text) if text else None
