"""A flood of junk with fifty true complaints in it: what is refused, mailed, pressed and slowed.

The junk is made from twelve texts with varied words and the facts of each; a share has facts and
words of its own.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from statistics import median
from typing import Any

from sqlalchemy import select

from bench.client import CLIENTS, Client, at_once
from bench.drafts import HOME, Ready, write_drafts
from bench.installs import PLACE, Install
from intake.accounts.roles import Role
from intake.actions.complaint.save_draft import Change
from intake.app.worker import Worker
from intake.cases.likeness import LEAST
from intake.cases.models import Case
from intake.complaints.content import Content, Identity, NamedAgency
from intake.complaints.unsent import Unsent
from intake.complaints.vocabulary import ComplainantRole, IdentityMode
from intake.notify.mail import Mail
from intake.vault.server.files import Process

TRUE = 50
TEXTS = 12
UNIQUE_SHARE = 0.1
PAGES = 30
PAGE_OF_CASES = 50
SEND = f"{HOME}/p/8"
SAMPLES = 2
"""So many of a group are opened before it is folded."""
UNIT = f"{PLACE}/oversight-board/investigations"
AGENCIES = ("holding-center", "police", "library", "municipal-court")
SITUATIONS = ("kept_in_jail", "bail_not_taken", "questioned_inside", "driven_or_handed_over")
WORDS = (
    "bail",
    "paper",
    "guard",
    "hour",
    "night",
    "door",
    "judge",
    "phone",
    "bus",
    "street",
    "sister",
    "permit",
    "said",
    "asked",
)

Seen = tuple[str | None, bool]


def wanted() -> int:
    """How many junk complaints are filed; none leaves the flood out."""
    return int(os.environ.get("BENCH_FLOOD", "300"))


def flooding(install: Install, port: int) -> dict[str, Any]:
    """File the junk and the true ones among it, then count."""
    chance = Random(7)  # noqa: S311  (to repeat, no secret)
    before = _page_times(install, port)
    junk = write_drafts(install, _junk(chance, wanted()))
    true = write_drafts(install, [_made(chance, chance.random()) for _ in range(TRUE)])
    mixed = [*junk, *true]
    chance.shuffle(mixed)
    statuses, seconds = _file(mixed, port)
    true_ids = {draft.complaint_id for draft in true}
    rows = _rows(install)
    filed = {row.complaint_id for row in rows}
    refused = sum(status != 303 for one, status in statuses.items() if one in true_ids)
    after = _page_times(install, port)
    seen = [(row.likeness, row.complaint_id in true_ids) for row in rows]
    return {
        "junk": len(junk),
        "filings_per_second": len(mixed) / seconds,
        "true_refused": refused,
        "true_lost": len(true_ids - filed) - refused,
        "mails": _mails(install),
        "presses_folding": presses(seen, fold=True),
        "presses": presses(seen, fold=False),
        "resident_ratio": after[0] / before[0],
        "queue_ratio": after[1] / before[1],
    }


def presses(cases: Sequence[Seen], *, fold: bool) -> int:
    """What a clerk presses until all true ones are open: two for a case, one for a group or a page.

    Of a group of look-alikes the first ones are opened; if these are junk it is folded, and opened
    again only after everything else.
    """
    left = sum(is_true for _, is_true in cases)
    pressed, opened = 0, 0
    sizes = Counter(key for key, _ in cases)
    samples: Counter[str | None] = Counter()
    honest: set[str | None] = set()
    folded: dict[str | None, list[bool]] = {}
    for key, is_true in cases:
        if left == 0:
            return pressed
        if key in folded:
            folded[key].append(is_true)
            continue
        opened += 1
        pressed += 2 + (opened % PAGE_OF_CASES == 0)
        left -= is_true
        samples[key] += 1
        honest |= {key} if is_true else set()
        rest = sizes[key] - samples[key]
        if fold and key and key not in honest and samples[key] >= SAMPLES and rest >= LEAST:
            folded[key] = []
            pressed += 1
    for group in sorted(folded.values(), key=len):
        for is_true in group if left else []:
            pressed += 2
            left -= is_true
        pressed += 1
    return pressed


class _CountingMailer:
    def __init__(self) -> None:
        self.sent = 0

    def send(self, mail: Mail) -> None:
        """Count one."""
        self.sent += 1


def _mails(install: Install) -> int:
    """The mails of the worker's rounds now, and of one an hour later."""
    mailer, sent_at = _CountingMailer(), install.services.clock()
    for span in (timedelta(0), timedelta(hours=1)):
        clock: Callable[[], datetime] = lambda at=sent_at + span: at  # noqa: E731
        services = replace(install.services, mailer=mailer, clock=clock)
        Worker(services=services, keyring=install.context(Process.WORKER).keyring).round()
    return mailer.sent


def _file(drafts: Sequence[Ready], port: int) -> tuple[dict[str, int], float]:
    shares = [drafts[number::CLIENTS] for number in range(CLIENTS)]
    found, seconds = at_once([lambda s=share: [_send(d, port) for d in s] for share in shares])
    return {one: status for share in found for one, status in share}, seconds


def _send(draft: Ready, port: int) -> tuple[str, int]:
    client = draft.client(port)
    try:
        reply = client.post(SEND, {"csrf_token": draft.token, "edition": draft.edition})
    finally:
        client.close()
    return draft.complaint_id, reply.status


def _rows(install: Install) -> Sequence[Any]:
    """The cases in the order of the queue."""
    with install.services.sessions() as session:
        found = select(Case.complaint_id, Case.likeness).order_by(Case.queue_key)
        return session.execute(found).all()


def _page_times(install: Install, port: int) -> tuple[float, float]:
    """The middle of a resident's page and of the queue, in milliseconds."""
    clerk = Client(port)
    clerk.cookies["t"] = install.signed_in(UNIT, Role.INTAKE)
    resident = Client(port)
    times = [(resident.get(f"{HOME}/p/3").ms, clerk.get("/staff/cases").ms) for _ in range(PAGES)]
    clerk.close()
    resident.close()
    return median(ms for ms, _ in times), median(ms for _, ms in times)


def _junk(chance: Random, number: int) -> list[Change]:
    unique = int(number * UNIQUE_SHARE)
    return [
        *(_made(chance, chance.random()) for _ in range(unique)),
        *(_made(chance, which % TEXTS) for which in range(number - unique)),
    ]


def _made(chance: Random, which: float) -> Change:
    """One of the twelve texts in other words, or for a broken number a text of its own."""
    own = Random(which)  # noqa: S311
    skeleton = own.choices(WORDS, k=own.randint(40, 160))
    story = " ".join(word if chance.random() < 0.8 else chance.choice(WORDS) for word in skeleton)
    content = Content(
        situations=(own.choice(SITUATIONS),),
        answers={"common.held_now": own.choice(("yes", "no"))},
        agencies=(NamedAgency(agency_id=own.choice(AGENCIES)),),
        language=own.choice(("en", "es")),
    )
    identity = Identity(
        mode=own.choice((IdentityMode.ANONYMOUS, IdentityMode.CONFIDENTIAL)),
        role=own.choice(tuple(ComplainantRole)),
    )

    def told(unsent: Unsent) -> Unsent:
        return replace(unsent, narrative=story, content=content, identity=identity)

    return told
