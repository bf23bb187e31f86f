"""The table of rows as files of a release: the same rows give the same bytes."""

from __future__ import annotations

import csv
import json
from io import StringIO

from intake.reports.rows.table import RowTable

CSV = "data/rows.csv"
JSON = "data/rows.json"


def rows_files(rows: RowTable) -> dict[str, bytes]:
    """``data/rows.csv`` and ``data/rows.json``, which also says how many cases have no row."""
    columns = [field.value for field in rows.fields]
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([columns, *rows.rows])
    head = json.dumps(
        {
            "table": "rows",
            "year": rows.year,
            "k": rows.k,
            "withheld": rows.withheld,
            "columns": columns,
        }
    )
    lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows.rows)
    return {
        CSV: text.getvalue().encode(),
        JSON: f'{head[:-1]}, "rows": [\n  {lines}\n]}}\n'.encode(),
    }


def published_year(json_file: bytes) -> int:
    """The year whose rows a release's rows.json holds."""
    return int(json.loads(json_file)["year"])
