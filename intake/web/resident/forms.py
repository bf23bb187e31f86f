"""The two forms of following: the code, and a message."""

from __future__ import annotations

from intake.complaints.typed_text import MESSAGE_LIMIT
from intake.web.foundation.forms.base import Required, ResidentForm, TypedLine, TypedText
from intake.web.foundation.languages import lazy_gettext

CODE_FIELD_LIMIT = 200


class CodeForm(ResidentForm):
    """The code, typed anyhow: blanks, dashes and small letters do not matter."""

    code = TypedLine(
        lazy_gettext("Your secret code"),
        [Required(lazy_gettext("Type your code."))],
        limit=CODE_FIELD_LIMIT,
        description=lazy_gettext(
            "25 letters and digits in five groups. Blanks, dashes, capital or small letters make "
            "no difference."
        ),
        render_kw={
            "class": "code",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "dir": "ltr",
        },
    )


class MessageForm(ResidentForm):
    """A message to the office."""

    text = TypedText(
        lazy_gettext("Write to the office"),
        limit=MESSAGE_LIMIT,
        description=lazy_gettext(
            "Add something, answer a question or ask one. In any language. It is locked like "
            "your complaint."
        ),
        render_kw={"rows": 5},
    )
