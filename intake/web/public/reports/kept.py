"""Rendered pages about releases, kept as they went out: a release never changes."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from time import monotonic

from cachetools import LRUCache
from flask import Response, current_app, request

from intake.web.foundation.hosts import own_address
from intake.web.foundation.services import services

KEEP = "public, max-age=300, stale-while-revalidate=86400"
"""Not for ever: a page links to a style sheet whose name changes with the next version."""
MOST_KEPT = 512
SECONDS_UNSEEN = 10.0
EXTENSION = "intake.kept_pages"
LEVEL = 6


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it goes over the wire.

    Attributes:
        digest: the SHA-256 (hex) of what the browser shows.
        release: the digest of the newest release that stands in it.
        seen: when that was last seen to be so, in seconds of `monotonic`.
    """

    squeezed: bytes
    digest: str
    release: str
    seen: float


class KeptPages:
    """The pages asked for last, for one application."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._pages: LRUCache[Hashable, KeptPage] = LRUCache(most)
        self._lock = Lock()

    def get(self, key: Hashable) -> KeptPage | None:
        """A page, if it is still kept."""
        with self._lock:
            found: KeptPage | None = self._pages.get(key)
            return found

    def put(self, key: Hashable, page: KeptPage) -> None:
        """Keep a page, in place of the one that was not asked for longest."""
        with self._lock:
            self._pages[key] = page


def kept_page(release: Callable[[], str], make: Callable[[], str], *asked: str) -> Response:
    """The page at this address, made once for a release.

    It holds nothing of who asks, so that squeezing it gives nothing away. For some seconds the
    database is not even asked which release it is: a release never changes, and never goes away.

    Args:
        release: finds the digest of the newest release that stands in it.
        asked: what was asked for beside the address.
    """
    pages: KeptPages = current_app.extensions.setdefault(EXTENSION, KeptPages())
    parts, at = services(), monotonic()
    key = (
        own_address(),
        request.path,
        asked,
        parts.configuration.version,
        parts.settings.demonstration,
    )
    page = pages.get(key)
    if page is None or at - page.seen > SECONDS_UNSEEN:
        page = _page(page, release(), make, at)
        pages.put(key, page)
    return _answer(page)


def _page(kept: KeptPage | None, release: str, make: Callable[[], str], at: float) -> KeptPage:
    """The page that was kept, if it is of this release; else a new one."""
    if kept is not None and kept.release == release:
        return replace(kept, seen=at)
    body = make().encode()
    squeezed = gzip.compress(body, LEVEL, mtime=0)
    return KeptPage(squeezed, sha256(body).hexdigest(), release, at)


def _answer(page: KeptPage) -> Response:
    response = Response(mimetype="text/html")
    response.headers["Cache-Control"] = KEEP
    response.headers["Vary"] = "Accept-Encoding"
    # What goes out squeezed is other bytes, so the mark is a weak one.
    response.set_etag(page.digest, weak=True)
    if request.if_none_match.contains_weak(page.digest):
        response.status_code = 304
    elif request.accept_encodings["gzip"] > 0:
        response.headers["Content-Encoding"] = "gzip"
        response.set_data(page.squeezed)
    else:
        response.set_data(gzip.decompress(page.squeezed))
    return response
