"""Where templates, migrations and config lie: in a checkout, or inside an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


class ShippedFilesMissing(Exception):
    """Neither a checkout nor a complete wheel: a folder that intake needs is not there."""


def shipped(name: str) -> Path:
    """Return the folder `name` ("templates", "migrations" or "config").

    A checkout wins, so that an edit shows at once; the wheel carries the same folders in
    `intake/_shipped`. Raises `ShippedFilesMissing` where neither holds the folder.
    """
    checkout = PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    inside = PACKAGE / "_shipped" / name
    if inside.is_dir():
        return inside
    raise ShippedFilesMissing(f"intake was installed without its folder {name}")


def templates_dir() -> Path:
    """Return the folder of the Jinja templates."""
    return shipped("templates")


def migrations_dir() -> Path:
    """Return the folder of the alembic migrations."""
    return shipped("migrations")


def config_dir() -> Path:
    """Return the folder of the shipped policy, questions and jurisdictions."""
    return shipped("config")
