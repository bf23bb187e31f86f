"""Which role a process has in its database, and what the role can really do there."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from intake.app.database_roles.rights import Rights, Role, Verb

Possible = frozenset[tuple[str, str, Verb]]
"""Table, column and verb; a row is removed with every column."""

_POSSIBLE = text("""
SELECT c.relname, a.attname,
    has_column_privilege(c.oid, a.attnum, 'SELECT') AS read,
    has_column_privilege(c.oid, a.attnum, 'INSERT') AS add,
    has_column_privilege(c.oid, a.attnum, 'UPDATE') AS change,
    has_table_privilege(c.oid, 'DELETE') AS remove
FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND a.attnum > 0 AND NOT a.attisdropped
""")


def role_in_use(session: Session) -> Role | None:
    """The role that a session has by the name of its user; None for the owner, and on SQLite."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    user: str = session.execute(text("SELECT current_user")).scalar_one()
    kind = user.rpartition("_")[2]
    return Role(kind) if kind in set(Role) else None


def possible(session: Session) -> Possible:
    """What the user of a session can do with each column."""
    return frozenset(
        (row.relname, row.attname, verb)
        for row in session.execute(_POSSIBLE)
        for verb in Verb
        if row._mapping[verb.value]
    )


def declared(rights: Rights, role: Role) -> Possible:
    """What a role should be able to do, in the same form."""
    return frozenset(
        (right.table, column, right.verb)
        for right in rights.of(role)
        for column in rights.columns[right.table]
        if right.allows(column)
    )
