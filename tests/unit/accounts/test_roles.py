"""The table between roles and permissions."""

from intake.accounts.roles import ROLE_PERMISSIONS, Permission, Role, permissions_of


def test_every_role_has_permissions() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert all(ROLE_PERMISSIONS.values())


def test_every_permission_is_held_by_some_role() -> None:
    assert permissions_of(Role) == set(Permission)


def test_the_administrator_opens_nothing_and_sees_no_case() -> None:
    held = ROLE_PERMISSIONS[Role.ADMINISTRATOR]
    assert held == {Permission.MANAGE_PEOPLE, Permission.MANAGE_UNITS}


def test_a_new_complaint_opens_to_intake_and_the_duty_officer_alone() -> None:
    holders = {r for r, held in ROLE_PERMISSIONS.items() if Permission.OPEN_NEW_COMPLAINT in held}
    assert holders == {Role.INTAKE, Role.DUTY_OFFICER}


def test_no_single_role_both_investigates_and_decides() -> None:
    deciding = {
        Permission.APPROVE_FINDINGS,
        Permission.RECORD_BOARD_DECISION,
        Permission.DECIDE_APPEAL,
        Permission.REVIEW_FINDINGS,
    }
    for held in ROLE_PERMISSIONS.values():
        assert not (Permission.INVESTIGATE in held and held & deciding)


def test_the_monitor_only_reads() -> None:
    assert ROLE_PERMISSIONS[Role.MONITOR] == {
        Permission.SEE_QUEUE,
        Permission.SEE_CASE,
        Permission.OPEN_COMPLAINT,
        Permission.SEE_REPORTS,
    }


def test_several_roles_add_up() -> None:
    both = permissions_of([Role.INTAKE, Role.CLERK])
    assert both == ROLE_PERMISSIONS[Role.INTAKE] | ROLE_PERMISSIONS[Role.CLERK]
    assert permissions_of([]) == frozenset()
