"""Words for messages between complainant and office."""

from intake.complaints.vocabulary import Direction, MessageKind
from intake.texts.marking import marked as _
from intake.web.words.tables import Words

WORDS: Words = {
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
