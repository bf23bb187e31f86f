"""Forms of signing in, joining and one's own account."""

from typing import Any

from wtforms.fields import BooleanField, HiddenField, PasswordField, SelectField
from wtforms.validators import StopValidation

from intake.accounts.errors import PasswordFault
from intake.accounts.passwords import FEWEST_CHARACTERS, MOST_CHARACTERS
from intake.web.foundation.forms.base import OneLine, Required, StaffForm, TextAsTyped, TypedLine
from intake.web.foundation.languages import gettext, lazy_gettext


class Secret(PasswordField):
    """A password field: never filled in again, refused when it cannot be a password at all."""

    def __init__(self, label: Any, message: Any, **options: Any) -> None:
        validators = [Required(message), TextAsTyped(MOST_CHARACTERS), OneLine()]
        super().__init__(label, validators, **options)


class SignInForm(StaffForm):
    """Address and password."""

    address = TypedLine(
        lazy_gettext("Email address"), [Required(lazy_gettext("Enter your email address."))]
    )
    password = Secret(lazy_gettext("Passphrase"), lazy_gettext("Enter your passphrase."))


class CodeForm(StaffForm):
    """A second-factor code."""

    code = TypedLine(
        lazy_gettext("Six-digit code"),
        [Required(lazy_gettext("Enter the code that your phone shows."))],
        limit=40,
    )


class SignOutForm(StaffForm):
    """Nothing but the token."""


class PassphraseForm(StaffForm):
    """A first passphrase, typed twice; `offered` is the one that the page made up."""

    offered = HiddenField()
    new_password = Secret(lazy_gettext("Your passphrase"), lazy_gettext("Enter a passphrase."))
    password_again = Secret(
        lazy_gettext("Enter the passphrase again"), lazy_gettext("Enter the passphrase again.")
    )

    def validate_password_again(self, field: PasswordField) -> None:
        """Refuse a slip of the finger."""
        if field.data != self.new_password.data:
            raise StopValidation(
                gettext("The two passphrases do not match. Enter the same one twice.")
            )


class ChangePassphraseForm(PassphraseForm):
    """Another passphrase; the present one is asked too."""

    password = Secret(
        lazy_gettext("Your current passphrase"), lazy_gettext("Enter your current passphrase.")
    )


class ConfirmForm(StaffForm):
    """The passphrase again."""

    password = Secret(lazy_gettext("Passphrase"), lazy_gettext("Enter your passphrase."))


class LanguageForm(StaffForm):
    """The language of a person's pages and mails; choices are set by the view."""

    language = SelectField(lazy_gettext("Language for your pages and emails"))


class ConsentForm(StaffForm):
    """One box to tick before something that cannot be undone."""

    sure = BooleanField(
        lazy_gettext("Yes, I'm sure"), [Required(lazy_gettext("Check the box to continue."))]
    )


def fault_words(fault: PasswordFault) -> str:
    """What a page says about a passphrase that is too easy to guess."""
    return {
        PasswordFault.TOO_SHORT: gettext(
            "Use at least %(count)s characters, or use the six words above.",
            count=FEWEST_CHARACTERS,
        ),
        PasswordFault.TOO_LONG: gettext("This passphrase is too long. Use a shorter one."),
        PasswordFault.TOO_UNIFORM: gettext(
            "This passphrase repeats the same few characters. Use the six words above, or "
            "different words."
        ),
        PasswordFault.HOLDS_NAME: gettext(
            "This passphrase is mostly your name or email address, which attackers try "
            "first. Use different words."
        ),
    }[fault]
