"""What the data package says of any CSV: which file it is, how long, and how it is written."""

from __future__ import annotations

from hashlib import sha256
from typing import Any


def csv_resource(
    name: str, path: str, content: bytes, *, title: str, description: str, schema: dict[str, Any]
) -> dict[str, Any]:
    """A tabular data resource (Frictionless Data)."""
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "title": title,
        "description": description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True},
        "schema": schema,
    }
