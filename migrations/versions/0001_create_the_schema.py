"""Create the schema"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# A row that was written stays as it was written.
APPEND_ONLY = (
    "audit_entry",
    "case_event",
    "case_event_detail",
    "count_fact",
    "quarter_total",
    "release",
    "release_file",
    "released_cell",
    "tag_key",
)
# The events that reports count.
COUNTED_KINDS = (
    "kind IN ('urgent_ended', 'referral_confirmed', 'referral_returned', "
    "'referral_not_confirmed', 'agency_response_recorded')"
)
# What was published, and what it was made of, stays too.
KEPT = ("audit_entry", "count_fact", "quarter_total", "release", "release_file", "released_cell")


def _text(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _forbid_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            op.execute(
                f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
            )
        for table in KEPT:
            op.execute(
                f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION intake_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'append-only'; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION intake_append_only()"
        )
    for table in KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION intake_append_only()"
        )


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("actor_kind", _text(40), nullable=False),
        sa.Column("actor_id", _text(32), nullable=True),
        sa.Column("object_kind", _text(40), nullable=False),
        sa.Column("object_id", _text(160), nullable=False),
        sa.Column("unit", _text(160), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_entry_actor_id_at"), ["actor_id", "at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_audit_entry_object_id_at"), ["object_id", "at"], unique=False
        )

    op.create_table(
        "box",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("complaint_id", _text(32), nullable=False),
        sa.Column("case_id", _text(32), nullable=True),
        sa.Column("recipient_kind", _text(40), nullable=False),
        sa.Column("recipient", _text(160), nullable=False),
        sa.Column("recipient_version", sa.Integer(), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("letters", _text(8), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box")),
    )
    with op.batch_alter_table("box", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_box_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_box_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_box_recipient_recipient_version"),
            ["recipient", "recipient_version"],
            unique=False,
        )

    op.create_table(
        "complaint",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("reference", _text(40), nullable=False),
        sa.Column("jurisdiction", _text(40), nullable=False),
        sa.Column("channel", _text(40), nullable=False),
        sa.Column("complainant_role", _text(40), nullable=False),
        sa.Column("identity_mode", _text(40), nullable=False),
        sa.Column("urgency", _text(40), nullable=False),
        sa.Column("held_now", sa.Boolean(), nullable=False),
        sa.Column("language", _text(40), nullable=False),
        sa.Column("received_day", sa.Date(), nullable=False),
        sa.Column("entered_day", sa.Date(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("policy_version", _text(40), nullable=False),
        sa.Column("questionnaire_version", _text(40), nullable=False),
        sa.Column("config_version", _text(40), nullable=False),
        sa.Column("manifest_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("reference", name=op.f("uq_complaint_reference")),
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_complaint_jurisdiction_entered_day"),
            ["jurisdiction", "entered_day"],
            unique=False,
        )

    op.create_table(
        "count_fact",
        sa.Column("jurisdiction", _text(40), nullable=False),
        sa.Column("quarter", _text(40), nullable=False),
        sa.Column("measure", _text(40), nullable=False),
        sa.Column("key", _text(240), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "jurisdiction", "quarter", "measure", "key", name=op.f("pk_count_fact")
        ),
    )
    op.create_table(
        "draft",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("jurisdiction", _text(40), nullable=False),
        sa.Column("language", _text(40), nullable=False),
        sa.Column("channel", _text(40), nullable=False),
        sa.Column("code_shown", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sealed_keys", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_list", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_draft_code_shown_expires_at_size"),
            ["code_shown", "expires_at", "size"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_draft_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "entity_recovery",
        sa.Column("entity", _text(120), nullable=False),
        sa.Column("kem_public", sa.LargeBinary(), nullable=False),
        sa.Column("sign_public", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("entity", name=op.f("pk_entity_recovery")),
    )
    op.create_table(
        "erasable",
        sa.Column("complaint_id", _text(32), nullable=False),
        sa.Column("owner_id", _text(32), nullable=False),
        sa.Column("key_letter", _text(1), nullable=False),
        sa.Column("key_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("share", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "complaint_id", "owner_id", "key_letter", "key_version", name=op.f("pk_erasable")
        ),
    )
    op.create_table(
        "imported_record",
        sa.Column("outside_id", sa.LargeBinary(length=32), nullable=False),
        sa.Column("complaint_id", _text(32), nullable=False),
        sa.PrimaryKeyConstraint("outside_id", name=op.f("pk_imported_record")),
    )
    op.create_table(
        "install",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("created_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_install")),
    )
    op.create_table(
        "job_run",
        sa.Column("name", _text(180), nullable=False),
        sa.Column("period", _text(40), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", "period", name=op.f("pk_job_run")),
    )
    op.create_table(
        "kept_call",
        sa.Column("draft_id", _text(32), nullable=False),
        sa.Column("staff_id", _text(32), nullable=False),
        sa.Column("unit", _text(160), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_code", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_kept_call")),
    )
    with op.batch_alter_table("kept_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_call_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "log_entry",
        sa.Column("tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("commitment", sa.LargeBinary(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_log_entry")),
        sa.UniqueConstraint("position", name=op.f("uq_log_entry_position")),
    )
    op.create_table(
        "log_event",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("complaint_id", _text(32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("status", _text(40), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("document", sa.LargeBinary(length=32), nullable=False),
        sa.Column("records", sa.LargeBinary(length=32), nullable=False),
        sa.Column("unit_statement", sa.LargeBinary(length=32), nullable=False),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=False),
        sa.Column("leaf", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_event")),
        sa.UniqueConstraint("complaint_id", "seq", name=op.f("uq_log_event_complaint_id_seq")),
    )
    op.create_table(
        "mailbox",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("complaint_id", _text(32), nullable=False),
        sa.Column("lookup", sa.LargeBinary(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("state", _text(40), nullable=False),
        sa.Column("made_by_staff", sa.Boolean(), nullable=False),
        sa.Column("made_by_id", _text(32), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox")),
        sa.UniqueConstraint("lookup", name=op.f("uq_mailbox_lookup")),
    )
    with op.batch_alter_table("mailbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mailbox_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("recipient_kind", _text(40), nullable=False),
        sa.Column("recipient", _text(160), nullable=False),
        sa.Column("case_id", _text(32), nullable=True),
        sa.Column("complaint_id", _text(32), nullable=True),
        sa.Column("state", _text(40), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", _text(32), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_key", _text(32), nullable=False),
        sa.Column("gathered", sa.Boolean(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("urgent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_outbox_state_not_before"), ["state", "not_before"], unique=False
        )

    op.create_table(
        "part",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("complaint_id", _text(32), nullable=False),
        sa.Column("case_id", _text(32), nullable=True),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("key_letter", _text(1), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part")),
    )
    with op.batch_alter_table("part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_part_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_part_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "quarter_total",
        sa.Column("jurisdiction", _text(40), nullable=False),
        sa.Column("quarter", _text(40), nullable=False),
        sa.Column("complaints", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("source", _text(40), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("jurisdiction", "quarter", name=op.f("pk_quarter_total")),
    )
    op.create_table(
        "release",
        sa.Column("jurisdiction", _text(40), nullable=False),
        sa.Column("period", _text(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("catalogue_version", _text(40), nullable=False),
        sa.Column("method", _text(40), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("published_by", _text(32), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("jurisdiction", "period", name=op.f("pk_release")),
    )
    op.create_table(
        "release_request",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("jurisdiction", _text(40), nullable=False),
        sa.Column("period", _text(40), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("requested_by", _text(32), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", _text(40), nullable=True),
        sa.Column("shown", sa.Integer(), nullable=True),
        sa.Column("withheld", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_request")),
    )
    with op.batch_alter_table("release_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_release_request_requested_at"), ["requested_at"], unique=False
        )

    op.create_table(
        "released_cell",
        sa.Column("jurisdiction", _text(40), nullable=False),
        sa.Column("measure", _text(40), nullable=False),
        sa.Column("period", _text(40), nullable=False),
        sa.Column("where", _text(240), nullable=False),
        sa.Column("release", _text(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint(
            "jurisdiction", "measure", "period", "where", name=op.f("pk_released_cell")
        ),
    )
    op.create_table(
        "resident_session",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("sealed_code", sa.LargeBinary(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_session")),
    )
    with op.batch_alter_table("resident_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resident_session_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "staff",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("login_tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_profile", sa.LargeBinary(), nullable=False),
        sa.Column("state", _text(40), nullable=False),
        sa.Column("language", _text(40), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("wrapped_seed", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_second_factor", sa.LargeBinary(), nullable=True),
        sa.Column("last_factor_step", sa.Integer(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("factor_failures", sa.Integer(), nullable=False),
        sa.Column("factor_paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("known_factor_failures", sa.Integer(), nullable=False),
        sa.Column("known_factor_paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login_tag", name=op.f("uq_staff_login_tag")),
    )
    op.create_table(
        "tag_key",
        sa.Column("complaint_id", _text(32), nullable=False),
        sa.Column("log_case_id", _text(32), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_tag_key")),
        sa.UniqueConstraint("log_case_id", name=op.f("uq_tag_key_log_case_id")),
    )
    op.create_table(
        "token_bucket",
        sa.Column("name", _text(80), nullable=False),
        sa.Column("millitokens", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_token_bucket")),
    )
    op.create_table(
        "unit_key_box",
        sa.Column("unit", _text(160), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recipient", _text(64), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "version", "recipient", name=op.f("pk_unit_key_box")),
    )
    with op.batch_alter_table("unit_key_box", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_key_box_recipient"), ["recipient"], unique=False)

    op.create_table(
        "unit_version",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("unit", _text(160), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("statement", sa.LargeBinary(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_version")),
        sa.UniqueConstraint("unit", "version", name=op.f("uq_unit_version_unit_version")),
    )
    op.create_table(
        "update_address",
        sa.Column("complaint_id", _text(32), nullable=False),
        sa.Column("language", _text(40), nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_update_address")),
    )
    op.create_table(
        "case",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("complaint_id", _text(32), nullable=False),
        sa.Column("reference", _text(40), nullable=False),
        sa.Column("jurisdiction", _text(40), nullable=False),
        sa.Column("entity", _text(120), nullable=False),
        sa.Column("unit", _text(160), nullable=False),
        sa.Column("agency", _text(40), nullable=False),
        sa.Column("route_rule", _text(40), nullable=False),
        sa.Column("status", _text(40), nullable=False),
        sa.Column("urgency", _text(40), nullable=False),
        sa.Column("language", _text(40), nullable=False),
        sa.Column("assignee_id", _text(32), nullable=True),
        sa.Column("disposition", _text(40), nullable=True),
        sa.Column("closing_reason", _text(40), nullable=True),
        sa.Column("received_day", sa.Date(), nullable=False),
        sa.Column("entered_day", sa.Date(), nullable=False),
        sa.Column("first_opened_day", sa.Date(), nullable=True),
        sa.Column("acknowledged_day", sa.Date(), nullable=True),
        sa.Column("acknowledged_entered_day", sa.Date(), nullable=True),
        sa.Column("first_ended_day", sa.Date(), nullable=True),
        sa.Column("first_ending", _text(40), nullable=True),
        sa.Column("next_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("likeness", _text(16), nullable=True),
        sa.Column("queue_key", _text(64), nullable=False),
        sa.Column("policy_version", _text(40), nullable=False),
        sa.Column("config_version", _text(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_case_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_acknowledged",
            ["jurisdiction", "acknowledged_entered_day", "acknowledged_day", "received_day"],
            unique=False,
            sqlite_where=sa.text("acknowledged_entered_day IS NOT NULL"),
            postgresql_where=sa.text("acknowledged_entered_day IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_case_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index(
            "ix_case_ended",
            [
                "jurisdiction",
                "first_ended_day",
                "agency",
                "first_ending",
                "received_day",
                "entered_day",
                "id",
            ],
            unique=False,
            sqlite_where=sa.text("first_ended_day IS NOT NULL"),
            postgresql_where=sa.text("first_ended_day IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_case_jurisdiction_entered_day_agency"),
            ["jurisdiction", "entered_day", "agency"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_case_next_due_at"), ["next_due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_reference"), ["reference"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_case_unit_agency_queue_key"),
            ["unit", "agency", "queue_key"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_case_unit_assignee_id_queue_key"),
            ["unit", "assignee_id", "queue_key"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_case_unit_language_queue_key"),
            ["unit", "language", "queue_key"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_case_unit_likeness_queue_key"),
            ["unit", "likeness", "queue_key"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_case_unit_queue_key_likeness"),
            ["unit", "queue_key", "likeness"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_case_unit_status_queue_key"),
            ["unit", "status", "queue_key"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_case_unit_urgency_queue_key"),
            ["unit", "urgency", "queue_key"],
            unique=False,
        )

    op.create_table(
        "invitation",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("token", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", _text(32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_invitation_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token", name=op.f("uq_invitation_token")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("staff_id", _text(32), nullable=False),
        sa.Column("unit", _text(160), nullable=False),
        sa.Column("role", _text(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_membership_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("staff_id", "unit", "role", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_unit_role"), ["unit", "role"], unique=False)

    op.create_table(
        "release_file",
        sa.Column("jurisdiction", _text(40), nullable=False),
        sa.Column("period", _text(40), nullable=False),
        sa.Column("path", _text(120), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["jurisdiction", "period"],
            ["release.jurisdiction", "release.period"],
            name=op.f("fk_release_file_jurisdiction_release"),
        ),
        sa.PrimaryKeyConstraint("jurisdiction", "period", "path", name=op.f("pk_release_file")),
    )
    op.create_table(
        "release_trial",
        sa.Column("request_id", _text(32), nullable=False),
        sa.Column("table", _text(120), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("withheld", sa.Integer(), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["release_request.id"],
            name=op.f("fk_release_trial_request_id_release_request"),
        ),
        sa.PrimaryKeyConstraint("request_id", "table", name=op.f("pk_release_trial")),
    )
    op.create_table(
        "staff_session",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("staff_id", _text(32), nullable=False),
        sa.Column("sealed_seed", sa.LargeBinary(), nullable=False),
        sa.Column("state", _text(40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("sealed_pending", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "allegation",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("case_id", _text(32), nullable=False),
        sa.Column("jurisdiction", _text(40), nullable=False),
        sa.Column("agency", _text(40), nullable=False),
        sa.Column("rule", _text(40), nullable=False),
        sa.Column("subject_kind", _text(40), nullable=False),
        sa.Column("subject_part_id", _text(32), nullable=True),
        sa.Column("state", _text(40), nullable=False),
        sa.Column("disposition", _text(40), nullable=True),
        sa.Column("first_disposition", _text(40), nullable=True),
        sa.Column("first_ended_day", sa.Date(), nullable=True),
        sa.Column("no_finding_reason", _text(40), nullable=True),
        sa.Column("exception_applied", _text(40), nullable=True),
        sa.Column("standard_of_proof", _text(40), nullable=True),
        sa.Column("reasons_part_id", _text(32), nullable=True),
        sa.Column("found_by_id", _text(32), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_allegation_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allegation")),
    )
    with op.batch_alter_table("allegation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_allegation_case_id_disposition"),
            ["case_id", "disposition"],
            unique=False,
        )
        batch_op.create_index(
            "ix_allegation_ended",
            ["jurisdiction", "first_ended_day", "rule", "agency", "first_disposition"],
            unique=False,
            sqlite_where=sa.text("first_ended_day IS NOT NULL"),
            postgresql_where=sa.text("first_ended_day IS NOT NULL"),
        )

    op.create_table(
        "case_access",
        sa.Column("case_id", _text(32), nullable=False),
        sa.Column("unit", _text(160), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("since_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("signed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_access_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", "unit", name=op.f("pk_case_access")),
    )
    with op.batch_alter_table("case_access", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_access_let_in",
            ["unit"],
            unique=False,
            sqlite_where=sa.text("kind <> 'holds'"),
            postgresql_where=sa.text("kind <> 'holds'"),
        )

    op.create_table(
        "case_clock",
        sa.Column("case_id", _text(32), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("run", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("started_day", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ran_out", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_clock_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", "kind", "run", name=op.f("pk_case_clock")),
    )
    with op.batch_alter_table("case_clock", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_clock_ended",
            ["kind", "ended_at", "late", "ran_out", "case_id"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_case_clock_kind_stopped_at_due_at"),
            ["kind", "stopped_at", "due_at"],
            unique=False,
        )

    op.create_table(
        "case_event",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("case_id", _text(32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("from_status", _text(40), nullable=True),
        sa.Column("to_status", _text(40), nullable=False),
        sa.Column("effective_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", _text(40), nullable=False),
        sa.Column("actor_id", _text(32), nullable=True),
        sa.Column("reason", _text(40), nullable=True),
        sa.Column("part_id", _text(32), nullable=True),
        sa.Column("policy_version", _text(40), nullable=False),
        sa.Column("config_version", _text(40), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_event_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
        sa.UniqueConstraint("case_id", "seq", name=op.f("uq_case_event_case_id_seq")),
    )
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_event_counted",
            ["kind", "recorded_at", "case_id", "seq"],
            unique=False,
            sqlite_where=sa.text(COUNTED_KINDS),
            postgresql_where=sa.text(COUNTED_KINDS),
        )
        batch_op.create_index(
            "ix_case_event_counted_before",
            ["case_id", "seq", "kind"],
            unique=False,
            sqlite_where=sa.text(COUNTED_KINDS),
            postgresql_where=sa.text(COUNTED_KINDS),
        )

    op.create_table(
        "case_record",
        sa.Column("case_id", _text(32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_record_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_case_record")),
    )
    op.create_table(
        "case_rule",
        sa.Column("case_id", _text(32), nullable=False),
        sa.Column("rule", _text(40), nullable=False),
        sa.Column("unit", _text(160), nullable=False),
        sa.Column("queue_key", _text(64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_rule_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", "rule", name=op.f("pk_case_rule")),
    )
    with op.batch_alter_table("case_rule", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_rule_unit_rule_queue_key"),
            ["unit", "rule", "queue_key"],
            unique=False,
        )

    op.create_table(
        "message",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("complaint_id", _text(32), nullable=False),
        sa.Column("case_id", _text(32), nullable=False),
        sa.Column("part_id", _text(32), nullable=False),
        sa.Column("direction", _text(40), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("author_id", _text(32), nullable=True),
        sa.Column("event_id", _text(32), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_message_case_id_case")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_message_part_id_part")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_case_id_sent_at"), ["case_id", "sent_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_message_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "case_event_detail",
        sa.Column("event_id", _text(32), nullable=False),
        sa.Column("name", _text(40), nullable=False),
        sa.Column("value", _text(160), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["case_event.id"], name=op.f("fk_case_event_detail_event_id_case_event")
        ),
        sa.PrimaryKeyConstraint("event_id", "name", name=op.f("pk_case_event_detail")),
    )

    _forbid_changes()


def downgrade() -> None:
    op.drop_table("case_event_detail")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_complaint_id"))
        batch_op.drop_index(batch_op.f("ix_message_case_id_sent_at"))

    op.drop_table("message")
    with op.batch_alter_table("case_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_rule_unit_rule_queue_key"))

    op.drop_table("case_rule")
    op.drop_table("case_record")
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_case_event_counted_before",
            sqlite_where=sa.text(COUNTED_KINDS),
            postgresql_where=sa.text(COUNTED_KINDS),
        )
        batch_op.drop_index(
            "ix_case_event_counted",
            sqlite_where=sa.text(COUNTED_KINDS),
            postgresql_where=sa.text(COUNTED_KINDS),
        )

    op.drop_table("case_event")
    with op.batch_alter_table("case_clock", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_clock_kind_stopped_at_due_at"))
        batch_op.drop_index(
            "ix_case_clock_ended",
            sqlite_where=sa.text("ended_at IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NOT NULL"),
        )

    op.drop_table("case_clock")
    with op.batch_alter_table("case_access", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_case_access_let_in",
            sqlite_where=sa.text("kind <> 'holds'"),
            postgresql_where=sa.text("kind <> 'holds'"),
        )

    op.drop_table("case_access")
    with op.batch_alter_table("allegation", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_allegation_ended",
            sqlite_where=sa.text("first_ended_day IS NOT NULL"),
            postgresql_where=sa.text("first_ended_day IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_allegation_case_id_disposition"))

    op.drop_table("allegation")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_staff_id"))

    op.drop_table("staff_session")
    op.drop_table("release_trial")
    op.drop_table("release_file")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_unit_role"))

    op.drop_table("membership")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_staff_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_unit_urgency_queue_key"))
        batch_op.drop_index(batch_op.f("ix_case_unit_status_queue_key"))
        batch_op.drop_index(batch_op.f("ix_case_unit_queue_key_likeness"))
        batch_op.drop_index(batch_op.f("ix_case_unit_likeness_queue_key"))
        batch_op.drop_index(batch_op.f("ix_case_unit_language_queue_key"))
        batch_op.drop_index(batch_op.f("ix_case_unit_assignee_id_queue_key"))
        batch_op.drop_index(batch_op.f("ix_case_unit_agency_queue_key"))
        batch_op.drop_index(batch_op.f("ix_case_reference"))
        batch_op.drop_index(batch_op.f("ix_case_next_due_at"))
        batch_op.drop_index(batch_op.f("ix_case_jurisdiction_entered_day_agency"))
        batch_op.drop_index(
            "ix_case_ended",
            sqlite_where=sa.text("first_ended_day IS NOT NULL"),
            postgresql_where=sa.text("first_ended_day IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_case_complaint_id"))
        batch_op.drop_index(
            "ix_case_acknowledged",
            sqlite_where=sa.text("acknowledged_entered_day IS NOT NULL"),
            postgresql_where=sa.text("acknowledged_entered_day IS NOT NULL"),
        )

    op.drop_table("case")
    op.drop_table("update_address")
    op.drop_table("unit_version")
    with op.batch_alter_table("unit_key_box", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_key_box_recipient"))

    op.drop_table("unit_key_box")
    op.drop_table("token_bucket")
    op.drop_table("tag_key")
    op.drop_table("staff")
    with op.batch_alter_table("resident_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resident_session_ends_at"))

    op.drop_table("resident_session")
    op.drop_table("released_cell")
    with op.batch_alter_table("release_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_request_requested_at"))

    op.drop_table("release_request")
    op.drop_table("release")
    op.drop_table("quarter_total")
    with op.batch_alter_table("part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_part_complaint_id"))
        batch_op.drop_index(batch_op.f("ix_part_case_id"))

    op.drop_table("part")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_state_not_before"))
        batch_op.drop_index(batch_op.f("ix_outbox_complaint_id"))

    op.drop_table("outbox")
    with op.batch_alter_table("mailbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mailbox_complaint_id"))

    op.drop_table("mailbox")
    op.drop_table("log_event")
    op.drop_table("log_entry")
    with op.batch_alter_table("kept_call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_call_staff_id"))

    op.drop_table("kept_call")
    op.drop_table("job_run")
    op.drop_table("install")
    op.drop_table("imported_record")
    op.drop_table("erasable")
    op.drop_table("entity_recovery")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_expires_at"))
        batch_op.drop_index(batch_op.f("ix_draft_code_shown_expires_at_size"))

    op.drop_table("draft")
    op.drop_table("count_fact")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_jurisdiction_entered_day"))

    op.drop_table("complaint")
    with op.batch_alter_table("box", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_box_recipient_recipient_version"))
        batch_op.drop_index(batch_op.f("ix_box_complaint_id"))
        batch_op.drop_index(batch_op.f("ix_box_case_id"))

    op.drop_table("box")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_object_id_at"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_at"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_actor_id_at"))

    op.drop_table("audit_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION intake_append_only()")
