"""A release reads from its files alone, and quotes a digest that a reader can work out."""

from hashlib import sha256

import pytest

from intake.publication.printed.material import NotARelease, digest_of_data, read_material
from tests.fixtures.released_files import release, with_checksums


def test_cells_read_as_they_stand_in_the_files() -> None:
    files = release("2026Q3")
    material = read_material(files)
    lines = files["data/rule-by-disposition.csv"].decode().splitlines()
    for line in lines[1:]:
        period, rule, disposition, count, status = line.split(",")
        where = {"rule": rule, "disposition": disposition}
        where = {name: value for name, value in where.items() if value != "total"}
        assert material.has("allegations_decided", period, **where)
        number = material.count("allegations_decided", period, **where)
        assert number == (int(count) if status == "shown" else None)


def test_the_digest_of_the_data_is_that_of_the_published_list_without_documents() -> None:
    files = release("2026Q3")
    published = with_checksums({**files, "documents/quarter-en.pdf": b"%PDF-"})
    lines = published["SHA256SUMS"].splitlines(keepends=True)
    without = b"".join(line for line in lines if b"  documents/" not in line)
    assert len(without) < len(published["SHA256SUMS"])
    assert digest_of_data(published) == sha256(without).hexdigest() == digest_of_data(files)
    assert read_material(published).digest == sha256(published["SHA256SUMS"]).hexdigest()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("release.json", None),
        ("catalogue.json", b"{"),
        ("data/deadlines.csv", b"period,clock\n2026Q3,review\n"),
        ("data/deadlines.csv", b"\xff"),
    ],
)
def test_a_broken_file_is_no_release(path: str, content: bytes | None) -> None:
    files = release("2026Q3")
    if content is None:
        del files[path]
    else:
        files[path] = content
    with pytest.raises(NotARelease):
        read_material(files)
