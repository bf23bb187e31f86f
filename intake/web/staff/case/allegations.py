"""The allegations of a case with their findings, from its events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.actions.case.sight import CaseSight
from intake.cases.vocabulary import (
    Disposition,
    EventKind,
    ExceptionApplied,
    NoFindingReason,
    StandardOfProof,
    SubjectKind,
)
from intake.cases.workflow.event import CaseEvent
from intake.rules.codes import RuleCode

Words = Mapping[str, Mapping[str, str]]
_FOUND = frozenset({EventKind.FINDING_SET, EventKind.ALLEGATION_SETTLED})


@dataclass(frozen=True, kw_only=True)
class AllegationView:
    """One allegation as the case's page shows it.

    Attributes:
        subject_name: who it was, where the case is opened and somebody wrote it down.
        words: what was written with the finding, by field name, where the case is opened.
        found_by: the name of who wrote the finding, empty where there is none.
    """

    id: str
    number: int
    rule: RuleCode
    subject: SubjectKind
    retaliation: bool
    withdrawn: bool
    disposition: Disposition | None
    no_finding_reason: NoFindingReason | None
    exception: ExceptionApplied | None
    standard: StandardOfProof | None
    found_by: str
    subject_name: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def pending(self) -> bool:
        """Whether it waits for a finding."""
        return not self.withdrawn and self.disposition is None


def allegation_views(sight: CaseSight, *, words: Words) -> tuple[AllegationView, ...]:
    """Every allegation in the order in which it was framed; `words` are empty until opened."""
    found: list[AllegationView] = []
    for number, state in enumerate(sight.facts.state.allegations, start=1):
        framed = _last(sight, state.id, frozenset({EventKind.ALLEGATION_FRAMED}))
        finding = _last(sight, state.id, _FOUND) if state.disposition else None
        details = finding.details if finding else {}
        exception, standard = details.get("exception_applied"), details.get("standard_of_proof")
        found.append(
            AllegationView(
                id=state.id,
                number=number,
                rule=RuleCode(state.rule),
                subject=state.subject,
                retaliation=state.retaliation,
                withdrawn=state.withdrawn,
                disposition=state.disposition,
                no_finding_reason=state.no_finding_reason,
                exception=ExceptionApplied(exception) if exception else None,
                standard=StandardOfProof(standard) if standard else None,
                found_by=sight.names.get(finding.actor_id or "", "") if finding else "",
                subject_name=words_of(sight, framed, words).get("subject_name", ""),
                words=words_of(sight, finding, words),
            )
        )
    return tuple(found)


def words_of(sight: CaseSight, event: CaseEvent | None, words: Words) -> Mapping[str, str]:
    """What was written with an event, by field name; empty while the case is not opened."""
    if event is None:
        return {}
    return words.get(sight.part_ids.get(event.id, ""), {})


def _last(sight: CaseSight, allegation: str, kinds: frozenset[EventKind]) -> CaseEvent | None:
    events = (
        event
        for event in reversed(sight.events)
        if event.kind in kinds and event.details.get("allegation") == allegation
    )
    return next(events, None)
