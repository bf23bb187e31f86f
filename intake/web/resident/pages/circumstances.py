"""The pages on when, where and who, and on the people and what shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import g

from intake.complaints.content import NamedAgency
from intake.complaints.unsent import Unsent
from intake.rules.jurisdiction import Jurisdiction
from intake.web.foundation.forms.agencies import (
    AGENCY,
    KIND,
    NO_AGENCY,
    UNSURE,
    agency_answers,
    named_agencies,
)
from intake.web.foundation.forms.base import TypedLine
from intake.web.foundation.forms.choices import ListChoice, ManyChoices
from intake.web.foundation.forms.questions import Fields
from intake.web.foundation.languages import lazy_gettext
from intake.web.resident.pages.base import Page
from intake.web.resident.steps import Step


class WherePage(Page):
    """When and where it happened, whose official it was, and whether federal agents were there."""

    step = Step.WHERE
    template = "resident/where.html"
    asks = "when_where_who"
    own = frozenset({AGENCY, KIND})
    may_be_unknown = True

    def more_fields(self, unsent: Unsent | None) -> Fields:
        """The offices of this place to choose from, one typed, and the places they run."""
        place: Jurisdiction = g.jurisdiction
        texts = self.texts()
        kinds = texts[KIND].options
        return {
            "agencies": ManyChoices(
                texts[AGENCY].label,
                choices=[(one.id, one.name.in_(g.language)) for one in place.agencies.values()],
                description=lazy_gettext("Choose all that were involved."),
            ),
            "other_agency": TypedLine(
                lazy_gettext("Another office, or one that is not on the list"),
                description=texts[AGENCY].hint,
            ),
            "other_kind": ListChoice(
                texts[KIND].label,
                choices=[(kind, kinds[kind]) for kind in kinds if kind not in {NO_AGENCY, UNSURE}],
            ),
            "place_id": ListChoice(
                lazy_gettext("Choose the place if you see it here"),
                choices=[(one.id, one.name.in_(g.language)) for one in place.facilities.values()],
            ),
        }

    def more_data(self, unsent: Unsent) -> dict[str, object]:
        """What was chosen and typed before."""
        typed = next((one for one in unsent.content.agencies if not one.agency_id), NamedAgency())
        return {
            "agencies": [one.agency_id for one in unsent.content.agencies if one.agency_id],
            "other_agency": typed.name,
            "other_kind": typed.kind,
            "place_id": unsent.content.place_id,
        }

    def more_change(self, form: Any, unsent: Unsent) -> Unsent:
        """Keep the offices and the place, and say both in the answers too."""
        place: Jurisdiction = g.jurisdiction
        agencies = named_agencies(
            form["agencies"].data or (),
            form["other_agency"].data,
            form["other_kind"].data or "",
            place=place,
        )
        content = unsent.content.with_answers(
            frozenset({AGENCY, KIND}), agency_answers(unsent, agencies, place=place)
        )
        content = replace(
            content,
            agencies=agencies,
            place_id=form["place_id"].data or "",
            place=str(content.answers.get("common.place", "")),
        )
        return replace(unsent, content=content)


class PeoplePage(Page):
    """Who it happened to, who saw it, what shows it, what should come of it."""

    step = Step.PEOPLE
    template = "resident/people.html"
    asks = "people"
    may_be_unknown = True
