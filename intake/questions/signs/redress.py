"""R8 Redress: a complaint refused or obstructed, or someone made to suffer for complaining.

Source: questionnaire table, row R8, and "any threat after a complaint to R8". Exception of the
row: no jurisdiction AND a referral given; it excuses a refusal, never a threat.
"""

from intake.questions.facts import Facts
from intake.questions.signs.sign import Sign


def sign(facts: Facts) -> Sign:
    """A refusal, a missed deadline, a threat or a reprisal shows R8; "no" to them excludes it."""
    if threatened(facts) or retaliated(facts):
        return Sign.SHOWN
    refused = facts.names("R8.refused") or facts.yes("R8.deadlines_missed")
    if refused:
        sent_on = facts.plainly_yes("R8.sent_to_right_office")
        return Sign.EXCLUDED if sent_on else Sign.SHOWN
    return Sign.EXCLUDED if facts.has("R8.refused", "none") else Sign.SILENT


def threatened(facts: Facts) -> bool:
    """Whether someone was threatened for complaining."""
    return facts.names("R8.threats")


def retaliated(facts: Facts) -> bool:
    """Whether someone was made to suffer for complaining, an employee included."""
    employee = facts.plainly_yes("R1373.employee_complainant")
    return facts.names("R8.after_complaining") or (employee and facts.yes("R1373.retaliation"))
