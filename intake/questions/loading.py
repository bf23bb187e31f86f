"""The questionnaire files read into a frozen Questionnaire, or refused with all their faults."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from intake.bedrock.problems import Problem
from intake.bedrock.toml import read_toml
from intake.questions.definitions import DefinitionReader
from intake.questions.errors import QuestionnaireInvalid
from intake.questions.questionnaire import NOT_SURE, SITUATIONS, Question, Questionnaire, Situation
from intake.questions.textfiles import TextReader
from intake.rules.codes import RuleCode
from intake.rules.unchanged import read_once

COMMON = "common"
_RULE_FILES = (COMMON, *(rule.value for rule in RuleCode))
_KNOWN_FILES = frozenset({*_RULE_FILES, "situations"})


def load_questionnaire(config_dir: Path) -> Questionnaire:
    """Read `config_dir`/questions; raises QuestionnaireInvalid with every fault found.

    The version is the first 12 hex digits of the SHA-256 over all files, names included.
    """
    return _read(config_dir / "questions")


@read_once
def _read(root: Path) -> Questionnaire:
    problems: list[Problem] = []
    files = _read_all(root, problems)
    definitions = DefinitionReader(problems)
    situations = definitions.situations(files.get("situations.toml", {}))
    questions = _questions(files, definitions, situations, problems)
    _check_situations(situations, problems)
    texts = _texts(files, questions, problems)
    pages = definitions.pages(files.get("common.toml", {}), questions)
    also_ask = {
        rule: definitions.also_ask(files.get(f"{rule}.toml", {}), rule) for rule in RuleCode
    }
    if problems:
        raise QuestionnaireInvalid(sorted(problems))
    return Questionnaire(
        version=_version(root),
        questions={found.id: found for found in questions},
        situations=situations,
        pages=pages,
        also_ask=also_ask,
        texts=texts,
    )


def _read_all(root: Path, problems: list[Problem]) -> dict[str, dict[str, Any]]:
    files: dict[str, dict[str, Any]] = {}
    for path in sorted(root.rglob("*.toml")):
        name = path.relative_to(root).as_posix()
        content = read_toml(path, place=name)
        if isinstance(content, Problem):
            problems.append(content)
            content = {}
        files[name] = content
    for stem in sorted(_KNOWN_FILES - {Path(name).stem for name in files if "/" not in name}):
        problems.append(Problem(f"{stem}.toml", "is missing.", "one file for every rule."))
    for name in files:
        if "/" not in name and Path(name).stem not in _KNOWN_FILES:
            right = f"one of {', '.join(sorted(_KNOWN_FILES))}."
            problems.append(Problem(name, "is not named after a rule.", right))
    return files


def _questions(
    files: Mapping[str, Mapping[str, Any]],
    definitions: DefinitionReader,
    situations: tuple[Situation, ...],
    problems: list[Problem],
) -> list[Question]:
    found: dict[str, Question] = {}
    for stem in _RULE_FILES:
        rule = None if stem == COMMON else RuleCode(stem)
        for question in definitions.questions(files.get(f"{stem}.toml", {}), stem, rule):
            if question.id in found:
                problem = Problem(
                    f"{stem}.toml", "is used twice.", "each id once.", key=question.id
                )
                problems.append(problem)
            found[question.id] = question
    if SITUATIONS in found:
        found[SITUATIONS] = definitions.with_options(
            found[SITUATIONS], tuple(situation.id for situation in situations)
        )
    else:
        problems.append(
            Problem("common.toml", "is missing.", "a question of kind many.", key=SITUATIONS)
        )
    return list(found.values())


def _check_situations(situations: tuple[Situation, ...], problems: list[Problem]) -> None:
    not_sure = [situation for situation in situations if situation.id == NOT_SURE]
    if not not_sure:
        right = "a last situation of this id that opens and suggests nothing."
        problems.append(Problem("situations.toml", "is missing.", right, key=NOT_SURE))
    elif not_sure[0].suggests or situations[-1].id != NOT_SURE:
        right = "the last situation, with nothing in `suggests`."
        problems.append(Problem("situations.toml", "is in the wrong place.", right, key=NOT_SURE))


def _texts(
    files: Mapping[str, Mapping[str, Any]], questions: list[Question], problems: list[Problem]
) -> dict[str, Any]:
    reader = TextReader(files, problems)
    languages = tuple(_languages(files))
    if "en" not in languages:
        problems.append(Problem("texts/en", "is missing.", "English texts of every question."))
    return {language: reader.language(language, questions) for language in languages}


def _languages(files: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    seen = sorted({name.split("/")[1] for name in files if name.startswith("texts/")})
    yield from sorted(seen, key=lambda language: (language != "en", language))


def _version(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.toml")):
        for part in (path.relative_to(root).as_posix().encode(), path.read_bytes()):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:12]
