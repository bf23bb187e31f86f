"""What single answers and situations do to urgency and suggestions, the web form alone included."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.questions import (
    AnswerValue,
    Assessment,
    Questionnaire,
    Urgency,
    UrgencyReason,
    assess,
)
from intake.questions.questionnaire import QuestionKind
from intake.rules.codes import RuleCode
from tests.unit.questions.conftest import AT


def weigh(
    questionnaire: Questionnaire,
    answers: dict[str, AnswerValue],
    *situations: str,
    at: datetime = AT,
) -> Assessment:
    return assess(answers, questionnaire=questionnaire, narrative_situations=situations, at=at)


def ago(**span: float) -> str:
    return (AT - timedelta(**span)).isoformat()


def test_nothing_told_is_normal_and_suggests_nothing(questionnaire: Questionnaire):
    outcome = weigh(questionnaire, {})
    assert outcome == Assessment(Urgency.NORMAL, (), (), False)
    assert weigh(questionnaire, {}, "not_sure") == outcome


@pytest.mark.parametrize(
    ("held", "urgency"),
    [
        ("yes", "critical"),
        ("about_to_be_handed_over", "critical"),
        ("no", "normal"),
        ("unsure", "normal"),
    ],
)
def test_held_now_from_the_web_form_alone(questionnaire: Questionnaire, held: str, urgency: str):
    outcome = weigh(questionnaire, {"common.held_now": held})
    assert outcome.urgency == urgency
    assert outcome.held_now == (urgency == "critical")


@pytest.mark.parametrize(
    ("hours", "urgency"),
    [(0, "high"), (71.9, "high"), (72, "high"), (72.01, "normal"), (400, "normal")],
)
def test_harm_of_the_last_72_hours(questionnaire: Questionnaire, hours: float, urgency: str):
    assert weigh(questionnaire, {"common.when_from": ago(hours=hours)}).urgency == urgency


def test_a_day_counts_to_its_end_in_the_place_where_it_was(questionnaire: Questionnaire):
    day = {"common.when_from": "2026-03-01"}
    west = ZoneInfo("America/Phoenix")
    for at, zone, urgency in (
        (datetime(2026, 3, 5, 6, 0, tzinfo=west), west, "normal"),
        (datetime(2026, 3, 4, 23, 0, tzinfo=west), west, "high"),
    ):
        outcome = assess(
            day, questionnaire=questionnaire, narrative_situations=(), at=at, timezone=zone
        )
        assert outcome.urgency == urgency


def test_local_time_without_offset_is_read_in_the_time_zone_given(questionnaire: Questionnaire):
    answers: dict[str, AnswerValue] = {"common.when_from": "2026-03-01T12:00"}
    noon_in_phoenix = datetime(2026, 3, 4, 18, 30, tzinfo=ZoneInfo("UTC"))
    for zone, urgency in ((ZoneInfo("UTC"), "normal"), (ZoneInfo("America/Phoenix"), "high")):
        outcome = assess(
            answers,
            questionnaire=questionnaire,
            narrative_situations=(),
            at=noon_in_phoenix,
            timezone=zone,
        )
        assert outcome.urgency == urgency


@pytest.mark.parametrize(
    ("situation", "rule"),
    [
        ("kept_in_jail", "R1"),
        ("bail_not_taken", "R1"),
        ("arrested_on_immigration_paper", "R2"),
        ("driven_or_handed_over", "R2"),
        ("questioned_inside", "R3"),
        ("hid_who_they_were", "R4"),
        ("asked_about_papers", "R5"),
        ("told_immigration_about_me", "R6"),
        ("watched", "R7"),
        ("complaint_refused", "R8"),
        ("singled_out", "R9"),
        ("policy_question", "R1373"),
    ],
)
def test_a_situation_suggests_its_rule(questionnaire: Questionnaire, situation: str, rule: str):
    assert weigh(questionnaire, {}, situation).suggested == (rule,)


@pytest.mark.parametrize(
    ("situation", "answers"),
    [
        ("kept_in_jail", {"R1.extra_hours": 0}),
        ("kept_in_jail", {"R1.judge_signature": "yes", "R1.paper_shown": ("other",)}),
        ("driven_or_handed_over", {"R2.action": ("emergency_aid",)}),
        ("questioned_inside", {"R3.court_order_shown": "yes"}),
        ("hid_who_they_were", {"R4.inside_local_facility": "no"}),
        ("asked_about_papers", {"R5.volunteered": "yes"}),
        ("asked_about_papers", {"R5.asked_about": ("identity_only",)}),
        ("told_immigration_about_me", {"R6.data_released": ("none",)}),
        ("watched", {"R7.method": ("none",)}),
        ("complaint_refused", {"R8.refused": ("none",)}),
        ("singled_out", {"R9.suspect_description_used": "yes"}),
    ],
)
def test_answers_take_back_what_a_situation_suggests(
    questionnaire: Questionnaire, situation: str, answers: dict[str, AnswerValue]
):
    assert weigh(questionnaire, {}, situation).suggested
    assert weigh(questionnaire, answers, situation).suggested == ()


def test_threats_and_punishment_from_the_situations_alone(questionnaire: Questionnaire):
    threatened = weigh(questionnaire, {}, "threatened_for_complaining")
    assert threatened.urgency == "critical"
    assert not threatened.held_now
    punished = weigh(questionnaire, {}, "punished_for_complaining")
    assert (punished.urgency, punished.urgency_reasons) == ("high", ("retaliation",))


def test_a_threat_long_over_is_high(questionnaire: Questionnaire):
    answers: dict[str, AnswerValue] = {
        "common.when_from": ago(days=200),
        "common.still_going_on": "no",
    }
    assert weigh(questionnaire, answers, "threatened_for_complaining").urgency == "high"
    answers["common.still_going_on"] = "yes"
    assert weigh(questionnaire, answers, "threatened_for_complaining").urgency == "critical"


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"common.evidence_soon_gone": "yes"}, UrgencyReason.EVIDENCE_VANISHING),
        ({"common.age_group": "under_18"}, UrgencyReason.CHILD_AFFECTED),
        ({"common.still_going_on": "yes"}, UrgencyReason.ONGOING_PRACTICE),
        ({"common.when_from": ago(days=-3)}, UrgencyReason.OPERATION_ANNOUNCED),
    ],
)
def test_common_answers_that_make_it_high(
    questionnaire: Questionnaire, answers: dict[str, AnswerValue], reason: UrgencyReason
):
    outcome = weigh(questionnaire, answers)
    assert (outcome.urgency, outcome.urgency_reasons) == (Urgency.HIGH, (reason.value,))


def test_a_policy_question_is_low_however_fresh(questionnaire: Questionnaire):
    answers: dict[str, AnswerValue] = {
        "common.still_going_on": "yes",
        "common.when_from": ago(hours=1),
    }
    outcome = weigh(questionnaire, answers, "policy_question")
    assert (outcome.urgency, outcome.urgency_reasons) == ("low", ("question_of_policy",))
    held = weigh(questionnaire, answers | {"common.held_now": "yes"}, "policy_question")
    assert held.urgency == "critical"


def test_federal_agents_alone_leave_no_local_act(questionnaire: Questionnaire):
    answers: dict[str, AnswerValue] = {
        "R9.action": ("arrest",),
        "R9.perceived_ground": ("race",),
        "R2.action": ("arrest", "hand_over"),
        "R5.asked_of": "driver",
    }
    assert weigh(questionnaire, answers).suggested == ("R2", "R5", "R9")
    alone = answers | {"common.federal_agents": "alone"}
    assert weigh(questionnaire, alone).suggested == ()
    assert weigh(questionnaire, answers, "federal_agents_alone").suggested == ()


def test_transfer_within_48_hours_is_critical(questionnaire: Questionnaire):
    def transfer(**span: float) -> Urgency:
        moment = (AT + timedelta(**span)).isoformat()
        return weigh(questionnaire, {"R1.actual_release_or_transfer_dt": moment}).urgency

    assert transfer(hours=48) is Urgency.CRITICAL
    assert transfer(hours=48, minutes=1) is Urgency.NORMAL


def test_an_immigration_form_is_no_judges_warrant(questionnaire: Questionnaire):
    answers: dict[str, AnswerValue] = {
        "R1.custody_type": "jail",
        "R1.paper_shown": ("I-200",),
        "R1.judge_signature": "yes",
    }
    assert weigh(questionnaire, answers).suggested == ("R1",)
    court = answers | {"R1.paper_shown": ("judicial_warrant",)}
    assert weigh(questionnaire, court).suggested == ()


def test_reasons_are_stable_codes(questionnaire: Questionnaire):
    outcome = weigh(questionnaire, {"common.held_now": "yes", "common.age_group": "both"})
    assert outcome.urgency_reasons == ("held_now", "child_affected")


def test_an_answer_alone_says_nothing(questionnaire: Questionnaire):
    """Every question answered with "I don't know" weighs as much as none answered."""
    unsure: dict[str, AnswerValue] = {}
    for question in questionnaire.questions.values():
        if question.kind is QuestionKind.MANY and "unsure" in question.options:
            unsure[question.id] = ("unsure",)
        elif question.kind in {QuestionKind.ONE, QuestionKind.YES_NO}:
            unsure[question.id] = "unsure"
    outcome = weigh(questionnaire, unsure)
    assert (outcome.urgency, outcome.suggested) == (Urgency.NORMAL, ())


answer_values = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["yes", "no", "unsure", "none", "other: x", "now", "2026-03-04", "now-3h", ":"]
    ),
    st.integers(-5, 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.lists(st.text(max_size=10), max_size=4).map(tuple),
)


@settings(deadline=None)
@given(data=st.data())
def test_any_answers_at_all_are_weighed(questionnaire: Questionnaire, data: st.DataObject):
    ids = st.sampled_from(sorted(questionnaire.questions))
    answers = data.draw(st.dictionaries(ids, answer_values, max_size=12))
    chosen = [situation.id for situation in questionnaire.situations]
    situations = data.draw(st.lists(st.sampled_from(chosen), max_size=3).map(tuple))
    outcome = assess(answers, questionnaire=questionnaire, narrative_situations=situations, at=AT)
    assert outcome.urgency in Urgency
    assert list(outcome.suggested) == [rule for rule in RuleCode if rule in outcome.suggested]
    if outcome.held_now:
        assert outcome.urgency is Urgency.CRITICAL


@settings(deadline=None)
@given(data=st.data())
def test_saying_that_someone_is_held_never_makes_it_less(
    questionnaire: Questionnaire, data: st.DataObject
):
    options = {
        question.id: st.sampled_from(question.options)
        for question in questionnaire.questions.values()
        if question.options
    }
    some = data.draw(st.lists(st.sampled_from(sorted(options)), unique=True, max_size=10))
    answers = {question_id: data.draw(options[question_id]) for question_id in some}
    answers["common.held_now"] = "yes"
    assert weigh(questionnaire, answers).urgency is Urgency.CRITICAL


@pytest.mark.parametrize(
    ("action", "days", "urgency"),
    [
        ("detain", 30, "critical"),
        ("detain", 31, "high"),
        ("hand_over", 3, "critical"),
        ("hand_over", 4, "high"),
    ],
)
def test_a_detention_without_an_end_lasts_while_it_goes_on(
    questionnaire: Questionnaire, action: str, days: int, urgency: str
):
    answers: dict[str, AnswerValue] = {
        "R2.action": (action,),
        "R2.document_type": "I-200",
        "R2.start_dt": ago(days=days),
        "common.still_going_on": "yes",
    }
    assert weigh(questionnaire, answers).urgency == urgency
    for free in ({"common.held_now": "no"}, {"R1.now_in_custody": "no"}):
        assert weigh(questionnaire, answers | free).urgency == "high"


def test_situations_may_come_as_an_answer(questionnaire: Questionnaire):
    told = weigh(questionnaire, {"common.situations": ("watched", "punished_for_complaining")})
    assert told == weigh(questionnaire, {}, "watched", "punished_for_complaining")
    assert told.suggested == ("R7", "R8")


@pytest.mark.parametrize(
    "situation",
    ["kept_in_jail", "bail_not_taken", "arrested_on_immigration_paper", "driven_or_handed_over"],
)
def test_who_leaves_open_whether_someone_is_held_does_not_wait_for_weeks(
    questionnaire: Questionnaire, situation: str
):
    for left_open in ({}, {"common.held_now": "unsure"}):
        outcome = weigh(questionnaire, left_open, situation)
        assert (outcome.urgency, outcome.urgency_reasons) == (Urgency.HIGH, ("may_be_held",))
        assert not outcome.held_now
    closed: list[dict[str, AnswerValue]] = [
        {"common.held_now": "no"},
        {"common.still_going_on": "no"},
        {"common.when_to": ago(days=90)},
    ]
    for answers in closed:
        assert weigh(questionnaire, answers, situation).urgency == Urgency.NORMAL
    assert weigh(questionnaire, {"common.held_now": "yes"}, situation).urgency == "critical"
    assert weigh(questionnaire, {"common.situations": (situation,)}).urgency == "high"


def test_a_victim_who_is_asked_makes_it_high(questionnaire: Questionnaire):
    answers: dict[str, AnswerValue] = {"R5.setting": "witness_or_victim", "R5.volunteered": "no"}
    outcome = weigh(questionnaire, answers)
    assert outcome.urgency_reasons == ("victim_or_child_asked",)
    assert weigh(questionnaire, answers | {"R5.setting": "desk"}).urgency == "normal"
