"""The questionnaire files read into a frozen Questionnaire, or refused with all their faults."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from intake.questions.definitions import Definitions, read_common, read_rule, read_situations
from intake.questions.errors import QuestionnaireInvalid
from intake.questions.questionnaire import (
    NOT_SURE,
    SITUATIONS,
    Question,
    Questionnaire,
    QuestionText,
    Situation,
)
from intake.questions.textfiles import TextReader, languages_of
from intake.rules.codes import RuleCode
from intake.rules.reading import Findings, Table, read_table
from intake.rules.unchanged import read_once

_COMMON = "common.toml"
_SITUATIONS = "situations.toml"
_FILES = (_COMMON, *(f"{rule}.toml" for rule in RuleCode), _SITUATIONS)


def load_questionnaire(config_dir: Path) -> Questionnaire:
    """Read `config_dir`/questions; raises QuestionnaireInvalid with every fault found.

    The version is the first 12 hex digits of the SHA-256 over all files, names included.
    """
    return _read(config_dir / "questions")


@read_once
def _read(root: Path) -> Questionnaire:
    findings = Findings()
    files = _read_all(root, findings)
    situations = _read_situations(files, findings)
    common = read_common(files[_COMMON]) if _COMMON in files else Definitions(())
    rules = {rule: _read_rule(files, rule) for rule in RuleCode}
    questions = _questions([common, *rules.values()], situations, findings)
    texts = _texts(files, questions, findings)
    if findings.problems:
        raise QuestionnaireInvalid(sorted(findings.problems))
    return Questionnaire(
        version=_version(root),
        questions={found.id: found for found in questions},
        situations=situations,
        pages=common.pages,
        also_ask={rule: found.also_ask for rule, found in rules.items()},
        texts=texts,
    )


def _read_all(root: Path, findings: Findings) -> dict[str, Table]:
    files: dict[str, Table] = {}
    for path in sorted(root.rglob("*.toml")):
        name = path.relative_to(root).as_posix()
        files[name] = read_table(path, file=name, findings=findings)
    there = {name for name in files if PurePosixPath(name).name == name}
    for name in sorted(set(_FILES) - there):
        findings.add(name, "", "The file is missing.", "one file for every rule")
    for name in sorted(there - set(_FILES)):
        findings.add(
            name, "", "The file is not named after a rule.", f"one of: {', '.join(_FILES)}"
        )
    return files


def _read_rule(files: Mapping[str, Table], rule: RuleCode) -> Definitions:
    name = f"{rule}.toml"
    return read_rule(files[name], rule) if name in files else Definitions(())


def _read_situations(files: Mapping[str, Table], findings: Findings) -> tuple[Situation, ...]:
    found = read_situations(files[_SITUATIONS]) if _SITUATIONS in files else ()
    not_sure = [situation for situation in found if situation.id == NOT_SURE]
    if not not_sure:
        right = "a last situation of this id that opens and suggests nothing"
        findings.add(_SITUATIONS, NOT_SURE, "The situation is missing.", right)
    elif not_sure[0].suggests or found[-1].id != NOT_SURE:
        right = "the last situation, with nothing in `suggests`"
        findings.add(_SITUATIONS, NOT_SURE, "The situation is in the wrong place.", right)
    return found


def _questions(
    defined: list[Definitions], situations: tuple[Situation, ...], findings: Findings
) -> list[Question]:
    found: dict[str, Question] = {}
    for question in (one for file in defined for one in file.questions):
        if question.id in found:
            file = f"{question.id.partition('.')[0]}.toml"
            findings.add(file, question.id, "The id is used twice.", "each id once")
        found[question.id] = question
    if SITUATIONS in found:
        options = tuple(situation.id for situation in situations)
        found[SITUATIONS] = replace(found[SITUATIONS], options=options)
    else:
        findings.add(_COMMON, SITUATIONS, "The question is missing.", "a question of kind many")
    return list(found.values())


def _texts(
    files: Mapping[str, Table], questions: list[Question], findings: Findings
) -> dict[str, dict[str, QuestionText]]:
    reader = TextReader(files, findings)
    languages = languages_of(files)
    if "en" not in languages:
        findings.add("texts/en", "", "The folder is missing.", "English texts of every question")
    return {language: reader.language(language, questions) for language in languages}


def _version(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.toml")):
        for part in (path.relative_to(root).as_posix().encode(), path.read_bytes()):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:12]
