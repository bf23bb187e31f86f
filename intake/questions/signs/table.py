"""Each rule with its predicate, in the rules' own order."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from intake.questions.facts import Facts
from intake.questions.signs import (
    asking,
    facilitation,
    fairness,
    identification,
    judicial_warrant,
    reach,
    redress,
    surveillance,
)
from intake.questions.signs.sign import Sign
from intake.rules.codes import RuleCode

PREDICATES: Mapping[RuleCode, Callable[[Facts], Sign]] = MappingProxyType(
    {
        RuleCode.R1: judicial_warrant.sign,
        RuleCode.R2: facilitation.sign,
        RuleCode.R3: reach.access,
        RuleCode.R4: identification.sign,
        RuleCode.R5: asking.sign,
        RuleCode.R6: reach.data_given,
        RuleCode.R7: surveillance.sign,
        RuleCode.R8: redress.sign,
        RuleCode.R9: fairness.sign,
        RuleCode.R1373: reach.federal_law,
    }
)


def signs(facts: Facts) -> Mapping[RuleCode, Sign]:
    """What the answers say about every rule."""
    return {rule: predicate(facts) for rule, predicate in PREDICATES.items()}
