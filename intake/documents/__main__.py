"""The process that lays out one PDF: HTML on standard input, the PDF on standard output.

It runs under limits of memory, time and open files that it sets itself before the layout library
is loaded, and fetches nothing: neither from the network nor from the disk, but `data:` addresses.
"""

from __future__ import annotations

import contextlib
import logging
import os
import resource
import sys
from collections.abc import Sequence

from intake.documents.libraries import missing_libraries

LIBRARIES_MISSING = 3
DOES_NOT_FIT = 4
SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""Sizes of letters to try, in points, the largest first."""
MEMORY = 1024 * 2**20
CPU_SECONDS = 60
OPEN_FILES = 256
FILE_SIZE = 64 * 2**20


def main(arguments: Sequence[str]) -> int:
    """Lay out one document; with a number, on that many pages at most.

    Returns:
        The exit code: 0, 3 where a library of the system is missing, 4 where it does not fit.
    """
    limit()
    if missing_libraries():
        return LIBRARIES_MISSING
    most_pages = int(arguments[0]) if arguments else None
    source = sys.stdin.buffer.read().decode("utf-8")
    # Whatever a library prints must not run into the document.
    with contextlib.redirect_stdout(sys.stderr):
        content = lay_out(source, most_pages)
    if content is None:
        return DOES_NOT_FIT
    sys.stdout.buffer.write(content)
    return 0


def limit() -> None:
    """Bound what this process may use, for good."""
    os.umask(0o077)
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))


def lay_out(source: str, most_pages: int | None) -> bytes | None:
    """The PDF of an HTML document, tagged after PDF/UA-1 (ISO 14289-1).

    Sizes in the document are in `rem`; with `most_pages` the letters shrink until it fits, and
    None comes out where the smallest that people can read is still too large.
    """
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    html = HTML(string=source, url_fetcher=fetcher, base_url=None)
    for size in SIZES[:1] if most_pages is None else SIZES:
        sheet = CSS(string=f"html {{ font-size: {size}pt }}", url_fetcher=fetcher)
        document = html.render(stylesheets=[sheet])
        if most_pages is None or len(document.pages) <= most_pages:
            content: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
            return content
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
