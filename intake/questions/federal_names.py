"""Names of agencies that are federal immigration enforcement and so never a local employer."""

import re

_NAMES = (
    r"ice",
    r"cbp",
    r"ero",
    r"hsi",
    r"dhs",
    r"border patrol",
    r"immigration and customs enforcement",
    r"customs and border protection",
    r"homeland security investigations",
    r"department of homeland security",
)
_FEDERAL = re.compile(
    rf"(the )?(united states |u\.? ?s\.? |federal )?({'|'.join(_NAMES)})"
    r"( \((ice|cbp|ero|hsi|dhs)\))?"
    r"( (agents|officers|field office|office|station|sector|enforcement and removal operations))?"
)


def is_federal(name: str) -> bool:
    """Whether the whole of `name` is that of federal immigration enforcement."""
    words = " ".join(name.casefold().replace("&", "and").replace(",", " ").split())
    return bool(_FEDERAL.fullmatch(words))
