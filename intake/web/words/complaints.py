"""Words for how a complaint came in, from whom, and for messages about it."""

from intake.complaints.vocabulary import (
    Channel,
    ComplainantRole,
    Direction,
    IdentityMode,
    MessageKind,
)
from intake.texts.marking import marked as _
from intake.web.words.tables import Words

WORDS: Words = {
    IdentityMode: {
        IdentityMode.IDENTIFIED: _("I will give my name"),
        IdentityMode.CONFIDENTIAL: _("Only the office will know my name"),
        IdentityMode.ANONYMOUS: _("I will not give my name"),
    },
    ComplainantRole: {
        ComplainantRole.AFFECTED: _("The person it happened to"),
        ComplainantRole.FAMILY: _("Family"),
        ComplainantRole.WITNESS: _("Witness"),
        ComplainantRole.ATTORNEY: _("Attorney"),
        ComplainantRole.ORGANIZATION: _("Organization"),
        ComplainantRole.EMPLOYEE: _("Public employee"),
        ComplainantRole.OTHER: _("Someone else"),
    },
    Channel: {
        Channel.WEB: _("Website"),
        Channel.PHONE: _("Phone"),
        Channel.MAIL: _("Mail"),
        Channel.EMAIL: _("Email"),
        Channel.IN_PERSON: _("In person"),
        Channel.PARTNER_ORG: _("Partner organization"),
    },
    Direction: {
        Direction.IN: _("From the complainant"),
        Direction.OUT: _("To the complainant"),
    },
    MessageKind: {
        MessageKind.MESSAGE: _("Message"),
        MessageKind.ACKNOWLEDGEMENT: _("Acknowledgment"),
        MessageKind.QUESTION: _("Question"),
        MessageKind.LETTER: _("Letter"),
    },
}
