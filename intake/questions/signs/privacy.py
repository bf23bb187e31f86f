"""R6 Privacy Protection: custody status, release date, address or the like given to ICE or CBP.

Source: questionnaire table, row R6. Exceptions of the row: already public; information on status
alone, which 8 U.S.C. 1373 speaks of; a judicial order; an unrelated purpose (left to the finding).
Giving on request is as voluntary as offering.
"""

import re

from intake.questions import spoken
from intake.questions.facts import Facts
from intake.questions.signs.sign import Sign

_STATUS = re.compile(r"other: *(the |his |her |their |my )?(immigration|citizenship|legal).*status")


def sign(facts: Facts) -> Sign:
    """Any kind of data given shows R6 unless an exception of the row is told."""
    data = facts.chosen("R6.data_released") - {"unsure"}
    if data == {"none"} or facts.no("R6.to_whom") or _excepted(facts):
        return Sign.EXCLUDED
    return Sign.SHOWN if data else Sign.SILENT


def _excepted(facts: Facts) -> bool:
    return (
        facts.has("R6.legal_paper", "judicial_subpoena")
        or facts.has("R6.channel", "public_website")
        or _only_status(facts)
    )


def _only_status(facts: Facts) -> bool:
    data = facts.values("R6.data_released")
    return bool(data) and all(_STATUS.match(spoken.folded(value)) for value in data)
