"""What a complaint says besides its narrative: the answers, and who it is from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any

from intake.complaints.vocabulary import ComplainantRole, IdentityMode
from intake.vault.errors import UnknownFormat

VERSION = 1
AnswerValue = str | int | float | bool | tuple[str, ...]
_NO_ANSWERS: Mapping[str, AnswerValue] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAgency:
    """An employer as the complainant named it.

    Attributes:
        agency_id: the configuration's id where one was chosen from its list, else empty.
        name: the name as typed; empty where one was chosen.
        kind: what kind of body it is, as far as said: a code of the configuration, or empty.
        official: who it was, in the complainant's words.
    """

    agency_id: str = ""
    name: str = ""
    kind: str = ""
    official: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Situations, answers, employers and place. Sealed under the content key.

    Attributes:
        answers: by question id, the shared ones as ``common.<field>``.
        place_id: a facility of the configuration where one was chosen, else empty.
        place: the place as typed.
        language: the BCP 47 tag of the narrative.
        translation: the narrative in English, where someone who took it down rendered it.
        unknown: the pages where "I don't know any of this" was ticked.
        questionnaire_version: the questionnaire that the answers belong to.
    """

    situations: tuple[str, ...] = ()
    answers: Mapping[str, AnswerValue] = field(default_factory=lambda: _NO_ANSWERS)
    agencies: tuple[NamedAgency, ...] = ()
    place_id: str = ""
    place: str = ""
    language: str = ""
    translation: str = ""
    unknown: tuple[str, ...] = ()
    questionnaire_version: str = ""

    def with_answers(self, ids: frozenset[str], answers: Mapping[str, AnswerValue]) -> Content:
        """The same content with the questions `ids` answered anew; what is left out is empty."""
        kept = {key: value for key, value in self.answers.items() if key not in ids}
        return replace(self, answers=MappingProxyType({**kept, **answers}))

    def to_json(self) -> str:
        """The text that is sealed."""
        return _dump(
            {
                "situations": list(self.situations),
                "answers": {key: _plain(value) for key, value in self.answers.items()},
                "agencies": [asdict(agency) for agency in self.agencies],
                "place_id": self.place_id,
                "place": self.place,
                "language": self.language,
                "translation": self.translation,
                "unknown": list(self.unknown),
                "questionnaire_version": self.questionnaire_version,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Content:
        """Read sealed content back; raises UnknownFormat."""
        data = _load(text)
        try:
            return cls(
                situations=tuple(data["situations"]),
                answers=MappingProxyType(
                    {key: _frozen(value) for key, value in data["answers"].items()}
                ),
                agencies=tuple(NamedAgency(**agency) for agency in data["agencies"]),
                place_id=data["place_id"],
                place=data["place"],
                language=data["language"],
                translation=data["translation"],
                unknown=tuple(data["unknown"]),
                questionnaire_version=data["questionnaire_version"],
            )
        except (KeyError, TypeError, AttributeError):
            raise UnknownFormat("not the content of a complaint") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who tells it, and how to reach them. Sealed under the identity key.

    Attributes:
        mode: None until it was asked; filed as anonymous then.
        role: None until it was asked; filed as ``other`` then.
        affected_name: the person it happened to, where that is someone else.
        contact: telephone, e-mail or address, as typed.
        safe_contact: when and how it is safe, in the complainant's words.
        update_email: the address that "there is news" goes to, where wished.
        keep_from: bodies of the configuration that must not see it.
        keep_from_names: people or bodies who must not see it, as typed.
    """

    mode: IdentityMode | None = None
    role: ComplainantRole | None = None
    name: str = ""
    affected_name: str = ""
    contact: str = ""
    safe_contact: str = ""
    update_email: str = ""
    keep_from: tuple[str, ...] = ()
    keep_from_names: str = ""

    def to_json(self) -> str:
        """The text that is sealed."""
        return _dump(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Identity:
        """Read a sealed identity back; raises UnknownFormat."""
        data = _load(text)
        try:
            mode, role = data.pop("mode"), data.pop("role")
            return cls(
                mode=None if mode is None else IdentityMode(mode),
                role=None if role is None else ComplainantRole(role),
                keep_from=tuple(data.pop("keep_from")),
                **data,
            )
        except (KeyError, TypeError, ValueError):
            raise UnknownFormat("not the identity of a complainant") from None


def _dump(fields: Mapping[str, Any]) -> str:
    return json.dumps({"v": VERSION, **fields}, ensure_ascii=False, separators=(",", ":"))


def _load(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError:
        raise UnknownFormat("not JSON") from None
    if not isinstance(data, dict) or data.pop("v", None) != VERSION:
        raise UnknownFormat("another version of a complaint's content")
    return data


def _plain(value: AnswerValue) -> object:
    return list(value) if isinstance(value, tuple) else value


def _frozen(value: Any) -> AnswerValue:
    if isinstance(value, list):
        return tuple(value)
    if not isinstance(value, str | int | float | bool):
        raise TypeError("not an answer")
    return value
