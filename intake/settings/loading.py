"""Settings from environment and TOML: every mistake found at once, none repaired in silence."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from intake.settings import locations
from intake.settings.model import Settings
from intake.settings.problems import SettingsInvalid, from_validation
from intake.settings.soundness import unsound
from intake.settings.sources import Gathered, gather

DEFAULT_DATA = Path("var")
FILE_NAME = "intake.toml"


def load_settings(environ: Mapping[str, str], *, toml_path: Path | None = None) -> Settings:
    """Return the frozen settings.

    The file is `toml_path`, else the one that `INTAKE_SETTINGS` names, else `intake.toml` in the
    data folder if it is there; the environment (`INTAKE_DATA`, `PORT`, `INTAKE_MAIL__SERVER`)
    wins over it. Raises `SettingsInvalid` with every problem found.
    """
    gathered = gather(environ, toml_path=toml_path or settings_file(environ))
    _fill(gathered)
    try:
        settings = Settings.model_validate(gathered.values)
    except ValidationError as error:
        found = from_validation(error, model=Settings, places=gathered.places)
        raise SettingsInvalid(sorted(found)) from None
    problems = unsound(settings, places=gathered.places)
    if problems:
        raise SettingsInvalid(sorted(problems))
    return settings


def data_dir(environ: Mapping[str, str]) -> Path:
    """Return the data folder that the environment names, `var` in the current folder by default."""
    return Path(environ.get("INTAKE_DATA") or DEFAULT_DATA).absolute()


def settings_file(environ: Mapping[str, str]) -> Path | None:
    """Return the settings file in force, or None where settings come from the environment alone."""
    named = environ.get("INTAKE_SETTINGS")
    if named:
        return Path(named).absolute()
    usual = data_dir(environ) / FILE_NAME
    return usual if usual.is_file() else None


def _fill(gathered: Gathered) -> None:
    """Add what follows from other settings; a value that was read always stays."""
    data = Path(str(gathered.values.get("data_dir", DEFAULT_DATA))).absolute()
    gathered.values["data_dir"] = data
    derived: dict[str, object] = {
        "database_url": f"sqlite:///{data / 'intake.sqlite'}",
        "public_url": f"http://127.0.0.1:{gathered.values.get('port', 8000)}",
        "config_dir": locations.config_dir,
        "templates_dir": locations.templates_dir,
        "migrations_dir": locations.migrations_dir,
    }
    for name, value in derived.items():
        if not gathered.has(name):
            gathered.values[name] = value() if callable(value) else value
    mail = gathered.values.setdefault("mail", {})
    if isinstance(mail, dict) and not mail.get("server"):
        mail.setdefault("folder", data / "mail")
