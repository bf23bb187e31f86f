"""The pages on what happened: situations, and the words of the person who tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import g

from intake.complaints.unsent import Unsent
from intake.questions.questionnaire import SITUATIONS
from intake.web.foundation.forms.base import TypedText
from intake.web.foundation.forms.questions import Fields, field_name, fields_of
from intake.web.foundation.languages import lazy_gettext
from intake.web.foundation.services import services
from intake.web.resident.pages.base import Page
from intake.web.resident.steps import Step

NARRATIVE = "words"


class WhatPage(Page):
    """Everyday situations, and whether someone is held now."""

    step = Step.WHAT
    template = "resident/what.html"
    asks = "what_happened"
    own = frozenset({SITUATIONS})

    def more_fields(self, unsent: Unsent | None) -> Fields:
        """The situations: kept beside the answers, as what opens the rules' questions."""
        questionnaire = services().questionnaire
        return fields_of(questionnaire, (questionnaire.question(SITUATIONS),), g.language)

    def more_data(self, unsent: Unsent) -> dict[str, object]:
        """The situations chosen before."""
        return {field_name(SITUATIONS): list(unsent.content.situations)}

    def more_change(self, form: Any, unsent: Unsent) -> Unsent:
        """Keep the situations chosen."""
        situations = tuple(form[field_name(SITUATIONS)].data or ())
        return replace(unsent, content=replace(unsent.content, situations=situations))


class WordsPage(Page):
    """The account itself; alone it is enough."""

    step = Step.WORDS
    template = "resident/words.html"

    def more_context(self) -> Mapping[str, object]:
        """How long the account may be."""
        return {"limit": services().settings.limits.narrative_characters}

    def more_fields(self, unsent: Unsent | None) -> Fields:
        """One field, as long as anybody needs it."""
        limit = services().settings.limits.narrative_characters
        return {
            NARRATIVE: TypedText(
                lazy_gettext("Tell us in your own words"),
                limit=limit,
                description=lazy_gettext(
                    "Use any language. Write the way you would tell a friend. It does not have "
                    "to be complete or in order. You can change it until you send it."
                ),
                render_kw={"rows": 12},
            )
        }

    def more_data(self, unsent: Unsent) -> dict[str, object]:
        """What was written before."""
        return {NARRATIVE: unsent.narrative}

    def more_change(self, form: Any, unsent: Unsent) -> Unsent:
        """Keep it, as written."""
        return replace(unsent, narrative=form[NARRATIVE].data)
