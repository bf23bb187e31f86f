"""What reaches ICE or CBP, and the federal law about it: R3, R6 and R1373.

Sources: questionnaire table, rows R3, R6 and R1373.

- R3 Defined Access/Interview: let into local facilities or to people in custody. Exceptions of the
  row: a court order, an unrelated criminal purpose, a public area only.
- R6 Privacy Protection: custody status, release date, address or the like given. Exceptions of the
  row: already public; information on status alone, which 8 U.S.C. 1373 speaks of; a judicial order;
  an unrelated purpose (left to the finding). Giving on request is as voluntary as offering.
- R1373 (optional): a policy said to go against 8 U.S.C. 1373, or that law used as an excuse.
  Whether the statute covers the information (status only, not release dates) is for the finding.
"""

import re

from intake.questions import spoken
from intake.questions.facts import Facts
from intake.questions.signs.sign import Sign

_STATUS = re.compile(r"other: *(the |his |her |their |my )?(immigration|citizenship|legal).*status")


def access(facts: Facts) -> Sign:
    """A way of access, or a place that is not public, shows R3 unless an exception is told."""
    ways = facts.chosen("R3.access_type") - {"unsure"}
    if ways == {"none"} or _access_excepted(facts):
        return Sign.EXCLUDED
    if ways or facts.has("R3.area", "non_public", "both"):
        return Sign.SHOWN
    return Sign.SILENT


def _access_excepted(facts: Facts) -> bool:
    if facts.plainly_yes("R3.court_order_shown") or facts.has("R3.purpose_stated", "criminal_case"):
        return True
    return facts.has("R3.area", "public") and not facts.yes("R3.person_in_custody")


def data_given(facts: Facts) -> Sign:
    """Any kind of data given shows R6 unless an exception of the row is told."""
    data = facts.chosen("R6.data_released") - {"unsure"}
    if data == {"none"} or facts.no("R6.to_whom") or _data_excepted(facts):
        return Sign.EXCLUDED
    return Sign.SHOWN if data else Sign.SILENT


def _data_excepted(facts: Facts) -> bool:
    return (
        facts.has("R6.legal_paper", "judicial_subpoena")
        or facts.has("R6.channel", "public_website")
        or _only_status(facts)
    )


def _only_status(facts: Facts) -> bool:
    data = facts.values("R6.data_released")
    return bool(data) and all(_STATUS.match(spoken.folded(value)) for value in data)


def federal_law(facts: Facts) -> Sign:
    """A direction chosen shows R1373; without one, a policy or words that are quoted do."""
    if facts.has("R1373.direction", "too_strict", "excuse", "other"):
        return Sign.SHOWN
    quoted = ("R1373.policy_clause", "R1373.words_said", "R1373.policy_title")
    return Sign.SHOWN if any(facts.names(question) for question in quoted) else Sign.SILENT
