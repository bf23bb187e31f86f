"""Answers in a person's own words read as yes, no, unsure or something told, in many languages.

Only the opening words decide, never the content: "not shown", "nothing so far" and "no" say that
a thing did not happen; any other words say that there is something to tell.
"""

import re
import unicodedata

_YES_TEXT = (
    "yes y yeah yep true sí si oui wi sim da да oo opo vâng có dạ 是 有 对 是的 네 예 نعم "
    "haan tak 1"
)
_YES = frozenset(_YES_TEXT.split())
_UNSURE_TEXT = "unsure unknown uncertain maybe perhaps unclear possibly ? quizás peut-être"
_UNSURE = frozenset(_UNSURE_TEXT.split())
_UNSURE_OPENINGS = (
    "not known",
    "not sure",
    "not clear",
    "not certain",
    "not yet known",
    "don't know",
    "do not know",
    "i don't know",
    "i do not know",
    "nobody knows",
    "no one knows",
    "nobody could say",
    "nobody can say",
    "no sé",
    "no lo sé",
    "no se sabe",
    "no sabemos",
    "je ne sais pas",
    "không biết",
    "không rõ",
    "hindi alam",
    "hindi ko alam",
    "m pa konnen",
    "не знаю",
    "لا أعرف",
    "لا اعرف",
    "모르",
    "不知道",
    "不清楚",
    "不确定",
)
_NO_TEXT = (
    "no none not nothing nobody never false n/a nil neither without didn't wasn't weren't isn't "
    "nada nadie nunca ninguno ninguna ningún jamás sin ni non aucun aucune rien jamais pas sans "
    "não nenhum nenhuma нет никто ничего никогда не không chưa chẳng wala hindi walang okenn pa "
    "아니요 아니오 아니 없음 لا لم ليس nie nein kein 0"
)
_NO = frozenset(_NO_TEXT.split())
_NO_OPENINGS = ("没有", "没", "无", "不", "否", "아니", "없")
_SUBJECT_NO = ("no one", "nobody", "nadie", "personne", "walang", "никто")
_SHORT = 6


def folded(text: str) -> str:
    """The words of `text` in one case and width, single spaces between them."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())


def says_yes(text: str) -> bool:
    """Whether the first word of `text` is a yes."""
    return _first(text) in _YES


def says_unsure(text: str) -> bool:
    """Whether `text` opens by saying that the person does not know."""
    return _first(text) in _UNSURE or folded(text).startswith(_UNSURE_OPENINGS)


def opens_with_no(text: str) -> bool:
    """Whether the first word of `text` is a no; enough where the question was yes or no."""
    if says_unsure(text):
        return False
    return _first(text) in _NO or folded(text).startswith(_NO_OPENINGS)


def says_no(text: str) -> bool:
    """Whether `text` opens with a no that covers all of it; for answers told freely.

    A no at the head of a short first clause covers it ("not in words", "none, thank God"). A no
    that is the subject of a longer story does not ("Nobody answered, then two tickets came").
    """
    if not opens_with_no(text):
        return False
    clauses = [clause for clause in re.split(r"[,;.:!()。，；]", folded(text)) if clause.strip()]
    if len(clauses) > 1 and folded(text).startswith(_SUBJECT_NO):
        return False
    return len(clauses[0].split()) <= _SHORT


def tells(text: str) -> bool:
    """Whether `text` says that there is something to tell: neither empty, nor no, nor unsure."""
    return bool(text.strip()) and not says_no(text) and not says_unsure(text)


def _first(text: str) -> str:
    match = re.match(r"[\w/'?-]+", folded(text))
    return match.group(0) if match else ""
