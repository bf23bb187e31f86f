"""What filing is measured against checks a post as the product does, whatever moves there."""

from __future__ import annotations

import pytest

from bench.bare import make_bare
from intake.settings import Settings
from intake.web.foundation.csrf import CsrfRefused
from tests.web.installs import make_services


def test_the_bare_application_asks_for_a_token(settings: Settings) -> None:
    bare = make_bare(make_services(settings))
    bare.testing = True
    with pytest.raises(CsrfRefused):
        bare.test_client().post("/saguaro-city/en/p/8", data={"words": "x"})
