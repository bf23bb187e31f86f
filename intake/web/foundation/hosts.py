"""The names this install answers to; a request for any other host gets a page and no more."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import request

from intake.settings.model import Settings
from intake.web.foundation.services import services

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
PROBES = frozenset({"probes.healthz", "probes.readyz"})


class HostUnknown(Exception):
    """The Host header names a place that is not ours."""


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """The host of the public address; on a machine without TLS in front, loopback names too."""
    public = urlsplit(settings.public_url).hostname or ""
    return frozenset({public}) if settings.behind_tls else LOOPBACK | {public}


def check_host() -> None:
    """Refuse a foreign host. Probes come by address and show nothing. Raises HostUnknown."""
    if request.endpoint in PROBES:
        return
    if _hostname(request.host) not in allowed_hosts(services().settings):
        raise HostUnknown


def is_loopback(host: str) -> bool:
    """Whether a listening address can be reached from this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
