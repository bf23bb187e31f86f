"""Words for why a unit can read a case, and for what it can open of it."""

from intake.cases.access import AccessKind
from intake.texts.marking import marked as _
from intake.vault.keys import KeyLetter
from intake.web.words.tables import Words

WORDS: Words = {
    AccessKind: {
        AccessKind.HOLDS: _("Works on the case"),
        AccessKind.MONITORS: _("Monitors how the case is handled"),
        AccessKind.COPY: _("Gets a copy"),
        AccessKind.APPROVE_FINDINGS: _("Second person: approves the findings"),
        AccessKind.DECIDE_APPEAL: _("Second person: decides the appeal"),
        AccessKind.CONFIRM_WITHDRAWAL: _("Second person: confirms a withdrawal"),
        AccessKind.CLOSE_WITHOUT_FINDING: _("Second person: closes without a finding"),
    },
    KeyLetter: {
        KeyLetter.CONTENT: _("What was reported: the account and the answers"),
        KeyLetter.IDENTITY: _("Who filed it, and how to contact them"),
        KeyLetter.THREAD: _("Messages and letters"),
        KeyLetter.CASE: _("Notes, reasons, and names of officials"),
        KeyLetter.TAG: _("The complaint's entries in the public log"),
    },
}
