"""Every table and column has a line in the table of rights, and residents' pages read little."""

import pytest

from intake.app.database_roles.rights import (
    RightsInvalid,
    Role,
    Verb,
    declared_rights,
    read_rights,
)
from intake.app.metadata import METADATA

NO_MODEL = {"alembic_version"}
# What the host that faces residents has no business with: people, their sessions and keys, what the
# worker counts and publishes, what was imported.
CLOSED_TO_RESIDENTS = {
    "count_fact",
    "entity_recovery",
    "imported_record",
    "invitation",
    "job_run",
    "kept_call",
    "membership",
    "quarter_total",
    "release",
    "release_file",
    "release_request",
    "release_trial",
    "released_cell",
    "staff",
    "staff_session",
    "unit_key_box",
}
WRITTEN_BLINDLY = {"audit_entry", "log_entry", "outbox"}
NEVER_CHANGED_BY_RESIDENTS = {
    "allegation",
    "complaint",
    "case_event",
    "case_event_detail",
    "case_record",
    "erasable",
    "message",
    "part",
    "unit_version",
    "update_address",
}


def of_residents(verb: Verb) -> set[str]:
    """The tables with which the residents' role may do one thing."""
    return {right.table for right in declared_rights().of(Role.RESIDENT) if right.verb is verb}


def test_every_table_and_column_has_a_line() -> None:
    declared = {name: set(columns) for name, columns in declared_rights().columns.items()}
    modelled = {table.name: set(table.columns.keys()) for table in METADATA.tables.values()}
    assert {k: v for k, v in declared.items() if k not in NO_MODEL} == modelled


def test_residents_have_no_right_to_what_is_not_theirs() -> None:
    touched = set.union(*(of_residents(verb) for verb in Verb))
    assert set(METADATA.tables) - touched == CLOSED_TO_RESIDENTS


def test_residents_write_the_record_and_never_read_it() -> None:
    assert of_residents(Verb.ADD) - of_residents(Verb.READ) == WRITTEN_BLINDLY
    assert not WRITTEN_BLINDLY & (of_residents(Verb.CHANGE) | of_residents(Verb.REMOVE))


def test_residents_change_nothing_that_was_filed_or_found() -> None:
    assert not of_residents(Verb.CHANGE) & NEVER_CHANGED_BY_RESIDENTS
    assert not of_residents(Verb.REMOVE) & (NEVER_CHANGED_BY_RESIDENTS - {"part"} | {"case"})


def test_the_public_reads_what_was_published_and_no_more() -> None:
    rights = {(right.table, right.verb) for right in declared_rights().of(Role.PUBLIC)}
    tables = {"alembic_version", "install", "release", "release_file"}
    assert rights == {(table, Verb.READ) for table in tables}


def test_only_staff_pages_touch_the_boxes_of_unit_keys_and_change_people() -> None:
    for role in set(Role) - {Role.STAFF}:
        for right in declared_rights().of(role):
            assert right.table != "unit_key_box"
            assert right.table != "staff" or (role, right.verb) == (Role.WORKER, Verb.READ)


@pytest.mark.parametrize(
    "line", ["read no_such_column", "remove id", "rewrite", "read, change id no_such_column"]
)
def test_a_line_that_says_nothing_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_rights({"case": {"columns": "id unit", "resident": line}})


def test_a_slip_in_a_column_is_named() -> None:
    with pytest.raises(RightsInvalid, match="case, resident: unti"):
        read_rights({"case": {"columns": "id unit", "resident": "read id unti"}})
