"""Publish a closed quarter, or see what publishing it would show: prepare, check, one commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from intake.actions.context import ActionContext
from intake.actions.publishing.attacking import Attack, run_attack
from intake.actions.publishing.candidate import (
    Candidate,
    Progress,
    make_candidate,
    with_documents,
    with_later_rows,
)
from intake.actions.publishing.errors import AttackFound, AttackUndecided
from intake.actions.publishing.planning import Plan, plan_release
from intake.actions.publishing.staging import staged
from intake.actions.publishing.storing import store_release
from intake.audit.actor import Actor
from intake.numbers.quarters import Quarter
from intake.publication.files.texts import read_texts
from intake.vault.derivation import derive
from intake.vault.encoding import enc
from intake.vault.server.files import Purpose

SEED = "intake/v1/report-seed"


def _quiet(what: str, done: int, of: int) -> None:
    """Say nothing of how far it is."""


@dataclass(frozen=True)
class Publisher:
    """What publishing needs. It runs for minutes, in a process of its own that serves nobody.

    Attributes:
        contexts: gives the circumstances at the moment it is called; it is called again for the
            commit, so that a release bears the moment at which it became public.
        config_dir: where the words of releases are.
        data_dir: under it lies the staging folder.
        attack: what the files have to withstand.
        passed: called with the name of each step that is done; tests stop the process there.
    """

    sessions: sessionmaker[Session]
    contexts: Callable[[], ActionContext]
    config_dir: Path
    data_dir: Path
    progress: Progress = _quiet
    attack: Attack = run_attack
    passed: Callable[[str], None] = lambda step: None

    def try_out(self, jurisdiction: str, quarter: Quarter) -> Candidate:
        """Do everything but publish, the attack too; gives what would be shown and withheld.

        Raises:
            NotPublished: with the reason why the quarter could not be published.
        """
        return self._withstanding(self._made(self._planned(jurisdiction, quarter)))

    def publish(self, jurisdiction: str, quarter: Quarter, *, actor: Actor) -> Candidate:
        """Make the release of a quarter public.

        No transaction is held but for reading and for the commit, so that filing goes on.

        Raises:
            NotPublished: with the reason; then nothing is public that was not before.
        """
        candidate = self._withstanding(
            self._made(self._planned(jurisdiction, quarter)), finish=self._with_documents
        )
        with self.sessions() as session:
            store_release(session, candidate, context=self.contexts(), actor=actor)
        self.passed("stored")
        return candidate

    def _planned(self, jurisdiction: str, quarter: Quarter) -> Plan:
        with self.sessions() as session:
            if session.get_bind().dialect.name == "postgresql":
                # All of it at one moment, as SQLite reads it anyway.
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            return plan_release(
                session, context=self.contexts(), jurisdiction=jurisdiction, quarter=quarter
            )

    def _made(self, plan: Plan) -> Candidate:
        made = make_candidate(
            plan,
            texts=read_texts(self.config_dir),
            seed=_seed(self.contexts(), plan),
            progress=self.progress,
        )
        self.passed("protected")
        return made

    def _withstanding(
        self, made: Candidate, *, finish: Callable[[Candidate], Candidate] = lambda made: made
    ) -> Candidate:
        """The finished release that the attack finds nothing in; without rows that are at fault.

        Rows are a gift beside the tables: that they give somebody away keeps back them alone.
        """
        while True:
            candidate = finish(made)
            try:
                self._attacked(candidate)
            except (AttackFound, AttackUndecided):
                if made.content.rows is None:
                    raise
                made = with_later_rows(made)
            else:
                return candidate

    def _with_documents(self, candidate: Candidate) -> Candidate:
        self.progress("documents", 0, 1)
        return with_documents(candidate)

    def _attacked(self, candidate: Candidate) -> None:
        with staged(candidate, data_dir=self.data_dir) as root:
            self.passed("staged")
            self.attack(root, self.progress)
        self.passed("attacked")


def _seed(context: ActionContext, plan: Plan) -> bytes:
    """The secret that decides between cells that would do as well; nobody else can repeat it."""
    secret = context.keyring.current(Purpose.PEPPER).key
    info = enc(SEED, context.install_id, plan.jurisdiction.slug, plan.release.name)
    return derive(secret, info=info)
