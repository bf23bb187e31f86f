"""Everything that filing will write, made before the transaction begins: keys, boxes, manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from intake.accounts.units.keys import ProvenUnit
from intake.actions.complaint.cases import (
    Circumstances,
    complaint_row,
    identity_mode,
    new_cases,
    seal_cases,
)
from intake.actions.complaint.weighing import Weighed
from intake.actions.context import ActionContext
from intake.audit.actor import Actor
from intake.cases.opening import NewCase
from intake.complaints.compartment import SealedRow
from intake.complaints.draft_seals import StoredPart, list_of, stored_part
from intake.complaints.keys.shares import Shares
from intake.complaints.parts import DRAFT_KINDS, PartKind
from intake.complaints.unsent import Unsent
from intake.ledger.tag_keys import tag_key_context
from intake.vault.keys import KeyLetter, KeySet
from intake.vault.manifest import Manifest
from intake.vault.server.files import Purpose
from intake.vault.server.values import seal_value
from intake.vault.symbols.references import new_reference


@dataclass(frozen=True, kw_only=True, repr=False)
class FilingPlan:
    """The rows of a complaint that is about to be filed.

    Attributes:
        records: the first record of each case.
        units: those that get the cases, by their key.
        new_parts: parts that do not lie in the table yet, the manifest among them.
        new_shares: shares of the cases' keys.
        tag_key: the complaint's key for the log; `sealed_tag_key` is the same for the server.
    """

    unsent: Unsent
    reference: str
    complaint_row: dict[str, Any]
    cases: tuple[NewCase, ...]
    boxes: list[SealedRow]
    records: list[SealedRow]
    units: Mapping[str, ProvenUnit]
    new_parts: list[SealedRow]
    new_shares: Shares
    manifest: Manifest
    tag_key: bytes
    sealed_tag_key: bytes


def plan_filing(
    *, context: ActionContext, unsent: Unsent, weighed: Weighed, actor: Actor, received_day: date
) -> FilingPlan:
    """Seal and compute all that filing writes; nothing is stored here."""
    jurisdiction = context.configuration.jurisdiction(unsent.jurisdiction)
    today = jurisdiction.calendar.local_day(context.at)
    reference = new_reference(context.random, today.year)
    parts, made = _all_parts(unsent)
    circumstances = Circumstances(
        unsent=unsent,
        weighed=weighed,
        reference=reference,
        received_day=received_day,
        entered_day=today,
        actor=actor,
    )
    cases = new_cases(circumstances, context=context)
    tag_keys = KeySet.new((KeyLetter.TAG,), context.random)
    sealed = seal_cases(cases, unsent=unsent, units=weighed.units, tag_keys=tag_keys)
    manifest = Manifest(
        parts=list_of(parts),
        reference=reference,
        jurisdiction=unsent.jurisdiction,
        identity_mode=identity_mode(unsent),
        mailbox_id=unsent.mailbox.id,
        mailbox_sha256=unsent.mailbox.public_key.sha256,
        code_known_to_staff=unsent.code_known_to_staff,
        identity=unsent.compartment.commitment(KeyLetter.IDENTITY),
        cases=sealed.filed,
    )
    return FilingPlan(
        unsent=unsent,
        reference=reference,
        complaint_row=complaint_row(circumstances, context=context, manifest=manifest),
        cases=cases,
        boxes=sealed.boxes,
        records=sealed.records,
        units=weighed.units,
        new_parts=[*made, unsent.compartment.seal(PartKind.MANIFEST, manifest.to_bytes())],
        new_shares=sealed.shares,
        manifest=manifest,
        tag_key=tag_keys[KeyLetter.TAG],
        sealed_tag_key=_sealed_tag_key(tag_keys, unsent, context),
    )


def _all_parts(unsent: Unsent) -> tuple[tuple[StoredPart, ...], list[SealedRow]]:
    """The parts that the manifest lists, and the rows of those that no page has stored yet."""
    rows = unsent.seal(DRAFT_KINDS - {part.kind for part in unsent.stored})
    return (*unsent.stored, *map(stored_part, rows)), rows


def _sealed_tag_key(tag_keys: KeySet, unsent: Unsent, context: ActionContext) -> bytes:
    place = tag_key_context(context.install_id, unsent.complaint_id)
    return seal_value(context.keyring, Purpose.TAG_KEYS, tag_keys[KeyLetter.TAG], context=place)
