"""What every action needs beside its own arguments: install, moment, rules and keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from intake.complaints.compartment import Compartment
from intake.db.ids import Random
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

    def compartment(self, complaint_id: str, case_id: str | None = None) -> Compartment:
        """The compartment of a complaint or of a case, to which no key is known yet."""
        return Compartment.closed(
            self.install_id, self.random, complaint_id=complaint_id, case_id=case_id
        )
