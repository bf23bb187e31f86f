"""Only the names of this install are answered."""

import pytest
from flask.testing import FlaskClient

from intake.settings import Settings
from intake.web.foundation.hosts import allowed_hosts, is_loopback
from tests.web.installs import make_app


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "[::2]", "a b", ""])
def test_a_foreign_host_gets_a_page_and_no_more(client: FlaskClient, host: str) -> None:
    answer = client.get("/saguaro-city/es/", headers={"Host": host})
    assert answer.status_code == 400
    assert "Esta dirección no es de este sitio" in answer.text or host == "a b"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000"])
def test_loopback_names_work_on_a_machine_without_tls(client: FlaskClient, host: str) -> None:
    assert client.get("/saguaro-city/es/", headers={"Host": host}).status_code == 200


def test_behind_tls_only_the_public_name_works(settings: Settings) -> None:
    protected = settings.model_copy(
        update={"behind_tls": True, "public_url": "https://complaints.example"}
    )
    assert allowed_hosts(protected) == {"complaints.example"}
    app = make_app(protected)
    client = app.test_client()
    for host, status in (("complaints.example", 200), ("localhost", 400)):
        assert client.get("/saguaro-city/es/", headers={"Host": host}).status_code == status
    assert client.get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200
    app.extensions["intake"].sessions.kw["bind"].dispose()


def test_no_address_in_a_page_is_made_from_the_host(client: FlaskClient) -> None:
    page = client.get("/saguaro-city/es/", headers={"Host": "localhost:7777"}).text
    assert "7777" not in page


@pytest.mark.parametrize(
    ("host", "answer"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("x", False)],
)
def test_a_listening_address_is_known_to_be_local(host: str, answer: bool) -> None:
    assert is_loopback(host) is answer
