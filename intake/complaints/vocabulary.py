"""The closed words for how a complaint came in and from whom, and for what is written about it."""

from enum import StrEnum


class IdentityMode(StrEnum):
    """How much of the complainant's name is known, and to whom."""

    IDENTIFIED = "identified"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class ComplainantRole(StrEnum):
    """How the complainant stands to the person whom it happened to."""

    AFFECTED = "affected"
    FAMILY = "family"
    WITNESS = "witness"
    ATTORNEY = "attorney"
    ORGANIZATION = "organization"
    EMPLOYEE = "employee"
    OTHER = "other"


class Channel(StrEnum):
    """The door by which the complaint came in."""

    WEB = "web"
    PHONE = "phone"
    MAIL = "mail"
    EMAIL = "email"
    IN_PERSON = "in_person"
    PARTNER_ORG = "partner_org"


class Direction(StrEnum):
    """Who wrote a message: the complainant to the office, or the office to the complainant."""

    IN = "in"
    OUT = "out"


class MessageKind(StrEnum):
    """What kind of message it is."""

    MESSAGE = "message"
    ACKNOWLEDGEMENT = "acknowledgement"
    QUESTION = "question"
    LETTER = "letter"
