"""Tables of words: for each enum, the English text of each of its codes."""

from intake.web.words import (
    cases,
    complaints,
    events,
    people,
    places,
    publishing,
    reasons,
    record,
    refusals,
    urgency,
)
from intake.web.words.tables import Words

WORDS: Words = {
    **places.WORDS,
    **complaints.WORDS,
    **people.WORDS,
    **cases.WORDS,
    **events.WORDS,
    **urgency.WORDS,
    **reasons.WORDS,
    **record.WORDS,
    **refusals.WORDS,
    **publishing.WORDS,
}
"""What staff and public pages say: the terms of the field."""

PLAIN_WORDS: Words = cases.PLAIN_WORDS
"""What residents read in place of the terms of the field, where the two differ."""
