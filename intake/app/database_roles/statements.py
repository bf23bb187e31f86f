"""The declared rights as SQL for PostgreSQL: roles, and what each may do; safe to run again."""

from __future__ import annotations

from collections.abc import Iterator

from intake.app.database_roles.rights import Right, Rights, Role

PREFIX = "intake"
_ROLE = """\
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = '{name}') THEN
    CREATE ROLE {name} LOGIN;
  END IF;
END $$;
ALTER ROLE {name} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;"""
_CLEAR = """\
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name};
REVOKE ALL ON SCHEMA public FROM {name};
GRANT USAGE ON SCHEMA public TO {name};"""
# Without these, every role could make tables of its own.
_EVERYBODY = """\
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
DO $$ BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;"""
# PostgreSQL 17 and newer let others than the owner clear what was deleted.
_MAINTAIN = """\
DO $$ BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN
    GRANT MAINTAIN ON {tables} TO {name};
  END IF;
END $$;"""

# The residents' pages replace parts of what is not sent yet; of what was filed they remove nothing.
_UNSENT = """\
ALTER TABLE "part" ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS every_part ON "part";
CREATE POLICY every_part ON "part" TO {staff}, {worker} USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS residents_read ON "part";
CREATE POLICY residents_read ON "part" FOR SELECT TO {resident} USING (true);
DROP POLICY IF EXISTS residents_add ON "part";
CREATE POLICY residents_add ON "part" FOR INSERT TO {resident} WITH CHECK (true);
DROP POLICY IF EXISTS residents_remove ON "part";
CREATE POLICY residents_remove ON "part" FOR DELETE TO {resident}
  USING (EXISTS (SELECT FROM "draft" WHERE "draft".id = "part".complaint_id));"""


def role_name(role: Role, prefix: str = PREFIX) -> str:
    """The name of a role in the database."""
    return f"{prefix}_{role.value}"


def grants(rights: Rights, *, prefix: str = PREFIX, emptied: tuple[str, ...] = ()) -> Iterator[str]:
    """The statements, to be run in one go by the owner of the tables, who may make roles.

    Args:
        prefix: what the names of the roles begin with.
        emptied: tables that the worker clears of what was deleted.
    """
    yield _EVERYBODY
    for role in Role:
        name = role_name(role, prefix)
        yield _ROLE.format(name=name)
        yield _CLEAR.format(name=name)
        yield from (_grant(right, name) for right in rights.of(role))
    yield _UNSENT.format(**{role.value: role_name(role, prefix) for role in Role})
    if emptied:
        tables = ", ".join(map(_quoted, emptied))
        yield _MAINTAIN.format(tables=tables, name=role_name(Role.WORKER, prefix))


def _grant(right: Right, name: str) -> str:
    limited = f" ({', '.join(map(_quoted, right.columns))})" if right.columns else ""
    return f"GRANT {right.verb.privilege}{limited} ON {_quoted(right.table)} TO {name};"


def _quoted(name: str) -> str:
    return f'"{name}"'
