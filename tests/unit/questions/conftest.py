"""The shipped questionnaire, and one fixed moment of assessment."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.questions import Questionnaire, load_questionnaire

ROOT = Path(__file__).resolve().parents[3]
AT = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    return load_questionnaire(ROOT / "config")


@pytest.fixture
def at() -> datetime:
    return AT
