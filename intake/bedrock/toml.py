"""Reads a TOML file, or says why it cannot be read; nothing else in intake parses TOML."""

import tomllib
from pathlib import Path
from typing import Any

from intake.bedrock.problems import Problem


def read_toml(path: Path, *, place: str = "") -> dict[str, Any] | Problem:
    """The content of a file in UTF-8, or the problem that it is.

    Args:
        place: how the problem names the file; without it, by its whole path.
    """
    place = place or str(path)
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Problem(place, "The file is missing.", f"a file named {path.name} in this folder")
    except (OSError, UnicodeDecodeError):
        return Problem(place, "The file can't be read.", "UTF-8 text that this user may read")
    except tomllib.TOMLDecodeError as error:
        # It tells line and column and no value of the file: in settings that may be a secret.
        return Problem(place, f"The file can't be read as TOML: {error}.", "TOML 1.0 in UTF-8")
