"""The names this install answers to; a request for any other host gets a page and no more.

An onion service can be a second door. What is asked for by one door names that door alone.
"""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import current_app, g, request

from intake.settings.audiences import Audience
from intake.settings.model import Settings
from intake.web.foundation.services import services

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SERVED = "intake.audiences"
"""Where the application keeps whom it serves."""
PROBES = frozenset({"probes.healthz", "probes.readyz"})


class HostUnknown(Exception):
    """The Host header names a place that is not ours."""


def allowed_hosts(
    settings: Settings, audiences: Iterable[Audience] = tuple(Audience)
) -> frozenset[str]:
    """The names under which these audiences come; without TLS in front, loopback names too.

    Nobody of the staff comes by the onion.
    """
    served = tuple(audiences)
    own = frozenset(urlsplit(settings.address_of(one)).hostname or "" for one in served)
    if settings.onion_host and set(served) - {Audience.STAFF}:
        own |= {settings.onion_host}
    return own if settings.behind_tls else LOOPBACK | own


def check_host() -> None:
    """Refuse a foreign host. Probes come by address and show nothing. Raises HostUnknown."""
    if request.endpoint in PROBES:
        return
    if _hostname(request.host) not in allowed_hosts(services().settings, served_audiences()):
        raise HostUnknown


def served_audiences() -> tuple[Audience, ...]:
    """The audiences that this process serves."""
    served: tuple[Audience, ...] = current_app.extensions[SERVED]
    return served


def by_onion() -> bool:
    """Whether this request came by the onion service. Its host is its only mark."""
    onion = services().settings.onion_host
    return onion is not None and _hostname(request.host) == onion


def is_protected() -> bool:
    """Whether TLS stands in front of the door that this request came by."""
    return services().settings.behind_tls and not by_onion()


def own_address() -> str:
    """Scheme, name and port of the door that readers of public pages came by, from the settings."""
    settings = services().settings
    onion = f"http://{settings.onion_host}"
    return onion if by_onion() else settings.address_of(Audience.PUBLIC)


def is_own_origin(origin: str) -> bool:
    """Whether an Origin header names the door that this request came by, and not another one."""
    return _place(origin) in {_place(own) for own in _own_origins()} - {None}


def _own_origins() -> tuple[str, ...]:
    settings, host = services().settings, _hostname(request.host)
    if by_onion():
        return (f"http://{settings.onion_host}",)
    if not settings.behind_tls:
        return (f"{request.scheme}://{request.host}",)
    addresses = (settings.address_of(one) for one in served_audiences())
    return tuple(own for own in addresses if urlsplit(own).hostname == host)


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
