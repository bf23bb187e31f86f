"""R1 Judicial Warrant: held, or held longer, for ICE or CBP without a warrant signed by a judge.

Source: questionnaire table, row R1. Exceptions of the row: a judge's warrant; another criminal
hold; real release processing time (a matter of degree, left to the finding).
"""

from datetime import datetime

from intake.questions.facts import Facts
from intake.questions.signs.sign import Sign

# Forms of the immigration service: no judge signs them, whatever the signature looks like.
ADMINISTRATIVE_FORMS = ("I-247A", "I-200", "I-205")


def sign(facts: Facts) -> Sign:
    """A refusal of bail or time over the release date shows R1; no time over excludes it.

    Where no release date is known, being held without a judge's paper shows it.
    """
    if judge_signed(facts):
        return Sign.EXCLUDED
    if facts.yes("R1.bail_refused"):
        return Sign.SHOWN
    over = hours_over_release(facts)
    if over is not None:
        return Sign.SHOWN if over > 0 else Sign.EXCLUDED
    if facts.plainly_yes("R1373.prolonged_custody") or _held_without_judges_paper(facts):
        return Sign.SHOWN
    return Sign.SILENT


def judge_signed(facts: Facts) -> bool:
    """The exception: a judge's warrant was shown. "Unsure" is none, nor is an immigration form."""
    if facts.no("R1.judge_signature"):
        return False
    if facts.has("R1.paper_shown", "judicial_warrant"):
        return True
    if facts.has("R2.document_type", "judicial_warrant"):
        return True
    forms = facts.has("R1.paper_shown", *ADMINISTRATIVE_FORMS)
    return facts.plainly_yes("R1.judge_signature") and not forms


def hours_over_release(facts: Facts) -> float | None:
    """How many hours the person was kept after the release was due; None where not known.

    Hours that were counted go before dates; who is still held is counted until now.
    """
    hours = facts.number("R1.extra_hours")
    if hours is not None:
        return hours
    due = facts.moment("R1.release_due_dt")
    left = facts.moment("R1.actual_release_or_transfer_dt")
    if due is None:
        return None
    if left is not None:
        return _hours(due, min(left, facts.at))
    return _hours(due, facts.at) if still_held(facts) or due > facts.at else None


def still_held(facts: Facts) -> bool:
    """Whether the person is in custody now, said outright or because nothing says it ended."""
    if facts.yes("R1.now_in_custody") or facts.has("common.held_now", "yes"):
        return True
    if facts.no("R1.now_in_custody") or facts.has("common.held_now", "no"):
        return False
    return facts.plainly_yes("common.still_going_on")


def _held_without_judges_paper(facts: Facts) -> bool:
    if facts.has("R2.document_type", "criminal_warrant"):
        return False
    held = facts.names("R1.custody_type") or facts.moment("R1.hold_start_dt") is not None
    no_judge = facts.no("R1.judge_signature") or bool(facts.values("R1.paper_shown"))
    return held and (no_judge or facts.moment("R1.hold_start_dt") is not None)


def _hours(begin: datetime, end: datetime) -> float:
    return (end - begin).total_seconds() / 3600
