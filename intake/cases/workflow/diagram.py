"""The page docs/workflow.md, made from the workflow table so that it cannot differ from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from intake.accounts.roles import ROLE_PERMISSIONS, Permission, Role
from intake.cases.vocabulary import TERMINAL, ActorKind, ClockKind, Status
from intake.cases.workflow.row import Effect, Field, Row, Turn
from intake.cases.workflow.table import TABLE
from intake.rules.clock_rules import ClockRules, Period

PATH = Path("docs/workflow.md")
_HEAD = """\
# The workflow of a case

This page is made from the workflow table in the code (`python -m intake.cases.workflow.diagram`);
a test compares the two. The table alone says what may happen to a case, who may do it, what is
asked for it, who is told, and which clocks it turns.
"""
_TURNS = {
    Turn.START: "starts",
    Turn.BEGIN: "starts unless running",
    Turn.STOP: "stops",
    Turn.PAUSE: "tolls",
    Turn.RESUME: "lets run on",
    Turn.EXTEND: "extends",
}
_NONE = "–"


def document() -> str:
    """Return the whole page as Markdown."""
    parts = (_HEAD, _diagram(), _moves(), _beside(), _clocks(), _roles())
    return "\n".join(parts)


def main() -> None:
    """Write the page anew."""
    PATH.write_text(document(), encoding="utf-8")


def _diagram() -> str:
    edges: dict[tuple[str, str], list[str]] = {}
    for row in TABLE:
        for source in row.sources:
            target = row.target(source)
            if target is not source or row.to is not None:
                ends = (source.value if source else "[*]", target.value)
                labels = edges.setdefault(ends, [])
                labels += [row.event.value] if row.event.value not in labels else []
    lines = [f"    {a} --> {b}: {', '.join(labels)}" for (a, b), labels in edges.items()]
    lines += [f"    {status.value} --> [*]" for status in Status if status in TERMINAL]
    return "\n".join(("```mermaid", "stateDiagram-v2", *lines, "```", ""))


def _moves() -> str:
    rows = [row for row in TABLE if row.to is not None]
    return _section("What moves a case", rows, with_target=True)


def _beside() -> str:
    rows = [row for row in TABLE if row.to is None]
    return _section("What is recorded and moves nothing", rows, with_target=False)


def _section(title: str, rows: Iterable[Row], *, with_target: bool) -> str:
    head = ["from", "event", "to", "who", "only if", "reason code", "asked for", "told", "clocks"]
    if not with_target:
        head.remove("to")
    lines = [f"## {title}", "", _line(head), _line(["---"] * len(head))]
    for row in rows:
        cells = [_sources(row), f"`{row.event.value}`", _target(row), *_rest(row)]
        if not with_target:
            del cells[2]
        lines.append(_line(cells))
    return "\n".join((*lines, ""))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _sources(row: Row) -> str:
    if set(row.sources) == set(Status):
        return "any"
    if set(row.sources) == set(Status) - TERMINAL:
        return "any open"
    return ", ".join(source.value if source else "(none)" for source in row.sources)


def _target(row: Row) -> str:
    if row.to is not Status.CLOSED:
        return row.to.value if row.to else ""
    return f"closed: {row.closing.value if row.closing else 'as before'}"


def _rest(row: Row) -> list[str]:
    return [
        _who(row),
        _listed(guard.words for guard in row.guards),
        _listed(reason.value for reason in row.reasons),
        _listed(_field(field) for field in row.fields),
        _listed(notice.value for notice in row.notices),
        _effects(row.clocks),
    ]


def _who(row: Row) -> str:
    others = [kind.value for kind in ActorKind if kind in row.who and kind is not ActorKind.STAFF]
    staff = [_roles_with(row.permission)] if row.permission else []
    return ", ".join(staff + others)


def _roles_with(permission: Permission) -> str:
    return ", ".join(role.value for role in Role if permission in ROLE_PERMISSIONS[role])


def _field(field: Field) -> str:
    return field.name if field.required else f"({field.name})"


def _effects(effects: Iterable[Effect]) -> str:
    told: dict[str, list[str]] = {}
    for effect in effects:
        when = f"if {effect.urgency.value}: " if effect.urgency else ""
        named = f" ({effect.period})" if effect.period else ""
        told.setdefault(when + _TURNS[effect.turn], []).append(effect.clock.value + named)
    return "; ".join(f"{turn} {_clock_names(names)}" for turn, names in told.items()) or _NONE


def _clock_names(names: list[str]) -> str:
    left_out = [clock.value for clock in ClockKind if clock.value not in names]
    if len(left_out) == 1 and len(names) == len(ClockKind) - 1:
        return f"all but {left_out[0]}"
    return ", ".join(names)


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words) or _NONE


def _clocks() -> str:
    rules = ClockRules()
    lines = ["## Clocks", "", _line(["clock", "default"]), _line(["---", "---"])]
    lines += [_line([k.value, _period(rules.period(k.value))]) for k in ClockKind]
    lines += [
        _line([name, _period(rules.period(name))])
        for name in ("remand", "extension", "investigation_total")
    ]
    lines.append(_line(["information_attempts", str(rules.information_attempts)]))
    return "\n".join((*lines, ""))


def _period(period: Period) -> str:
    unit = period.unit.value.replace("_", " ")
    return f"{period.amount} {unit.removesuffix('s') if period.amount == 1 else unit}"


def _roles() -> str:
    lines = ["## What each role may do", "", _line(["role", "permissions"]), _line(["---", "---"])]
    for role in Role:
        held = ", ".join(p.value for p in Permission if p in ROLE_PERMISSIONS[role])
        lines.append(_line([role.value, held]))
    return "\n".join((*lines, ""))


if __name__ == "__main__":
    main()
