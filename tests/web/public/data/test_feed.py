"""The feed is Atom as RFC 4287 wants it, names its entries for ever, and leads to what there is."""

from datetime import datetime

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree

ADDRESS = "/saguaro-city/data/releases.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
# The rules of RFC 4287, 4.1.1 and 4.1.2, and its appendix B, for what a feed of ours can hold.
GRAMMAR = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="feed"><ref name="base"/><interleave>
    <oneOrMore><ref name="author"/></oneOrMore>
    <element name="id"><ref name="uri"/></element>
    <element name="title"><text/></element>
    <element name="updated"><ref name="date"/></element>
    <oneOrMore><ref name="link"/></oneOrMore>
    <zeroOrMore><ref name="entry"/></zeroOrMore>
  </interleave></element></start>
  <define name="entry"><element name="entry"><interleave>
    <element name="id"><ref name="uri"/></element>
    <element name="title"><text/></element>
    <element name="updated"><ref name="date"/></element>
    <element name="published"><ref name="date"/></element>
    <element name="rights"><text/></element>
    <element name="summary"><text/></element>
    <oneOrMore><ref name="link"/></oneOrMore>
  </interleave></element></define>
  <define name="author"><element name="author"><element name="name"><text/></element></element>
  </define>
  <define name="link"><element name="link">
    <attribute name="href"><ref name="uri"/></attribute>
    <attribute name="rel"><data type="token"><param name="pattern">[a-z]+</param></data></attribute>
    <optional><attribute name="type"><data type="string">
      <param name="pattern">.+/.+</param></data></attribute></optional>
    <optional><attribute name="length"><data type="positiveInteger"/></attribute></optional>
  </element></define>
  <define name="base"><attribute name="xml:lang"><data type="language"/></attribute></define>
  <define name="uri"><data type="anyURI"><param name="pattern">[a-z]+:.+</param></data></define>
  <define name="date"><data type="dateTime"><param name="pattern">.+Z</param></data></define>
</grammar>
"""


def document(client: FlaskClient, address: str = ADDRESS) -> etree._Element:
    return etree.fromstring(client.get(address).data)


def links(element: etree._Element, rel: str) -> list[str]:
    return [one.get("href", "") for one in element.findall(f"{ATOM}link[@rel='{rel}']")]


@pytest.mark.parametrize("language", ["", "?language=es", "?language=en"])
def test_the_feed_keeps_the_rules_of_atom(data: FlaskClient, language: str) -> None:
    root = document(data, ADDRESS + language)
    rules = etree.RelaxNG(etree.fromstring(GRAMMAR))
    rules.assertValid(root)
    ids = [one.findtext(f"{ATOM}id") for one in root.iter(f"{ATOM}entry", f"{ATOM}feed")]
    assert len(ids) == len(set(ids)) == 4
    for one in (root, *root.findall(f"{ATOM}entry")):
        assert len(links(one, "alternate")) == 1
    assert len(links(root, "self")) == 1
    assert data.get(ADDRESS).mimetype == "application/atom+xml"
    root.remove(root.find(f"{ATOM}id"))
    assert not rules.validate(root)


def test_a_feed_reader_takes_it(data: FlaskClient) -> None:
    answer = data.get(ADDRESS)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    found = feedparser.parse(answer.data, response_headers=headers)
    assert not found.bozo
    assert found.version == "atom10"
    assert [entry.title for entry in found.entries] == [
        "Release 3: 2026Q1",
        "Release 2: 2025Q4",
        "Release 1: 2025Q3",
    ]
    assert found.feed.updated == found.entries[0].updated == "2026-04-12T12:00:00Z"
    assert {entry.rights for entry in found.entries} == {"CC0-1.0"}


def test_names_are_the_same_in_every_language_and_days_are_those_of_publishing(
    data: FlaskClient,
) -> None:
    names = []
    for language in ("en", "es"):
        root = document(data, f"{ADDRESS}?language={language}")
        entries = root.findall(f"{ATOM}entry")
        names.append([entry.findtext(f"{ATOM}id") for entry in entries])
        for entry in entries:
            assert entry.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}published")
            datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "")
    assert names[0] == names[1]
    assert names[0][0] == "tag:127.0.0.1,2026:saguaro-city/releases/2026Q1"


def test_every_link_of_an_entry_leads_somewhere(data: FlaskClient) -> None:
    for entry in document(data).findall(f"{ATOM}entry"):
        for rel in ("alternate", "related", "enclosure"):
            assert links(entry, rel)
            for address in links(entry, rel):
                path = address.removeprefix("http://127.0.0.1:8000").partition("#")[0]
                answer = data.get(path)
                assert answer.status_code == 200
                if rel == "enclosure":
                    (link,) = entry.findall(f"{ATOM}link[@href='{address}']")
                    assert int(link.get("length", "")) == len(answer.data)
                    assert link.get("type") == answer.mimetype


def test_a_feed_without_entries_is_a_feed(empty: FlaskClient) -> None:
    etree.RelaxNG(etree.fromstring(GRAMMAR)).assertValid(document(empty))
    assert not feedparser.parse(empty.get(ADDRESS).data).bozo


def test_a_language_that_there_is_not_is_refused(data: FlaskClient) -> None:
    answer = data.get(f"{ADDRESS}?language=xx")
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["known"] == ["en", "es"]
