"""The names this install answers to; a request for any other host gets a page and no more.

An onion service can be a second door. What is asked for by one door names that door alone.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import g, request

from intake.settings.model import Settings
from intake.web.foundation.services import services

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
PROBES = frozenset({"probes.healthz", "probes.readyz"})


class HostUnknown(Exception):
    """The Host header names a place that is not ours."""


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """The hosts of both doors; on a machine without TLS in front, loopback names too."""
    named = (urlsplit(settings.public_url).hostname, settings.onion_host)
    doors = frozenset(host for host in named if host)
    return doors if settings.behind_tls else LOOPBACK | doors


def check_host() -> None:
    """Refuse a foreign host. Probes come by address and show nothing. Raises HostUnknown."""
    if request.endpoint in PROBES:
        return
    if _hostname(request.host) not in allowed_hosts(services().settings):
        raise HostUnknown


def by_onion() -> bool:
    """Whether this request came by the onion service. Its host is its only mark."""
    onion = services().settings.onion_host
    return onion is not None and _hostname(request.host) == onion


def is_protected() -> bool:
    """Whether TLS stands in front of the door that this request came by."""
    return services().settings.behind_tls and not by_onion()


def own_address() -> str:
    """Scheme, name and port of the door that this request came by, from the settings alone."""
    settings = services().settings
    return f"http://{settings.onion_host}" if by_onion() else settings.public_url.rstrip("/")


def is_own_origin(origin: str) -> bool:
    """Whether an Origin header names the door that this request came by, and not the other one."""
    has_one_name = services().settings.behind_tls or by_onion()
    own = own_address() if has_one_name else f"{request.scheme}://{request.host}"
    return _place(origin) in {_place(own)} - {None}


def stay_at_this_door() -> None:
    """Do not point to the other door with this answer: what was begun here is not there."""
    g.stays_at_this_door = True


def other_door() -> str | None:
    """The onion's address, if this request came by TLS and may be told of it."""
    onion = services().settings.onion_host
    if onion is None or not is_protected() or g.get("stays_at_this_door", False):
        return None
    return f"http://{onion}"


def is_loopback(host: str) -> bool:
    """Whether a listening address can be reached from this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _place(address: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (KeyError, ValueError):
        return None
    return parts.scheme, parts.hostname or "", port


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
