"""Every test of the residents' pages again, under the residents' role."""

# ruff: noqa: F403
from __future__ import annotations

import pytest

from tests.web.resident.test_days import *
from tests.web.resident.test_follow import *
from tests.web.resident.test_going_back import *
from tests.web.resident.test_keeping import *
from tests.web.resident.test_move import *
from tests.web.resident.test_pages import *
from tests.web.resident.test_shared_browser import *
from tests.web.resident.test_walk import *

pytestmark = [pytest.mark.prove, pytest.mark.postgres]
