"""Named errors of the questionnaire and of records told elsewhere."""

from intake.bedrock.problems import Invalid


class QuestionnaireInvalid(Invalid):
    """The questionnaire files have faults."""


class UnknownQuestion(LookupError):
    """No question of the questionnaire has this id."""


class UnknownText(LookupError):
    """The questionnaire has no texts in this language."""


class RecordInvalid(Invalid):
    """A record cannot be read as answers; the place of each problem is the field.

    No value is quoted in a problem: it may be what a person told in confidence.
    """
