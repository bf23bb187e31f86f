"""`intake publish`: protect, attack, and only then publish the numbers of a closed quarter.

Without --dry-run, the release is public when the command ends with 0. Otherwise nothing is public:
1 means that the quarter was refused, 2 that the command made no sense.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tqdm import tqdm

from intake.actions.publishing.candidate import Candidate, Progress
from intake.actions.publishing.errors import NotPublished, Outcome
from intake.actions.publishing.requests import (
    RequestKind,
    find_request,
    finish_request,
)
from intake.actions.publishing.standing import standings
from intake.actions.services import Services
from intake.app.install import check_schema
from intake.app.publishing import explained, make_publisher
from intake.app.services import build_services, keyring_folder
from intake.audit.actor import SYSTEM, Actor, staff_actor
from intake.numbers.catalogues import catalogue_for
from intake.numbers.quarters import Quarter
from intake.settings import Settings
from intake.vault.server.files import Process, load_keyring

REFUSED, CANNOT_BEGIN = 1, 2


class _Unclear(Exception):
    """What was asked makes no sense; the text says why."""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "publish", help="publish a closed quarter's numbers", description=__doc__
    )
    parser.add_argument("--period", metavar="QUARTER", help="such as 2026Q3")
    parser.add_argument(
        "--jurisdiction", metavar="SLUG", help="required if several jurisdictions publish here"
    )
    parser.add_argument("--dry-run", action="store_true", help="do everything except publish")
    parser.add_argument("--list", action="store_true", help="show the status of closed quarters")
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")
    parser.add_argument("--request", metavar="ID", help=argparse.SUPPRESS)
    parser.set_defaults(handler=handle)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Publish, try out or list; see the module for the exit codes."""
    check_schema(settings)
    services = build_services(settings, needs=())
    try:
        if arguments.list:
            return _list(arguments, services)
        return _publish(arguments, services)
    except _Unclear as error:
        print(f"publish: {error}", file=sys.stderr)
        return CANNOT_BEGIN
    finally:
        services.sessions.kw["bind"].dispose()


@dataclass(frozen=True)
class _Asked:
    """What is to be done, whoever asked for it: somebody here, or on a page of the office."""

    slug: str
    quarter: Quarter
    is_trial: bool
    actor: Actor = SYSTEM
    request_id: str | None = None


def _publish(arguments: argparse.Namespace, services: Services) -> int:
    asked = _asked(arguments, services)
    try:
        found = _carried_out(asked, services, quiet=arguments.json)
    except NotPublished as error:
        _note(asked, services, error.code, None)
        return _tell_refusal(arguments, asked, error)
    _note(asked, services, Outcome.DONE, found)
    _tell(arguments, found, published=not asked.is_trial)
    return 0


def _asked(arguments: argparse.Namespace, services: Services) -> _Asked:
    if arguments.request is None:
        slug = _jurisdiction(arguments, services)
        return _Asked(slug, _quarter(arguments.period), arguments.dry_run)
    with services.sessions() as session:
        request = find_request(session, arguments.request)
    if request is None:
        raise _Unclear("there is no such request, or it is already done")
    return _Asked(
        slug=request.jurisdiction,
        quarter=_quarter(request.period),
        is_trial=request.kind is RequestKind.DRY_RUN,
        actor=staff_actor(request.requested_by),
        request_id=request.id,
    )


def _carried_out(asked: _Asked, services: Services, *, quiet: bool) -> Candidate:
    keyring = load_keyring(keyring_folder(services.settings), Process.WORKER)
    with _bar(quiet=quiet) as progress, _answers_alone():
        publisher = make_publisher(services, keyring, progress=progress)
        if asked.is_trial:
            return publisher.try_out(asked.slug, asked.quarter)
        return publisher.publish(asked.slug, asked.quarter, actor=asked.actor)


def _note(asked: _Asked, services: Services, outcome: Outcome, found: Candidate | None) -> None:
    if asked.request_id is not None:
        with services.sessions() as session:
            finish_request(
                session, asked.request_id, at=services.clock(), outcome=outcome, found=found
            )


def _tell_refusal(arguments: argparse.Namespace, asked: _Asked, error: NotPublished) -> int:
    words = explained(error)
    if arguments.json:
        content = {
            "jurisdiction": asked.slug,
            "period": asked.quarter.name,
            "published": False,
            "outcome": error.code,
            "reason": words,
        }
        print(json.dumps(content))
    print(f"publish: {asked.slug} {asked.quarter.name}: {words}", file=sys.stderr)
    return REFUSED


def _tell(arguments: argparse.Namespace, found: Candidate, *, published: bool) -> None:
    plan = found.plan
    if arguments.json:
        print(json.dumps(_as_json(found, published=published)))
        return
    width = max((len(table.id) for table in found.tables), default=0)
    for table in found.tables:
        more = "  (withheld as a whole)" if table.dropped else ""
        print(f"{table.id:{width}} {table.shown:6} shown {table.withheld:6} withheld{more}")
    cells = f"{found.shown} of {len(found.cells)} numbers shown"
    if found.window:
        cells += f", each within {found.window} of the true one"
    print(f"{plan.jurisdiction.slug} {plan.release.name}: {cells}")
    rows = found.content.rows
    if rows is not None:
        print(
            f"single rows of {rows.year}: {len(rows.rows)}, and {rows.withheld} cases without one"
        )
    elif plan.row_facts:
        years = ", ".join(map(str, plan.row_facts))
        print(f"single rows of {years}: none, because they would reveal someone or are incomplete")
    print(f"published: SHA-256 {found.digest.hex()}" if published else "nothing was published")


def _as_json(found: Candidate, *, published: bool) -> dict[str, Any]:
    plan, rows = found.plan, found.content.rows
    return {
        "jurisdiction": plan.jurisdiction.slug,
        "period": plan.release.name,
        "published": published,
        "outcome": Outcome.DONE,
        "number": plan.number,
        "method": plan.catalogue.method.value,
        "window": found.window,
        "shown": found.shown,
        "withheld": found.withheld,
        "digest": found.digest.hex() if published else None,
        "rows_due": list(plan.row_facts),
        "rows": rows and {"year": rows.year, "rows": len(rows.rows), "withheld": rows.withheld},
        "tables": [
            {
                "id": table.id,
                "periods": list(table.periods),
                "shown": table.shown,
                "withheld": table.withheld,
                "dropped": table.dropped,
            }
            for table in found.tables
        ],
    }


def _list(arguments: argparse.Namespace, services: Services) -> int:
    slugs = (arguments.jurisdiction,) if arguments.jurisdiction else None
    for slug in slugs or services.configuration.jurisdictions:
        place = services.configuration.jurisdictions.get(slug)
        if place is None:
            raise _Unclear(_known(slug, services))
        catalogue = catalogue_for(place)
        if catalogue is None:
            continue
        with services.sessions() as session:
            found = standings(session, slug, catalogue)
        for one in reversed(found):
            digest = one.release.digest if one.release else None
            if arguments.json:
                line = {"jurisdiction": slug, "period": one.quarter.name, "state": one.state.value}
                print(json.dumps({**line, "digest": digest}))
            else:
                print(f"{slug:24} {one.quarter.name}  {one.state.value:12} {digest or ''}".rstrip())
    return 0


def _jurisdiction(arguments: argparse.Namespace, services: Services) -> str:
    places = services.configuration.jurisdictions
    publishing = [slug for slug, place in places.items() if place.reports is not None]
    named: str | None = arguments.jurisdiction
    if named is None and len(publishing) == 1:
        return publishing[0]
    if named is None:
        raise _Unclear(f"choose one with --jurisdiction: {', '.join(publishing) or 'none'}")
    if named not in places:
        raise _Unclear(_known(named, services))
    return named


def _known(slug: str, services: Services) -> str:
    known = ", ".join(services.configuration.jurisdictions)
    return f"there is no jurisdiction {slug}; choose one of: {known}"


def _quarter(name: str | None) -> Quarter:
    try:
        return Quarter.parse(name or "")
    except ValueError:
        raise _Unclear("enter the quarter with --period, such as 2026Q3") from None


@contextmanager
def _bar(*, quiet: bool) -> Iterator[Progress]:
    if quiet or not sys.stderr.isatty():
        yield lambda what, done, of: None
        return
    with tqdm(leave=False) as bar:

        def progress(what: str, done: int, of: int) -> None:
            bar.set_description(what, refresh=False)
            bar.total, bar.n = of, done
            bar.refresh()

        yield progress


@contextmanager
def _answers_alone() -> Iterator[None]:
    """Let nothing that a solver says reach the standard output, where answers stand alone.

    It only says who it is, once for each release; that is of no use in a worker's log either.
    """
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
