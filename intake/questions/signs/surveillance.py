"""R7 Discriminatory Surveillance Prohibition: watched for religion, ethnicity, race or status.

Source: questionnaire table, row R7. Exceptions of the row: a specific, individual criminal
predicate; everyone treated alike is no surveillance "based on" a ground.
"""

from intake.questions.facts import Facts
from intake.questions.signs import federal_agents
from intake.questions.signs.sign import Sign

GROUNDS = (
    "religion",
    "ethnicity",
    "race",
    "immigration_status",
    "national_origin",
    "language",
)


def sign(facts: Facts) -> Sign:
    """Watching with a protected ground shows R7; a place of worship speaks for its ground."""
    watched = facts.names("R7.method") or facts.names("R7.target")
    if facts.chosen("R7.method") == {"none"} or (watched and _excepted(facts)):
        return Sign.EXCLUDED
    if not watched:
        return Sign.SILENT
    if facts.has("R7.perceived_ground", *GROUNDS):
        return Sign.SHOWN
    if facts.has("R7.perceived_ground", "none"):
        return Sign.EXCLUDED
    return Sign.SHOWN if facts.has("R7.target", "worship") else Sign.SILENT


def _excepted(facts: Facts) -> bool:
    return (
        facts.has("R7.reason_given", "specific_crime")
        or facts.plainly_yes("R7.others_treated_alike")
        or federal_agents.acted_alone(facts)
    )
