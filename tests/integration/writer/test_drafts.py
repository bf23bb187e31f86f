"""Who can write to the database, and knows no code, reads nothing of an unsent complaint.

Each test does what such a writer could do while a complaint is being told, and then watches what
its owner's next page does with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from intake.actions.complaint.filing import DraftNotShown, file_draft
from intake.complaints.compartment import Compartment
from intake.complaints.draft_seals import DraftPlace, list_of, seal_keys
from intake.complaints.models import Draft, Erasable, Mailbox, Part
from intake.complaints.parts import PartKind
from intake.complaints.unsent import Unsent, load_unsent
from intake.db.ids import new_id
from intake.vault.errors import VaultError
from intake.vault.keys import DRAFT_LETTERS, KeyLetter
from intake.vault.symbols.codes import mailbox_key, new_code
from tests.integration.filing.steps import NARRATIVE, opened, save, told, written
from tests.integration.filing.world import INSTALL_ID, World

SECRET_WORDS = "only for who has the code"


def read(session: Session, world: World, code: str) -> Unsent:
    session.expire_all()
    return load_unsent(session, code=code, install_id=INSTALL_ID, random=world.random, at=world.at)


def write(session: Session, *statements: Any) -> None:
    for statement in statements:
        session.execute(statement)
    session.commit()


def draft_id(session: Session) -> str:
    found: str = session.scalars(select(Draft.id)).one()
    return found


def own_keys(session: Session, world: World) -> Compartment:
    """Keys and shares of the writer's own making, for the complaint of somebody else."""
    closed = Compartment.closed(INSTALL_ID, world.random, complaint_id=draft_id(session))
    return closed.with_new_keys(DRAFT_LETTERS)


def foreign_keys(session: Session, world: World) -> None:
    """Keys of one's own, with their shares, in the place of the draft's."""
    mine, row = own_keys(session, world), session.scalars(select(Draft)).one()
    mailbox = session.scalars(select(Mailbox)).one()
    place = DraftPlace(
        complaint_id=row.id,
        mailbox_id=mailbox.id,
        jurisdiction=row.jurisdiction,
        channel=row.channel,
    )
    write(
        session,
        delete(Erasable),
        insert(Erasable).values(mine.shares.rows()),
        update(Draft).values(
            sealed_keys=seal_keys(mine, place, code=new_code(world.random)),
            sealed_list=mine.seal_list(list_of(()), version=row.version),
        ),
        delete(Part),
    )


def foreign_list(session: Session, world: World) -> None:
    """An empty list of one's own making: what was told would be read as nothing."""
    mine = own_keys(session, world)
    version = session.scalars(select(Draft.version)).one()
    write(
        session,
        update(Draft).values(sealed_list=mine.seal_list(list_of(()), version=version)),
        delete(Part),
    )


def foreign_part(session: Session, world: World) -> None:
    """A part sealed under a key of one's own."""
    row = own_keys(session, world).seal(PartKind.NARRATIVE, "forged words")
    write(session, delete(Part).where(Part.kind == "narrative"), insert(Part).values([row]))


def changed_version(session: Session, world: World) -> None:
    write(session, update(Draft).values(version=Draft.version + 1))


Attack = Callable[[Session, World], None]


def gone(kind: str) -> Attack:
    def lost(session: Session, _: World) -> None:
        write(session, delete(Part).where(Part.kind == kind))

    lost.__name__ = f"without_{kind}"
    return lost


def moved(**values: object) -> Attack:
    def changed(session: Session, _: World) -> None:
        write(session, update(Draft).values(**values))

    changed.__name__ = "another_" + "_".join(values)
    return changed


def swapped_keys_of_parts(session: Session, _: World) -> None:
    """Identity read as answers: who must not see it would be nobody."""
    write(
        session,
        update(Part).where(Part.kind == "answers").values(kind="x"),
        update(Part).where(Part.kind == "identity").values(kind="answers"),
        update(Part).where(Part.kind == "x").values(kind="identity"),
    )


ATTACKS: tuple[Attack, ...] = (
    foreign_keys,
    foreign_list,
    foreign_part,
    changed_version,
    swapped_keys_of_parts,
    gone("narrative"),
    gone("answers"),
    gone("identity"),
    moved(jurisdiction="marisol-county"),
    moved(channel="phone"),
    moved(sealed_keys=b""),
    moved(sealed_list=b""),
)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.__name__)
def test_an_altered_draft_is_refused(session: Session, world: World, attack: Attack) -> None:
    code = written(session, world)
    attack(session, world)
    with pytest.raises(VaultError):
        read(session, world, code)
    with pytest.raises(VaultError):
        save(session, world, code, lambda unsent: replace(unsent, narrative=SECRET_WORDS))
    with pytest.raises(VaultError):
        file_draft(session, context=world.context(), code=code)


def test_parts_of_two_drafts_are_not_exchanged(session: Session, world: World) -> None:
    code, other = written(session, world), opened(session, world, secret=b"o" * 32)
    save(session, world, other, told)
    first, second = session.scalars(select(Part.complaint_id).distinct())
    aside = new_id(world.random)
    for source, target in ((first, aside), (second, first), (aside, second)):
        write(session, update(Part).where(Part.complaint_id == source).values(complaint_id=target))
    for one in (code, other):
        with pytest.raises(VaultError):
            read(session, world, one)


def test_a_mailbox_key_of_ones_own_gets_no_box(session: Session, world: World) -> None:
    code = written(session, world)
    mine = mailbox_key(new_code(world.random), INSTALL_ID)
    write(session, update(Mailbox).values(public_key=mine.public_bytes))
    unsent = read(session, world, code)
    assert unsent.mailbox.public_key == mailbox_key(code, INSTALL_ID).public
    assert unsent.mailbox.public_key != mine.public


def test_an_older_state_put_back_is_not_sent_unseen(session: Session, world: World) -> None:
    code = written(session, world, lambda unsent: replace(told(unsent), narrative="first words"))
    older = [dict(row._mapping) for row in session.execute(select(Part.__table__))]
    row = dict(session.execute(select(Draft.__table__)).one()._mapping)
    shown = save(session, world, code, lambda unsent: replace(unsent, narrative=NARRATIVE))
    assert read(session, world, code).edition == shown.edition
    write(
        session,
        delete(Part),
        insert(Part).values(older),
        update(Draft).values(version=row["version"], sealed_list=row["sealed_list"]),
    )
    assert read(session, world, code).narrative == "first words"
    with pytest.raises(DraftNotShown):
        file_draft(session, context=world.context(), code=code, edition=shown.edition)


def test_what_the_page_showed_is_sent(session: Session, world: World) -> None:
    code = written(session, world)
    shown = read(session, world, code)
    filed = file_draft(session, context=world.context(), code=code, edition=shown.edition)
    assert filed.complaint_id == shown.complaint_id


def test_an_erased_share_closes_the_draft(session: Session, world: World) -> None:
    code = written(session, world)
    letter = KeyLetter.CONTENT.value
    write(session, delete(Erasable).where(Erasable.key_letter == letter))
    with pytest.raises(LookupError):
        read(session, world, code)
