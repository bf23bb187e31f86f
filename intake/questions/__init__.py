"""Questionnaires as data; urgency and suggestions as pure functions."""

from intake.questions.assessment import Assessment, assess
from intake.questions.errors import QuestionnaireInvalid, RecordInvalid
from intake.questions.loading import load_questionnaire
from intake.questions.questionnaire import (
    AnswerValue,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionText,
    Situation,
)
from intake.questions.records import answers_from_record
from intake.questions.urgency import Urgency, UrgencyReason

__all__ = [
    "AnswerValue",
    "Assessment",
    "Question",
    "QuestionKind",
    "QuestionText",
    "Questionnaire",
    "QuestionnaireInvalid",
    "RecordInvalid",
    "Situation",
    "Urgency",
    "UrgencyReason",
    "answers_from_record",
    "assess",
    "load_questionnaire",
]
