"""Forms of managing people; the roles to choose from come from the configuration."""

from collections.abc import Iterable, Mapping

from wtforms.fields import SelectChoice, SelectField

from intake.accounts.directory import Person
from intake.accounts.people import Member
from intake.accounts.profiles import MOST_NAME_CHARACTERS
from intake.accounts.roles import Role
from intake.bedrock.keys import UnitKey
from intake.rules.problems import UnknownUnit
from intake.texts.catalogue import available_languages
from intake.texts.languages import own_name
from intake.web.foundation.forms.base import Required, StaffForm, TypedLine
from intake.web.foundation.forms.choices import ManyChoices
from intake.web.foundation.labels import label
from intake.web.foundation.languages import gettext, lazy_gettext
from intake.web.foundation.services import services
from intake.web.staff.team.names import unit_name


class AddUnitForm(StaffForm):
    """One more unit for somebody, with roles in it."""

    unit = SelectField(lazy_gettext("Unit"), [Required(lazy_gettext("Choose a unit."))])
    roles = ManyChoices(
        lazy_gettext("Roles in this unit"),
        [Required(lazy_gettext("Choose at least one role."))],
        choices=(),
    )


class InviteForm(StaffForm):
    """Somebody new: who, where, and the unit to begin in; more units come afterwards."""

    name = TypedLine(
        lazy_gettext("Name"),
        [Required(lazy_gettext("Enter the person's name."))],
        limit=MOST_NAME_CHARACTERS,
    )
    email = TypedLine(
        lazy_gettext("Email address"), [Required(lazy_gettext("Enter an email address."))]
    )
    language = SelectField(lazy_gettext("Language for their pages and emails"))
    unit = SelectField(lazy_gettext("Unit"), [Required(lazy_gettext("Choose a unit."))])
    roles = ManyChoices(
        lazy_gettext("Roles in this unit"),
        [Required(lazy_gettext("Choose at least one role."))],
        choices=(),
    )


class RolesForm(StaffForm):
    """Somebody's roles in one unit."""

    roles = ManyChoices(lazy_gettext("Roles"), choices=())


def invite_form(member: Member) -> InviteForm:
    """The form with the languages, units and roles that there are."""
    form = InviteForm()
    form.language.choices = [SelectChoice(tag, own_name(tag)) for tag in available_languages()]
    form.unit.choices = _unit_choices(member)
    form.roles.choices = _role_choices(Role)
    return form


def add_unit_form(member: Member, *, blank: bool = False) -> AddUnitForm:
    """The form for one more unit; `blank` leaves out what was posted to another form."""
    form = AddUnitForm(formdata=None) if blank else AddUnitForm()
    form.unit.choices = _unit_choices(member)
    form.roles.choices = _role_choices(Role)
    return form


def roles_forms(member: Member, person: Person, *, blank: bool = False) -> Mapping[str, RolesForm]:
    """One form for each of the person's units that this administrator looks after."""
    forms = {}
    for unit, held in person.roles.items():
        if member.administers(UnitKey(unit).place):
            options: dict[str, object] = {"formdata": None} if blank else {}
            form = RolesForm(**options, data={"roles": [role.value for role in held]})
            form.roles.label.text = unit_name(unit)
            form.roles.id = f"roles-{unit.replace('/', '-').replace('*', 'administration')}"
            form.roles.choices = _role_choices(_roles_in(unit) | held)
            forms[unit] = form
    return forms


def chosen(values: list[str] | None) -> frozenset[Role]:
    """The roles that were ticked; the field has refused all others."""
    return frozenset(Role(value) for value in values or ())


def _unit_choices(member: Member) -> list[SelectChoice]:
    places = services().configuration.jurisdictions.values()
    mine = [place for place in places if member.administers(place.slug)]
    units = [unit.key for place in mine for unit in place.units()]
    units += [UnitKey.administration(place.slug) for place in mine]
    named = (SelectChoice(unit, unit_name(unit)) for unit in units)
    return [SelectChoice("", gettext("Choose one")), *named]


def _role_choices(roles: Iterable[Role]) -> list[SelectChoice]:
    wanted = frozenset(roles)
    return [SelectChoice(role.value, label(role)) for role in Role if role in wanted]


def _roles_in(unit: str) -> frozenset[Role]:
    if UnitKey(unit).is_administration:
        return frozenset({Role.ADMINISTRATOR})
    try:
        return frozenset(services().configuration.unit(unit).roles)
    except UnknownUnit:
        return frozenset()
