"""The pages on the person who tells it: how they want to be known, and how to reach them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import g

from intake.accounts.addresses import MOST_CHARACTERS
from intake.complaints.content import Identity
from intake.complaints.typed_text import ANSWER_LIMIT
from intake.complaints.unsent import SHARE_NAME, Unsent
from intake.complaints.vocabulary import ComplainantRole, IdentityMode
from intake.questions.questionnaire import Question
from intake.rules.jurisdiction import Jurisdiction
from intake.web.foundation.forms.base import AddressLine, TypedLine, TypedText
from intake.web.foundation.forms.choices import ManyChoices, OneChoice
from intake.web.foundation.forms.questions import Fields
from intake.web.foundation.languages import lazy_gettext
from intake.web.resident.pages.base import Page
from intake.web.resident.steps import Step

SAFE_CONTACT = "common.safe_contact"
ABOUT_HELD = frozenset({"common.name_to_jail", "common.name_to_lawyers"})
HELD = frozenset({"yes", "about_to_be_handed_over"})

MODES = {
    IdentityMode.IDENTIFIED: lazy_gettext("I will give my name"),
    IdentityMode.CONFIDENTIAL: lazy_gettext("Only the office that looks into it will know my name"),
    IdentityMode.ANONYMOUS: lazy_gettext("I will not give my name"),
}
MODE_HINTS = {
    IdentityMode.IDENTIFIED: lazy_gettext(
        "This helps us most, because we can call you with questions. We will share your name "
        "with the officials you complain about only if you allow it on the next page."
    ),
    IdentityMode.CONFIDENTIAL: lazy_gettext(
        "We will not share your name with the officials you complain about. But a court can "
        "order us to."
    ),
    IdentityMode.ANONYMOUS: lazy_gettext(
        "Not even we will know who you are. We can ask you questions only here, through your "
        "secret code. A lost code cannot be replaced. If you already typed your name, it will "
        "be deleted."
    ),
}
ROLES = {
    ComplainantRole.AFFECTED: lazy_gettext("It happened to me"),
    ComplainantRole.FAMILY: lazy_gettext("I am family or a friend of the person"),
    ComplainantRole.WITNESS: lazy_gettext("I saw it or know about it"),
    ComplainantRole.ATTORNEY: lazy_gettext("I am the person's attorney"),
    ComplainantRole.ORGANIZATION: lazy_gettext("I work or volunteer for an organization"),
    ComplainantRole.EMPLOYEE: lazy_gettext("I work for the office where it happened"),
    ComplainantRole.OTHER: lazy_gettext("Something else"),
}


class AboutPage(Page):
    """Name or no name, for oneself or another, and who must not see it."""

    step = Step.ABOUT
    template = "resident/about.html"

    def more_context(self) -> Mapping[str, object]:
        """What each way of telling us means."""
        return {"mode_hints": {mode.value: words for mode, words in MODE_HINTS.items()}}

    def more_fields(self, unsent: Unsent | None) -> Fields:
        """How to be known, what one has to do with it, and who is kept away."""
        place: Jurisdiction = g.jurisdiction
        return {
            "mode": OneChoice(
                lazy_gettext("Do you want to give your name?"),
                choices=[(mode.value, words) for mode, words in MODES.items()],
            ),
            "role": OneChoice(
                lazy_gettext("How are you connected to what happened?"),
                choices=[(role.value, words) for role, words in ROLES.items()],
            ),
            "keep_from": ManyChoices(
                lazy_gettext("Is there an office that must not see your complaint?"),
                choices=[(one.id, one.name.in_(g.language)) for one in place.entities.values()],
                description=lazy_gettext(
                    "Choose an office if you do not trust it with your complaint. We will lock "
                    "your complaint so that this office cannot open it, and another office will "
                    "get it."
                ),
            ),
            "keep_from_names": TypedText(
                lazy_gettext("Is there a person who must not see it?"),
                limit=ANSWER_LIMIT,
                description=lazy_gettext("Write one name per line."),
                render_kw={"rows": 2},
            ),
        }

    def more_data(self, unsent: Unsent) -> dict[str, object]:
        """What was chosen before."""
        identity = unsent.identity
        return {
            "mode": identity.mode.value if identity.mode else None,
            "role": identity.role.value if identity.role else None,
            "keep_from": list(identity.keep_from),
            "keep_from_names": identity.keep_from_names,
        }

    def more_change(self, form: Any, unsent: Unsent) -> Unsent:
        """Keep the choices."""
        mode, role = form["mode"].data, form["role"].data
        identity = replace(
            unsent.identity,
            mode=IdentityMode(mode) if mode else None,
            role=ComplainantRole(role) if role else None,
            keep_from=tuple(form["keep_from"].data or ()),
            keep_from_names=form["keep_from_names"].data,
        )
        return replace(unsent, identity=identity)


class ReachPage(Page):
    """Name and contact as far as wanted, and what may be said to whom."""

    step = Step.REACH
    template = "resident/reach.html"
    asks = "contact"
    own = frozenset({SAFE_CONTACT})

    def questions(self, unsent: Unsent | None) -> tuple[Question, ...]:
        """Only what can apply: no sharing of a name that nobody gives, nobody held, no jail."""
        identity = unsent.identity if unsent else Identity()
        held = unsent.content.answers.get("common.held_now") if unsent else None
        hidden = set() if held in HELD else set(ABOUT_HELD)
        if identity.mode is not IdentityMode.IDENTIFIED:
            hidden.add(SHARE_NAME)
        return tuple(one for one in super().questions(unsent) if one.id not in hidden)

    def more_fields(self, unsent: Unsent | None) -> Fields:
        """Who gives no name is not asked for one."""
        identity = unsent.identity if unsent else Identity()
        safe = self.texts()[SAFE_CONTACT]
        found: Fields = {}
        if identity.mode is not IdentityMode.ANONYMOUS:
            found["name"] = TypedLine(lazy_gettext("Your name"))
            found["contact"] = TypedLine(
                lazy_gettext("Phone, email, or mailing address"),
                between=", ",
                description=lazy_gettext("Fill this in only if you want us to reach you this way."),
            )
            found["safe_contact"] = TypedText(
                safe.label, limit=ANSWER_LIMIT, description=safe.hint, render_kw={"rows": 2}
            )
        if identity.role is not ComplainantRole.AFFECTED:
            found["affected_name"] = TypedLine(
                lazy_gettext("Name of the person it happened to"),
                description=lazy_gettext("Fill this in only if that person would want us to know."),
            )
        found["update_email"] = AddressLine(
            lazy_gettext("Email address for short updates"),
            limit=MOST_CHARACTERS,
            description=lazy_gettext(
                "Leave this blank if someone else can read your email. The email says only that "
                "you have an update and can read it with your code. It shows that you use this "
                "site."
            ),
            render_kw={"inputmode": "email", "type": "email"},
        )
        return found

    def more_data(self, unsent: Unsent) -> dict[str, object]:
        """What was typed before."""
        identity = unsent.identity
        return {
            "name": identity.name,
            "contact": identity.contact,
            "safe_contact": identity.safe_contact,
            "affected_name": identity.affected_name,
            "update_email": identity.update_email,
        }

    def more_change(self, form: Any, unsent: Unsent) -> Unsent:
        """Keep what was typed; a field that was not shown keeps what it had."""
        typed = {
            name: form[name].data.strip() if name == "update_email" else form[name].data
            for name in self.more_data(unsent)
            if name in form
        }
        return replace(unsent, identity=replace(unsent.identity, **typed))
