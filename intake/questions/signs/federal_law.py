"""R1373 (optional): a policy said to go against 8 U.S.C. 1373, or that law used as an excuse.

Source: questionnaire table, row R1373. Whether the statute covers the information (status only,
not release dates) is for the finding.
"""

from intake.questions.facts import Facts
from intake.questions.signs.sign import Sign


def sign(facts: Facts) -> Sign:
    """A direction chosen shows R1373; without one, a policy or words that are quoted do."""
    if facts.has("R1373.direction", "too_strict", "excuse", "other"):
        return Sign.SHOWN
    quoted = ("R1373.policy_clause", "R1373.words_said", "R1373.policy_title")
    return Sign.SHOWN if any(facts.names(question) for question in quoted) else Sign.SILENT
