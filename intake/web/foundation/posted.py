"""What a post carries, without loss: bytes that are not UTF-8 are marked, never replaced.

Werkzeug puts "�" or a percent code in their place, which a complaint would then hold as if someone
had typed it. Here they become lone surrogates, which every field of text refuses with words.
"""

from __future__ import annotations

from typing import IO
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import FileStorage, Headers, MultiDict
from werkzeug.formparser import FormDataParser, MultiPartParser

MARKING = "surrogateescape"
_BYTES = "iso-8859-1"
"""Reads any byte as one character, and so loses none."""

Form = MultiDict[str, str]
Files = MultiDict[str, FileStorage]


class _Parts(MultiPartParser):
    """Parts as their bytes, whatever charset they claim: our pages are UTF-8."""

    def get_part_charset(self, headers: Headers) -> str:
        """Read bytes alone."""
        return _BYTES


class MarkingParser(FormDataParser):
    """Reads both kinds of form, and marks what is not UTF-8."""

    def _parse_urlencoded(
        self, stream: IO[bytes], _mimetype: str, _length: int | None, _options: dict[str, str]
    ) -> tuple[IO[bytes], Form, Files]:
        text = stream.read().decode("utf-8", MARKING)
        items = parse_qsl(text, keep_blank_values=True, errors=MARKING)
        return stream, self.cls(items), self.cls()

    def _parse_multipart(
        self, stream: IO[bytes], _mimetype: str, length: int | None, options: dict[str, str]
    ) -> tuple[IO[bytes], Form, Files]:
        boundary = options.get("boundary", "").encode("ascii")
        if not boundary:
            raise ValueError("a form of parts names what parts them")
        parser = _Parts(
            stream_factory=self.stream_factory,
            max_form_memory_size=self.max_form_memory_size,
            max_form_parts=self.max_form_parts,
            cls=self.cls,
        )
        form, files = parser.parse(stream, boundary, length)
        items = [(name, _marked(value)) for name, value in form.items(multi=True)]
        return stream, self.cls(items), files


class PagesRequest(Request):
    """A request whose form holds what was sent, or marks that say where it could not be read."""

    form_data_parser_class = MarkingParser


def _marked(value: str) -> str:
    return value.encode(_BYTES).decode("utf-8", MARKING)
