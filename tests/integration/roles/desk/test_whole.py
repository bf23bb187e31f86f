"""Whole walks of staff pages, under the role of staff."""

# ruff: noqa: F403
from __future__ import annotations

import pytest

from tests.integration.cases.test_walk import *

pytestmark = [pytest.mark.prove, pytest.mark.postgres]
