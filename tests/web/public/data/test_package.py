"""A data package fetched from the published addresses is valid for the tool of its makers."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from frictionless import Package, validate

START = "/saguaro-city/data/releases"


def fetch(client: FlaskClient, period: str, folder: Path) -> Path:
    """Follow the package's relative paths from its own address, and keep what is there."""
    base = f"{START}/{period}/datapackage.json"
    whole = client.get(base)
    kept = folder / "datapackage.json"
    kept.write_bytes(whole.data)
    assert whole.json is not None
    for resource in whole.json["resources"]:
        answer = client.get(urljoin(base, resource["path"]))
        assert answer.status_code == 200
        target = folder / resource["path"]
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(answer.data)
    return kept


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("period", ["2025Q4"])
def test_a_package_is_valid(
    data: FlaskClient, published: Mapping[str, object], tmp_path: Path, period: str
) -> None:
    kept = fetch(data, period, tmp_path)
    report = validate(str(kept))
    assert report.valid, report.flatten(["path", "title", "message"])
    assert report.stats["tasks"] >= 5
    assert {resource.path for resource in Package(str(kept)).resources} >= {
        "data/deadlines-by-timing.csv"
    }
    damaged = tmp_path / "data" / "deadlines-by-timing.csv"
    damaged.write_text(damaged.read_text("utf-8").replace(",shown", "x,shown", 1), "utf-8")
    assert not validate(str(kept)).valid
