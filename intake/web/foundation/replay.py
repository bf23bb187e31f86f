"""What a refused post carried, so that its page can show it again and nobody's writing is lost.

A view says which fields its form has. Whatever else was posted is never repeated: a page shows
nobody words that its form did not ask for.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

from flask import current_app, request
from wtforms import Form
from wtforms.fields.core import UnboundField

from intake.bedrock.characters import is_blank, is_whole
from intake.web.foundation.csrf import FIELD

View = TypeVar("View", bound=Callable[..., Any])
Names = Callable[..., Iterable[str]]
"""Names of fields, from the values of the address."""
MARK = "own_fields"
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


def repeats(*told: type[Form] | Names | str) -> Callable[[View], View]:
    """Mark a view with the fields of its form: the form's class, names, or what finds them."""

    def mark(view: View) -> View:
        setattr(view, MARK, told)
        return view

    return mark


def own_fields() -> frozenset[str]:
    """The names of the fields that the form at this address has; none where its view has none."""
    view = current_app.view_functions.get(request.endpoint or "")
    found: set[str] = set()
    for one in getattr(view, MARK, ()):
        if isinstance(one, str):
            found.add(one)
        elif isinstance(one, type):
            found |= _names_of(one)
        else:
            found |= set(one(**(request.view_args or {})))
    return frozenset(found - SECRET_FIELDS)


def _names_of(form: type) -> set[str]:
    return {name for name in dir(form) if isinstance(getattr(form, name), UnboundField)}


def typed_fields() -> tuple[TypedField, ...]:
    """The form's own fields as posted, in their order, without tokens, codes and passwords."""
    own = own_fields()
    return tuple(
        TypedField(name, value, _to_be_seen(value))
        for name, value in request.form.items(multi=True)
        if name in own
    )


def typed_words() -> tuple[TypedField, ...]:
    """The posted fields that somebody may want to copy: those with words in them."""
    return tuple(field for field in typed_fields() if field.has_words)


def _to_be_seen(value: str) -> bool:
    """Whether a value is shown: it is long, or not all of it could be read."""
    return len(value) > LONG_CHARACTERS or "\n" in value or not is_whole(value)
