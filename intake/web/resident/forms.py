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
        [Required(lazy_gettext("Enter your code."))],
        limit=CODE_FIELD_LIMIT,
        between=" ",
        description=lazy_gettext(
            "Your code has 25 letters and numbers in five groups. Spaces, dashes, and capital "
            "letters do not matter."
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
        lazy_gettext("Your message"),
        limit=MESSAGE_LIMIT,
        description=lazy_gettext(
            "Add information, answer a question, or ask one, in any language. Your message is "
            "locked, like your complaint."
        ),
        render_kw={"rows": 5},
    )
