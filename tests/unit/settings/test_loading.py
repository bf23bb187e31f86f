"""Settings are read from file and environment, and every mistake is told at once."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from intake.settings import SettingsInvalid, load_settings


def wrongs(environ: dict[str, str], tmp_path: Path, toml: str = "") -> dict[str, str]:
    path = None
    if toml:
        path = tmp_path / "settings.toml"
        path.write_text(toml, "utf-8")
    with pytest.raises(SettingsInvalid) as caught:
        load_settings({"INTAKE_DATA": str(tmp_path), **environ}, toml_path=path)
    return {problem.key: problem.wrong for problem in caught.value.problems}


def test_an_empty_environment_is_enough_to_start_on_this_machine(tmp_path: Path) -> None:
    settings = load_settings({"INTAKE_DATA": str(tmp_path)})
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.database_url == f"sqlite:///{tmp_path}/intake.sqlite"
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.mail.folder == tmp_path / "mail"
    assert settings.demonstration is False


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "intake.toml").write_text("port = 8100\n[mail]\nport = 25\nuser = 'a'\n")
    settings = load_settings(
        {
            "INTAKE_DATA": str(tmp_path),
            "PORT": "8200",
            "INTAKE_MAIL__PORT": "465",
            "INTAKE_MAIL__PASSWORD": "correct horse",
        }
    )
    assert (settings.port, settings.mail.port, settings.mail.user) == (8200, 465, "a")
    assert settings.public_url == "http://127.0.0.1:8200"


def test_an_empty_variable_counts_as_unset(tmp_path: Path) -> None:
    assert load_settings({"INTAKE_DATA": str(tmp_path), "PORT": ""}).port == 8000


def test_settings_are_frozen(tmp_path: Path) -> None:
    settings = load_settings({"INTAKE_DATA": str(tmp_path)})
    with pytest.raises(ValidationError):
        settings.port = 1  # type: ignore[misc]


def test_every_mistake_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(
            {
                "INTAKE_DATA": str(tmp_path),
                "PORT": "http",
                "INTAKE_MAIL__SERVR": "smtp",
                "INTAKE_DRAFT_DAYS": "0",
                "INTAKE_NO_SUCH": "1",
            }
        )
    problems = {problem.key: problem for problem in caught.value.problems}
    assert set(problems) == {"port", "mail.servr", "draft_days", "no_such"}
    assert problems["port"].place == "environment variable PORT"
    assert "mail.server?" in problems["mail.servr"].right
    assert str(caught.value).count("\n") == 3


def test_a_value_is_never_repeated_in_a_message(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(
            {
                "INTAKE_DATA": str(tmp_path),
                "INTAKE_MAIL__PORT": "hunter2-typed-in-the-wrong-line",
                "INTAKE_MAIL__PASSWORD": "change-me-7d1f",
            }
        )
    assert "hunter2" not in str(caught.value)
    settings = load_settings(
        {"INTAKE_DATA": str(tmp_path), "INTAKE_DATABASE_URL": "postgresql+psycopg://a:pw9@h/db"}
    )
    assert "pw9" not in repr(settings)


def test_a_file_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    assert wrongs({}, tmp_path, "[sessions]\nstaff_hour = 8\n") == {
        "sessions.staff_hour": "is not a setting."
    }


def test_a_file_that_is_not_toml_is_refused_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("port = \n")
    with pytest.raises(SettingsInvalid, match=r"read as TOML: .*line 1"):
        load_settings({"INTAKE_DATA": str(tmp_path)}, toml_path=path)


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="The file is missing"):
        load_settings({"INTAKE_DATA": str(tmp_path), "INTAKE_SETTINGS": str(tmp_path / "no.toml")})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mail.password", "change-me"),
        ("mail.password", "CHANGEME"),
        ("mail.password", "password"),
        ("mail.sender", "notices@example.org"),
        ("public_url", "https://complaints.example"),
        ("public_url", "https://<your-host>"),
        ("database_url", "postgresql+psycopg://intake:change-me@db/intake"),
    ],
)
def test_a_placeholder_is_refused(name: str, value: str, tmp_path: Path) -> None:
    variable = "INTAKE_" + name.upper().replace(".", "__")
    assert name in wrongs({variable: value}, tmp_path)


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"INTAKE_MAIL__SERVER": "m.city.gov"}, "mail.sender"),
        ({"INTAKE_MAIL__USER": "u"}, "mail.password"),
        ({"INTAKE_MAIL__SENDER": "a@b.gov\r\nBcc: c@d.gov"}, "mail.sender"),
        ({"INTAKE_DATABASE_URL": "mysql://x"}, "database_url"),
        ({"INTAKE_DATABASE_URL": "sqlite:///:memory:"}, "database_url"),
        ({"INTAKE_PUBLIC_URL": "http://complaints.city.gov"}, "public_url"),
        ({"INTAKE_PUBLIC_URL": "https://city.gov/complaints"}, "public_url"),
        ({"INTAKE_PUBLIC_URL": "ftp://city.gov"}, "public_url"),
        ({"INTAKE_HOSTS__STAFF": "http://desk.city.gov"}, "hosts.staff"),
        ({"INTAKE_HOSTS__RESIDENT": "city.gov"}, "hosts.resident"),
        ({"INTAKE_HOSTS__PUBLIC": "https://x/y"}, "hosts.public"),
        ({"INTAKE_LEAVE_URL": "http://weather.gov"}, "leave_url"),
        (
            {
                "INTAKE_PUBLIC_URL": "https://city.gov",
                "INTAKE_LEAVE_URL": "https://city.gov/library",
            },
            "leave_url",
        ),
        ({"INTAKE_HOST": "0.0.0.0"}, "host"),
        ({"INTAKE_HOST": "::", "INTAKE_DEMONSTRATION": "true"}, "host"),
        (
            {
                "INTAKE_DEMONSTRATION": "true",
                "INTAKE_BEHIND_TLS": "true",
                "INTAKE_PUBLIC_URL": "https://city.gov",
            },
            "behind_tls",
        ),
        (
            {
                "INTAKE_HOST": "10.0.0.5",
                "INTAKE_BEHIND_TLS": "true",
                "INTAKE_PUBLIC_URL": "https://city.gov",
            },
            "trusted_proxies",
        ),
        ({"INTAKE_CONFIG_DIR": "/nowhere/at/all"}, "config_dir"),
    ],
)
def test_settings_that_do_not_fit_together_are_refused(
    environ: dict[str, str], name: str, tmp_path: Path
) -> None:
    assert name in wrongs(environ, tmp_path)


def test_another_address_is_taken_behind_tls_and_a_counted_proxy(tmp_path: Path) -> None:
    settings = load_settings(
        {
            "INTAKE_DATA": str(tmp_path),
            "INTAKE_HOST": "10.0.0.5",
            "INTAKE_BEHIND_TLS": "true",
            "INTAKE_TRUSTED_PROXIES": "1",
            "INTAKE_PUBLIC_URL": "https://complaints.city.gov",
        }
    )
    assert settings.host == "10.0.0.5"
