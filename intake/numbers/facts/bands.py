"""Spans of days, put into bands by the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

Bands = Sequence[tuple[str, int | None]]
"""Each band's name and its last number of days; the last band has none."""


class days_between(FunctionElement[int]):  # noqa: N801 - it stands in queries as a function
    """Whole days from one date to a later one."""

    type = Integer()
    inherit_cache = True


@compiles(days_between, "sqlite")
def _in_sqlite(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    first, last = element.clauses
    return (
        f"CAST(julianday({compiler.process(last, **options)})"
        f" - julianday({compiler.process(first, **options)}) AS INTEGER)"
    )


@compiles(days_between, "postgresql")
def _in_postgresql(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    first, last = element.clauses
    return f"({compiler.process(last, **options)} - {compiler.process(first, **options)})"


def band(first: Any, last: Any, bands: Bands) -> ColumnElement[str]:
    """The name of the band that the days between two dates fall into."""
    days = days_between(first, last)
    limits = [(days <= most, literal(name)) for name, most in bands if most is not None]
    return case(*limits, else_=literal(bands[-1][0]))
