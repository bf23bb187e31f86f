"""Every secret of an install, by a name that says whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from intake.accounts.roles import Role
from intake.accounts.units.keys import open_unit_key, proven_unit
from intake.app.services import keyring_folder
from intake.complaints.mailboxes import open_mailbox
from intake.vault.derivation import KEY_SIZE
from intake.vault.server.files import Process
from intake.vault.server.keyring import Keyring
from intake.vault.symbols import codes
from intake.vault.units.keys import UnitKeys
from tests.fixtures.compartments import opened_by_code
from tests.fixtures.standing import Standing

Secrets = Mapping[str, bytes]


@dataclass(frozen=True)
class Rightful:
    """The two secrets that open a complaint: its unit's, and its code's."""

    unit: bytes
    mailbox: bytes


def rightful(standing: Standing, unit: str, code: str) -> Rightful:
    """The secrets of the unit that has the case, and of the code."""
    install_id = standing.services.install_id
    return Rightful(
        unit=unit_keys(standing, unit).kem_seed,
        mailbox=codes.mailbox_key(code, install_id).seed,
    )


def all_others(standing: Standing, unit: str, *, other_codes: Iterable[str]) -> Secrets:
    """Every other secret: of the server, of other units, of members, of other complaints."""
    found = {
        **dict(_of_server(standing)),
        **dict(_of_units(standing, unit)),
        **{f"member {key}": one.member.private_key.seed for key, one in standing.cast.items()},
    }
    for number, code in enumerate(other_codes):
        found.update(of_complaint(standing, code, f"complaint {number}"))
    return found


def unit_keys(standing: Standing, unit: str) -> UnitKeys:
    """The keys of a unit, as its lead opens them."""
    lead, install_id = standing.person(unit, Role.LEAD), standing.services.install_id
    with standing.session() as session:
        recovery = standing.context().recovery
        version = proven_unit(session, unit, install_id=install_id, recovery=recovery).version
        return open_unit_key(
            session,
            unit,
            version,
            install_id=install_id,
            member_id=lead.member.staff_id,
            member_key=lead.member.private_key,
        )


def _of_server(standing: Standing) -> Iterator[tuple[str, bytes]]:
    folder = keyring_folder(standing.settings)
    files = sorted(folder.glob("*.keyring"))
    assert {Process(path.stem) for path in files} >= {Process.RESIDENT, Process.STAFF}
    for path in files:
        keyring = Keyring.load(path)
        for purpose in keyring.purposes:
            for key in keyring.all(purpose):
                # The resident host holds one public half, which is no secret.
                if len(key.key) == KEY_SIZE:
                    yield f"{path.stem} {purpose} {key.id}", key.key


def _of_units(standing: Standing, holder: str) -> Iterator[tuple[str, bytes]]:
    for unit in sorted({unit for unit, _ in standing.cast}):
        keys = unit_keys(standing, unit)
        yield f"signing {unit}", keys.sign_seed
        if unit != holder:
            yield f"opening {unit}", keys.kem_seed


def of_complaint(standing: Standing, code: str, name: str) -> Iterator[tuple[str, bytes]]:
    """The secrets that a code leads to: its mailbox's, and every key in the mailbox's boxes."""
    install_id = standing.services.install_id
    with standing.session() as session:
        mailbox = open_mailbox(session, code=code, install_id=install_id)
        yield f"code of {name}", mailbox.private_key.seed
        for case_id, own in opened_by_code(session, code, install_id=install_id).items():
            for version, key_set in own.keys.items():
                for letter in key_set.letters:
                    yield f"{name} {case_id} {letter} {version}", key_set[letter]
