"""Why a file of past counts is refused, and how what stands in it is quoted."""

from intake.bedrock.problems import Invalid

LONGEST = 60


class CountsInvalid(Invalid):
    """A file of past counts has faults; the place of each is a line, a cell or a quarter."""


def quoted(text: str) -> str:
    """What stands in a cell, shortened, with nothing that a terminal would obey."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in text)
    return repr(shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…")
