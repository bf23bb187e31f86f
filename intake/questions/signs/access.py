"""R3 Defined Access/Interview: ICE or CBP let into local facilities or to people in custody.

Source: questionnaire table, row R3. Exceptions of the row: a court order, an unrelated criminal
purpose, a public area only.
"""

from intake.questions.facts import Facts
from intake.questions.signs.sign import Sign


def sign(facts: Facts) -> Sign:
    """A way of access, or a place that is not public, shows R3 unless an exception is told."""
    ways = facts.chosen("R3.access_type") - {"unsure"}
    if ways == {"none"} or _excepted(facts):
        return Sign.EXCLUDED
    if ways or facts.has("R3.area", "non_public", "both"):
        return Sign.SHOWN
    return Sign.SILENT


def _excepted(facts: Facts) -> bool:
    if facts.plainly_yes("R3.court_order_shown") or facts.has("R3.purpose_stated", "criminal_case"):
        return True
    return facts.has("R3.area", "public") and not facts.yes("R3.person_in_custody")
