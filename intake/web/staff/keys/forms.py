"""Forms of unit keys: comparing words, typing a printed key."""

from wtforms.fields import BooleanField, HiddenField

from intake.web.foundation.forms.base import Required, StaffForm, TypedLine
from intake.web.foundation.languages import lazy_gettext

PRINTED_CHARACTERS = 200


class CompareForm(StaffForm):
    """The box a member ticks after comparing six words; `compared` names the key they are of."""

    compared = HiddenField()
    same = BooleanField(
        lazy_gettext("I compared the six words with this person, by voice or in person"),
        [Required(lazy_gettext("Compare the words, then check the box."))],
    )


class GroupsForm(StaffForm):
    """Two groups of the printed recovery key, typed back; labels are set by the view."""

    first_group = TypedLine(
        "",
        [Required(lazy_gettext("Enter this group from the printed page."))],
        limit=40,
        between=" ",
    )
    second_group = TypedLine(
        "",
        [Required(lazy_gettext("Enter this group from the printed page."))],
        limit=40,
        between=" ",
    )


class PrintedKeyForm(StaffForm):
    """The whole recovery key, typed from its printed page."""

    recovery_key = TypedLine(
        lazy_gettext("Recovery key"),
        [Required(lazy_gettext("Enter the recovery key from the printed page."))],
        limit=PRINTED_CHARACTERS,
        between=" ",
    )
