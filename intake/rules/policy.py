"""The rules that a jurisdiction adopted, in the wording in which it adopted them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from intake.rules.codes import RuleCode
from intake.rules.localtext import LocalText


@dataclass(frozen=True, slots=True)
class ModelRule:
    """A rule of the model policy as quoted, its placeholders unfilled; `note` explains a mark
    in the wording.
    """

    code: RuleCode
    name: LocalText
    wording: LocalText
    summary: LocalText
    note: LocalText | None = None


@dataclass(frozen=True, slots=True)
class FormerWording:
    """What a rule said until (and not on) the day of its amendment."""

    until: date
    wording: LocalText


@dataclass(frozen=True, slots=True)
class AdoptedRule:
    """A rule in force here: `wording` is what binds, `summary` says it plainly.

    The English wording is the adopted one; other languages are translations for reading.
    """

    code: RuleCode
    name: LocalText
    wording: LocalText
    summary: LocalText
    since: date
    amended: bool = False
    note: LocalText | None = None
    former: tuple[FormerWording, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """One jurisdiction's policy: `version` is kept on every complaint and case."""

    version: str
    model_version: str
    rules: Mapping[RuleCode, AdoptedRule]
    not_adopted: tuple[RuleCode, ...]
