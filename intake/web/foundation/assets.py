"""The one stylesheet, served by us under a name made from its content, squeezed and kept."""

import gzip
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from flask import Blueprint, Response, abort, request

from intake.web.foundation.access import Access, access

STYLES = Path(__file__).parents[1] / "styles"
FOREVER = "public, max-age=31536000, immutable"
PREFIX = "/assets"

blueprint = Blueprint("assets", __name__, url_prefix=PREFIX)


class Stylesheet(NamedTuple):
    """The stylesheet as it goes over the wire; `name` changes with every change of content."""

    name: str
    plain: bytes
    squeezed: bytes


@cache
def stylesheet() -> Stylesheet:
    """All files of the folder `styles`, in the order of their names, as one small sheet."""
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(STYLES.glob("*.css")))
    plain = minified(source).encode()
    name = f"{sha256(plain).hexdigest()[:12]}.css"
    return Stylesheet(name, plain, gzip.compress(plain, mtime=0))


def minified(source: str) -> str:
    """CSS without comments and without the white space that means nothing."""
    bare = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    bare = re.sub(r"\s+", " ", bare)
    bare = re.sub(r"\s*([{};,])\s*", r"\1", bare)
    return re.sub(r":\s+", ":", bare).replace(";}", "}").strip()


def stylesheet_address() -> str:
    """The address that the base layout links to."""
    return f"{PREFIX}/{stylesheet().name}"


@blueprint.get("/<name>")
@access(Access.PUBLIC)
def asset(name: str) -> Response:
    """The stylesheet, by its exact name; it holds no secret, so squeezing it gives none away."""
    sheet = stylesheet()
    if name != sheet.name:
        abort(404)
    squeezed = request.accept_encodings["gzip"] > 0
    response = Response(sheet.squeezed if squeezed else sheet.plain, mimetype="text/css")
    response.headers["Cache-Control"] = FOREVER
    response.headers["Vary"] = "Accept-Encoding"
    if squeezed:
        response.headers["Content-Encoding"] = "gzip"
    return response
