"""Reads the model rules, and what a jurisdiction adopted of them."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from intake.rules.codes import RuleCode
from intake.rules.localtext import LocalText
from intake.rules.policy import AdoptedRule, FormerWording, ModelRule, Policy
from intake.rules.reading import LOST_DAY, Table

PLACE = "[County/City/State]"
OVERSEER = "[oversight entity]"
MODEL_LANGUAGES = ("en", "es")
_PLACEHOLDER = re.compile(r"\[[A-Za-z][A-Za-z/ ]*\]")


def read_model(table: Table) -> tuple[str, Mapping[RuleCode, ModelRule]]:
    """The model policy's version and its rules; all ten have to be there."""
    version = table.text("version")
    rules = {}
    for entry in table.tables("rules"):
        rule = _read_model_rule(entry)
        if rule.code in rules:
            entry.fault("code", f"{rule.code} occurs twice.", "each rule once")
        rules[rule.code] = rule
    table.finish()
    for code in RuleCode:
        if code not in rules:
            table.fault("rules", f"The rule {code} is missing.", "all ten rules")
    return version, MappingProxyType(rules)


def _read_model_rule(entry: Table) -> ModelRule:
    rule = ModelRule(
        code=entry.code("code", RuleCode),
        name=entry.local("name", MODEL_LANGUAGES),
        wording=entry.local("wording", MODEL_LANGUAGES),
        summary=entry.local("summary", MODEL_LANGUAGES),
    )
    entry.finish()
    return rule


def read_policy(
    table: Table,
    *,
    languages: tuple[str, ...],
    model_version: str,
    model: Mapping[RuleCode, ModelRule],
) -> Policy:
    """The policy of a jurisdiction; an adopted rule without an own wording has the model's."""
    version = table.text("version")
    fillers = {
        PLACE: table.local("place", languages),
        OVERSEER: table.local("oversight_entity", languages),
    }
    rules: dict[RuleCode, AdoptedRule] = {}
    for entry in table.tables("adopted"):
        rule = _read_adopted(entry, languages, fillers, model)
        if rule.code in rules:
            entry.fault("code", f"{rule.code} is adopted twice.", "each rule once")
        rules[rule.code] = rule
    not_adopted = table.codes("not_adopted", RuleCode)
    table.finish()
    _decide_every_rule(table, rules, not_adopted)
    return Policy(version, model_version, MappingProxyType(rules), not_adopted)


def _decide_every_rule(
    table: Table, rules: Mapping[RuleCode, AdoptedRule], not_adopted: tuple[RuleCode, ...]
) -> None:
    for code in RuleCode:
        if code in rules and code in not_adopted:
            wrong = f"{code} is adopted and not adopted."
            table.fault("not_adopted", wrong, "each rule in one of the two lists")
        if code not in rules and code not in not_adopted:
            wrong = f"{code} is neither adopted nor left out."
            table.fault("not_adopted", wrong, f"[[adopted]] for {code}, or {code} in not_adopted")


def _read_adopted(
    entry: Table,
    languages: tuple[str, ...],
    fillers: Mapping[str, LocalText],
    model: Mapping[RuleCode, ModelRule],
) -> AdoptedRule:
    code = entry.code("code", RuleCode)
    since = entry.day("since")
    own_wording = entry.local("amended_wording", languages, optional=True)
    own_summary = entry.local("amended_summary", languages, optional=True)
    base = model.get(code)
    amended = bool(own_wording.by_language)
    if amended != bool(own_summary.by_language):
        wrong = "An amended rule needs its wording and its summary together."
        entry.fault("amended_summary", wrong, "both amended_wording and amended_summary, or none")
    wording = own_wording if amended or base is None else base.wording
    summary = own_summary if amended or base is None else base.summary
    rule = AdoptedRule(
        code=code,
        name=base.name if base else LocalText({"en": code}),
        wording=_filled(entry, "wording", wording, fillers, languages),
        summary=_filled(entry, "summary", summary, fillers, languages),
        since=since,
        amended=amended,
        former=tuple(
            _read_former(one, languages, fillers) for one in entry.tables("former", optional=True)
        ),
    )
    entry.finish()
    _check_former(entry, rule)
    return rule


def _read_former(
    entry: Table, languages: tuple[str, ...], fillers: Mapping[str, LocalText]
) -> FormerWording:
    wording = entry.local("wording", languages)
    former = FormerWording(
        until=entry.day("until"),
        wording=_filled(entry, "wording", wording, fillers, languages),
    )
    entry.finish()
    return former


def _check_former(entry: Table, rule: AdoptedRule) -> None:
    for former in rule.former:
        if LOST_DAY not in (former.until, rule.since) and former.until <= rule.since:
            wrong = f"A former wording ends on {former.until}, before the rule was in force."
            entry.fault("former", wrong, f"a day after {rule.since}")


def _filled(
    entry: Table,
    name: str,
    text: LocalText,
    fillers: Mapping[str, LocalText],
    languages: tuple[str, ...],
) -> LocalText:
    words = {}
    for language in languages:
        if not text.has(language):
            wrong = f"The adopted rule has no {name} in {language}."
            entry.fault(f"amended_{name}", wrong, f"the {name} in every language: {languages}")
            continue
        words[language] = _fill(text.in_(language), fillers, language)
        for left in _PLACEHOLDER.findall(words[language]):
            wrong = f"The placeholder {left} stays unfilled."
            entry.fault(f"amended_{name}", wrong, f"only {PLACE} and {OVERSEER}")
    return LocalText(words)


def _fill(words: str, fillers: Mapping[str, LocalText], language: str) -> str:
    for placeholder, filler in fillers.items():
        words = words.replace(placeholder, filler.in_(language))
    return words
