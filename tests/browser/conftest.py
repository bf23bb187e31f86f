"""An install behind a loopback address, and people at browsers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from tests.browser.serving import served
from tests.fixtures.standing import Standing


@pytest.fixture
def random() -> Callable[[int], bytes]:
    """Real chance: several threads of a server draw from it at once."""
    return os.urandom


@pytest.fixture
def address(standing: Standing) -> Iterator[str]:
    """Where the standing install of this test can be visited."""
    with served(standing.app) as found:
        yield found
