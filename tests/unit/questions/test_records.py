"""Records become flat answers: options as ids, times resolved, words kept, faults named at once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.questions import AnswerValue, Questionnaire, RecordInvalid, answers_from_record, assess
from tests.unit.questions.conftest import AT


def read(
    questionnaire: Questionnaire, at: datetime, answers: Any, **record: Any
) -> dict[str, AnswerValue]:
    told = {"answers": answers, **record}
    return dict(answers_from_record(told, questionnaire=questionnaire, at=at))


def faults(questionnaire: Questionnaire, at: datetime, answers: Any, **record: Any) -> set[str]:
    with pytest.raises(RecordInvalid) as caught:
        read(questionnaire, at, answers, **record)
    assert all(problem.wrong and problem.right for problem in caught.value.problems)
    return {problem.place for problem in caught.value.problems}


def test_options_become_ids_and_words_stay(questionnaire: Questionnaire, at: datetime):
    told = {
        "R1": {"paper_shown": "not shown", "release_reason": "ROR", "now_in_custody": "Yes"},
        "R2": {"document_type": "detainer, seen from afar", "action": ["hand-over", "other: sang"]},
        "R4": {"asked_to_identify": "yes, twice"},
        "R7": {"target": ["place of worship"], "method": ["database/list"]},
        "R8": {"threats": "dijo algo feo"},
    }
    assert read(questionnaire, at, told) == {
        "R1.paper_shown": ("not_shown",),
        "R1.release_reason": "own_recognizance",
        "R1.now_in_custody": "yes",
        "R2.document_type": "I-247A: detainer, seen from afar",
        "R2.action": ("hand_over", "other: sang"),
        "R4.asked_to_identify": "yes: yes, twice",
        "R7.target": ("worship",),
        "R7.method": ("list",),
        "R8.threats": "other: dijo algo feo",
    }


@pytest.mark.parametrize(
    ("text", "before"),
    [("now-3h", timedelta(hours=3)), ("now-2d", timedelta(days=2)), ("now-0h", timedelta(0))],
)
def test_relative_times_are_resolved(
    questionnaire: Questionnaire, at: datetime, text: str, before: timedelta
):
    answers = read(questionnaire, at, {"R1": {"arrest_dt": text}}, incident={"from": text})
    assert answers["R1.arrest_dt"] == answers["common.when_from"] == (at - before).isoformat()


def test_times_of_answers_may_be_told_in_words(questionnaire: Questionnaire, at: datetime):
    answers = read(questionnaire, at, {"R6": {"released_dt": "every evening"}})
    assert answers["R6.released_dt"] == "every evening"


def test_circumstances(questionnaire: Questionnaire, at: datetime):
    answers = read(
        questionnaire,
        at,
        {},
        language="ht",
        complainant_role="family",
        incident={"from": "2024-01-02", "to": None, "ongoing": True, "place": "Main St"},
        affected={"count": 3, "under_18": True},
        agencies=[{"name": "A Police", "kind": "police", "official_described": "tall"}],
        evidence=[{"filename": "a.jpg", "kind": "photo", "describes": "receipt"}],
        contact_wish="only mornings",
        consent="not yet possible, the person is held",
    )
    assert answers == {
        "common.when_from": "2024-01-02",
        "common.still_going_on": "yes",
        "common.place": "Main St",
        "common.how_many": 3,
        "common.age_group": "under_18",
        "common.agency_kind": ("police",),
        "common.agency": "A Police",
        "common.official": "tall",
        "common.evidence": "receipt",
        "common.safe_contact": "only mornings",
        "common.contact_language": "ht",
        "common.affected_who": "other",
        "common.consent": "not_yet_possible: not yet possible, the person is held",
    }


@pytest.mark.parametrize(
    ("agencies", "kinds"),
    [
        ([], ("none",)),
        ([{"name": "ICE", "kind": "other"}], ("none",)),
        ([{"name": "U.S. Customs and Border Protection", "kind": "other"}], ("none",)),
        ([{"name": "ICE", "kind": "other"}, {"name": "B Jail", "kind": "jail"}], ("jail",)),
        ([{"name": "Ice Lake Police", "kind": "police"}], ("police",)),
    ],
)
def test_federal_agents_are_no_local_agency(
    questionnaire: Questionnaire, at: datetime, agencies: list[Any], kinds: tuple[str, ...]
):
    assert read(questionnaire, at, {}, agencies=agencies)["common.agency_kind"] == kinds


def test_every_fault_is_named_at_once_and_no_value_quoted(
    questionnaire: Questionnaire, at: datetime
):
    secret = "zebra"
    answers = {
        "R1": {"colour": secret, "extra_hours": secret, "arrest_dt": "now-soon"},
        "R2": {"action": [secret], "handcuffed": {"left": secret}},
        "R9": {"perceived_ground": [secret, "race"]},
        "R44": {"x": secret},
        "R5": secret,
    }
    found = faults(
        questionnaire,
        at,
        answers,
        incident={"from": secret, "ongoing": "perhaps", "weather": secret},
        affected={"count": secret, "under_18": secret},
        agencies=[{"name": "A", "kind": secret}],
    )
    assert found == {
        "answers.R1.colour",
        "answers.R1.extra_hours",
        "answers.R1.arrest_dt",
        "answers.R2.action",
        "answers.R2.handcuffed",
        "answers.R9.perceived_ground",
        "answers.R44",
        "answers.R5",
        "incident.from",
        "incident.ongoing",
        "incident.weather",
        "affected.count",
        "affected.under_18",
        "agencies.kind",
    }
    with pytest.raises(RecordInvalid) as caught:
        read(questionnaire, at, answers, incident={"from": secret})
    assert secret not in str(caught.value)


def test_empty_answers_are_no_answers(questionnaire: Questionnaire, at: datetime):
    told = {"R1": {"facility": "", "paper_shown": [], "arrest_dt": None}, "R2": {}}
    assert read(questionnaire, at, told) == {}
    assert read(questionnaire, at, None) == {}


def test_fields_without_a_rule_code_go_where_they_are_asked(
    questionnaire: Questionnaire, at: datetime
):
    told = {
        "custody_type": "jail",
        "exact_words": "wait here",
        "suspect_description_used": "no",
        "action": ["stop", "search"],
        "perceived_ground": ["race"],
    }
    assert read(questionnaire, at, told) == {
        "R1.custody_type": "jail",
        "R1.exact_words": "wait here",
        "R9.suspect_description_used": "no",
        "R9.action": ("stop", "search"),
        "R9.perceived_ground": ("race",),
    }
    assert faults(questionnaire, at, {"shoe_size": 44}) == {"answers.shoe_size"}


def test_one_text_may_name_several_options(questionnaire: Questionnaire, at: datetime):
    told = {
        "R3": {"access_type": "interview, jail roster"},
        "R1": {"paper_shown": "I-247 and I-200"},
    }
    assert read(questionnaire, at, told) == {
        "R3.access_type": ("interview", "roster"),
        "R1.paper_shown": ("I-247A", "I-200"),
    }


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("not signed by a judge", "none: not signed by a judge"),
        ("warrant from a judge", "judicial_subpoena: warrant from a judge"),
        ("no, a call was enough", "none: no, a call was enough"),
        ("not known", "unsure: not known"),
        ("不知道", "unsure: 不知道"),
    ],
)
def test_a_no_before_an_option_is_heard(
    questionnaire: Questionnaire, at: datetime, text: str, option: str
):
    assert read(questionnaire, at, {"R6": {"legal_paper": text}})["R6.legal_paper"] == option


@pytest.mark.parametrize(
    ("field", "text", "answer"),
    [
        ("R8.deadlines_missed", "no answer in four months", "yes"),
        ("R8.deadlines_missed", "no, they wrote in time", "no"),
        ("R2.criminal_charge_or_citation", "trespass, dismissed later", "no"),
        ("R1.now_in_custody", "no, moved away and free", "no"),
        ("R1.now_in_custody", "transferred to another jail", "yes"),
        ("R1.now_in_custody", "still there, not released", "other"),
    ],
)
def test_a_yes_or_no_in_other_words(
    questionnaire: Questionnaire, at: datetime, field: str, text: str, answer: str
):
    rule, name = field.split(".")
    assert read(questionnaire, at, {rule: {name: text}})[field] == f"{answer}: {text}"


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["now-3h", "now-99999d", "now+99999d", "now-", "0001-01-01", "9999-12-31"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["from", "to", "name", "kind", "count", "action", "R2"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(data=st.data())
def test_any_record_is_read_or_refused_by_name(questionnaire: Questionnaire, data: st.DataObject):
    fields = ["incident", "affected", "agencies", "evidence", "consent", "answers", "language"]
    record = data.draw(st.dictionaries(st.sampled_from(fields), json_values))
    questions = data.draw(st.lists(st.sampled_from(sorted(questionnaire.questions)), max_size=4))
    told: dict[str, dict[str, Any]] = {}
    for question_id in questions:
        rule, name = question_id.split(".")
        told.setdefault(rule, {})[name] = data.draw(json_values)
    record = {**record, "answers": {**told}} if told else record
    try:
        answers = answers_from_record(record, questionnaire=questionnaire, at=AT)
    except RecordInvalid:
        return
    assess(answers, questionnaire=questionnaire, narrative_situations=(), at=AT)
