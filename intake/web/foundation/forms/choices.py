"""Fields to choose from: radios, checkboxes and a list, none of them obligatory by itself."""

from collections.abc import Iterable
from typing import Any

from wtforms import Form
from wtforms.fields import RadioField, SelectChoice, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from intake.web.foundation.languages import lazy_gettext

Options = Iterable[tuple[str, Any]]


def _options(options: Options) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in options]


class OneChoice(RadioField):
    """Radios of which none may be chosen: nothing here is obligatory unless a page says so."""

    def __init__(self, label: Any = None, validators: Any = (), *, choices: Options, **more: Any):
        super().__init__(label, list(validators), choices=_options(choices), **more)

    def pre_validate(self, form: Form) -> None:
        """Refuse only an answer that is none of the choices."""
        if self.data:
            super().pre_validate(form)


class ManyChoices(SelectMultipleField):
    """Checkboxes of which any number may be chosen."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, validators: Any = (), *, choices: Options, **more: Any):
        super().__init__(label, list(validators), choices=_options(choices), **more)


class ListChoice(SelectField):
    """A list to choose from, for more options than fit on a screen; the first line is empty."""

    def __init__(self, label: Any = None, validators: Any = (), *, choices: Options, **more: Any):
        options = (("", lazy_gettext("Choose one")), *choices)
        super().__init__(label, list(validators), choices=_options(options), **more)

    def pre_validate(self, form: Form) -> None:
        """Refuse only an answer that is none of the choices."""
        if self.data:
            super().pre_validate(form)
