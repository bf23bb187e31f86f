"""Reads the model rules: all ten, in English, in Spanish, and in any further language."""

from collections.abc import Mapping
from types import MappingProxyType

from intake.rules.codes import RuleCode
from intake.rules.policy import ModelRule
from intake.rules.reading import Table

MODEL_FILE = "policy/model-rules.toml"
MODEL_LANGUAGES = ("en", "es")


def read_model(table: Table) -> tuple[str, Mapping[RuleCode, ModelRule]]:
    """The model policy's version and its rules; all ten have to be there."""
    version = table.text("version")
    rules: dict[RuleCode, ModelRule] = {}
    for entry in table.tables("rules"):
        rule = _read_rule(entry)
        if rule.code in rules:
            entry.fault("code", f"{rule.code} is listed twice.", "each rule once")
        rules[rule.code] = rule
    table.finish()
    for code in RuleCode:
        if code not in rules:
            table.fault("rules", f"The rule {code} is missing.", "all ten rules")
    return version, MappingProxyType(rules)


def _read_rule(entry: Table) -> ModelRule:
    rule = ModelRule(
        code=entry.code("code", RuleCode),
        name=entry.local("name", MODEL_LANGUAGES, more=True),
        wording=entry.local("wording", MODEL_LANGUAGES, more=True),
        summary=entry.local("summary", MODEL_LANGUAGES, more=True),
        note=entry.local("note", MODEL_LANGUAGES, more=True) if entry.has("note") else None,
    )
    entry.finish()
    return rule
