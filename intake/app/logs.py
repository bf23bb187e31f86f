"""Structured logs that hold ids and kinds, and cannot hold what a visitor typed or where from.

A line is one JSON object. Only the keys listed here pass, with values of the shape of an id; an
exception is reduced to its type, the places in the code, and an incident id. Messages of other
libraries are never written, for they quote addresses and paths: only who spoke, and from where.
"""

import logging
import os
import re
import secrets
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog

from intake.settings.frames import own_frames
from intake.settings.model import Settings

KEYS = frozenset(
    {
        "attempt", "case_id", "command", "complaint_id", "count", "day", "detail", "entity",
        "error", "event", "exit_code", "incident", "job", "jurisdiction", "kind", "level",
        "library", "listening", "message_id", "method", "pid", "reference", "revision", "route",
        "seconds", "staff_id", "status", "time", "unit", "version", "where",
    }
)  # fmt: skip
EVENT = re.compile(r"[a-z][a-z0-9 _.-]{0,60}")
VALUE = re.compile(r"[A-Za-z0-9_.:/+-]{0,120}")
WITHHELD = "withheld"

Event = MutableMapping[str, Any]


def configure(settings: Settings, *, stream: TextIO | None = None) -> TextIO:
    """Send this process's log to `stream`, else to the settings' file, else to standard output.

    Returns where it goes.
    Everything that uses Python's own logging ends in the same place and under the same rules.
    """
    out = stream or _open(settings.log_file) or sys.stdout
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    structlog.configure(
        processors=[*_CHAIN, structlog.processors.JSONRenderer(sort_keys=True)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    handler = _Reduced()
    logging.basicConfig(handlers=[handler], level=max(level, logging.WARNING), force=True)
    logging.captureWarnings(True)
    return out


def reduce_exception(_logger: object, _method: str, event: Event) -> Event:
    """Replace `exc_info` by type, places in the code and incident id; drop every message."""
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["error"] = type(error).__qualname__
        # An error inside of a library has no place of ours: then the one that spoke stays.
        event["where"] = own_frames(error.__traceback__) or event.get("where", [])
        event.setdefault("incident", secrets.token_hex(4))
    return event


def keep_known(_logger: object, _method: str, event: Event) -> Event:
    """Keep the keys listed in `KEYS`, and values that are numbers or shaped like an id."""
    kept = {key: _plain(event[key]) for key in KEYS & event.keys()}
    name = str(event.get("event", ""))
    kept["event"] = name if EVENT.fullmatch(name) else "unnamed event"
    return kept


_CHAIN = (
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
    reduce_exception,
    keep_known,
)


class _Reduced(logging.Handler):
    """Hands records of Python's logging on without their message."""

    def emit(self, record: logging.LogRecord) -> None:
        # Through the chain like our own events, so that one rule holds for both.
        log = structlog.get_logger()
        method = {"CRITICAL": "critical", "ERROR": "error"}.get(record.levelname, "warning")
        getattr(log, method)(
            "library message",
            library=record.name,
            where=[f"{record.module}:{record.lineno}"],
            exc_info=record.exc_info,
        )


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str) and VALUE.fullmatch(value) else WITHHELD


def _open(path: Path | None) -> TextIO | None:
    if path is None:
        return None
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    return os.fdopen(descriptor, "a", buffering=1, encoding="utf-8")
