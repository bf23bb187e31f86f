"""The log holds ids and kinds, and nothing that a visitor typed or came from."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from intake.app import logs
from intake.settings import Settings, load_settings
from intake.settings.locations import PACKAGE

SECRET = "my brother was held past his date at 192.0.2.7"


@pytest.fixture
def stream(settings: Settings) -> Iterator[io.StringIO]:
    out = io.StringIO()
    before = logging.root.handlers[:], logging.root.level
    logs.configure(settings, stream=out)
    yield out
    structlog.reset_defaults()
    logging.captureWarnings(False)
    logging.root.handlers[:], level = before
    logging.root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_with_ids_is_one_json_line(stream: io.StringIO) -> None:
    structlog.get_logger().info("message sent", kind="news", case_id="ab12", count=2)
    (line,) = lines(stream)
    assert line["event"] == "message sent"
    assert (line["kind"], line["case_id"], line["count"]) == ("news", "ab12", 2)
    assert line["level"] == "info"
    assert line["time"].endswith("Z")


def test_unknown_keys_never_pass(stream: io.StringIO) -> None:
    structlog.get_logger().warning("form refused", path="/es/p/3", form={"name": "Ana"}, ip="::1")
    assert set(lines(stream)[0]) == {"event", "level", "time"}


def test_text_under_a_known_key_is_withheld(stream: io.StringIO) -> None:
    structlog.get_logger().info("case opened", reference=SECRET, where=[SECRET, "a:1"])
    assert lines(stream)[0]["reference"] == "withheld"
    assert lines(stream)[0]["where"] == ["withheld", "a:1"]


def test_text_in_the_place_of_an_events_name_is_withheld(stream: io.StringIO) -> None:
    structlog.get_logger().info(f"Filed: {SECRET}")
    assert lines(stream)[0]["event"] == "unnamed event"


def fail_in(file: Path) -> None:
    """Raise an error with a secret, as line 2 of `file`."""
    code = compile("\nraise ValueError(secret)", str(file), "exec")
    exec(code, {"secret": SECRET})  # noqa: S102  (the words stand above)


def test_an_exception_is_reduced_to_type_place_and_incident(stream: io.StringIO) -> None:
    try:
        fail_in(PACKAGE / "web" / "errors.py")
    except ValueError:
        structlog.get_logger().exception("request failed", incident="c0ffee12")
    (line,) = lines(stream)
    assert (line["error"], line["incident"]) == ("ValueError", "c0ffee12")
    assert line["where"] == ["web/errors.py:2"]
    assert SECRET not in stream.getvalue()


def test_files_that_are_not_ours_are_no_place(stream: io.StringIO) -> None:
    try:
        fail_in(PACKAGE.parent / "intake-extra" / "intake" / "errors.py")
    except ValueError:
        structlog.get_logger().exception("request failed", where=["worker:7"])
    assert lines(stream)[0]["where"] == ["worker:7"]


def test_an_exception_without_incident_gets_one(stream: io.StringIO) -> None:
    structlog.get_logger().error("request failed", exc_info=ValueError(SECRET))
    assert len(lines(stream)[0]["incident"]) == 8


def test_other_libraries_speak_without_their_words(stream: io.StringIO) -> None:
    logging.getLogger("some.library").warning("Invalid request from ip=%s", "192.0.2.7")
    try:
        raise KeyError(SECRET)
    except KeyError:
        logging.getLogger("some.library").exception(SECRET)
    first, second = lines(stream)
    assert (first["library"], first["level"]) == ("some.library", "warning")
    assert (second["error"], second["level"]) == ("KeyError", "error")
    assert "192.0.2.7" not in stream.getvalue()
    assert SECRET not in stream.getvalue()


def test_a_log_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "intake.log"
    settings = load_settings({"INTAKE_DATA": str(tmp_path), "INTAKE_LOG_FILE": str(path)})
    handlers = logging.root.handlers[:]
    try:
        with logs.configure(settings):
            structlog.get_logger().info("started")
    finally:
        structlog.reset_defaults()
        logging.captureWarnings(False)
        logging.root.handlers[:] = handlers
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text())["event"] == "started"
