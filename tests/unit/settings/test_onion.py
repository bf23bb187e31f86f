"""The name of an onion service is taken only whole, and only as a second door."""

from pathlib import Path

import pytest

from intake.settings import SettingsInvalid, load_settings
from intake.settings.onion import is_onion_name
from tests.fixtures.doors import ONION, USUAL_URL

TLS = {"INTAKE_BEHIND_TLS": "true", "INTAKE_PUBLIC_URL": USUAL_URL}
# Names that other people published: the encoding is Tor's, and not only our own.
PUBLISHED = (
    "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion",
    "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion",
)
OTHER_VERSION = "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyprozyc.onion"


def wrong(tmp_path: Path, **environ: str) -> list[str]:
    with pytest.raises(SettingsInvalid) as caught:
        load_settings({"INTAKE_DATA": str(tmp_path), **environ})
    return [f"{problem.key} {problem.wrong}" for problem in caught.value.problems]


@pytest.mark.parametrize("name", [ONION, *PUBLISHED])
def test_a_name_of_version_three_is_taken(name: str, tmp_path: Path) -> None:
    environ = {"INTAKE_DATA": str(tmp_path), "INTAKE_ONION_HOST": name}
    assert load_settings({**environ, **TLS}).onion_host == name


@pytest.mark.parametrize("at", range(56))
def test_no_single_letter_can_be_mistyped(at: int) -> None:
    other = "b" if ONION[at] != "b" else "c"
    assert not is_onion_name(f"{ONION[:at]}{other}{ONION[at + 1 :]}")


@pytest.mark.parametrize(
    "name",
    [
        ONION.upper(),
        ONION.removesuffix(".onion"),
        f"http://{ONION}",
        f"www.{ONION}",
        f"{ONION}.",
        f"{ONION}\n",
        f"{ONION}:80",
        f"a{ONION}",
        ONION[1:],
        "expyuzz4wqqyqhjn.onion",
        "complaints.city.gov",
    ],
)
def test_what_does_not_look_like_one_is_refused(name: str, tmp_path: Path) -> None:
    (found,) = wrong(tmp_path, INTAKE_ONION_HOST=name, **TLS)
    assert found == "onion_host is not the name of an onion service."


@pytest.mark.parametrize("name", [f"b{ONION[1:]}", OTHER_VERSION])
def test_a_wrong_checksum_and_another_version_are_refused(name: str, tmp_path: Path) -> None:
    (found,) = wrong(tmp_path, INTAKE_ONION_HOST=name, **TLS)
    assert found == "onion_host is mistyped: its last letters do not fit the others."


def test_it_is_a_second_door_and_never_the_only_one(tmp_path: Path) -> None:
    (found,) = wrong(tmp_path, INTAKE_ONION_HOST=ONION)
    assert found.startswith("onion_host is set although")


def test_a_demonstration_has_none(tmp_path: Path) -> None:
    found = wrong(tmp_path, INTAKE_ONION_HOST=ONION, INTAKE_DEMONSTRATION="true")
    assert found == ["onion_host opens a demonstration to others."]


def test_leaving_never_leads_to_it(tmp_path: Path) -> None:
    found = wrong(tmp_path, INTAKE_ONION_HOST=ONION, INTAKE_LEAVE_URL=f"https://{ONION}/", **TLS)
    assert found == ["leave_url leads back to this service."]
