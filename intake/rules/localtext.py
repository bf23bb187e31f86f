"""A text in every language of its jurisdiction."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from intake.bedrock.characters import is_blank

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class LocalText:
    """The same words in several languages, by BCP 47 tag; English is always there."""

    by_language: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_language", MappingProxyType(dict(self.by_language)))

    def __reduce__(self) -> tuple[type["LocalText"], tuple[dict[str, str]]]:
        return (LocalText, (dict(self.by_language),))

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.by_language.items())))

    def in_(self, language: str) -> str:
        """The words in `language`, else in its base language, else in English."""
        base = language.partition("-")[0]
        for tag in (language, base, FALLBACK):
            if tag in self.by_language:
                return self.by_language[tag]
        return next(iter(self.by_language.values()), "")

    def has(self, language: str) -> bool:
        """Whether there are words of its own for this language."""
        return not is_blank(self.by_language.get(language, ""))

    def values(self) -> tuple[str, ...]:
        """The words in all languages, in the order of their tags."""
        return tuple(self.by_language[tag] for tag in sorted(self.by_language))
