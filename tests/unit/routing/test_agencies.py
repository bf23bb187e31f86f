"""A typed name finds the listed employer, and nothing is confirmed on a likeness."""

import pytest

from intake.routing import match_agency_anywhere, match_place
from intake.rules import Configuration, Jurisdiction


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("Saguaro City Police Department", "police", "police"),
        ("saguaro city  POLICE department", None, "police"),
        ("S.C.P.D.", "other", "police"),
        ("Departamento de Policia de Saguaro City", "police", "police"),
        ("Saguaro City Police Department", "jail", "police"),  # the name decides
        ("Saguaro City Jail", "jail", "holding-center"),
        ("Municipal Courthouse", "court", "municipal-court"),
        ("Municipal Courthouse", None, "municipal-court"),
        ("Municipal Courthouse", "sheriff", "not_confirmed"),  # its guard may be employed elsewhere
        ("Police Department", "police", "not_confirmed"),
        ("Saguaro City Police Department, north side", "police", "not_confirmed"),
        ("Some Other Town Police Department", "police", "not_confirmed"),
        ("", "police", "not_confirmed"),
        ("***", None, "not_confirmed"),
    ],
)
def test_an_employer_is_found_by_its_name(
    name: str, kind: str | None, found: str, saguaro: Jurisdiction, configuration: Configuration
) -> None:
    told = match_agency_anywhere(name, kind, home=saguaro, configuration=configuration)
    assert told == found


def test_an_employer_of_another_jurisdiction_comes_with_its_name(
    saguaro: Jurisdiction, configuration: Configuration
) -> None:
    def found(name: str) -> str:
        return match_agency_anywhere(name, None, home=saguaro, configuration=configuration)

    assert found("SCPD") == "police"
    assert found("Marisol County Jail") == "marisol-county/jail"
    assert found("Ocotillo DMV") == "state-of-ocotillo/motor-vehicles"
    assert found("nowhere") == "not_confirmed"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Cells of the Municipal Courthouse", "courthouse-cells"),
        ("courthouse HOLDING cells", "courthouse-cells"),
        ("Celdas del Tribunal Municipal", "courthouse-cells"),
        ("the corner of Fifth Street", None),
        ("", None),
    ],
)
def test_match_place(name: str, found: str | None, saguaro: Jurisdiction) -> None:
    assert match_place(name, saguaro) == found
