"""The form of choosing whom to be."""

from intake.web.foundation.forms.base import Required, StaffForm, TypedLine
from intake.web.foundation.languages import lazy_gettext


class LookAroundForm(StaffForm):
    """Whose button was pressed, by address."""

    person = TypedLine("", [Required(lazy_gettext("Choose who you want to be."))])
