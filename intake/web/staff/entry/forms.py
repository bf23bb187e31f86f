"""Forms of signing in, joining and one's own account."""

from typing import Any

from wtforms.fields import BooleanField, HiddenField, PasswordField, SelectField
from wtforms.validators import StopValidation

from intake.accounts.errors import PasswordFault
from intake.accounts.passwords import FEWEST_CHARACTERS, MOST_CHARACTERS
from intake.web.foundation.forms.base import Required, StaffForm, TextAsTyped, TypedLine
from intake.web.foundation.languages import gettext, lazy_gettext


class Secret(PasswordField):
    """A password field: never filled in again, refused when it cannot be a password at all."""

    def __init__(self, label: Any, message: Any, **options: Any) -> None:
        validators = [Required(message), TextAsTyped(MOST_CHARACTERS)]
        super().__init__(label, validators, **options)


class SignInForm(StaffForm):
    """Address and password."""

    address = TypedLine(
        lazy_gettext("E-mail address"), [Required(lazy_gettext("Type your e-mail address."))]
    )
    password = Secret(lazy_gettext("Passphrase"), lazy_gettext("Type your passphrase."))


class CodeForm(StaffForm):
    """A second-factor code."""

    code = TypedLine(
        lazy_gettext("Six-digit code"),
        [Required(lazy_gettext("Type the code that your telephone shows."))],
        limit=40,
    )


class SignOutForm(StaffForm):
    """Nothing but the token."""


class PassphraseForm(StaffForm):
    """A first passphrase, typed twice; `offered` is the one that the page made up."""

    offered = HiddenField()
    new_password = Secret(lazy_gettext("Your passphrase"), lazy_gettext("Type a passphrase."))
    password_again = Secret(
        lazy_gettext("The same passphrase again"), lazy_gettext("Type the passphrase once more.")
    )

    def validate_password_again(self, field: PasswordField) -> None:
        """Refuse a slip of the finger."""
        if field.data != self.new_password.data:
            raise StopValidation(gettext("The two passphrases are not the same."))


class ChangePassphraseForm(PassphraseForm):
    """Another passphrase; the present one is asked too."""

    password = Secret(
        lazy_gettext("Your present passphrase"), lazy_gettext("Type your present passphrase.")
    )


class ConfirmForm(StaffForm):
    """The passphrase again."""

    password = Secret(lazy_gettext("Passphrase"), lazy_gettext("Type your passphrase."))


class LanguageForm(StaffForm):
    """The language of a person's pages and mails; choices are set by the view."""

    language = SelectField(lazy_gettext("Language of your pages and messages"))


class ConsentForm(StaffForm):
    """One box to tick before something that cannot be undone."""

    sure = BooleanField(
        lazy_gettext("Yes, do this"), [Required(lazy_gettext("Tick the box first."))]
    )


def fault_words(fault: PasswordFault) -> str:
    """What a page says about a passphrase that is too easy to guess."""
    return {
        PasswordFault.TOO_SHORT: gettext(
            "This is too short. Use at least %(count)s characters, or the six words offered above.",
            count=FEWEST_CHARACTERS,
        ),
        PasswordFault.TOO_LONG: gettext("This is too long."),
        PasswordFault.TOO_UNIFORM: gettext(
            "This repeats the same few characters. Use the six words offered above, or others."
        ),
        PasswordFault.HOLDS_NAME: gettext(
            "This is mostly your name or address, which is tried first. Use other words."
        ),
    }[fault]
