"""What a record says in its own spelling, matched to the option ids of a question."""

import re
import unicodedata
from collections.abc import Mapping

from intake.questions import spoken
from intake.questions.questionnaire import Question, QuestionKind

_LEADING = re.compile(r"^(.*?)\s*(?:[,;:(（，]|\s[-–—]\s)")
_SPLIT = re.compile(r"\s*(?:[,;+&|]|\band\b)\s*")
_NEGATED = re.compile(r"\b(no|non|not|without|never|nobody|none)\b[^,;.:]*$")
_NEGATIVE_OPTIONS = ("none", "no", "nothing", "not_stated", "not_shown")
_LONG_ENOUGH = 3
# A yes or no that stands by itself, before a stop or alone.
_PLAIN = re.compile(r"[\w/']+\s*(?:[,.;:!()\-–—]|$)")
_ARTICLES = frozenset({"a", "an", "the"})


def match_option(text: str, *, question: Question) -> str | None:
    """The answer that `text` is to `question`: an option id, alone or with words behind a colon.

    The words stay wherever they say more than the option. None where the question knows no such
    option and does not take words of one's own.
    """
    if question.kind is QuestionKind.YES_NO:
        return _yes_no(question, text)
    exact = _exact(question, text)
    if exact:
        return exact
    near = _near(question, text)
    if near:
        return f"{near}: {text.strip()}"
    return f"other: {text.strip()}" if question.open_ended else None


def match_options(texts: list[str], *, question: Question) -> tuple[list[str], bool]:
    """The answers of a many-question, and whether every text was understood.

    One text may name several options ("interview, roster").
    """
    found: list[str] = []
    understood = True
    for text in texts:
        answer = match_option(text, question=question)
        parts = [_exact(question, part) for part in _SPLIT.split(text)]
        if len(parts) > 1 and all(parts) and not _exact(question, text):
            found.extend(part for part in parts if part)
        elif answer is None:
            understood = False
        else:
            found.append(answer)
    return list(dict.fromkeys(found)), understood


def _yes_no(question: Question, text: str) -> str:
    exact = _exact(question, text)
    if exact:
        return exact
    if spoken.says_unsure(text):
        head = "unsure"
    elif spoken.says_yes(text):
        head = "yes"
    else:
        head = "no" if spoken.opens_with_no(text) else "other"
    if head == "other" or not _PLAIN.match(spoken.folded(text)):
        head = _contained(text, question.aliases) or head
    return f"{head}: {text.strip()}"


def _exact(question: Question, text: str) -> str | None:
    wanted = _key(text)
    for option in question.options:
        if wanted == _key(option):
            return option
    for alias, option in question.aliases.items():
        if wanted == _key(alias):
            return option
    if wanted.split(":")[0].strip() == "other" and "other" in question.options:
        rest = text.partition(":")[2].strip()
        return f"other: {rest}" if rest else "other"
    return None


def _near(question: Question, text: str) -> str | None:
    leading = _LEADING.match(text)
    if leading:
        found = _exact(question, leading.group(1))
        if found and found != "other":
            return found
    if spoken.says_unsure(text) and "unsure" in question.options:
        return "unsure"
    named = {option: option for option in question.options}
    contained = _contained(text, named | dict(question.aliases))
    if contained:
        return contained
    negative = next((none for none in _NEGATIVE_OPTIONS if none in question.options), None)
    return negative if negative and spoken.says_no(text) else None


def _contained(text: str, named: Mapping[str, str]) -> str | None:
    """The option whose longest spelling stands in `text` as words, unless a no goes before it."""
    words = _key(text)
    spellings = {_key(spelling): option for spelling, option in named.items()}
    for spelling in sorted(spellings, key=len, reverse=True):
        if len(spelling) < _LONG_ENOUGH or spelling == "other":
            continue
        place = re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", words)
        if place and not _NEGATED.search(words[: place.start()]):
            return spellings[spelling]
    return None


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    words = re.sub(r"[_\-/\s]+", " ", folded).strip(" .").split()
    return " ".join(re.sub(r"(?<=[^s]{3})s$", "", word) for word in words if word not in _ARTICLES)
