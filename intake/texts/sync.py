"""Command that appends the texts a language still lacks to its .po files, as empty entries."""

import argparse
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import normalize, read_po

from intake.texts.catalogue import LOCALES, available_languages, po_files, read_catalog
from intake.texts.extraction import Msgid, missing_texts, msgid_of, used_texts
from intake.texts.languages import locale_of

ROOT = Path(__file__).parents[2]
FILES = {
    "templates/public/reports/": "reports.po",
    "intake/web/public/reports/": "reports.po",
    "intake/publication/pages/": "reports.po",
    "templates/public/": "public.po",
    "intake/web/public/": "public.po",
    "templates/resident/": "resident.po",
    "intake/web/resident/": "resident.po",
    "templates/staff/": "staff.po",
    "intake/web/staff/": "staff.po",
    "templates/email/": "email.po",
    "templates/letters/": "letters.po",
    "templates/documents/": "documents.po",
    "intake/publication/printed/": "documents.po",
    "intake/publication/laws/": "documents.po",
    "intake/web/words/": "words.po",
}
SHARED = "intake.po"
HEADER = """\
msgid ""
msgstr ""
"Language: {tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def file_for(places: Sequence[str]) -> str:
    """The .po file a text belongs in: that of the one part which uses it, else the shared one."""
    files = {_file_of(place) for place in places}
    return files.pop() if len(files) == 1 else SHARED


def entry(msgid: Msgid, places: Sequence[str], *, forms: int) -> str:
    """One empty .po entry; `forms` is the number of plural forms of the language."""
    lines = [f"#: {place}" for place in places]
    if msgid.context is not None:
        lines.append(f"msgctxt {normalize(msgid.context)}")
    lines.append(f"msgid {normalize(msgid.singular)}")
    if msgid.plural is None:
        return "\n".join([*lines, 'msgstr ""', ""])
    lines.append(f"msgid_plural {normalize(msgid.plural)}")
    return "\n".join([*lines, *(f'msgstr[{form}] ""' for form in range(forms)), ""])


def sync(language: str, *, root: Path = ROOT, locales: Path = LOCALES) -> list[Msgid]:
    """Append what is missing and not yet listed; returns everything that is still untranslated."""
    listed = {
        (message.id if isinstance(message.id, str) else message.id[0], message.context)
        for path in po_files(language, locales)
        for message in read_catalog(path, language)
    }
    missing = missing_texts(root, language, locales=locales)
    forms = Catalog(locale=locale_of(language).language).num_plurals
    for msgid, places in missing.items():
        if (msgid.singular, msgid.context) not in listed:
            _append(
                locales / language / file_for(places), language, entry(msgid, places, forms=forms)
            )
    return list(missing)


def prune(language: str, *, root: Path = ROOT, locales: Path = LOCALES) -> list[Msgid]:
    """Take out the entries that nothing uses any more; returns them."""
    used = set(used_texts(root))
    dropped = []
    for path in po_files(language, locales):
        header, *entries = path.read_text(encoding="utf-8").split("\n\n")
        kept = [header]
        for text in entries:
            msgid = _msgid_in(text, language)
            kept.append(text) if msgid is None or msgid in used else dropped.append(msgid)
        path.write_text("\n\n".join(kept).rstrip("\n") + "\n", encoding="utf-8")
    return dropped


def main(arguments: Sequence[str] | None = None) -> int:
    """Sync all languages, list what has no translation, and answer 1 if anything lacks one."""
    parser = argparse.ArgumentParser(prog="python -m intake.texts.sync", description=__doc__)
    parser.add_argument("languages", nargs="*", help="language tags (default: all but English)")
    parser.add_argument("--prune", action="store_true", help="take out entries that are not used")
    options = parser.parse_args(arguments)
    lacking = 0
    for language in options.languages or available_languages()[1:]:
        for msgid in prune(language) if options.prune else ():
            print(f"{language}: taken out: {msgid.singular}")
        for msgid in sync(language):
            lacking += 1
            print(f"{language}: not translated: {msgid.singular}")
    return 1 if lacking else 0


def _msgid_in(text: str, language: str) -> Msgid | None:
    """The identity of the one entry in a piece of a .po file; None where there is none."""
    for message in read_po(StringIO(text), locale=locale_of(language).language):
        if message.id:
            return msgid_of(message.id, message.context)
    return None


def _append(path: Path, language: str, text: str) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER.format(tag=language), encoding="utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}")


def _file_of(place: str) -> str:
    return next((file for start, file in FILES.items() if place.startswith(start)), SHARED)


if __name__ == "__main__":
    sys.exit(main())
