"""Reads jurisdiction.toml and hotlines.toml: a place's names, time, email, and numbers to call."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from intake.rules.codes import Level
from intake.rules.identifiers import read_id
from intake.rules.jurisdiction import Hotline, MailRules, OutsideDeadline
from intake.rules.localtext import FALLBACK, LocalText
from intake.rules.readers.articles import read_in_sentence
from intake.rules.readers.limits import read_retention
from intake.rules.reading import Table
from intake.rules.retention import Retention
from intake.rules.values import read_language_tags, read_phone, unique


@dataclass(frozen=True, slots=True)
class Place:
    """What jurisdiction.toml says."""

    slug: str
    name: LocalText
    in_sentence: LocalText
    level: Level
    state: str
    invented: bool
    timezone: ZoneInfo
    languages: tuple[str, ...]
    mail: MailRules
    retention: Retention
    outside_deadlines: tuple[OutsideDeadline, ...]


def read_place(table: Table, *, folder: str) -> Place:
    """The head of a jurisdiction; its slug has to be the name of its folder."""
    slug = read_id(table, "slug")
    if slug and slug != folder:
        table.fault("slug", f"The slug {slug!r} does not match the folder's name.", folder)
    languages = _read_languages(table)
    name = table.local("name", languages)
    place = Place(
        slug=folder,
        name=name,
        in_sentence=read_in_sentence(table, name, languages),
        level=table.code("level", Level),
        state=table.text("state"),
        invented=table.flag("invented", default=False),
        timezone=_read_timezone(table),
        languages=languages,
        mail=_read_mail(table.table("mail"), languages),
        retention=read_retention(table.table("retention", optional=True), Retention()),
        outside_deadlines=_read_deadlines(table, languages),
    )
    table.finish()
    return place


def _read_languages(table: Table) -> tuple[str, ...]:
    languages = read_language_tags(table, "languages")
    if languages and FALLBACK not in languages:
        table.fault("languages", "English is missing.", f"{FALLBACK} among the languages")
    if len(set(languages)) != len(languages):
        table.fault("languages", "A language is listed twice.", "each language once")
    return tuple(dict.fromkeys(languages)) or (FALLBACK,)


def _read_timezone(table: Table) -> ZoneInfo:
    name = table.text("timezone")
    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        right = "a name of the IANA time zone database such as America/Phoenix"
        table.fault("timezone", f"{name!r} is not a time zone.", right)
        return ZoneInfo("UTC")


def _read_mail(table: Table, languages: tuple[str, ...]) -> MailRules:
    mail = MailRules(
        sender_name=table.local("sender_name", languages),
        resident_notice_hours=table.numbers("resident_notice_hours"),
    )
    hours = mail.resident_notice_hours
    if not hours or any(not 0 <= hour <= 23 for hour in hours) or len(set(hours)) != len(hours):
        wrong = "The hours for notices to residents do not work."
        table.fault("resident_notice_hours", wrong, "different full hours such as [9, 17]")
    if any(not name.isprintable() for name in mail.sender_name.values()):
        table.fault("sender_name", "The name has an unprintable character.", "plain words")
    table.finish()
    return mail


def _read_deadlines(table: Table, languages: tuple[str, ...]) -> tuple[OutsideDeadline, ...]:
    entries = []
    for entry in table.tables("outside_deadlines", optional=True):
        name, days = entry.local("name", languages), entry.number("days")
        entries.append(OutsideDeadline(read_id(entry), name, days, entry.text("source")))
        entry.finish()
    return tuple(unique(entries, table, "outside_deadlines", lambda one: one.id).values())


def read_hotlines(table: Table, *, languages: tuple[str, ...]) -> tuple[Hotline, ...]:
    """The hotlines in the order in which pages show them."""
    entries = [_read_hotline(entry, languages) for entry in table.tables("hotlines")]
    table.finish()
    if entries and not any(hotline.urgent for hotline in entries):
        table.fault(
            "hotlines", "No number is marked for urgent need.", "urgent = true on one number"
        )
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
        entry.fault("url", "The address is not secure.", "an address with https://")
    entry.finish()
    return hotline
