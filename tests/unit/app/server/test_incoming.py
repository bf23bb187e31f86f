"""The end of a head and of a body is found at the byte where it is, however the bytes come."""

from hypothesis import given
from hypothesis import strategies as st

from intake.app.server.incoming import Chunks, Incoming, Length

LINE = 2_000
HEADS = st.lists(st.sampled_from([b"X-A: b", b"Cookie: s=1", b"X-Empty:"]), max_size=4).map(
    lambda fields: b"\r\n".join([b"GET / HTTP/1.1", *fields]) + b"\r\n\r\n"
)
EXTENSIONS = st.sampled_from([b"", b";a=b", b' ; q="x"'])
TRAILERS = st.sampled_from([b"", b"X-Sum: 1\r\n", b"A: 1\r\nB: 2\r\n"])


@st.composite
def chunked(draw: st.DrawFn) -> bytes:
    parts = draw(st.lists(st.sampled_from([b"\r\n", b"0\r\n\r\n", b"a" * 40, b"\x00"]), max_size=5))
    body = b"".join(
        b"%x%s\r\n%s\r\n" % (len(part), draw(EXTENSIONS), part) for part in parts if part
    )
    return body + b"0" * draw(st.integers(1, 3)) + b"\r\n" + draw(TRAILERS) + b"\r\n"


@given(head=HEADS)
def test_a_head_is_there_with_its_last_byte(head: bytes) -> None:
    incoming = Incoming(longest_line=LINE)
    for number in range(len(head)):
        incoming.add(head[number : number + 1])
        assert incoming.has_head() == (number == len(head) - 1)
    assert incoming.read() == head


@given(body=chunked(), after=st.sampled_from([b"", b"GET / HTTP/1.1\r\n\r\n"]))
def test_a_chunked_body_is_there_with_its_last_byte(body: bytes, after: bytes) -> None:
    chunks = Chunks()
    assert [chunks.ended(bytearray(body[:end])) for end in range(len(body))] == [False] * len(body)
    assert chunks.ended(bytearray(body + after))
    assert Chunks().ended(bytearray(body + after))


def test_what_is_no_chunk_is_left_to_the_parser() -> None:
    for wrong in (b"\r\n", b"x\r\n", b"-1\r\n", b"a" * 8_000, b"0\r\n" + b"a" * 8_001):
        assert Chunks().ended(bytearray(wrong)), wrong[:20]


def test_a_line_that_is_too_long_or_ends_wrongly_is_not_waited_for() -> None:
    for wrong in (b"a" * (LINE + 3), b"GET / HTTP/1.1\n", b"\n", b"GET / HTTP/1.1\r\nA: b\n"):
        incoming = Incoming(longest_line=LINE)
        incoming.add(wrong)
        assert incoming.has_head()
    fine = Incoming(longest_line=LINE)
    fine.add(b"a" * LINE + b"\r\n" + b"b" * LINE)
    assert not fine.has_head()


def test_a_length_is_reached() -> None:
    assert [Length(3).ended(bytearray(count)) for count in range(5)] == [False] * 3 + [True] * 2


@given(st.binary(max_size=50), st.integers(0, 60))
def test_reading_takes_and_unreading_gives_back(data: bytes, size: int) -> None:
    incoming = Incoming(longest_line=LINE)
    incoming.add(data)
    piece = incoming.read(size)
    assert piece == data[:size]
    assert len(incoming) == len(data) - len(piece)
    incoming.unread(piece)
    assert incoming.take_buffered() == data
    assert incoming.read(5) == b""
