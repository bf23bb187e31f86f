"""The shipped questionnaire is whole, and a broken one names all its faults at once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from intake.questions import QuestionKind, Questionnaire, QuestionnaireInvalid, load_questionnaire
from intake.rules.codes import RuleCode

ROOT = Path(__file__).resolve().parents[3]
RECORD_FIELDS = {
    "R1": "custody_type facility arrest_dt release_due_dt release_reason bail_offered bail_refused "
    "hold_start_dt actual_release_or_transfer_dt extra_hours paper_shown judge_signature "
    "given_copy said_by_whom exact_words citizen_evidence_ignored now_in_custody",
    "R2": "action start_dt end_dt reason_given criminal_charge_or_citation database_hit "
    "document_type transport_from transport_to vehicle_no who_asked_whom handcuffed report_says",
    "R3": "facility area access_type let_in_by access_dt person_in_custody consent_form_given "
    "consent_form_language consent_form_signed told_voluntary lawyer_asked lawyer_allowed "
    "court_order_shown purpose_stated length",
    "R4": "inside_local_facility facility said_they_were clothing badge_visible staff_told_person "
    "asked_to_identify answer language_used statements_or_signature_after local_staff_present",
    "R5": "setting exact_words asked_of before_after_reason reason_given if_no_answer "
    "recorded_in_form told_to_ice volunteered",
    "R6": "data_released about_whom to_whom by_whom released_dt channel asked_or_offered how_known "
    "what_followed legal_paper one_time_or_standing",
    "R7": "target perceived_ground method since how_often signs_seen who reason_given effect "
    "others_treated_alike joint_federal",
    "R8": "refused where when by_whom words language_help_asked earlier_complaint_no threats "
    "after_complaining deadlines_missed",
    "R9": "action perceived_ground said_or_done reason_given comparator suspect_description_used "
    "stop_data_no outcome pattern",
    "R1373": "direction policy_title policy_date policy_clause words_said information_kind "
    "who_stopped employee_complainant retaliation harm prolonged_custody",
}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "config" / "questions", tmp_path / "questions")
    return tmp_path


def edit(copied: Path, name: str, change: Callable[[str], str]) -> None:
    path = copied / "questions" / name
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")


def problems_of(copied: Path) -> set[tuple[str, str]]:
    with pytest.raises(QuestionnaireInvalid) as caught:
        load_questionnaire(copied)
    return {(problem.place, problem.key) for problem in caught.value.problems}


@pytest.mark.parametrize("rule", RuleCode)
def test_every_field_of_a_record_is_a_question(questionnaire: Questionnaire, rule: RuleCode):
    names = {question.name for question in questionnaire.of_rule(rule)}
    assert set(RECORD_FIELDS[rule].split()) <= names


def test_both_languages_have_words_for_every_question_and_option(questionnaire: Questionnaire):
    assert questionnaire.languages == ("en", "es")
    for question in questionnaire.questions.values():
        for language in questionnaire.languages:
            text = questionnaire.text(question.id, language)
            assert text.label.strip()
            assert set(text.options) == set(question.options)
            assert all(words.strip() for words in text.options.values())


def test_spanish_is_not_english(questionnaire: Questionnaire):
    for question_id in questionnaire.questions:
        english, spanish = (questionnaire.text(question_id, tag).label for tag in ("en", "es"))
        assert english != spanish


def test_the_web_form_has_the_common_questions_on_known_pages(questionnaire: Questionnaire):
    shown = [question.id for page in questionnaire.pages for question in questionnaire.page(page)]
    assert shown == [question.id for question in questionnaire.of_rule(None)]
    assert {"common.situations", "common.held_now"} == {
        question.id for question in questionnaire.page("what_happened")
    }
    assert questionnaire.question("common.share_name").default == "no"


def test_not_sure_is_always_there_and_says_nothing(questionnaire: Questionnaire):
    last = questionnaire.situations[-1]
    assert (last.id, last.opens_rules, last.suggests) == ("not_sure", (), ())


def test_every_rule_is_opened_by_a_situation(questionnaire: Questionnaire):
    opened = {rule for situation in questionnaire.situations for rule in situation.opens_rules}
    assert opened == set(RuleCode)


def test_a_situation_opens_the_rules_that_it_suggests(questionnaire: Questionnaire):
    for situation in questionnaire.situations:
        assert set(situation.suggests) <= set(situation.opens_rules)


def test_kinds_and_options_fit(questionnaire: Questionnaire):
    for question in questionnaire.questions.values():
        choice = question.kind in {QuestionKind.ONE, QuestionKind.MANY, QuestionKind.YES_NO}
        assert bool(question.options) == choice
        assert question.multiple == (question.kind is QuestionKind.MANY)


def test_version_follows_every_byte(copied: Path, questionnaire: Questionnaire):
    assert load_questionnaire(copied).version == questionnaire.version
    assert len(questionnaire.version) == 12
    edit(copied, "texts/es/R8.toml", lambda text: text.replace("¿Dónde fue?", "¿Dónde fue eso?"))
    assert load_questionnaire(copied).version != questionnaire.version


def test_all_faults_are_named_at_once(copied: Path):
    edit(copied, "R1.toml", lambda text: text.replace('kind = "number"', 'kind = "integer"'))
    edit(
        copied,
        "R2.toml",
        lambda text: text + '\n[[question]]\nid = "R2.handcuffed"\nkind = "text"\n',
    )
    edit(copied, "R3.toml", lambda text: text.replace('also_ask = ["R4"]', 'also_ask = ["R44"]'))
    edit(copied, "R4.toml", lambda text: text.replace('rule = "R4"', 'rule = "R4"\ncolour = 1'))
    edit(copied, "texts/es/R5.toml", lambda text: text.replace("[told_to_ice]", "[told_ice]"))
    edit(copied, "texts/en/R6.toml", lambda text: text.replace('options.fax = "By fax"\n', ""))
    edit(copied, "common.toml", lambda text: text.replace('default = "no"', 'default = "perhaps"'))
    edit(copied, "situations.toml", lambda text: text.replace('["R7"]', '["R77"]', 1))
    edit(copied, "R8.toml", lambda text: text.replace('rule = "R8"', 'rule = "R9"'))
    edit(copied, "R9.toml", lambda text: text.replace("open_ended = true", "open_ended = 1"))
    edit(
        copied, "texts/en/R1.toml", lambda text: text.replace("What is the name of the place?", " ")
    )
    edit(copied, "R7.toml", lambda text: text.replace('"mosque" = "worship"', '"mosque" = "pray"'))
    assert {
        ("R1.toml", "question[R1.extra_hours].kind"),
        ("R2.toml", "R2.handcuffed"),
        ("R3.toml", "also_ask"),
        ("R4.toml", "colour"),
        ("R8.toml", "rule"),
        ("R9.toml", "question[R9.outcome].open_ended"),
        ("texts/en/R1.toml", "facility.label"),
        ("texts/es/R5.toml", "told_ice"),
        ("texts/es/R5.toml", "told_to_ice.label"),
        ("texts/en/R6.toml", "channel.options.fax"),
        ("common.toml", "question[common.share_name].default"),
        ("situations.toml", "situation[watched].opens"),
        ("R7.toml", "question[R7.target].aliases.mosque"),
    } <= problems_of(copied)


def test_a_missing_language_file_and_a_stranger_are_faults(copied: Path):
    (copied / "questions" / "texts" / "es" / "R9.toml").unlink()
    (copied / "questions" / "texts" / "es" / "R10.toml").write_text("", encoding="utf-8")
    (copied / "questions" / "R10.toml").write_text('rule = "R10"\n', encoding="utf-8")
    (copied / "questions" / "R8.toml").unlink()
    found = problems_of(copied)
    assert {("texts/es/R9.toml", ""), ("texts/es/R10.toml", ""), ("R10.toml", "")} <= found
    assert ("R8.toml", "") in found


def test_a_file_that_is_no_toml_is_named(copied: Path):
    edit(copied, "R1.toml", lambda text: "[[" + text)
    assert ("R1.toml", "") in problems_of(copied)


def test_without_not_sure_it_does_not_start(copied: Path):
    edit(copied, "situations.toml", lambda text: text.replace('id = "not_sure"', 'id = "sure"'))
    edit(copied, "texts/en/situations.toml", lambda text: text.replace("not_sure =", "sure ="))
    edit(copied, "texts/es/situations.toml", lambda text: text.replace("not_sure =", "sure ="))
    assert problems_of(copied) == {("situations.toml", "not_sure")}


def test_nothing_asks_what_may_never_be_asked(questionnaire: Questionnaire):
    forbidden = ("ssn", "social_security", "a_number", "passport", "visa", "birth", "employer")
    for question in questionnaire.questions.values():
        assert not any(word in question.name for word in forbidden), question.id
        assert question.name not in {"status", "citizenship", "immigration_status", "country"}
