"""Tables of the questionnaire files turned into questions and situations, faults collected."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from intake.bedrock.problems import Problem
from intake.questions.questionnaire import (
    CHOICES,
    SITUATIONS,
    Question,
    QuestionKind,
    Situation,
)
from intake.questions.urgency import UrgencyReason
from intake.rules.codes import RuleCode

YES_NO = ("yes", "no", "unsure")
_QUESTION_KEYS = frozenset({"id", "kind", "options", "open_ended", "aliases", "page", "default"})
_SITUATION_KEYS = frozenset({"id", "opens", "suggests", "reasons"})
_RULE_KEYS = frozenset({"rule", "also_ask", "question"})
_COMMON_KEYS = frozenset({"pages", "question"})


class DefinitionReader:
    """Reads one file's tables at a time and appends each fault to `problems`."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems

    def questions(
        self, table: Mapping[str, Any], stem: str, rule: RuleCode | None
    ) -> Iterator[Question]:
        """The questions of one file; `rule` is None for the common ones."""
        file = f"{stem}.toml"
        self._unknown_keys(file, "", table, _RULE_KEYS if rule else _COMMON_KEYS)
        if rule and table and table.get("rule") != rule.value:
            self._add(file, "rule", "does not name the rule of this file.", f'"{rule.value}".')
        for entry in table.get("question", []):
            question = self._question(file, entry, stem, rule)
            if question:
                yield question

    def situations(self, table: Mapping[str, Any]) -> tuple[Situation, ...]:
        """The everyday situations, in order."""
        file = "situations.toml"
        self._unknown_keys(file, "", table, frozenset({"situation"}))
        found: list[Situation] = []
        for entry in table.get("situation", []):
            key = str(entry.get("id", ""))
            self._unknown_keys(file, key, entry, _SITUATION_KEYS)
            if not key or key in {situation.id for situation in found}:
                self._add(file, key or "id", "is missing or used twice.", "a different id.")
            opens = self._rules(file, f"{key}.opens", entry.get("opens", []))
            suggests = self._rules(file, f"{key}.suggests", entry.get("suggests", []))
            reasons = self._reasons(file, f"{key}.reasons", entry.get("reasons", []))
            found.append(Situation(key, opens, suggests, reasons))
        return tuple(found)

    def pages(self, table: Mapping[str, Any], questions: list[Question]) -> tuple[str, ...]:
        """The pages of the web form in order; each question's page must be one of them."""
        pages = tuple(str(page) for page in table.get("pages", []))
        for question in questions:
            if question.rule is None and question.page not in pages:
                right = f"one of {', '.join(pages)}." if pages else "a page of `pages`."
                self._add("common.toml", f"{question.id}.page", "is not a page.", right)
        return pages

    def also_ask(self, table: Mapping[str, Any], rule: RuleCode) -> tuple[RuleCode, ...]:
        """The rules whose questions are offered beside those of `rule`."""
        return self._rules(f"{rule}.toml", "also_ask", table.get("also_ask", []))

    def with_options(self, question: Question, options: tuple[str, ...]) -> Question:
        """The same question with these options."""
        return replace(question, options=options)

    def _question(
        self, file: str, entry: Mapping[str, Any], stem: str, rule: RuleCode | None
    ) -> Question | None:
        key = str(entry.get("id", ""))
        self._unknown_keys(file, key, entry, _QUESTION_KEYS)
        if not key.startswith(f"{stem}.") or key == f"{stem}.":
            self._add(file, key or "id", "does not start with this file's name.", f"{stem}.<name>.")
            return None
        try:
            kind = QuestionKind(entry.get("kind", ""))
        except ValueError:
            self._add(
                file,
                f"{key}.kind",
                "is not a kind of question.",
                f"one of {', '.join(QuestionKind)}.",
            )
            return None
        question = Question(
            id=key,
            rule=rule,
            kind=kind,
            options=YES_NO if kind is QuestionKind.YES_NO else tuple(entry.get("options", [])),
            open_ended=bool(entry.get("open_ended", False)),
            aliases=dict(entry.get("aliases", {})),
            page=entry.get("page"),
            default=entry.get("default"),
        )
        self._check_options(file, question, entry)
        return question

    def _check_options(self, file: str, question: Question, entry: Mapping[str, Any]) -> None:
        key, options = question.id, question.options
        wants = question.kind in {QuestionKind.ONE, QuestionKind.MANY} and key != SITUATIONS
        if wants != ("options" in entry):
            right = "a list of option ids for one and many, and none for other kinds."
            self._add(file, f"{key}.options", "does not match the kind of question.", right)
        if len(set(options)) != len(options):
            self._add(file, f"{key}.options", "lists an option twice.", "each option once.")
        if question.kind not in CHOICES and (question.aliases or question.open_ended):
            self._add(file, key, "has aliases or is open-ended.", "only choices have these.")
        for alias, option in question.aliases.items():
            if option not in options:
                right = f"one of {', '.join(options)}."
                self._add(file, f"{key}.aliases.{alias}", "does not lead to an option.", right)
        if question.open_ended and not {"other", "yes"} & set(options):
            self._add(file, f"{key}.options", "lacks other.", "open-ended choices have it.")
        if question.default is not None and question.default not in options:
            self._add(file, f"{key}.default", "is not an option.", f"one of {', '.join(options)}.")

    def _rules(self, file: str, key: str, codes: list[str]) -> tuple[RuleCode, ...]:
        unknown = [code for code in codes if code not in set(RuleCode)]
        for code in unknown:
            self._add(file, key, f"names the unknown rule {code}.", f"of {', '.join(RuleCode)}.")
        return tuple(RuleCode(code) for code in codes if code not in unknown)

    def _reasons(self, file: str, key: str, codes: list[str]) -> tuple[str, ...]:
        for code in codes:
            if code not in set(UrgencyReason):
                right = f"of {', '.join(UrgencyReason)}."
                self._add(file, key, f"names the unknown reason {code}.", right)
        return tuple(codes)

    def _unknown_keys(
        self, file: str, key: str, table: Mapping[str, Any], known: frozenset[str]
    ) -> None:
        for name in table:
            if name not in known:
                where = f"{key}.{name}" if key else name
                self._add(file, where, "is an unknown key.", f"one of {', '.join(sorted(known))}.")

    def _add(self, file: str, key: str, wrong: str, right: str) -> None:
        self._problems.append(Problem(file, wrong, right, key=key))
