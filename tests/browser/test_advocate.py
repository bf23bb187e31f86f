"""An advocate's path: find the release, compare two agencies, download, check, cite; no script."""

from __future__ import annotations

import csv
import re
from hashlib import sha256
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page

from tests.browser.states.world import PLACE, World
from tests.fixtures.releases_in_store import store_releases

QUARTERS = ("2025Q4", "2026Q1")
AGENCIES = {
    "police": "Saguaro City Police Department",
    "library": "Saguaro City Public Library",
}
TABLE = "cases-by-agency"
FILE = re.compile(r"This table as a file \(CSV\)\s*: Cases opened, by agency")


def test_an_advocate_finds_compares_downloads_checks_and_cites(
    world: World, world_address: str, browser: Browser
) -> None:
    with world.standing.session() as session:
        store_releases(session, PLACE, QUARTERS, scale=3)
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{world_address}/{PLACE}/en/")
        page.get_by_role("main").get_by_role("link", name="Complaints in numbers").click()
        page.get_by_role("link", name="See all its numbers").click()
        release = page.url
        assert release.endswith(f"/reports/{QUARTERS[-1]}")

        compared = compare(page)
        page.goto(release)
        content = download(page, page.get_by_role("link", name=FILE))
        assert compared == numbers_in(content)

        digest = check(page, content)
        cite(page, world_address, digest)
    finally:
        context.close()


def compare(page: Page) -> dict[str, str]:
    """Two agencies side by side: their newest numbers of cases."""
    page.get_by_role("link", name="Compare two agencies").click()
    for label, name in zip(("First agency", "Second agency"), AGENCIES.values(), strict=True):
        page.get_by_label(label).select_option(label=name)
    page.get_by_role("button", name="Compare").click()
    table = page.get_by_role("table", name="Cases opened, quarter by quarter")
    assert table.get_by_role("columnheader").all_inner_texts()[1:] == list(AGENCIES.values())
    newest = table.get_by_role("row").last.get_by_role("cell").all_inner_texts()
    return dict(zip(AGENCIES, newest, strict=True))


def numbers_in(content: bytes) -> dict[str, str]:
    """The same numbers in the file, as the page says them."""
    rows = list(csv.DictReader(StringIO(content.decode("utf-8"), newline="")))
    found = {row["agency"]: row for row in rows if row["period"] == QUARTERS[-1]}
    return {agency: found[agency]["count"] or "withheld" for agency in AGENCIES}


def check(page: Page, content: bytes) -> str:
    """Check the file by the page and by the list of checksums; the digest of that list."""
    page.get_by_text("All files, with their checksums").click()
    row = page.get_by_role("row").filter(
        has=page.get_by_role("link", name=f"data/{TABLE}.csv", exact=True)
    )
    checksum = sha256(content).hexdigest()
    assert row.get_by_role("cell").last.inner_text() == checksum
    sums = download(page, page.get_by_role("link", name="SHA256SUMS", exact=True))
    assert f"{checksum}  data/{TABLE}.csv" in sums.decode("ascii").splitlines()
    return sha256(sums).hexdigest()


def cite(page: Page, address: str, digest: str) -> None:
    """The citation names place, quarter and digest, and leads to the files of the release."""
    line = page.locator("#citation").inner_text()
    assert line.startswith("Saguaro City")
    assert QUARTERS[-1] in line
    assert digest in line
    found = re.search(r"https?://\S+", line)
    assert found is not None
    answer = page.request.get(address + urlsplit(found[0].rstrip(".")).path)
    assert answer.status == 200
    assert TABLE in answer.text()


def download(page: Page, link: Locator) -> bytes:
    """What a link gives, as a file or shown by the browser."""
    address = link.get_attribute("href")
    assert address is not None
    if not address.endswith(".csv"):
        return page.request.get(f"{page.url.split(f'/{PLACE}/')[0]}{address}").body()
    with page.expect_download() as waiting:
        link.click()
    return Path(waiting.value.path()).read_bytes()
