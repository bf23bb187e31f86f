"""Published files go out byte for byte, may be kept for ever, and are checked with their digest."""

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, update

from intake.publication.models import Release, ReleaseFile
from tests.fixtures.releases_in_store import store_releases

Files = Mapping[str, dict[str, bytes]]
ROOT = "/saguaro-city/data"
CSV = f"{ROOT}/releases/2026Q1/data/deadlines-by-timing.csv"
LISTS = ["/", "/catalogue.json", "/releases.atom", "/api/v1/releases", "/api/v1/openapi.json"]
FIXED = ["/releases/2025Q4/", "/api/v1/releases/2025Q4", "/api/v1/releases/2025Q4/tables/cohort"]
CHARTS = ["/embed/2026Q1/deadlines-by-timing.svg", "/embed/2026Q1/deadlines-by-timing.html"]
EVERYTHING = [*LISTS, *FIXED, *CHARTS, "/releases/2026Q1/data/deadlines-by-timing.csv"]


def test_every_file_goes_out_byte_for_byte(data: FlaskClient, published: Files) -> None:
    for period, files in published.items():
        for path, content in files.items():
            answer = data.get(f"{ROOT}/releases/{period}/{path}")
            digest = sha256(content)
            assert (answer.status_code, answer.data) == (200, content)
            assert answer.headers["ETag"] == f'"{digest.hexdigest()}"'
            encoded = b64encode(digest.digest()).decode()
            assert answer.headers["Repr-Digest"] == f"sha-256=:{encoded}:"
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("path", "kind", "how"),
    [
        ("data/cohort.csv", "text/csv; charset=utf-8; header=present", "attachment"),
        ("data/cohort.json", "application/json", "inline"),
        ("SHA256SUMS", "text/plain; charset=utf-8", "inline"),
        ("documents/page-en.pdf", "application/pdf", "inline"),
    ],
)
def test_a_file_has_a_type_and_a_name(data: FlaskClient, path: str, kind: str, how: str) -> None:
    headers = data.get(f"{ROOT}/releases/2025Q4/{path}").headers
    name = path.rpartition("/")[2]
    assert headers["Content-Type"] == kind
    assert headers["Content-Disposition"] == f'{how}; filename="saguaro-city-2025Q4-{name}"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert f'<http://127.0.0.1:8000{ROOT}/releases/2025Q4/>; rel="collection"' in headers["Link"]
    assert 'publicdomain/zero/1.0/>; rel="license"' in headers["Link"]


@pytest.mark.parametrize("path", EVERYTHING)
def test_what_has_not_changed_is_not_sent_again(data: FlaskClient, path: str) -> None:
    first = data.get(ROOT + path)
    assert first.status_code == 200
    again = data.get(ROOT + path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    other = data.get(ROOT + path, headers={"If-None-Match": '"something else"'})
    assert other.data == first.data


@pytest.mark.parametrize("path", EVERYTHING)
def test_the_head_alone_can_be_had(data: FlaskClient, path: str) -> None:
    whole, head = data.get(ROOT + path), data.head(ROOT + path)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Content-Length", "Content-Type", "Repr-Digest", "Cache-Control"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize("path", EVERYTHING)
def test_everybody_gets_the_same_and_no_cookie(data: FlaskClient, path: str) -> None:
    plain = data.get(ROOT + path)
    data.set_cookie("s", "c2VjcmV0")
    other = data.get(ROOT + path, headers={"Accept-Language": "es", "Origin": "https://x.example"})
    assert other.data == plain.data
    assert "Set-Cookie" not in other.headers
    assert "Vary" not in other.headers
    assert other.headers["Access-Control-Allow-Origin"] == "*"
    assert other.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in other.headers


@pytest.mark.parametrize(
    ("path", "kept"),
    [(path, "public, max-age=300") for path in (*LISTS, *CHARTS)]
    + [(path, "public, max-age=31536000, immutable") for path in FIXED],
)
def test_only_what_never_changes_is_kept_for_ever(data: FlaskClient, path: str, kept: str) -> None:
    assert data.get(ROOT + path).headers["Cache-Control"] == kept


def test_links_are_built_from_the_settings_and_never_from_the_request(data: FlaskClient) -> None:
    for path in EVERYTHING:
        answer = data.get(ROOT + path, headers={"Host": "localhost:9", "X-Forwarded-Host": "evil"})
        assert answer.status_code == 200
        assert "localhost:9" not in answer.text + answer.headers.get("Link", "")
        assert "evil" not in answer.text
    foreign = data.get(f"{ROOT}/", headers={"Host": "evil.example"})
    assert foreign.status_code == 400
    assert foreign.mimetype == "application/problem+json"


def test_the_catalogue_leads_to_every_release(data: FlaskClient, published: Files) -> None:
    found = data.get(f"{ROOT}/catalogue.json").json
    assert found is not None
    assert [one["period"] for one in found["releases"]] == ["2026Q1", "2025Q4", "2025Q3"]
    for one in found["releases"]:
        sums = published[one["period"]]["SHA256SUMS"]
        assert one["digest"] == sha256(sums).hexdigest()
        assert one["license"] == "CC0-1.0"
        assert set(one["tables"]) == set(
            json.loads(published[one["period"]]["release.json"])["tables"]
        )
        for name in ("address", "package", "checksums", "api"):
            assert one[name].startswith("http://127.0.0.1:8000/")
            assert data.get(one[name].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_the_list_of_files_agrees_with_the_list_of_checksums(
    data: FlaskClient, published: Files
) -> None:
    found = data.get(f"{ROOT}/releases/2025Q4/").json
    assert found is not None
    listed = {one["path"]: one["sha256"] for one in found["files"]}
    lines = published["2025Q4"]["SHA256SUMS"].decode().splitlines()
    sums = {line.partition("  ")[2]: line.partition("  ")[0] for line in lines}
    assert {path: digest for path, digest in listed.items() if path != "SHA256SUMS"} == sums
    for one in found["files"]:
        assert one["bytes"] == len(published["2025Q4"][one["path"]])
        answer = data.get(one["address"].removeprefix("http://127.0.0.1:8000"))
        assert answer.content_type == one["media_type"]


@pytest.mark.parametrize(
    "path",
    [
        "/releases/2026Q2/",
        "/releases/2026Q2/release.json",
        "/releases/2026Q1/data/nothing.csv",
        "/releases/2026Q1/../2025Q4/SHA256SUMS",
        "/releases/%00/",
        "/nothing",
        "/embed/2026Q1/nothing.svg",
        "/api/v1/releases/2026",
        "/api/v1/nothing",
    ],
)
def test_what_is_not_there_is_a_problem_and_not_kept(data: FlaskClient, path: str) -> None:
    answer = data.get(ROOT + path)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["status"] == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_nothing_can_be_sent_here(data: FlaskClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = data.open(CSV, method=method)
        assert answer.status_code == 405
        assert answer.mimetype == "application/problem+json"
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_another_place_has_none_of_it(data: FlaskClient) -> None:
    assert data.get(CSV.replace("saguaro-city", "marisol-county")).status_code == 404
    assert data.get(CSV.replace("saguaro-city", "nowhere")).status_code == 404
    other = data.get("/marisol-county/data/catalogue.json").json
    assert other is not None
    assert other["releases"] == []


def test_a_file_that_was_altered_is_not_given_out(data: FlaskClient, app: Flask) -> None:
    elsewhere, county = ROOT.replace("saguaro-city", "marisol-county"), "marisol-county"
    with app.extensions["intake"].sessions() as session:
        files = store_releases(session, county, ["2026Q4"], scale=77)["2026Q4"]
        name = next(path for path in files if path.endswith(".csv"))[len("data/") : -len(".csv")]
        paths = ["datapackage.json", f"data/{name}.csv", "dictionary.csv"]
        made = (f"/api/v1/releases/2026Q4/tables/{name}", f"/embed/2026Q4/{name}.svg")
        altered = update(ReleaseFile).where(
            ReleaseFile.jurisdiction == county, ReleaseFile.path.in_(paths)
        )
        session.execute(altered.values(content=b"period,count,status\n"))
        session.commit()
        try:
            assert data.get(f"{elsewhere}/releases/2026Q4/release.json").status_code == 200
            for path in (*(f"/releases/2026Q4/{path}" for path in paths), *made):
                answer = data.get(elsewhere + path)
                assert answer.status_code == 500
                assert answer.mimetype == "application/problem+json"
                assert answer.json is not None
                assert answer.json["incident"]
                assert answer.headers["Cache-Control"] == "no-store"
        finally:
            session.execute(delete(ReleaseFile).where(ReleaseFile.jurisdiction == county))
            session.execute(delete(Release).where(Release.jurisdiction == county))
            session.commit()


def test_before_the_first_release_the_lists_are_empty(empty: FlaskClient) -> None:
    for path in LISTS:
        assert empty.get(ROOT + path).status_code == 200
    index = empty.get(f"{ROOT}/").json
    assert index is not None
    assert index["latest"] == []
