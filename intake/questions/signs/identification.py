"""R4 Clear Identification: where federal agents are let in, people know who they talk to.

Source: questionnaire table, row R4. Exceptions of the row: no local facility (then referred); an
undercover criminal case (left to the finding). Access alone (R3) is no sign of R4.
"""

from intake.questions.facts import Facts
from intake.questions.signs.sign import Sign

_HIDDEN = ("plain", "mask", "vest_police", "uniform")
_NOT_SAID = ("police", "probation", "nothing", "other")


def sign(facts: Facts) -> Sign:
    """No badge, no duty jacket, or nobody said who they were shows R4, inside a local facility."""
    if facts.no("R4.inside_local_facility"):
        return Sign.EXCLUDED
    if not (facts.yes("R4.inside_local_facility") or facts.names("R4.facility")):
        return Sign.SILENT
    if _hidden(facts):
        return Sign.SHOWN
    told = facts.has("R4.said_they_were", "ice") or facts.plainly_yes("R4.staff_told_person")
    return Sign.EXCLUDED if told else Sign.SILENT


def agents_described(facts: Facts) -> bool:
    """Whether the answers tell how federal agents looked, or who they said they were."""
    looks = facts.names("R4.clothing") or bool(facts.values("R4.badge_visible"))
    return looks or bool(facts.values("R4.said_they_were"))


def _hidden(facts: Facts) -> bool:
    said_so = facts.has("R4.said_they_were", "ice")
    return (
        facts.no("R4.badge_visible")
        or facts.has("R4.clothing", *_HIDDEN)
        or facts.has("R4.said_they_were", *_NOT_SAID)
        or (facts.no("R4.staff_told_person") and not said_so)
    )
