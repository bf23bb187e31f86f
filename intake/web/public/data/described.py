"""Releases, files and tables as the lists for programs describe them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import g
from sqlalchemy.orm import Session

from intake.publication.released import FileEntry
from intake.web.public.data import addresses
from intake.web.public.data.answers import Link, media_type
from intake.web.public.data.citation import citation
from intake.web.public.data.shelf import Issue, catalogue_of, file_entries, head_of


def moment(issue: Issue) -> str:
    """When a release was published, as RFC 3339 writes it."""
    return issue.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def release_entry(session: Session, issue: Issue) -> dict[str, Any]:
    """A release as a list names it."""
    head = head_of(session, issue)
    place = issue.jurisdiction
    return {
        "period": issue.period,
        "number": issue.number,
        "published_at": moment(issue),
        "as_of": head["as_of"],
        "method": issue.method,
        "invented": issue.invented,
        "digest": issue.digest,
        "license": head["license"],
        "tables": sorted(head["tables"]),
        "address": addresses.release(place, issue.period),
        "package": addresses.data(place, f"releases/{issue.period}/datapackage.json"),
        "checksums": addresses.data(place, f"releases/{issue.period}/SHA256SUMS"),
        "api": addresses.data(place, f"api/v1/releases/{issue.period}"),
    }


def release_whole(session: Session, issue: Issue) -> dict[str, Any]:
    """A release with everything that it says of itself, its tables and its files."""
    head, fixed = head_of(session, issue), catalogue_of(session, issue)
    entries = file_entries(session, issue)
    return {
        **release_entry(session, issue),
        "window": head["window"],
        "previous": head["previous"],
        "shown": head["shown"],
        "withheld": head["withheld"],
        "complaints": head["complaints"],
        "complaints_in_shown_cells": head["complaints_in_shown_cells"],
        "dropped_tables": head["dropped_tables"],
        "counting_rule": head["counting_rule"],
        "protection": head["protection"],
        "limits": head["limits"],
        "notes": head["notes"],
        "citation": {
            language: citation(issue, head, language) for language in g.jurisdiction.languages
        },
        "tables": list(_tables(issue, head, fixed)),
        "files": [file_entry(issue, entry) for entry in entries],
    }


def file_entry(issue: Issue, entry: FileEntry) -> dict[str, Any]:
    """A file of a release, with its checksum."""
    return {
        "path": entry.path,
        "address": addresses.data(issue.jurisdiction, f"releases/{issue.period}/{entry.path}"),
        "media_type": media_type(entry.path),
        "bytes": entry.size,
        "sha256": entry.sha256.hex(),
    }


def list_links(jurisdiction: str) -> tuple[Link, ...]:
    """The links that every list carries: the API's description, in words and for programs."""
    page = addresses.about(jurisdiction, g.jurisdiction.languages[0])
    kind = "application/vnd.oai.openapi+json"
    return (
        ("service-desc", addresses.data(jurisdiction, "api/v1/openapi.json"), {"type": kind}),
        ("service-doc", page, {"type": "text/html"}),
        (
            "alternate",
            addresses.data(jurisdiction, "releases.atom"),
            {"type": "application/atom+xml"},
        ),
    )


def release_links(issue: Issue, license: str) -> tuple[Link, ...]:
    """The links that everything of a release carries: what it is part of, and its license."""
    place, period = issue.jurisdiction, issue.period
    package = addresses.data(place, f"releases/{period}/datapackage.json")
    return (
        ("collection", addresses.release(place, period), {"type": "application/json"}),
        ("describedby", package, {"type": "application/json"}),
        ("license", addresses.license(license), {}),
    )


def _tables(
    issue: Issue, head: Mapping[str, Any], fixed: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    periods: Mapping[str, Sequence[str]] = head["tables"]
    for entry in fixed["tables"]:
        if entry["id"] in periods:
            place = issue.jurisdiction
            data = f"releases/{issue.period}/data/{entry['id']}"
            yield {
                **{key: entry[key] for key in ("id", "report", "measure", "unit", "level")},
                "dimensions": list(entry["dimensions"]),
                "title": entry["title"],
                "periods": list(periods[entry["id"]]),
                "rows": addresses.table(place, issue.period, entry["id"]),
                "csv": addresses.data(place, f"{data}.csv"),
                "json": addresses.data(place, f"{data}.json"),
                "chart": addresses.chart(place, issue.period, entry["id"], "svg"),
            }
