"""The texts that the whole path is walked with: one of a documented case, and one of our own."""

from __future__ import annotations

import json
from pathlib import Path

CASE = "es-hermano-fianza-pagada-sigue-adentro"
FILE = Path(__file__).resolve().parents[1] / "data" / "documented" / "documented.jsonl"

OWN = (
    "Ayer juntamos entre todos la fianza de mi primo y la pagué yo a las 3, tengo el recibo.\n\n"
    "Me dijeron «en un rato sale». Ya es de noche y   un guardia dice que no, que hay una orden "
    "de migración; le pedí verla y no la enseñó!! Nadie firmó nada, ningún juez. Su número es "
    "40-2291.\n¿¿a quién le llamo?? 📵 me queda poca pila\t<b>gracias</b> & {{ 7*7 }} "
)
"""A text of the same shape, with all that a form, a template or a text store could alter."""


def narrative() -> str:
    """What the documented case tells."""
    records = map(json.loads, FILE.read_text("utf-8").splitlines())
    found: str = next(one["narrative"] for one in records if one["id"] == CASE)
    return found
