"""The shapes of what the addresses for programs answer, as JSON Schema."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
NO_ADDRESS: Schema = {"type": ["string", "null"], "format": "uri"}
DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
PERIOD: Schema = {"type": "string", "pattern": "^[0-9]{4}Q[1-4]$", "examples": ["2026Q3"]}
WORDS: Schema = {"$ref": "#/components/schemas/Words"}
UNITS = ("complaint", "case", "allegation", "clock")


def ref(name: str) -> Schema:
    """A shape by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def array(items: Schema) -> Schema:
    """A list of one shape."""
    return {"type": "array", "items": items}


def object_(**properties: Schema) -> Schema:
    """An object that has all of these members."""
    return {"type": "object", "required": list(properties), "properties": properties}


def described(schema: Schema, words: str) -> Schema:
    """A shape with words that say what it stands for."""
    return {**schema, "description": words}


def _choice(*values: str) -> Schema:
    return {"type": "string", "enum": list(values)}


_RELEASE_MEMBERS: Schema = {
    "period": described(PERIOD, "The quarter."),
    "number": described(NUMBER, "Counts the releases of this place from 1."),
    "published_at": {"type": "string", "format": "date-time"},
    "as_of": described({"type": "string", "format": "date"}, "The date of the numbers."),
    "method": described(_choice("S", "R"), "S: small numbers are withheld. R: all are rounded."),
    "invented": described(FLAG, "True: made up for a demonstration."),
    "digest": described(DIGEST, "SHA-256 of the file SHA256SUMS, which covers the whole release."),
    "license": described(TEXT, "An SPDX license identifier."),
    "address": ADDRESS,
    "package": ADDRESS,
    "checksums": ADDRESS,
    "api": ADDRESS,
}
_FILE = object_(path=TEXT, address=ADDRESS, media_type=TEXT, bytes=NUMBER, sha256=DIGEST)
_TABLE_HEAD: Schema = {
    "title": WORDS,
    "measure": described(TEXT, "What is counted."),
    "unit": described(_choice(*UNITS), "What one number counts."),
    "level": described(_choice("quarter", "year"), "How long the periods are."),
}
_VALUE = object_(id=TEXT, title=WORDS)

SCHEMAS: dict[str, Schema] = {
    "Words": {
        "type": "object",
        "description": "The same text by language (BCP 47 tag).",
        "additionalProperties": TEXT,
    },
    "Index": object_(
        jurisdiction=TEXT,
        name=WORDS,
        title=WORDS,
        catalogue=ADDRESS,
        feed=ADDRESS,
        api=ADDRESS,
        openapi=ADDRESS,
        about={"type": "object", "additionalProperties": ADDRESS},
        latest=array(ADDRESS),
    ),
    "File": _FILE,
    "ReleaseEntry": object_(**_RELEASE_MEMBERS, tables=array(TEXT)),
    "ReleaseFiles": object_(**_RELEASE_MEMBERS, tables=array(TEXT), files=array(ref("File"))),
    "DataCatalogue": object_(jurisdiction=TEXT, name=WORDS, releases=array(ref("ReleaseEntry"))),
    "ReleasePage": object_(releases=array(ref("ReleaseEntry")), next=NO_ADDRESS),
    "TableEntry": object_(
        id=TEXT,
        report=TEXT,
        **_TABLE_HEAD,
        dimensions=array(TEXT),
        periods=array(TEXT),
        rows=ADDRESS,
        csv=ADDRESS,
        json=ADDRESS,
        chart=ADDRESS,
    ),
    "Release": object_(
        **_RELEASE_MEMBERS,
        window=described(NUMBER, "Method R: how far a number can be from the true one at most."),
        previous=described(
            {"type": ["string", "null"]}, "The digest of the release before this one."
        ),
        shown=described(NUMBER, "How many numbers are shown."),
        withheld=described(NUMBER, "How many numbers are withheld."),
        complaints={"type": ["integer", "null"]},
        complaints_in_shown_cells={"type": ["number", "null"], "minimum": 0, "maximum": 1},
        dropped_tables=array(TEXT),
        counting_rule=WORDS,
        protection=WORDS,
        limits=WORDS,
        notes=array(object_(text=WORDS)),
        citation=WORDS,
        tables=array(ref("TableEntry")),
        files=array(ref("File")),
    ),
    "TableRows": object_(
        table=TEXT,
        release=object_(period=PERIOD, number=NUMBER, digest=DIGEST, address=ADDRESS),
        **_TABLE_HEAD,
        method=_choice("S", "R"),
        window=NUMBER,
        invented=FLAG,
        columns=described(
            array(TEXT), "What each place in a row holds: period, dimensions, count, status."
        ),
        rows=array(
            described(
                array({"type": ["string", "integer", "null"]}),
                "`total` as a value means: all values of this dimension together. The count is "
                "null where the status is `withheld`; zero is a number and is shown.",
            )
        ),
        dimensions={
            "type": "object",
            "additionalProperties": object_(title=WORDS, values=array(_VALUE)),
        },
        license=TEXT,
        citation=WORDS,
        matching=described(NUMBER, "How many rows there are on all pages."),
        next=NO_ADDRESS,
    ),
    "Problem": {
        "type": "object",
        "description": "What went wrong (RFC 9457).",
        "required": ["type", "title", "status"],
        "properties": {
            "type": described(
                {"type": "string", "format": "uri-reference"}, "The kind of problem."
            ),
            "title": TEXT,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": TEXT,
            "instance": TEXT,
            "known": described(array(TEXT), "The names or values that would have been right."),
        },
    },
}
