"""What the office waits for: opening a case; and a complainant's page of how it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from statistics import median
from typing import Any

from sqlalchemy import select

from bench.client import Client, Reply
from bench.drafts import HOME, make_drafts
from bench.filing import low_tenth
from bench.installs import Install
from intake.accounts.roles import Role
from intake.actions.complaint.filing import file_draft
from intake.cases.models import Case
from intake.complaints.models import Complaint

TIMES = 40
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def opening(install: Install, port: int) -> dict[str, Any]:
    """A case's page before anything is opened, and the page on which it is opened."""
    case_id, unit, _ = _file_one(install)
    client = Client(port)
    client.cookies["t"] = install.signed_in(unit, Role.INTAKE)
    path = f"/staff/cases/{case_id}"
    token = TOKEN.findall(client.get(path).body.decode())[0]
    shown = _often(lambda: client.get(path))
    opened = _often(lambda: client.post(f"{path}/open", {"csrf_token": token}))
    client.close()
    return {"case page": shown, "case opened": opened}


def following(install: Install, port: int) -> dict[str, Any]:
    """Typing the code, and the page that it leads to."""
    _, _, code = _file_one(install)
    client = Client(port)

    def enter() -> Reply:
        client.cookies.clear()
        token = TOKEN.findall(client.get(f"{HOME}/f/1").body.decode())[0]
        return client.post(f"{HOME}/f/1", {"csrf_token": token, "code": code})

    entered = _often(enter, status=303)
    status = _often(lambda: client.get(f"{HOME}/f/2"))
    client.close()
    return {"code entered": entered, "how it stands": status}


def _file_one(install: Install) -> tuple[str, str, str]:
    draft = make_drafts(install, 1)[0]
    with install.services.sessions() as session:
        filed = file_draft(session, context=install.context(), code=draft.code)
        wanted = select(Case.id, Case.unit).join(Complaint, Case.complaint_id == Complaint.id)
        found = session.execute(wanted.where(Complaint.id == filed.complaint_id)).one()
    return found.id, found.unit, draft.code


def _often(ask: Callable[[], Reply], *, status: int = 200) -> dict[str, Any]:
    replies = [ask() for _ in range(TIMES)]
    wrong = [reply for reply in replies if reply.status != status]
    if wrong:
        raise RuntimeError(f"{wrong[0].status}: {wrong[0].body[:1500]!r}")
    return {
        "server_ms": median(reply.told("Ms") for reply in replies),
        "undisturbed_ms": low_tenth([reply.told("Ms") for reply in replies]),
        "statements": max(reply.told("Sql") for reply in replies),
        "bytes": max(reply.wire for reply in replies),
    }
