"""What a line of the queue shows beside its case: rules, and messages that nobody has read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.cases.models import CaseRule
from intake.complaints.models import Message
from intake.complaints.vocabulary import Direction
from intake.rules.codes import RuleCode


def rules_of(session: Session, case_ids: Sequence[str]) -> Mapping[str, tuple[RuleCode, ...]]:
    """The rules of each of these cases, in the order of the rules; one statement."""
    rows = session.execute(
        select(CaseRule.case_id, CaseRule.rule).where(CaseRule.case_id.in_(case_ids))
    )
    found: dict[str, set[str]] = {}
    for case_id, rule in rows:
        found.setdefault(case_id, set()).add(rule)
    return {
        case_id: tuple(code for code in RuleCode if code.value in rules)
        for case_id, rules in found.items()
    }


def with_unread(session: Session, case_ids: Sequence[str]) -> frozenset[str]:
    """Those of these cases with a message of the complainant nobody has read; one statement."""
    return frozenset(
        session.scalars(
            select(Message.case_id)
            .where(
                Message.case_id.in_(case_ids),
                Message.direction == Direction.IN.value,
                Message.read_at.is_(None),
            )
            .distinct()
        )
    )
