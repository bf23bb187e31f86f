"""R9 Fair and Impartial Policing: action because of race, origin, religion, language or status.

Source: questionnaire table, row R9. Exception of the row: timely, relevant, credible information
from a reliable source on a specific person. A federal agent's own act is no local R9.
"""

from intake.questions.facts import Facts
from intake.questions.signs import (
    asking,
    facilitation,
    federal_agents,
    identification,
    judicial_warrant,
)
from intake.questions.signs.sign import Sign

_GROUNDS = (
    "race",
    "national_origin",
    "religion",
    "language",
    "immigration_status",
    "ethnicity",
)


def sign(facts: Facts) -> Sign:
    """An action with a protected ground shows R9 unless a description or federal agents did it."""
    acted = facts.names("R9.action")
    if facts.chosen("R9.action") == {"none"} or facts.has("R9.perceived_ground", "none"):
        return Sign.EXCLUDED
    if facts.plainly_yes("R9.suspect_description_used"):
        return Sign.EXCLUDED
    if not (acted and facts.has("R9.perceived_ground", *_GROUNDS)):
        return Sign.SILENT
    return Sign.EXCLUDED if _federal_agents_did_it(facts) else Sign.SHOWN


def _federal_agents_did_it(facts: Facts) -> bool:
    """Said outright, or to be taken from the answers.

    Where federal agents are described (row R4), no act of a local official is told (R1, R2, R5),
    and nothing compares or repeats, those agents are taken for the ones who acted.
    """
    if facts.has("R9.who_acted", "local", "both"):
        return False
    if facts.has("R9.who_acted", "federal") or federal_agents.acted_alone(facts):
        return True
    local_acts = (judicial_warrant.sign, facilitation.sign, asking.sign)
    if any(of_rule(facts) is Sign.SHOWN for of_rule in local_acts):
        return False
    policing = ("R9.comparator", "R9.pattern", "R9.suspect_description_used", "R9.stop_data_no")
    told = any(facts.values(question) for question in policing)
    return identification.agents_described(facts) and not told
