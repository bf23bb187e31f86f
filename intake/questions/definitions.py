"""Tables of the questionnaire files turned into questions and situations, faults noted."""

from collections.abc import Iterator
from dataclasses import dataclass

from intake.questions.questionnaire import (
    CHOICES,
    SITUATIONS,
    Question,
    QuestionKind,
    Situation,
)
from intake.questions.urgency import UrgencyReason
from intake.rules.codes import RuleCode
from intake.rules.reading import Table

YES_NO = ("yes", "no", "unsure")


@dataclass(frozen=True, slots=True)
class Definitions:
    """What one file defines.

    Attributes:
        also_ask: the rules whose questions are offered beside those of this file's rule.
        pages: the pages of the web form in order; only the common file has them.
    """

    questions: tuple[Question, ...]
    also_ask: tuple[RuleCode, ...] = ()
    pages: tuple[str, ...] = ()


def read_common(table: Table) -> Definitions:
    """The questions that every complaint may answer, each on one of the pages."""
    pages = table.texts("pages")
    questions = []
    for entry in table.tables("question"):
        question = _question(entry, "common", None)
        questions.append(question)
        if question.page not in pages:
            entry.fault("page", "It is not a page.", f"one of: {', '.join(pages)}")
    table.finish()
    return Definitions(tuple(questions), pages=pages)


def read_rule(table: Table, rule: RuleCode) -> Definitions:
    """The questions of one rule."""
    if table.text("rule", default="") != rule:
        table.fault("rule", "It does not name the rule of this file.", rule)
    also_ask = table.codes("also_ask", RuleCode, optional=True)
    entries = table.tables("question", optional=True)
    questions = tuple(_question(entry, rule, rule) for entry in entries)
    table.finish()
    return Definitions(questions, also_ask=also_ask)


def read_situations(table: Table) -> tuple[Situation, ...]:
    """The everyday situations, in order."""
    found: dict[str, Situation] = {}
    for entry in table.tables("situation"):
        key = entry.text("id")
        if key in found:
            entry.fault("id", "It is used twice.", "a different id")
        found[key] = Situation(
            key,
            entry.codes("opens", RuleCode, optional=True),
            entry.codes("suggests", RuleCode, optional=True),
            entry.codes("reasons", UrgencyReason, optional=True),
        )
        entry.finish()
    table.finish()
    return tuple(found.values())


def _question(entry: Table, stem: str, rule: RuleCode | None) -> Question:
    key = entry.text("id")
    if not key.startswith(f"{stem}.") or key == f"{stem}.":
        entry.fault("id", "It does not start with this file's name.", f"{stem}.<name>")
    kind = entry.code("kind", QuestionKind)
    aliases = entry.table("aliases", optional=True)
    question = Question(
        id=key,
        rule=rule,
        kind=kind,
        options=entry.texts("options", optional=True) or _options(kind),
        open_ended=entry.flag("open_ended", default=False),
        aliases={alias: aliases.text(alias) for alias in aliases.content},
        page=entry.text("page") if entry.has("page") else None,
        default=entry.text("default") if entry.has("default") else None,
    )
    for name, wrong, right in _faults(question, has_options=entry.has("options")):
        entry.fault(name, wrong, right)
    entry.finish()
    return question


def _options(kind: QuestionKind) -> tuple[str, ...]:
    return YES_NO if kind is QuestionKind.YES_NO else ()


def _faults(question: Question, *, has_options: bool) -> Iterator[tuple[str, str, str]]:
    """What does not fit together: the key, what is wrong, and what would be right."""
    options, one_of = question.options, f"one of: {', '.join(question.options)}"
    wants = question.kind in {QuestionKind.ONE, QuestionKind.MANY} and question.id != SITUATIONS
    if wants != has_options:
        right = "a list of option ids for one and many, and none for other kinds"
        yield "options", "It does not match the kind of question.", right
    if len(set(options)) != len(options):
        yield "options", "It lists an option twice.", "each option once"
    if question.kind not in CHOICES and (question.aliases or question.open_ended):
        yield "", "It has aliases or is open-ended.", "these for choices alone"
    for alias, option in question.aliases.items():
        if option not in options:
            yield f"aliases.{alias}", "It does not lead to an option.", one_of
    if question.open_ended and not {"other", "yes"} & set(options):
        yield "options", "It lacks other.", "other among the options of an open-ended choice"
    if question.default is not None and question.default not in options:
        yield "default", "It is not an option.", one_of
