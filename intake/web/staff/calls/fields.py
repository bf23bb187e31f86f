"""The fields of a clerk's page beside the questionnaire's: employers, place, account, person."""

from __future__ import annotations

from intake.accounts.addresses import MOST_CHARACTERS
from intake.complaints.typed_text import ANSWER_LIMIT
from intake.complaints.vocabulary import ComplainantRole, IdentityMode
from intake.questions.questionnaire import QuestionText
from intake.rules.jurisdiction import Jurisdiction
from intake.web.foundation.forms.agencies import KIND, NO_AGENCY, UNSURE
from intake.web.foundation.forms.base import AddressLine, TypedLine, TypedText
from intake.web.foundation.forms.choices import ListChoice, ManyChoices, OneChoice
from intake.web.foundation.forms.questions import Fields
from intake.web.foundation.labels import label
from intake.web.foundation.languages import lazy_gettext
from intake.web.foundation.rendering import in_request_language
from intake.web.foundation.services import services

SAFE_CONTACT = "common.safe_contact"


def agency_fields(place: Jurisdiction) -> Fields:
    """Whose official it was: chosen from the list, or typed."""
    language = in_request_language()
    kinds = services().questionnaire.text(KIND, language).options
    return {
        "agencies": ManyChoices(
            lazy_gettext("Which agencies is it about?"),
            choices=[(one.id, one.name.in_(language)) for one in place.agencies.values()],
            description=lazy_gettext("Choose every agency that was involved."),
        ),
        "other_agency": TypedLine(lazy_gettext("Another agency, not on this list")),
        "other_kind": ListChoice(
            lazy_gettext("What type of agency is that?"),
            choices=[(kind, kinds[kind]) for kind in kinds if kind not in {NO_AGENCY, UNSURE}],
        ),
    }


def place_fields(place: Jurisdiction) -> Fields:
    """Where it happened, chosen from the list."""
    language = in_request_language()
    return {
        "place_id": ListChoice(
            lazy_gettext("Place, if it is one of these"),
            choices=[(one.id, one.name.in_(language)) for one in place.facilities.values()],
        )
    }


def account_fields() -> Fields:
    """The account itself."""
    return {
        "words": TypedText(
            lazy_gettext("What the person tells you"),
            limit=services().settings.limits.narrative_characters,
            description=lazy_gettext(
                "Write it in the person's own words and language, as far as you can. This "
                "alone is enough."
            ),
            render_kw={"rows": 14},
        )
    }


def person_fields(place: Jurisdiction) -> Fields:
    """Who tells it, how to reach them, and who must not see it."""
    language = in_request_language()
    safe = services().questionnaire.text(SAFE_CONTACT, language)
    return {
        "mode": OneChoice(
            lazy_gettext("Does the person want to give a name?"),
            choices=[(mode.value, label(mode)) for mode in IdentityMode],
            description=lazy_gettext(
                "Tell the person that a code alone is enough. Without a name, a lost code "
                "can't be replaced, and any name typed below is deleted."
            ),
        ),
        "role": OneChoice(
            lazy_gettext("How is the person connected to what happened?"),
            choices=[(role.value, label(role)) for role in ComplainantRole],
        ),
        "keep_from": ManyChoices(
            lazy_gettext("Is there an office that must not see the complaint?"),
            choices=[(one.id, one.name.in_(language)) for one in place.entities.values()],
            description=lazy_gettext(
                "Always ask this. The complaint is then locked so that the office can't open it."
            ),
        ),
        "keep_from_names": TypedText(
            lazy_gettext("Is there a person who must not see it?"),
            limit=ANSWER_LIMIT,
            description=lazy_gettext("Write one name per line."),
            render_kw={"rows": 2},
        ),
        **_contact_fields(safe),
    }


def _contact_fields(safe: QuestionText) -> Fields:
    return {
        "name": TypedLine(lazy_gettext("Name of the person who is filing")),
        "contact": TypedLine(
            lazy_gettext("Phone, email, or mailing address"),
            between=", ",
            description=lazy_gettext("Only if the person wants to be contacted this way."),
        ),
        "safe_contact": TypedText(
            safe.label, limit=ANSWER_LIMIT, description=safe.hint, render_kw={"rows": 2}
        ),
        "affected_name": TypedLine(
            lazy_gettext("Name of the person it happened to, if it is someone else"),
            description=lazy_gettext("Only if that person would want this office to know it."),
        ),
        "update_email": AddressLine(
            lazy_gettext("Email address for short updates"),
            limit=MOST_CHARACTERS,
            description=lazy_gettext(
                "The notice says only that there is an update. It shows that the person "
                "uses this service."
            ),
            render_kw={"inputmode": "email", "type": "email"},
        ),
    }
