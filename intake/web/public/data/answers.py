"""Answers for programs: type, checksum, how long to keep, and "not changed" where that is so."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256

from flask import Response, request

FOREVER = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=300"
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}
SHOWN_IN_BROWSERS = frozenset({"json", "pdf", "txt"})
PLAIN = frozenset({"SHA256SUMS"})
UNKNOWN = "application/octet-stream"
Link = tuple[str, str, Mapping[str, str]]


def media_type(path: str) -> str:
    """The type of a file, by its name alone."""
    return MEDIA_TYPES.get(ending(path), UNKNOWN)


def ending(path: str) -> str:
    """The kind of a file, by its name alone: `csv`; a list of checksums is `txt`."""
    name = path.rpartition("/")[2]
    return "txt" if name in PLAIN else name.rpartition(".")[2]


def stored_answer(digest: bytes, content: bytes, *, kept: str, kind: str) -> Response:
    """An answer with a body whose SHA-256 is known, or "not changed" to who has it.

    `Repr-Digest` (RFC 9530) is the checksum in the form that programs check.
    """
    response = Response(content_type=kind)
    response.set_etag(digest.hex())
    response.headers["Cache-Control"] = kept
    response.headers["Repr-Digest"] = f"sha-256=:{b64encode(digest).decode()}:"
    if request.if_none_match.contains(digest.hex()):
        response.status_code = 304
        response.headers.pop("Content-Type")
        return response
    response.set_data(content)
    return response


def text_answer(text: str, *, kept: str, kind: str) -> Response:
    """A made text as an answer, with its checksum."""
    body = text.encode()
    return stored_answer(sha256(body).digest(), body, kept=kept, kind=MEDIA_TYPES[kind])


def json_answer(content: object, *, kept: str = FOR_NOW, links: Iterable[Link] = ()) -> Response:
    """Data as JSON, with links in the head of the answer."""
    response = text_answer(f"{dumped(content)}\n", kept=kept, kind="json")
    return with_links(response, links)


def dumped(content: object) -> str:
    """JSON as people can read it too; the same content is always the same text."""
    return json.dumps(content, ensure_ascii=False, indent=1)


def with_links(response: Response, links: Iterable[Link]) -> Response:
    """Put links (RFC 8288) on an answer: relation, address, further attributes."""
    values = [_link(relation, address, more) for relation, address, more in links]
    if values:
        response.headers["Link"] = ", ".join(values)
    return response


def named(response: Response, path: str, *, start: str) -> Response:
    """Name a file as it should be saved: place, period and its own name, and nothing else."""
    how = "inline" if ending(path) in SHOWN_IN_BROWSERS else "attachment"
    name = f"{start}-{path.rpartition('/')[2]}"
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    return response


def _link(relation: str, address: str, more: Mapping[str, str]) -> str:
    attributes = "".join(f'; {name}="{value}"' for name, value in more.items())
    return f'<{address}>; rel="{relation}"{attributes}'
