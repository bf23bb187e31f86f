"""R2 No Facilitation: arrest, detention or transport only because of an ICE or CBP paper.

Source: questionnaire table, row R2. Exceptions of the row: an independent criminal ground, a
judicial warrant, emergency aid only.
"""

from intake.questions.facts import Facts
from intake.questions.signs import federal_agents, judicial_warrant
from intake.questions.signs.sign import Sign

# Acts that help federal agents whatever else the person is charged with.
_HELP = frozenset({"hand_over", "other_help", "perimeter"})
_COURT_WARRANTS = ("judicial_warrant", "criminal_warrant")


def sign(facts: Facts) -> Sign:
    """An act of help shows R2; an arrest or a detention does when a federal paper stands behind."""
    acts = facts.chosen("R2.action") - {"unsure"}
    if not acts:
        return Sign.SILENT
    if _excluded(facts, acts) or _criminal_ground_explains(facts, acts):
        return Sign.EXCLUDED
    if acts & (_HELP | {"transport"}):
        return Sign.SHOWN
    if acts & {"arrest", "detain"}:
        return Sign.SHOWN if _federal_paper_behind(facts) else Sign.SILENT
    backed = facts.names("R2.document_type") or facts.yes("R2.database_hit")
    return Sign.SHOWN if backed else Sign.SILENT


def _excluded(facts: Facts, acts: frozenset[str]) -> bool:
    return (
        acts <= {"none", "emergency_aid"}
        or federal_agents.acted_alone(facts)
        or judicial_warrant.judge_signed(facts)
        or facts.has("R2.document_type", *_COURT_WARRANTS)
    )


def _criminal_ground_explains(facts: Facts, acts: frozenset[str]) -> bool:
    """A charge explains an arrest and the drive to jail; it does not explain a hand-over.

    Nor is it a ground any longer once the release on it was due (R1 shown).
    """
    if not facts.yes("R2.criminal_charge_or_citation"):
        return False
    if judicial_warrant.sign(facts) is Sign.SHOWN or acts & _HELP:
        return False
    return "arrest" in acts or "transport" not in acts


def _federal_paper_behind(facts: Facts) -> bool:
    return (
        bool(facts.values("R2.document_type")) and not facts.has("R2.document_type", "none")
    ) or (
        facts.yes("R2.database_hit")
        or facts.no("R2.criminal_charge_or_citation")
        or facts.names("R2.reason_given")
        or judicial_warrant.sign(facts) is Sign.SHOWN
    )
