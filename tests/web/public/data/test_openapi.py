"""The description of the API is valid and complete, and the API does what it says."""

from collections.abc import Mapping
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

PREFIX = "/saguaro-city/data"
DOCUMENT = f"{PREFIX}/api/v1/openapi.json"
ENDPOINTS = {"data", "data_api", "data_embed", "data_feed"}
TABLE = "/api/v1/releases/{period}/tables/{table}"
KNOWN = {"period": ["2025Q4"], "table": ["cohort", "deadlines-ended", "rule-by-disposition-yearly"]}
FILES = ["deadlines-by-timing.csv", "cohort.json", "SHA256SUMS", "page-en.pdf"]
DIMENSIONS = {"rule": ["R1", "total"], "disposition": ["sustained", "total"]}


def document(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(DOCUMENT).json or {}
    return found


def test_the_description_is_valid(data: FlaskClient) -> None:
    whole = document(data)
    OpenAPIV31SpecValidator(whole).validate()
    del whole["info"]["title"]
    assert not OpenAPIV31SpecValidator(whole).is_valid()


def test_every_route_for_data_is_described_and_no_other(data: FlaskClient, app: Flask) -> None:
    described = document(data)["paths"]
    adapter = app.url_map.bind("localhost")
    matched = set()
    for path in described:
        sample = path.replace("{period}", "2025Q4").replace("{table}", "t").replace("{file}", "f")
        matched.add(adapter.match(PREFIX + sample)[0])
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert matched == {name for name in routes if name.partition(".")[0] in ENDPOINTS}


def test_every_parameter_that_is_described_is_used(data: FlaskClient) -> None:
    whole = document(data)
    used = {
        one["$ref"].rpartition("/")[2]
        for path in whole["paths"].values()
        for one in path["get"].get("parameters", ())
    }
    assert used == set(whole["components"]["parameters"])


@pytest.mark.parametrize(
    ("path", "sample"),
    [
        ("/", "/"),
        ("/catalogue.json", "/catalogue.json"),
        ("/releases/{period}/", "/releases/2025Q4/"),
        ("/api/v1/releases", "/api/v1/releases?limit=1"),
        ("/api/v1/releases/{period}", "/api/v1/releases/2025Q4"),
        (TABLE, "/api/v1/releases/2025Q4/tables/cohort"),
        (TABLE, "/api/v1/releases/2025Q4/tables/rule-by-disposition-yearly?limit=3"),
    ],
)
def test_answers_have_the_shape_that_is_described(
    data: FlaskClient, path: str, sample: str
) -> None:
    whole, answer = document(data), data.get(PREFIX + sample).json
    described = whole["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    shape = {**described["schema"], "components": whole["components"]}
    strict = Draft202012Validator(shape, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in strict.iter_errors(answer)] == []
    name = described["schema"]["$ref"].rpartition("/")[2]
    known = whole["components"]["schemas"][name]["properties"]
    assert answer is not None
    assert set(answer) == set(known)


def leaning(whole: dict[str, Any]) -> dict[str, Any]:
    """The description with values that there are beside those that chance finds."""
    parameters: Mapping[str, Any] = whole["components"]["parameters"]
    for name, values in {**KNOWN, "file": FILES}.items():
        schema = parameters[name]["schema"]
        parameters[name]["schema"] = {"anyOf": [{"enum": values}, {"enum": values}, schema]}
    for name, values in DIMENSIONS.items():
        items = parameters[name]["schema"]["items"]
        parameters[name]["schema"]["items"] = {"anyOf": [{"enum": values}, items]}
    return whole


def probe(app: Flask, client: FlaskClient, *, examples: int) -> dict[int, int]:
    """Ask for every described address as chance has it; gives how often each status came."""
    schema = schemathesis.openapi.from_dict(leaning(document(client)))
    schema.app = app
    statuses: dict[int, int] = {}
    for result in schema.get_all_operations():
        for mode in GenerationMode:
            _probe_one(result.ok(), mode, statuses, examples)
    return statuses


def _probe_one(
    operation: Any, mode: GenerationMode, statuses: dict[int, int], examples: int
) -> None:
    if mode is GenerationMode.NEGATIVE and not (operation.query or operation.path_parameters):
        return

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        response = case.call()
        # Which values a table has is known from the table alone; others are refused with a list.
        free = operation.path.endswith("/tables/{table}")
        excluded = [positive_data_acceptance] if free else []
        case.validate_response(response, excluded_checks=excluded)
        statuses[response.status_code] = statuses.get(response.status_code, 0) + 1

    ask()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_api_does_what_its_description_says(data: FlaskClient, app: Flask) -> None:
    statuses = probe(app, data, examples=2)
    assert set(statuses) >= {200, 400, 404}


@pytest.mark.prove
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_api_does_what_its_description_says_whatever_is_asked(
    data: FlaskClient, app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    statuses = probe(app, data, examples=120)
    with capsys.disabled():
        print(f"\nAnswers of the API by status: {dict(sorted(statuses.items()))}")
    assert set(statuses) >= {200, 400, 404}
    assert sum(statuses.values()) > 2000
