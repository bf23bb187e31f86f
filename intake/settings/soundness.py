"""Rules that span several settings: placeholders, missing secrets, addresses that lose cookies."""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from pydantic import BaseModel, SecretStr

from intake.bedrock.problems import Problem
from intake.settings.audiences import Audience
from intake.settings.model import Settings
from intake.settings.onion import has_onion_shape, is_onion_name
from intake.settings.problems import setting_problem, variable

PLACEHOLDER = re.compile(
    r"change[-_ ]?me|replace[-_ ]?(me|this)|your[-_ ](secret|password|domain|server)"
    r"|placeholder|\bto[-_ ]?do\b|\bx{4,}\b|<[^>]*>"
    # Names that are set aside for examples (RFC 2606) lead nowhere.
    r"|\bexample\.(com|org|net|edu|gov)\b|\.(example|invalid)\b",
    re.IGNORECASE,
)
WEAK_SECRETS = frozenset({"password", "secret", "example", "admin", "intake", "123456", "test"})


def unsound(settings: Settings, *, places: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with settings that are each of the right shape."""
    found = [
        (name, "is still a placeholder.", f"the real value in {variable(name)}")
        for name, text in _texts(settings)
        if PLACEHOLDER.search(text)
    ]
    rules = (
        _weak_secrets,
        _mail,
        _database,
        _own_addresses,
        _onion_host,
        _leave_url,
        _demonstration,
        _address,
        _folders,
    )
    found += [finding for rule in rules for finding in rule(settings)]
    return [setting_problem(*finding, places=places) for finding in found]


Finding = tuple[str, str, str]


def _texts(model: BaseModel, prefix: str = "") -> Iterator[tuple[str, str]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from _texts(value, f"{prefix}{name}.")
        elif isinstance(value, SecretStr):
            yield prefix + name, value.get_secret_value()
        elif isinstance(value, str):
            yield prefix + name, value


def _weak_secrets(settings: Settings) -> Iterator[Finding]:
    password = settings.mail.password
    if password is not None and password.get_secret_value().casefold() in WEAK_SECRETS:
        yield "mail.password", "is a password that attackers try first.", "a real password"


def _mail(settings: Settings) -> Iterator[Finding]:
    mail = settings.mail
    if mail.user and not mail.password:
        yield (
            "mail.password",
            "is missing.",
            f"the password of mail.user in {variable('mail.password')}",
        )
    if mail.server and not mail.sender:
        yield "mail.sender", "is missing.", "the email address that notices come from"
    if mail.sender and ("@" not in mail.sender or any(c in mail.sender for c in "\r\n,;")):
        yield "mail.sender", "is not one email address.", "one address, such as notices@city.gov"
    if not mail.server and not settings.demonstration and mail.sender:
        yield "mail.server", "is missing.", "the server that sends, or no mail.sender"


def _database(settings: Settings) -> Iterator[Finding]:
    url = settings.database_url
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        yield (
            "database_url",
            "does not name a database that intake can use.",
            "an address that starts with sqlite:/// or postgresql://",
        )
    elif url in {"sqlite:///", "sqlite:///:memory:"}:
        yield "database_url", "would lose everything when the process ends.", "the name of a file"


def _own_addresses(settings: Settings) -> Iterator[Finding]:
    yield from _own_address("public_url", settings.public_url, settings)
    for audience in Audience:
        if own := settings.own_address(audience):
            yield from _own_address(f"hosts.{audience}", own, settings)


def _own_address(name: str, address: str, settings: Settings) -> Iterator[Finding]:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        yield name, "is not an address.", "one such as https://complaints.city.gov"
    elif parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username:
        yield name, "has more than a scheme, a name, and a port.", "only these"
    elif parts.scheme == "http" and not is_loopback(parts.hostname):
        yield name, "is not protected by TLS.", "an address that starts with https://"
    elif settings.behind_tls and parts.scheme != "https":
        yield (
            name,
            "starts with http:// although behind_tls is set.",
            "an address that starts with https://",
        )


def _onion_host(settings: Settings) -> Iterator[Finding]:
    host = settings.onion_host
    if host is None:
        return
    if not has_onion_shape(host):
        yield (
            "onion_host",
            "is not the name of an onion service.",
            "the line in Tor's file hostname: 56 letters and digits, then .onion",
        )
    elif not is_onion_name(host):
        yield (
            "onion_host",
            "is mistyped: its last letters do not fit the others.",
            "the line in Tor's file hostname, copied whole",
        )
    if settings.demonstration:
        yield "onion_host", "opens a demonstration to others.", "no such setting"
    elif not settings.behind_tls:
        yield (
            "onion_host",
            "is set although nobody reaches the service by TLS.",
            "behind_tls and an https:// address in public_url too, or no such setting",
        )


def _leave_url(settings: Settings) -> Iterator[Finding]:
    parts = urlsplit(settings.leave_url)
    own = {urlsplit(settings.address_of(one)).hostname for one in Audience}
    own.add(settings.onion_host)
    if parts.scheme != "https" or not parts.hostname:
        yield "leave_url", "is not a protected address.", "an address that starts with https://"
    elif parts.hostname in own:
        yield (
            "leave_url",
            "leads back to this service.",
            "a page that has no connection to it",
        )


def _demonstration(settings: Settings) -> Iterator[Finding]:
    if settings.demonstration and not is_loopback(settings.host):
        yield (
            "host",
            "opens a demonstration to others.",
            "127.0.0.1: a demonstration listens only there",
        )
    if settings.demonstration and settings.behind_tls:
        yield (
            "behind_tls",
            "puts a proxy in front of a demonstration, where anyone may sign in as anyone.",
            "no such setting, or a folder of its own for an install with demonstration = false",
        )


def _address(settings: Settings) -> Iterator[Finding]:
    if settings.demonstration or is_loopback(settings.host):
        return
    if not settings.behind_tls:
        yield (
            "host",
            "is open to others without TLS in front, so browsers would not keep its cookies.",
            "a TLS proxy in front with behind_tls and trusted_proxies set, or 127.0.0.1",
        )
    elif settings.trusted_proxies < 1:
        yield (
            "trusted_proxies",
            "is 0 although a proxy is in front.",
            "the number of proxies",
        )


def _folders(settings: Settings) -> Iterator[Finding]:
    for name in ("config_dir", "templates_dir", "migrations_dir"):
        if not getattr(settings, name).is_dir():
            yield name, "is not a folder.", "a folder that exists, or no such setting"


def is_loopback(host: str) -> bool:
    """Say whether an address or name is this machine's own and reached by nobody else."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
