"""The complaint's facts and its cases at filing: one for each employer, sealed to its unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from intake.accounts.units.keys import ProvenUnit
from intake.actions.complaint.weighing import Weighed
from intake.actions.context import ActionContext
from intake.audit.actor import Actor
from intake.bedrock.characters import is_blank
from intake.cases.opening import NewCase
from intake.cases.vocabulary import ActorKind
from intake.complaints.compartment import Compartment, SealedRow
from intake.complaints.keys.boxes import BoxRecipient
from intake.complaints.keys.shares import Shares
from intake.complaints.unsent import Unsent
from intake.complaints.vocabulary import ComplainantRole, IdentityMode
from intake.db.ids import new_id
from intake.routing.decision import RoutedCase
from intake.vault.keys import (
    CASE_LETTERS,
    COMPLAINANT_LETTERS,
    UNIT_LETTERS,
    KeyLetter,
    KeySet,
)
from intake.vault.manifest import FiledCase, Manifest
from intake.vault.records import Begun, MailboxFact

OTHER_LANGUAGE = "other"


@dataclass(frozen=True, kw_only=True, repr=False)
class Circumstances:
    """One filing: what is filed, what was decided about it, when it came and by whom."""

    unsent: Unsent
    weighed: Weighed
    reference: str
    received_day: date
    entered_day: date
    actor: Actor


@dataclass(frozen=True, kw_only=True, repr=False)
class SealedCases:
    """What the keys of new cases are kept as.

    Attributes:
        boxes: their rows.
        shares: those of the new keys.
        filed: what the manifest says of each case.
        records: the first record of each case.
    """

    boxes: list[SealedRow]
    shares: Shares
    filed: tuple[FiledCase, ...]
    records: list[SealedRow]


def complaint_row(
    filing: Circumstances, *, context: ActionContext, manifest: Manifest
) -> dict[str, Any]:
    """The facts of a complaint; every word of it stays sealed."""
    unsent, assessment = filing.unsent, filing.weighed.assessment
    jurisdiction = context.configuration.jurisdiction(unsent.jurisdiction)
    return {
        "id": unsent.complaint_id,
        "reference": filing.reference,
        "jurisdiction": unsent.jurisdiction,
        "channel": unsent.channel,
        "complainant_role": (unsent.identity.role or ComplainantRole.OTHER).value,
        "identity_mode": identity_mode(unsent),
        "urgency": assessment.urgency.value,
        "held_now": assessment.held_now,
        "language": language_fact(unsent, jurisdiction.languages),
        "received_day": filing.received_day,
        "entered_day": filing.entered_day,
        "filed_at": context.at,
        "policy_version": jurisdiction.policy.version,
        "questionnaire_version": context.questionnaire.version,
        "config_version": context.configuration.version,
        "manifest_sha256": manifest.sha256,
    }


def identity_mode(unsent: Unsent) -> str:
    """Whether a name was given, and to whom it may go; nothing said is no name."""
    return (unsent.identity.mode or IdentityMode.ANONYMOUS).value


def language_fact(unsent: Unsent, languages: tuple[str, ...]) -> str:
    """The complaint's language if the jurisdiction works in it, else ``other``."""
    told = unsent.content.language or unsent.language
    base = told.partition("-")[0]
    return next((tag for tag in (told, base) if tag in languages), OTHER_LANGUAGE)


def new_cases(filing: Circumstances, *, context: ActionContext) -> tuple[NewCase, ...]:
    """The cases that the decision names."""
    return tuple(
        _new_case(routed, filing, context=context) for routed in filing.weighed.decision.cases
    )


def seal_cases(
    cases: tuple[NewCase, ...],
    *,
    unsent: Unsent,
    units: Mapping[str, ProvenUnit],
    tag_keys: KeySet,
) -> SealedCases:
    """New keys T and C for each case; a box for its unit and one for the complainant."""
    whole = unsent.compartment.with_keys(tag_keys).first_check()
    boxes: list[SealedRow] = []
    filed: list[FiledCase] = []
    records: list[SealedRow] = []
    shares = whole.shares
    for case in cases:
        own = whole.of_case(case.id).with_new_keys(CASE_LETTERS)
        record, own = own.recorded(_begun(case, own, unsent))
        records.append(record)
        boxes += (
            own.box_for(BoxRecipient.unit(units[case.unit]), UNIT_LETTERS),
            own.box_for(unsent.mailbox, COMPLAINANT_LETTERS),
        )
        filed.append(_filed_case(case, own))
        shares = shares.with_shares(own.shares)
    return SealedCases(
        boxes=boxes,
        shares=shares.beyond(whole.shares),
        filed=tuple(filed),
        records=records,
    )


def _begun(case: NewCase, own: Compartment, unsent: Unsent) -> Begun:
    mailbox = unsent.mailbox
    return Begun(
        unit=case.unit,
        content=own.commitment(KeyLetter.CONTENT),
        identity=own.commitment(KeyLetter.IDENTITY),
        thread=own.commitment(KeyLetter.THREAD),
        case=own.commitment(KeyLetter.CASE),
        mailbox=MailboxFact(mailbox.id, mailbox.public_key.sha256, unsent.code_known_to_staff),
    )


def _filed_case(case: NewCase, own: Compartment) -> FiledCase:
    return FiledCase(
        case_id=case.id,
        unit=case.unit,
        thread=own.commitment(KeyLetter.THREAD),
        case=own.commitment(KeyLetter.CASE),
    )


def _new_case(routed: RoutedCase, filing: Circumstances, *, context: ActionContext) -> NewCase:
    place = context.configuration.jurisdiction(routed.jurisdiction)
    entity = context.configuration.entity(routed.entity_key)
    home = context.configuration.jurisdiction(entity.jurisdiction)
    return NewCase(
        id=new_id(context.random),
        event_id=new_id(context.random),
        complaint_id=filing.unsent.complaint_id,
        reference=filing.reference,
        jurisdiction=place.slug,
        entity=routed.entity_key,
        unit=routed.unit_key,
        agency=routed.agency_id,
        route_rule=routed.rule_fired.value,
        urgency=filing.weighed.assessment.urgency,
        language=language_fact(filing.unsent, home.languages),
        rules=filing.weighed.rules,
        content="one_rule" if is_blank(filing.unsent.narrative) else "narrative",
        received_day=filing.received_day,
        entered_day=filing.entered_day,
        recorded_at=context.at,
        actor_kind=ActorKind(filing.actor.kind.value),
        actor_id=filing.actor.id,
        policy_version=place.policy.version,
        config_version=context.configuration.version,
        looks=_looks(filing),
        clock_rules=entity.clocks,
        calendar=home.calendar,
    )


def _looks(filing: Circumstances) -> tuple[str, ...]:
    """Facts of the complaint by which its cases look like others, and the class of its size."""
    unsent, assessment = filing.unsent, filing.weighed.assessment
    return (
        (unsent.identity.role or ComplainantRole.OTHER).value,
        identity_mode(unsent),
        unsent.channel,
        str(assessment.held_now),
        str(unsent.size.bit_length()),
    )
