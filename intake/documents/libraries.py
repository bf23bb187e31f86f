"""Whether this machine has the system's libraries that lay out text for print."""

from __future__ import annotations

import ctypes

LIBRARIES: dict[str, tuple[str, ...]] = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}
"""Packages of Debian and Ubuntu, and the names under which each one's library is loaded; they
bring HarfBuzz, GLib and fontconfig with them.
"""


def missing_libraries() -> tuple[str, ...]:
    """The packages of which no library can be loaded here; none where PDFs can be made."""
    return tuple(package for package, names in LIBRARIES.items() if not any(map(_loads, names)))


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def install_line(packages: tuple[str, ...]) -> str:
    """What an administrator types to put the packages in place."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
