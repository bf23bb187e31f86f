"""Which files a configuration has: none missing, none that nobody reads."""

from pathlib import Path

from intake.rules.identifiers import ID_RIGHT, is_id
from intake.rules.reading import Findings

JURISDICTION_FILES = (
    "jurisdiction.toml",
    "policy.toml",
    "agencies.toml",
    "entities.toml",
    "routing.toml",
    "calendar.toml",
    "hotlines.toml",
)

OPTIONAL_FILES = ("reports.toml",)


def check_files(config_dir: Path, findings: Findings) -> None:
    """Note folders that are no jurisdiction and files that nothing reads."""
    root = config_dir / "jurisdictions"
    entries = sorted(root.iterdir()) if root.is_dir() else []
    if not any(entry.is_dir() for entry in entries):
        right = "a folder for each jurisdiction, such as jurisdictions/saguaro-city"
        findings.add("jurisdictions", "", "There is no jurisdiction.", right)
    for entry in entries:
        if not entry.is_dir():
            _unread(f"jurisdictions/{entry.name}", "only folders, one per jurisdiction", findings)
            continue
        if not is_id(entry.name):
            wrong = "The folder's name is not a slug."
            findings.add(f"jurisdictions/{entry.name}", "", wrong, ID_RIGHT)
        _check_folder(entry, findings)


def _check_folder(folder: Path, findings: Findings) -> None:
    known = (*JURISDICTION_FILES, *OPTIONAL_FILES)
    for path in sorted(folder.iterdir()):
        if path.name not in known:
            right = f"one of: {', '.join(known)}"
            _unread(f"jurisdictions/{folder.name}/{path.name}", right, findings)


def _unread(file: str, right: str, findings: Findings) -> None:
    findings.add(file, "", "Nothing reads this file.", right)
