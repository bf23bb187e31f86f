"""Mails kept as files in a folder, read back: what a demonstration shows instead of sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class KeptMail:
    """One mail as it would have been sent."""

    to: str
    subject: str
    body: str
    language: str
    at: datetime


def newest_mails(folder: Path, *, most: int) -> tuple[KeptMail, ...]:
    """The mails of a folder, newest first; none where there is no folder yet."""
    try:
        files = sorted(folder.glob("*.eml"), key=_changed, reverse=True)[:most]
    except FileNotFoundError:
        return ()
    return tuple(sorted((_read(file) for file in files), key=lambda mail: mail.at, reverse=True))


def _changed(file: Path) -> int:
    return file.stat().st_mtime_ns


def _read(file: Path) -> KeptMail:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    date = message["Date"]
    return KeptMail(
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        body=message.get_content().replace("\r\n", "\n"),
        language=str(message["Content-Language"] or ""),
        at=date.datetime if date is not None else datetime.fromtimestamp(0, UTC),
    )
