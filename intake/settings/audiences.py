"""The audiences of the pages; each can have a process, a host and a database role of its own."""

from enum import StrEnum


class Audience(StrEnum):
    """Who a page is for."""

    PUBLIC = "public"
    RESIDENT = "resident"
    STAFF = "staff"
