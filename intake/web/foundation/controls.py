"""The attributes that tie a control to its hint and its error, for the field macros."""

from collections.abc import Mapping

from wtforms.fields import Field


def described_by(field: Field) -> str:
    """The ids of the hint and the error of a field, for `aria-describedby`."""
    hint = f"{field.id}-hint" if field.description else ""
    error = f"{field.id}-error" if field.errors else ""
    return f"{hint} {error}".strip()


def attributes(field: Field, more: Mapping[str, object]) -> dict[str, object]:
    """The attributes of a control: `more`, then what ties it to its hint and error.

    Browsers keep nothing of what is typed unless a page asks for it: the device may be shared.
    """
    found: dict[str, object] = {"autocomplete": "off", "required": False, **more}
    if described := described_by(field):
        found["aria-describedby"] = described
    if field.errors:
        found["aria-invalid"] = "true"
    return found


def first_control(field: Field) -> str:
    """The id that a link in the summary of errors leads to: the first option of a group."""
    for option in field if hasattr(field, "iter_choices") and field.type != "SelectField" else ():
        return str(option.id)
    return str(field.id)
