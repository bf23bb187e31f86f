"""Makes the Flask application of one install from its settings."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from intake.actions.services import Services
from intake.app.services import build_services
from intake.settings.audiences import Audience
from intake.settings.model import Settings
from intake.vault.derivation import derive
from intake.vault.encoding import context
from intake.vault.server.files import Process, Purpose
from intake.web.foundation import (
    access,
    assets,
    csrf,
    database,
    errors,
    hosts,
    probes,
    rendering,
    sessions,
)
from intake.web.foundation.application import PagesApp, install_checks
from intake.web.foundation.services import EXTENSION

AUDIENCES = tuple(Audience)
KEYRINGS: Mapping[Audience, tuple[Process, ...]] = {
    Audience.PUBLIC: (),
    Audience.RESIDENT: (Process.RESIDENT,),
    Audience.STAFF: (Process.STAFF,),
}
"""Whose keys a process holds that serves an audience."""


def create_app(
    settings: Settings,
    *,
    services: Services | None = None,
    audiences: Sequence[Audience] = AUDIENCES,
) -> Flask:
    """The application; `services` are built from the settings unless a test hands in its own.

    A process may serve some `audiences` alone: then it has no address and no keys of the others.
    """
    parts = services if services is not None else services_for(settings, audiences)
    app = PagesApp(
        "intake",
        template_folder=str(settings.templates_dir.absolute()),
        static_folder=None,
    )
    app.config.update(
        MAX_CONTENT_LENGTH=settings.limits.form_bytes,
        MAX_FORM_MEMORY_SIZE=settings.limits.form_bytes,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.extensions[EXTENSION] = parts
    app.extensions[hosts.SERVED] = tuple(audiences)
    _install_parts(app, parts)
    _register_audiences(app, audiences, demonstration=settings.demonstration)
    _trust_proxies(app, settings)
    return app


def services_for(settings: Settings, audiences: Sequence[Audience]) -> Services:
    """What a process works with that serves these audiences; raises as `build_services` does."""
    needs = tuple(process for audience in audiences for process in KEYRINGS[audience])
    return build_services(settings, needs=needs)


def _install_parts(app: Flask, parts: Services) -> None:
    database.install(app)
    sessions.install(app, key=_form_key(parts), behind_tls=parts.settings.behind_tls)
    csrf.install(app)
    install_checks(app)
    rendering.install(app)
    app.register_blueprint(assets.blueprint)
    app.register_blueprint(probes.probes)


def _register_audiences(app: Flask, audiences: Sequence[Audience], *, demonstration: bool) -> None:
    modules = [import_module(f"intake.web.{one}.blueprint") for one in audiences]
    guards: dict[access.Access, access.Guard] = {}
    rows: list[errors.ErrorRow] = []
    for module in modules:
        guards.update(getattr(module, "GUARDS", {}))
        rows.extend(getattr(module, "ERRORS", ()))
        for blueprint in _blueprints(module, demonstration=demonstration):
            app.register_blueprint(blueprint)
    app.extensions[access.GUARDS] = guards
    errors.install(app, tuple(rows))


def _blueprints(module: ModuleType, *, demonstration: bool) -> tuple[Blueprint, ...]:
    """An audience's blueprints; those of a demonstration alone are nowhere else even registered."""
    found: tuple[Blueprint, ...] = getattr(module, "BLUEPRINTS", None) or (module.blueprint,)
    return found + (getattr(module, "ONLY_IN_A_DEMONSTRATION", ()) if demonstration else ())


def _form_key(parts: Services) -> str:
    """The key that signs staff form tokens, the same in every process of the staff host.

    Without a staff keyring there are no staff pages, and a key of the moment signs nothing.
    """
    if parts.staff_keyring is None:
        return parts.random(32).hex()
    pepper = parts.staff_keyring.current(Purpose.PEPPER).key
    return derive(pepper, info=context("staff-form-tokens", parts.install_id)).hex()


def _trust_proxies(app: Flask, settings: Settings) -> None:
    """Take the scheme from the proxies in front; addresses of visitors are not wanted at all."""
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=0, x_proto=settings.trusted_proxies, x_host=0
        )
