"""Routes for programs stand under `/<jurisdiction>/data`: a place, and no language."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g

from intake.web.foundation.languages import PlaceUnknown


def attach_data_prefix(blueprint: Blueprint) -> None:
    """Serve a blueprint under `/<jurisdiction>/data`; views do not take the place as an argument.

    What a browser prefers has no say: an address gives the same bytes to everybody. What stands in
    one language only is in the place's first.
    """
    blueprint.url_prefix = "/<jurisdiction>/data"
    blueprint.url_value_preprocessor(_take_place)
    blueprint.url_defaults(_give_place)


def _take_place(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    slug = (values or {}).pop("jurisdiction", None)
    jurisdiction = g.jurisdiction
    if jurisdiction is None or jurisdiction.slug != slug:
        raise PlaceUnknown
    g.language = jurisdiction.languages[0]


def _give_place(_endpoint: str, values: dict[str, Any]) -> None:
    if g.get("jurisdiction") is not None:
        values.setdefault("jurisdiction", g.jurisdiction.slug)
