"""The description of the addresses for programs, in OpenAPI 3.1, by which tools can call them."""

from __future__ import annotations

from typing import Any

from intake.numbers.measures import Dimension
from intake.rules.jurisdiction import Jurisdiction
from intake.web.public.data import addresses
from intake.web.public.data.openapi_schemas import PERIOD, SCHEMAS, TEXT, Schema, described, ref
from intake.web.public.data.released_table import STATUSES

VERSION = "1.0.0"
CC0 = {"name": "CC0 1.0", "identifier": "CC0-1.0"}
PARAGRAPHS = (
    "Everything here is published: numbers about closed periods, each released once and never "
    "changed. Nothing else can be asked for.",
    "Addresses and members of version 1 stay; members may be added. Unknown parameters are "
    "refused.",
)


def document(jurisdiction: Jurisdiction) -> dict[str, Any]:
    """The description for one place."""
    place = jurisdiction.slug
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{jurisdiction.name.in_('en')}: open data about complaints",
            "version": VERSION,
            "description": "\n\n".join(PARAGRAPHS),
            "license": CC0,
        },
        "externalDocs": {"url": addresses.about(place, jurisdiction.languages[0])},
        "servers": [{"url": addresses.data(place).rstrip("/")}],
        "paths": _paths(),
        "components": {
            "schemas": SCHEMAS,
            "parameters": _parameters(jurisdiction.languages),
            "headers": HEADERS,
            "responses": RESPONSES,
        },
    }


HEADERS: dict[str, Any] = {
    "ETag": {"description": "The SHA-256 of what is sent, in hex.", "schema": TEXT},
    "Repr-Digest": {"description": "The SHA-256 as RFC 9530 writes it.", "schema": TEXT},
    "Link": {"description": "License, data package, next page.", "schema": TEXT},
}
RESPONSES: dict[str, Any] = {
    "NotChanged": {"description": "Nothing changed: you have the current version."},
    **{
        name: {
            "description": words,
            "content": {"application/problem+json": {"schema": ref("Problem")}},
        }
        for name, words in (
            ("Refused", "A parameter or one of its values is not known here."),
            ("NotFound", "There is no such release, table or file."),
            ("Failed", "Something else went wrong; `incident` names it for whoever runs this."),
        )
    },
}


def _paths() -> dict[str, Any]:
    json = "application/json"
    picture = ("period", "table", "textLanguage")
    return {
        "/": _get("index", "Where everything is", json, ref("Index")),
        "/catalogue.json": _get("catalogue", "All releases", json, ref("DataCatalogue")),
        "/releases.atom": _get(
            "feed", "The feed of releases (Atom)", "application/atom+xml", TEXT, "textLanguage"
        ),
        "/releases/{period}/": _get(
            "listFiles", "The files of a release", json, ref("ReleaseFiles"), "period"
        ),
        "/releases/{period}/{file}": _get(
            "file", "A file that describes the release", "*/*", None, "period", "file"
        ),
        "/releases/{period}/data/{file}": _get(
            "dataFile", "A table as a file", "*/*", None, "period", "file"
        ),
        "/releases/{period}/documents/{file}": _get(
            "document", "A document made from the release", "*/*", None, "period", "file"
        ),
        "/embed/{period}/{table}.svg": _get(
            "picture", "A chart (SVG)", "image/svg+xml", TEXT, *picture
        ),
        "/embed/{period}/{table}.html": _for_people(
            _get("framed", "A chart to frame", "text/html", TEXT, *picture)
        ),
        "/api/v1/openapi.json": _get("openapi", "This description", json, {"type": "object"}),
        "/api/v1/releases": _get(
            "listReleases", "Releases, newest first", json, ref("ReleasePage"), "count", "before"
        ),
        "/api/v1/releases/{period}": _get("release", "A release", json, ref("Release"), "period"),
        "/api/v1/releases/{period}/tables/{table}": _get(
            "rows",
            "Rows of a table",
            json,
            ref("TableRows"),
            *("period", "table", "limit", "offset", "rowPeriod", "status"),
            *Dimension,
        ),
    }


def _get(id: str, words: str, kind: str, schema: Schema | None, *parameters: str) -> dict[str, Any]:
    named = [{"$ref": f"#/components/parameters/{name}"} for name in parameters]
    responses = {
        "200": {
            "description": words,
            "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS},
            "content": {kind: {} if schema is None else {"schema": schema}},
        },
        "304": {"$ref": "#/components/responses/NotChanged"},
        "400": {"$ref": "#/components/responses/Refused"},
        "404": {"$ref": "#/components/responses/NotFound"},
        "default": {"$ref": "#/components/responses/Failed"},
    }
    operation: dict[str, Any] = {"operationId": id, "summary": words, "responses": responses}
    if named:
        operation["parameters"] = named
    return {"get": operation}


def _for_people(path: dict[str, Any]) -> dict[str, Any]:
    """An address that says in a page, and not in a problem, what was wrong."""
    shown = {"description": "A page that says so.", "content": {"text/html": {"schema": TEXT}}}
    path["get"]["responses"] |= {"400": shown, "404": shown}
    return path


def _parameters(languages: tuple[str, ...]) -> dict[str, Any]:
    return {
        "period": _in_path("period", PERIOD, "A quarter."),
        "file": _in_path("file", TEXT, "The name of a file, as the list of files gives it."),
        "table": _in_path("table", TEXT, "The id of a table, as the release gives it."),
        "textLanguage": _in_query(
            "language", {"type": "string", "enum": list(languages)}, "The language of texts."
        ),
        "count": _in_query("limit", _whole(1, 100, 20), "How many releases a page has."),
        "before": _in_query("before", PERIOD, "Only releases older than this one."),
        "limit": _in_query("limit", _whole(1, 1000, 500), "How many rows a page has."),
        "offset": _in_query("offset", _whole(0, 999_999_999, 0), "How many rows to pass over."),
        "rowPeriod": _in_query(
            "period",
            {"type": "array", "items": {"type": "string"}, "minItems": 1},
            "Only rows of these periods.",
        ),
        "status": _in_query(
            "status",
            {"type": "array", "items": {"type": "string", "enum": list(STATUSES)}, "minItems": 1},
            "Only rows that are shown, or withheld.",
        ),
        **{str(name): _of_dimension(name) for name in Dimension},
    }


def _of_dimension(name: Dimension) -> dict[str, Any]:
    schema = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    words = f"Only rows with these values of {name}, in tables that have it; `total` for the sum."
    return _in_query(str(name), schema, words)


def _in_path(name: str, schema: Schema, words: str) -> dict[str, Any]:
    return described({"name": name, "in": "path", "required": True, "schema": schema}, words)


def _in_query(name: str, schema: Schema, words: str) -> dict[str, Any]:
    return described({"name": name, "in": "query", "schema": schema}, words)


def _whole(least: int, most: int, usual: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most, "default": usual}
