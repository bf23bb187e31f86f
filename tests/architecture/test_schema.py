"""The schema holds facts and sealed bytes only, and is the same in models and in both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from intake.app.metadata import METADATA
from intake.db.migrate import current_revision, downgrade, head_revision, upgrade
from intake.settings import locations
from tests.fixtures.databases import Database

KINDS = frozenset(
    {
        "id",
        "code",
        "order",
        "day",
        "moment",
        "digest",
        "public_key",
        "count",
        "flag",
        "sealed",
        "published",
    }
)


def test_every_column_says_what_kind_of_fact_it_is_or_that_it_is_sealed() -> None:
    unmarked = [
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        for column in table.columns
        if column.info.get("kind") not in KINDS
    ]
    assert METADATA.tables
    assert unmarked == []


def test_there_is_one_migration_head() -> None:
    script = ScriptDirectory(str(locations.migrations_dir()))
    assert len(script.get_heads()) == 1


def test_models_equal_the_migrated_schema(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_migrations_go_up_and_down_again(empty_database: Database) -> None:
    folder = locations.migrations_dir()
    upgrade(empty_database.engine, migrations_dir=folder)
    assert current_revision(empty_database.engine) == head_revision(folder)
    downgrade(empty_database.engine, migrations_dir=folder, revision="base")
    assert current_revision(empty_database.engine) is None
    upgrade(empty_database.engine, migrations_dir=folder)
    assert current_revision(empty_database.engine) == head_revision(folder)
