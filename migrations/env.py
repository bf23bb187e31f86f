"""Run migrations on the connection that the caller holds."""

from alembic import context
from sqlalchemy import DateTime

from intake.app.metadata import METADATA
from intake.db.types import UtcMoment


def render_item(type_, obj, autogen_context):
    """Write migrations with plain column types, so that they outlive the code."""
    if type_ == "type" and isinstance(obj, UtcMoment):
        return "sa.DateTime(timezone=True)"
    return False


def compare_type(ctx, inspected, column, inspected_type, column_type):
    """UtcMoment is a DateTime to the database."""
    if isinstance(column_type, UtcMoment):
        return not isinstance(inspected_type, DateTime)
    return None


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=render_item,
    compare_type=compare_type,
    transaction_per_migration=False,
)
context.run_migrations()
