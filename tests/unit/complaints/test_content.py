"""Content and identity come back from their sealed spelling as they went in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.complaints.content import Content, Identity, NamedAgency
from intake.complaints.vocabulary import ComplainantRole, IdentityMode
from intake.vault.errors import UnknownFormat

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ANSWER = TEXT | st.integers() | st.booleans() | st.lists(TEXT, max_size=3).map(tuple)
AGENCY = st.builds(NamedAgency, agency_id=TEXT, name=TEXT, kind=TEXT, official=TEXT)
CONTENT = st.builds(
    Content,
    situations=st.lists(TEXT, max_size=3).map(tuple),
    answers=st.dictionaries(TEXT, ANSWER, max_size=4),
    agencies=st.lists(AGENCY, max_size=2).map(tuple),
    place_id=TEXT,
    place=TEXT,
    language=TEXT,
    unknown=st.lists(TEXT, max_size=2).map(tuple),
    questionnaire_version=TEXT,
)
IDENTITY = st.builds(
    Identity,
    mode=st.none() | st.sampled_from(IdentityMode),
    role=st.none() | st.sampled_from(ComplainantRole),
    name=TEXT,
    contact=TEXT,
    keep_from=st.lists(TEXT, max_size=2).map(tuple),
    keep_from_names=TEXT,
    update_email=TEXT,
)


@given(CONTENT)
def test_content_comes_back(content: Content) -> None:
    assert Content.from_json(content.to_json()) == content


@given(IDENTITY)
def test_identity_comes_back(identity: Identity) -> None:
    assert Identity.from_json(identity.to_json()) == identity


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"v":2}', '{"v":1,"answers":{}}', '{"v":1,"mode":"x"}']
)
def test_other_formats_are_refused(text: str) -> None:
    with pytest.raises(UnknownFormat):
        Content.from_json(text)
    with pytest.raises(UnknownFormat):
        Identity.from_json(text)


def test_answers_of_a_page_replace_only_its_own() -> None:
    before = Content(answers={"a": "1", "b": "2", "c": "3"})
    after = before.with_answers(frozenset({"a", "b"}), {"b": "new"})
    assert after.answers == {"b": "new", "c": "3"}
    assert before.answers == {"a": "1", "b": "2", "c": "3"}


def test_a_nested_answer_is_refused() -> None:
    data = json.loads(Content().to_json())
    data["answers"] = {"a": {"b": 1}}
    with pytest.raises(UnknownFormat):
        Content.from_json(json.dumps(data))
