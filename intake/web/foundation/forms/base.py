"""Bases of all forms: texts as typed, limits that say by how much, and a token on every form."""

from functools import partial
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Form
from wtforms.fields import Field, StringField, TextAreaField
from wtforms.validators import StopValidation

from intake.accounts.addresses import checked_address
from intake.accounts.errors import AddressMalformed
from intake.bedrock.characters import LINE_ENDS, REPLACEMENT, has_line_end, is_blank, on_one_line
from intake.complaints.typed_text import LINE_LIMIT, TextFault, TextProblem, text_problem
from intake.texts.marking import marked
from intake.web.foundation.csrf import FIELD, ResidentCSRF
from intake.web.foundation.languages import gettext, ngettext, translations
from intake.web.foundation.rendering import whole_number


class FormTexts:
    """What WTForms asks for its own messages, answered from our catalogue."""

    def gettext(self, text: str) -> str:
        """A message of WTForms in the reader's language."""
        return translations().ugettext(text)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """A message of WTForms that counts."""
        return translations().ungettext(singular, plural, number)


_TEXTS = FormTexts()
_OF_WTFORMS = (
    marked("This field is required."),
    marked("Not a valid choice."),
    marked("Not a valid integer value."),
    marked("Invalid input."),
)
"""Messages that WTForms itself may show, listed so that the extraction finds them."""


class ResidentForm(Form):
    """A form for residents: its token hangs on the resident's cookie, not on a Flask session.

    In the view: `form = StepForm(request.form if request.method == "POST" else None, data=…)`;
    in the template: `{% call post(form) %}`, which prints `form.csrf_token`.
    """

    class Meta:
        """The settings WTForms reads."""

        csrf = True
        csrf_class = ResidentCSRF
        csrf_field_name = FIELD

        def get_translations(self, form: Form) -> FormTexts:
            """Our catalogue, whatever locales WTForms would look for."""
            return _TEXTS


class StaffForm(FlaskForm):
    """A form for staff: Flask-WTF, its token in the Flask session that only /staff has."""

    class Meta(FlaskForm.Meta):
        """The settings WTForms reads."""

        def get_translations(self, form: Form) -> FormTexts:
            """Our catalogue, whatever locales WTForms would look for."""
            return _TEXTS


class TextAsTyped:
    """Validator: any Unicode, save what no database and no mail can carry, up to a limit.

    Counts characters after line ends are made `\\n`, as the browser's own count does.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, form: Form, field: Field) -> None:
        """Raises StopValidation with words that say what to mend, and by how much."""
        problem = text_problem(field.data or "", limit=self.limit)
        if problem is not None:
            raise StopValidation(text_words(problem, limit=self.limit))


class Required:
    """Validator: something has to be there; `message` says what, in the page's own words."""

    field_flags: dict[str, Any] = {}

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:
        """Raises StopValidation, so that an empty field gets one message, not two."""
        if not field.data or (isinstance(field.data, str) and is_blank(field.data)):
            raise StopValidation(str(self.message))


def unified_lines(text: str | None) -> str:
    """Line ends as `\\n` alone; a browser sends `\\r\\n` for what the person typed as one."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


def nothing_if_blank(text: str | None) -> str:
    """The text, or none where nothing of it can be seen: such a field was not filled in."""
    return "" if text is None or is_blank(text) else text


class OneLine:
    """Validator: the text has one line. A browser takes line ends out of such a field, but only
    some of them, and whoever posts without a browser sends what they like."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raises StopValidation; the field shows the lines joined, to be looked at."""
        if has_line_end(field.data or ""):
            raise StopValidation(
                gettext("Put this on one line. We joined the lines. Check that it is still right.")
            )


class TypedLine(StringField):
    """One line of text, kept as typed, up to `limit` characters.

    With `between`, lines that were pasted are joined by it; else they are refused.
    """

    def __init__(
        self,
        label: Any = None,
        validators: Any = (),
        *,
        limit: int = LINE_LIMIT,
        between: str | None = None,
        **options: Any,
    ) -> None:
        super().__init__(
            label,
            [*validators, TextAsTyped(limit), OneLine()],
            filters=(nothing_if_blank, partial(_pasted_line, between=between)),
            **options,
        )

    def _value(self) -> str:
        return on_one_line(self.data or "")


def _pasted_line(text: str, *, between: str | None) -> str:
    """The text without the line ends around it, which come along with what is pasted."""
    return text.strip(LINE_ENDS) if between is None else on_one_line(text, between=between)


class TypedText(TextAreaField):
    """Text of any number of lines, kept as typed, up to `limit` characters."""

    def __init__(
        self, label: Any = None, validators: Any = (), *, limit: int, **options: Any
    ) -> None:
        super().__init__(
            label,
            [*validators, TextAsTyped(limit)],
            filters=(unified_lines, nothing_if_blank),
            **options,
        )


class AddressLine(TypedLine):
    """An email address that our own mail adapter can write to; empty where none is wished."""

    def pre_validate(self, form: Form) -> None:
        """Refuse what no email can be sent to."""
        if not self.data:
            return
        try:
            checked_address(self.data)
        except AddressMalformed:
            raise StopValidation(
                gettext("Enter an email address like name@example.com, or leave this blank.")
            ) from None


def text_words(problem: TextProblem, *, limit: int) -> str:
    """What a page says about a text that cannot be kept as it is; `limit` in characters."""
    if problem.fault is TextFault.NUL:
        return gettext("Take out the character that cannot be saved (a null character).")
    if problem.fault is TextFault.SURROGATE:
        return gettext(
            "We could not read part of this. Type it again where you see “%(sign)s”.",
            sign=REPLACEMENT,
        )
    return ngettext(
        "Shorten this by %(num)s character. The limit is %(limit)s. Nothing was cut off.",
        "Shorten this by %(num)s characters. The limit is %(limit)s. Nothing was cut off.",
        problem.excess,
        limit=whole_number(limit),
    )
