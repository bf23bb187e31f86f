"""The command line begins with words, not with a traceback, and `run` ends what it started."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from intake.settings import Settings

INTAKE = [sys.executable, "-m", "intake.cli.main"]


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def environ(data_dir: Path, port: int) -> dict[str, str]:
    return {**os.environ, "INTAKE_DATA": str(data_dir), "PORT": str(port)}


def intake(*words: str, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*INTAKE, *words], env=environ, capture_output=True, text=True, timeout=60, check=False
    )


def test_every_mistake_in_the_settings_is_told_without_a_traceback(
    environ: dict[str, str],
) -> None:
    done = intake("serve", environ={**environ, "PORT": "many", "INTAKE_DRAFT_DAYS": "0"})
    assert done.returncode == 2
    assert "Problems to fix: 2" in done.stderr
    assert "environment variable PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_serving_to_others_without_tls_is_refused_with_the_reason(
    environ: dict[str, str],
) -> None:
    done = intake("serve", environ={**environ, "INTAKE_HOST": "0.0.0.0"})
    assert done.returncode == 2
    assert "would not keep its cookies" in done.stderr


def test_serving_before_there_is_an_install_names_what_makes_one(
    environ: dict[str, str],
) -> None:
    done = intake("serve", environ=environ)
    assert done.returncode == 2
    assert "intake init" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_shipped_configuration_is_sound(environ: dict[str, str]) -> None:
    done = intake("check-config", environ=environ)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no problems found" in done.stdout


def test_a_mistake_in_the_configuration_is_named_with_file_and_key(
    environ: dict[str, str], settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "config"
    shutil.copytree(settings.config_dir, folder)
    calendar = folder / "jurisdictions" / "saguaro-city" / "calendar.toml"
    calendar.write_text(calendar.read_text("utf-8") + '\n[no_such_table]\nkey = "x"\n', "utf-8")
    done = intake("check-config", str(folder), environ=environ)
    assert done.returncode == 1
    assert "calendar.toml" in done.stderr
    assert "no_such_table" in done.stderr


def test_the_help_names_each_command(environ: dict[str, str]) -> None:
    done = intake("--help", environ=environ)
    assert done.returncode == 0
    for command in ("run", "serve", "check-config"):
        assert command in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's /proc")
def test_run_serves_and_a_stop_ends_both_parts_cleanly(environ: dict[str, str], port: int) -> None:
    # Without a demonstration: its first start takes a minute, and has a test of its own.
    environ = {**environ, "INTAKE_DEMONSTRATION": "false"}
    process = subprocess.Popen(
        [*INTAKE, "run"], env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    with process:
        assert process.stdout is not None
        told = []
        for line in process.stdout:
            told.append(line)
            if line == f"ready http://127.0.0.1:{port}\n":
                break
        parts = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert len(parts) == 2, told
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(30) == 0, rest
    assert not any(Path(f"/proc/{pid}").exists() for pid in parts)
    assert "Traceback" not in "".join(told) + rest


def test_nothing_that_a_command_makes_can_be_read_by_others(
    environ: dict[str, str], data_dir: Path
) -> None:
    done = intake("init", environ=environ)
    assert done.returncode == 0, done.stderr
    made = [path for path in data_dir.rglob("*") if path.is_file()]
    assert made
    assert [str(path) for path in made if path.stat().st_mode & 0o077] == []
