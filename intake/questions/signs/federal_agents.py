"""Whether federal agents acted alone: then no local official broke a rule, and the answer is help.

Source: "Federal agents acting alone are outside the rules: the answer is 'referred'".
"""

from intake.questions.facts import Facts


def acted_alone(facts: Facts) -> bool:
    """Whether the answers say that no local official took part."""
    if facts.has("common.federal_agents", "alone"):
        return True
    if facts.has("common.federal_agents", "with_local"):
        return False
    return facts.chosen("common.agency_kind") == {"none"} or facts.situations == (
        "federal_agents_alone",
    )
