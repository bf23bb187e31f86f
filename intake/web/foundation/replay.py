"""What a refused post carried, so that its page can show it again and nobody's writing is lost."""

from typing import NamedTuple

from flask import request

from intake.bedrock.characters import is_blank, is_whole
from intake.web.foundation.csrf import FIELD

LONG_CHARACTERS = 80
SECRET_FIELDS = frozenset(
    {
        FIELD,
        "password",
        "password_again",
        "new_password",
        "code",
        "totp",
        "recovery_key",
        "first_group",
        "second_group",
    }
)
"""Fields that no page ever shows or sends again."""


HIDDEN_FIELDS = frozenset({"edition", "go", "k", "check"})
"""Fields that carry no words: they are sent again, and never shown."""


class TypedField(NamedTuple):
    """One posted value; a long one is shown to be copied, a short one is only sent again."""

    name: str
    value: str
    is_long: bool

    @property
    def has_words(self) -> bool:
        """Whether somebody may want to copy it."""
        return not is_blank(self.value) and self.name not in HIDDEN_FIELDS


def typed_fields() -> tuple[TypedField, ...]:
    """The posted fields in their order, without tokens, codes and passwords."""
    return tuple(
        TypedField(name, value, _to_be_seen(value))
        for name, value in request.form.items(multi=True)
        if name not in SECRET_FIELDS
    )


def typed_words() -> tuple[TypedField, ...]:
    """The posted fields that somebody may want to copy: those with words in them."""
    return tuple(field for field in typed_fields() if field.has_words)


def _to_be_seen(value: str) -> bool:
    """Whether a value is shown: it is long, or not all of it could be read."""
    return len(value) > LONG_CHARACTERS or "\n" in value or not is_whole(value)
