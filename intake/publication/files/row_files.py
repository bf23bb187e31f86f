"""The table of rows as files of a release: the same rows give the same bytes."""

from __future__ import annotations

import csv
import json
from io import StringIO

from intake.protection.system.row_table import RowTable
from intake.rules.reports import RowField

CSV = "data/rows.csv"
JSON = "data/rows.json"


def rows_files(rows: RowTable) -> dict[str, bytes]:
    """``data/rows.csv`` and ``data/rows.json``; the latter also says how many cases have no row,
    and what a value stands for that is not exact.
    """
    columns = [field.value for field in rows.fields]
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([columns, *rows.rows])
    head = json.dumps(
        {
            "table": "rows",
            "year": rows.year,
            "k": rows.k,
            "withheld": rows.withheld,
            "groups": {
                field.value: {value: sorted(members) for value, members in sorted(groups.items())}
                for field, groups in rows.groups.items()
            },
            "columns": columns,
        }
    )
    lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows.rows)
    return {
        CSV: text.getvalue().encode(),
        JSON: f'{head[:-1]}, "rows": [\n  {lines}\n]}}\n'.encode(),
    }


def read_rows(json_file: bytes) -> RowTable:
    """The table that a release's rows.json holds; the release was checked before."""
    told = json.loads(json_file)
    return RowTable(
        year=int(told["year"]),
        fields=tuple(RowField(name) for name in told["columns"]),
        k=int(told["k"]),
        rows=tuple(tuple(row) for row in told["rows"]),
        withheld=int(told["withheld"]),
        groups={
            RowField(name): {value: frozenset(members) for value, members in groups.items()}
            for name, groups in told["groups"].items()
        },
    )
