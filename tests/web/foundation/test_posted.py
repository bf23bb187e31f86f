"""Forms are read without loss: what is not UTF-8 is marked, so that a field can refuse it."""

import io

import pytest
from flask import Flask, Request
from werkzeug.test import EnvironBuilder

from intake.web.foundation.posted import PagesRequest

FORM = "application/x-www-form-urlencoded"
BOUNDARY = b'--b\r\nContent-Disposition: form-data; name="story"\r\n'


def request_of(body: bytes, kind: str = FORM) -> Request:
    builder = EnvironBuilder(method="POST", input_stream=io.BytesIO(body), content_type=kind)
    builder.content_length = len(body)
    return PagesRequest(builder.get_environ())


@pytest.mark.parametrize("sent", [b"a%FFb", b"a\xffb"])
def test_a_byte_that_is_no_utf8_is_marked(sent: bytes) -> None:
    assert request_of(b"story=" + sent).form["story"] == "a\udcffb"


def test_an_encoded_half_of_a_character_is_marked() -> None:
    assert request_of(b"story=%ED%A0%BD").form["story"] == "\udced\udca0\udcbd"


@pytest.mark.parametrize("sent", ["año 🐍".encode(), b"a%C3%B1o+%F0%9F%90%8D"])
def test_what_is_utf8_is_read(sent: bytes) -> None:
    assert request_of(b"story=" + sent + b"&story=2").form.getlist("story") == ["año 🐍", "2"]


@pytest.mark.parametrize("charset", [b"", b"Content-Type: text/plain; charset=iso-8859-1\r\n"])
def test_parts_are_read_in_the_same_way(charset: bytes) -> None:
    kind = "multipart/form-data; boundary=b"
    for sent, read in ((b"a\xff", "a\udcff"), ("ñ".encode(), "ñ")):
        body = BOUNDARY + charset + b"\r\n" + sent + b"\r\n--b--\r\n"
        assert request_of(body, kind).form["story"] == read


def test_the_application_reads_requests_so(toys: Flask) -> None:
    assert toys.request_class is PagesRequest
