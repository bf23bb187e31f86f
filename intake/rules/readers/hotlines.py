"""Reads hotlines.toml: numbers to call now."""

from intake.rules.identifiers import read_id
from intake.rules.jurisdiction import Hotline
from intake.rules.reading import Table
from intake.rules.values import read_language_tags, read_phone, unique


def read_hotlines(table: Table, *, languages: tuple[str, ...]) -> tuple[Hotline, ...]:
    """The hotlines in the order in which pages show them."""
    entries = [_read_hotline(entry, languages) for entry in table.tables("hotlines")]
    table.finish()
    if entries and not any(hotline.urgent for hotline in entries):
        table.fault("hotlines", "No number is there for urgent need.", "urgent = true on one")
    return tuple(unique(entries, table, "hotlines", lambda hotline: hotline.id).values())


def _read_hotline(entry: Table, languages: tuple[str, ...]) -> Hotline:
    hotline = Hotline(
        id=read_id(entry),
        name=entry.local("name", languages),
        phone=read_phone(entry),
        what_for=entry.local("what_for", languages),
        hours=entry.local("hours", languages),
        languages=read_language_tags(entry, "languages"),
        checked=entry.day("checked"),
        urgent=entry.flag("urgent", default=False),
        url=entry.text("url", default=""),
    )
    if hotline.url and not hotline.url.startswith("https://"):
        entry.fault("url", "The address is not a secure one.", "an address with https://")
    entry.finish()
    return hotline
