"""The Flask class of the pages: it logs no path, no exception text, and serves no static folder."""

from types import TracebackType
from typing import Any

import structlog
from flask import Flask

from intake.web.foundation.errors import places

log = structlog.get_logger(__name__)


class PagesApp(Flask):
    """Flask, save for its own error log, which would hold the path and the words of the error."""

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """Log kind and place of an error that came up outside of every handler."""
        error = exc_info[1]
        if error is not None:
            log.error("unhandled", kind=type(error).__name__, where=places(error))

    def create_jinja_environment(self) -> Any:
        """The environment of Flask; escaping is on for every template that makes HTML."""
        environment = super().create_jinja_environment()
        environment.autoescape = lambda name: not (name or "").endswith(".txt")
        return environment
