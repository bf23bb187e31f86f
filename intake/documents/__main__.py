"""The process that lays out one PDF: a job on standard input, the PDF on standard output.

A job is JSON: ``{"versions": [HTML, ...], "most_pages": number or null}``.

It runs under limits of memory, time and open files that it sets itself before the layout library
is loaded, and fetches nothing: neither from the network nor from the disk, but `data:` addresses.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
from collections.abc import Sequence
from itertools import product
from typing import Any

from intake.bedrock.bounds import bound_this_process
from intake.documents.libraries import missing_libraries

LIBRARIES_MISSING = 3
DOES_NOT_FIT = 4
COMFORTABLE, SMALL = (10.0, 9.25, 8.5), (7.75,)
"""Sizes of letters to try, in points, the largest first; rather a shorter version in comfortable
ones than a longer one in small ones.
"""
MEMORY = 1024 * 2**20
CPU_SECONDS = 60
OPEN_FILES = 256
FILE_SIZE = 64 * 2**20


def main() -> int:
    """Lay out one document.

    Returns:
        The exit code: 0, 3 where a library of the system is missing, 4 where it does not fit.
    """
    limit()
    if missing_libraries():
        return LIBRARIES_MISSING
    job = json.loads(sys.stdin.buffer.read())
    # Whatever a library prints must not run into the document.
    with contextlib.redirect_stdout(sys.stderr):
        content = lay_out(job["versions"], job["most_pages"])
    if content is None:
        return DOES_NOT_FIT
    sys.stdout.buffer.write(content)
    return 0


def limit() -> None:
    """Bound what this process may use, for good."""
    bound_this_process(
        memory=MEMORY, cpu_seconds=CPU_SECONDS, file_size=FILE_SIZE, open_files=OPEN_FILES
    )


def lay_out(versions: Sequence[str], most_pages: int | None) -> bytes | None:
    """The PDF of the first version that fits, tagged after PDF/UA-1 (ISO 14289-1).

    Sizes in the documents are in `rem`. Within `most_pages` the letters are the largest that fit;
    None comes out where the smallest that people can read are too large for every version.
    """
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    if most_pages is None:
        return _written(_rendered(versions[0], COMFORTABLE[0]))
    for sizes, version in product((COMFORTABLE, SMALL), versions):
        fitting = _rendered(version, sizes[-1])
        if len(fitting.pages) > most_pages:
            continue
        for size in reversed(sizes[:-1]):
            larger = _rendered(version, size)
            if len(larger.pages) > most_pages:
                break
            fitting = larger
        return _written(fitting)
    return None


def _rendered(source: str, size: float) -> Any:
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    sheet = CSS(string=f"html {{ font-size: {size}pt }}", url_fetcher=fetcher)
    return HTML(string=source, url_fetcher=fetcher, base_url=None).render(stylesheets=[sheet])


def _written(document: Any) -> bytes:
    content: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return content


if __name__ == "__main__":
    sys.exit(main())
