"""The shipped example knows every setting it names, and does not start as it stands."""

import re
import tomllib
from pathlib import Path

import pytest

from intake.settings import SettingsInvalid, load_settings, locations
from intake.settings.model import Settings
from intake.settings.problems import names_of


@pytest.fixture
def example() -> Path:
    return locations.config_dir() / "settings.example.toml"


def test_the_example_is_refused_until_each_placeholder_is_replaced(
    example: Path, tmp_path: Path
) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        load_settings({"INTAKE_DATA": str(tmp_path)}, toml_path=example)
    left = {problem.key for problem in caught.value.problems if "placeholder" in problem.wrong}
    assert left == {"public_url", "mail.server", "mail.user", "mail.password", "mail.sender"}


def test_the_example_starts_once_it_is_filled_in(example: Path, tmp_path: Path) -> None:
    text = example.read_text("utf-8")
    text = text.replace("<address that notices come from>", "notices@city.gov")
    path = tmp_path / "intake.toml"
    path.write_text(re.sub(r"<[a-z ]+>", "filled.city.gov", text), "utf-8")
    settings = load_settings({"INTAKE_DATA": str(tmp_path)})
    assert settings.public_url == "https://filled.city.gov"
    assert settings.mail.sender == "notices@city.gov"
    assert settings.demonstration is False


def test_every_name_in_the_example_is_a_setting(example: Path) -> None:
    tree = tomllib.loads(example.read_text("utf-8"))
    names = {
        f"{table}.{key}" if isinstance(value, dict) else table
        for table, value in tree.items()
        for key in (value if isinstance(value, dict) else [""])
    }
    assert names <= set(names_of(Settings))
