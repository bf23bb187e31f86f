"""What every action needs beside its own arguments: install, moment, rules and keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from intake.audit.actor import Actor
from intake.audit.kinds import AuditKind
from intake.audit.record import Act, AuditObject, record
from intake.complaints.compartment import Compartment
from intake.db.ids import Random
from intake.notify.kinds import NoticeKind, NoticeRecipient
from intake.notify.outbox import Notice, enqueue
from intake.questions.questionnaire import Questionnaire
from intake.rules import Configuration
from intake.vault.server.keyring import Keyring


@dataclass(frozen=True, kw_only=True)
class ActionContext:
    """The circumstances of one action.

    Attributes:
        install_id: the id that every sealing context is bound to.
        at: the moment of the action, aware, in UTC.
        random: a source of random bytes.
        configuration: rules, jurisdictions and entities.
        questionnaire: the questions and situations in force.
        keyring: this process's server keys; it opens no content.
        recovery: for each oversight entity's key, the fingerprint of its recovery key that the
            administrator put in place.
    """

    install_id: str
    at: datetime
    random: Random
    configuration: Configuration
    questionnaire: Questionnaire
    keyring: Keyring
    recovery: Mapping[str, str]

    def record(
        self,
        session: Session,
        kind: AuditKind,
        *,
        actor: Actor,
        on: AuditObject,
        unit: str | None = None,
    ) -> None:
        """Record an act; the caller holds the transaction.

        Args:
            unit: the unit in whose name it was done, where there is one.
        """
        act = Act(kind=kind, actor=actor, on=on, unit=unit)
        record(session, act, at=self.at, random=self.random)

    def notify(
        self,
        session: Session,
        kind: NoticeKind,
        *,
        to: NoticeRecipient,
        case_id: str | None = None,
        complaint_id: str | None = None,
        not_before: datetime | None = None,
    ) -> None:
        """Put a notice into the outbox; the caller holds the transaction."""
        notice = Notice(
            kind=kind, to=to, case_id=case_id, complaint_id=complaint_id, not_before=not_before
        )
        enqueue(session, notice, at=self.at, random=self.random)

    def compartment(self, complaint_id: str, case_id: str | None = None) -> Compartment:
        """The compartment of a complaint or of a case, to which no key is known yet."""
        return Compartment.closed(
            self.install_id, self.random, complaint_id=complaint_id, case_id=case_id
        )
