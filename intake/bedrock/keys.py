"""Keys by which an install knows an office, an agency and a unit, put together and taken apart.

A key is text, and is stored and compared as text: `place/entity`, `place/agency`,
`place/entity/unit`. These values are that text and name its parts. The parts of a text that is no
key are names of nothing; who looks them up says so.
"""

from typing import ClassVar, Self

_BETWEEN = "/"
_ADMINISTRATION = "*"


class _Key(str):
    __slots__ = ()
    ids: ClassVar[int]

    @classmethod
    def within(cls, place: str, text: str) -> Self:
        """The key that a text of this jurisdiction means: its slug may be left out there."""
        left_out = bool(text) and text.count(_BETWEEN) == cls.ids - 2
        return cls(_BETWEEN.join((place, text)) if left_out else text)

    @property
    def place(self) -> str:
        """The slug of the jurisdiction."""
        return self.partition(_BETWEEN)[0]


class _OfPlace(_Key):
    __slots__ = ()
    ids = 2

    @classmethod
    def of(cls, place: str, own_id: str) -> Self:
        """The key of what has this id in this jurisdiction."""
        return cls(_BETWEEN.join((place, own_id)))

    @property
    def id(self) -> str:
        """The id in the jurisdiction; empty where the text is no key."""
        return self.partition(_BETWEEN)[2]


class EntityKey(_OfPlace):
    """The key of an oversight entity: `place/entity`."""

    __slots__ = ()


class AgencyKey(_OfPlace):
    """The key of an agency: `place/agency`."""

    __slots__ = ()


class UnitKey(_Key):
    """The key of a unit: `place/entity/unit`, or `place/*` for a jurisdiction's administration."""

    __slots__ = ()
    ids = 3

    @classmethod
    def of(cls, entity: str, own_id: str) -> Self:
        """The key of the unit that has this id in the entity with this key."""
        return cls(_BETWEEN.join((entity, own_id)))

    @classmethod
    def administration(cls, place: str) -> Self:
        """The unit in which a jurisdiction's administrators hold their role; it has no keys."""
        return cls.of(place, _ADMINISTRATION)

    @property
    def entity(self) -> EntityKey:
        """The key of the entity that the unit belongs to."""
        return EntityKey(self.rpartition(_BETWEEN)[0])

    @property
    def id(self) -> str:
        """The id of the unit in its entity."""
        return self.rpartition(_BETWEEN)[2]

    @property
    def is_administration(self) -> bool:
        """Whether it is a jurisdiction's administration."""
        return self.id == _ADMINISTRATION
