"""What the wish to stay unnamed does to what is kept, by whichever door the words come in."""

from __future__ import annotations

from dataclasses import replace

from intake.complaints.unsent import Unsent
from intake.complaints.vocabulary import IdentityMode

SHARE_NAME = "common.share_name"
"""The question whether the officials complained of may be told the name."""


def as_wished(unsent: Unsent) -> Unsent:
    """The same complaint without what the complainant does not want kept; pure.

    Who files without a name has no name, no contact and no hours to be reached at. Who does not
    let the name out of the office has no answer to whether it may be shared.
    """
    identity, content = unsent.identity, unsent.content
    if identity.mode is IdentityMode.ANONYMOUS:
        identity = replace(identity, name="", contact="", safe_contact="")
    if identity.mode is not IdentityMode.IDENTIFIED and SHARE_NAME in content.answers:
        content = content.with_answers(frozenset({SHARE_NAME}), {})
    return replace(unsent, identity=identity, content=content)
