"""Reads policy.toml: what a jurisdiction adopted of the model rules, and in which words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from intake.rules.codes import RuleCode
from intake.rules.localtext import LocalText
from intake.rules.policy import AdoptedRule, FormerWording, ModelRule, Policy
from intake.rules.readers.articles import joined
from intake.rules.readers.model import MODEL_FILE
from intake.rules.reading import LOST_DAY, NO_TEXT, Table

PLACE = "[County/City/State]"
OVERSEER = "[oversight entity]"
_PLACEHOLDER = re.compile(r"\[[A-Za-z][A-Za-z/ ]*\]")


@dataclass(frozen=True, slots=True)
class _Filler:
    """Fills the placeholders of a wording in every language of the jurisdiction."""

    languages: tuple[str, ...]
    fillers: Mapping[str, LocalText]

    def own(self, entry: Table, name: str, *, optional: bool = False) -> LocalText:
        """A text of the jurisdiction's own."""
        text = entry.local(name, self.languages, optional=optional)
        return self._filled(entry, name, text)

    def models(self, entry: Table, name: str, text: LocalText) -> LocalText:
        """A text of the model policy; a language that it lacks is a problem."""
        for language in self.languages:
            if not text.has(language):
                wrong = f"The adopted rule has no {name} in {language}."
                right = f"the {name} in {language}, in {MODEL_FILE} or amended here"
                entry.fault(f"amended_{name}", wrong, right)
        return self._filled(entry, f"amended_{name}", text)

    def _filled(self, entry: Table, key: str, text: LocalText) -> LocalText:
        given = [language for language in self.languages if text.has(language)]
        words = {language: self._fill(text.in_(language), language) for language in given}
        for left in {one for filled in words.values() for one in _PLACEHOLDER.findall(filled)}:
            wrong = f"The placeholder {left} is not filled in."
            entry.fault(key, wrong, f"only {PLACE} and {OVERSEER}")
        return LocalText(words)

    def _fill(self, words: str, language: str) -> str:
        for placeholder, filler in self.fillers.items():
            words = words.replace(placeholder, filler.in_(language))
        return joined(words, language)


def read_policy(
    table: Table,
    *,
    languages: tuple[str, ...],
    model_version: str,
    model: Mapping[RuleCode, ModelRule],
) -> Policy:
    """The policy of a jurisdiction; an adopted rule without an own wording has the model's."""
    version = table.text("version")
    place, overseer = (table.local(name, languages) for name in ("place", "oversight_entity"))
    filler = _Filler(languages, {PLACE: place, OVERSEER: overseer})
    rules: dict[RuleCode, AdoptedRule] = {}
    for entry in table.tables("adopted"):
        rule = _read_adopted(entry, filler, model)
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
            wrong = f"{code} is both adopted and not adopted."
            table.fault("not_adopted", wrong, "each rule in only one of the two lists")
        if code not in rules and code not in not_adopted:
            wrong = f"{code} is neither adopted nor left out."
            table.fault("not_adopted", wrong, f"[[adopted]] for {code}, or {code} in not_adopted")


def _read_adopted(
    entry: Table, filler: _Filler, model: Mapping[RuleCode, ModelRule]
) -> AdoptedRule:
    code = entry.code("code", RuleCode)
    base = model.get(code) or ModelRule(code, NO_TEXT, NO_TEXT, NO_TEXT)
    amended = entry.has("amended_wording")
    if amended != entry.has("amended_summary"):
        wrong = "An amended rule needs both its wording and its summary."
        entry.fault(
            "amended_summary", wrong, "both amended_wording and amended_summary, or neither"
        )
    wording = filler.own(entry, "amended_wording", optional=True)
    summary = filler.own(entry, "amended_summary", optional=True)
    rule = AdoptedRule(
        code=code,
        name=filler.models(entry, "name", base.name),
        wording=wording if amended else filler.models(entry, "wording", base.wording),
        summary=summary if amended else filler.models(entry, "summary", base.summary),
        since=entry.day("since"),
        amended=amended,
        note=None if amended else base.note,
        former=tuple(_read_former(one, filler) for one in entry.tables("former", optional=True)),
    )
    entry.finish()
    _check_former(entry, rule)
    return rule


def _read_former(entry: Table, filler: _Filler) -> FormerWording:
    former = FormerWording(until=entry.day("until"), wording=filler.own(entry, "wording"))
    entry.finish()
    return former


def _check_former(entry: Table, rule: AdoptedRule) -> None:
    for former in rule.former:
        if LOST_DAY not in (former.until, rule.since) and former.until <= rule.since:
            wrong = f"A former wording ends on {former.until}, before the rule took effect."
            entry.fault("former", wrong, f"a date after {rule.since}")
