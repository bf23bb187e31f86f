"""Labels and hints of the fields that rows of the workflow table declare, by field name."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from intake.cases.vocabulary import (
    AgencyResponse,
    Disposition,
    EventKind,
    ExceptionApplied,
    NoFindingReason,
    StandardOfProof,
    SubjectKind,
)
from intake.questions.urgency import Urgency
from intake.web.foundation.languages import lazy_gettext as _


class FieldWords(NamedTuple):
    """What stands beside one field."""

    label: Any
    hint: Any = ""


FIELDS: Mapping[str, FieldWords] = {
    "reasons": FieldWords(
        _("Reasons, in writing"),
        _("Sealed. The unit can read this. Findings letters quote the reasons for a finding."),
    ),
    "letter": FieldWords(
        _("Letter to the complainant"),
        _("The complainant gets this text exactly as it is here."),
    ),
    "message": FieldWords(_("Text")),
    "questions": FieldWords(_("Your questions")),
    "offer": FieldWords(_("What you offer")),
    "terms": FieldWords(_("What was agreed")),
    "response": FieldWords(_("What the agency said")),
    "note": FieldWords(_("Note")),
    "notice": FieldWords(_("What the notice said")),
    "late_cause": FieldWords(
        _("Why the request is late"), _("Required after the time to appeal has ended.")
    ),
    "grounds": FieldWords(_("What the appeal says")),
    "item_number": FieldWords(_("Item number on the agenda")),
    "recused_members": FieldWords(_("Recused members")),
    "recommendation": FieldWords(
        _("Recommendation"), _("Required for a policy or training failure.")
    ),
    "subject_name": FieldWords(_("Who it was, if known"), _("Name, badge or description. Sealed.")),
    "meeting_day": FieldWords(_("Day of the meeting")),
    "votes_for": FieldWords(_("Votes for")),
    "votes_against": FieldWords(_("Votes against")),
    "abstentions": FieldWords(_("Abstentions")),
    "recusals": FieldWords(_("Number of recused members")),
    "days": FieldWords(_("Additional days")),
    "no_pressure": FieldWords(_("I asked, and no one pressured the complainant to withdraw.")),
    "complainant_consents": FieldWords(_("The complainant consents.")),
    "subject_consents": FieldWords(_("The official or agency consents.")),
    "complainant_told": FieldWords(_("The complainant was told.")),
    "personal_data_consent": FieldWords(
        _("Does the complainant agree to share what identifies them?")
    ),
    "receiving_body": FieldWords(_("Body that receives it")),
    "retaliation": FieldWords(
        _("Is it retaliation for a complaint?"), _("Only under the redress rule.")
    ),
    "rule": FieldWords(_("Rule")),
    "subject": FieldWords(_("Subject")),
    "allegation": FieldWords(_("Allegation")),
    "no_finding_reason": FieldWords(
        _("Reason for no finding"), _("Required if there is no finding.")
    ),
    "disposition": FieldWords(_("Finding")),
    "standard_of_proof": FieldWords(_("Standard of proof")),
    "exception_applied": FieldWords(
        _("Exception that applied"), _("Required for “within policy.”")
    ),
    "assignee": FieldWords(_("Person")),
    "case": FieldWords(_("Reference of the other case"), _("For example, 2026-K7M3QX.")),
    "urgency": FieldWords(_("Urgency")),
    "name_consent": FieldWords(_("The person agreed, on record, to have their name given.")),
    "unit": FieldWords(
        _("Unit that gets the case"),
        _("Only units with a proven key that may see this case can get it."),
    ),
    "requested_by": FieldWords(_("Who is asking")),
    "answer": FieldWords(_("Did the agency accept?"), _("Counted in the public reports.")),
}

OF_EVENT: Mapping[tuple[EventKind, str], FieldWords] = {
    (EventKind.NOTE_ADDED, "note"): FieldWords(_("Note"), _("Sealed. The unit can read this.")),
    (EventKind.URGENT_ENDED, "note"): FieldWords(_("How it ended")),
    (EventKind.URGENT_DECIDED, "note"): FieldWords(_("What was decided")),
    (EventKind.PERSON_TRANSFERRED, "note"): FieldWords(_("Where to, if known")),
    (EventKind.MESSAGE_RECEIVED, "message"): FieldWords(_("What the complainant said")),
    (EventKind.INFORMATION_RECEIVED, "message"): FieldWords(_("What the complainant answered")),
    (EventKind.LETTER_SENT, "message"): FieldWords(_("Letter to the complainant")),
}
"""Where the same field means something narrower in one event."""

CODES: Mapping[str, type[StrEnum]] = {
    "answer": AgencyResponse,
    "urgency": Urgency,
    "subject": SubjectKind,
    "no_finding_reason": NoFindingReason,
    "disposition": Disposition,
    "standard_of_proof": StandardOfProof,
    "exception_applied": ExceptionApplied,
}
"""Which vocabulary the codes of a choice belong to."""

OTHER_CHOICES: Mapping[str, Mapping[str, Any]] = {
    "requested_by": {"complainant": _("The complainant"), "subject": _("The official")},
}
"""Words for the codes of choices that no vocabulary names."""

ONE_LINE = frozenset({"item_number", "subject_name", "recused_members", "late_cause"})
"""Written fields of one line."""


def words_for(event: EventKind, name: str) -> FieldWords:
    """The words of one field of one event; raises KeyError for a field nobody named."""
    return OF_EVENT.get((event, name)) or FIELDS[name]
