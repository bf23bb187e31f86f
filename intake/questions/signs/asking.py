"""R5 Don't Ask: an official asked about immigration or citizenship status.

Source: questionnaire table, row R5, and "what a person volunteered about status is not R5". The
exceptions of the row (an element of a criminal case, a law that requires it, eligibility for a
benefit, consular notice) turn on law and are left to the finding.
"""

from intake.questions import spoken
from intake.questions.facts import Facts
from intake.questions.signs import federal_agents
from intake.questions.signs.sign import Sign

# A request for a name or an identity document is no question about status.
_IDENTITY_WORDS_TEXT = (
    "id ids i.d identification identity identificación identificacion identidad identité pièce "
    "name names full your nombre su nom what is what's driver drivers driver's driving license "
    "licence licencia de conducir conduire card please por favor show me and or the a an y et "
    "身份证 名字 驾照 이름 신분증 هوية اسم الاسم имя pangalan tên"
)
_IDENTITY_WORDS = frozenset(_IDENTITY_WORDS_TEXT.split())
_ABOUT_STATUS = ("papers_or_status", "place_of_birth", "proof_demanded")
_NO_QUESTION = frozenset({"identity_only", "nothing"})


def sign(facts: Facts) -> Sign:
    """A question that was put shows R5; status volunteered or only an ID asked for excludes it."""
    if facts.plainly_yes("R5.volunteered") or federal_agents.acted_alone(facts):
        return Sign.EXCLUDED
    if facts.has("R5.asked_about", *_ABOUT_STATUS):
        return Sign.SHOWN
    if _nothing_asked(facts):
        return Sign.EXCLUDED
    return Sign.SHOWN if _question_put(facts) else Sign.SILENT


def _nothing_asked(facts: Facts) -> bool:
    about = facts.chosen("R5.asked_about") - {"unsure"}
    if about and about <= _NO_QUESTION:
        return True
    words = facts.words("R5.exact_words")
    if words and (_only_identity(words) or _no_words(words)):
        return True
    return facts.no("R5.asked_of")


def _question_put(facts: Facts) -> bool:
    told = ("R5.asked_of", "R5.setting", "R5.before_after_reason", "R5.if_no_answer")
    if any(facts.names(question) for question in told):
        return True
    if facts.yes("R5.recorded_in_form") or facts.yes("R5.told_to_ice"):
        return True
    return facts.no("R5.volunteered") and bool(facts.words("R5.exact_words"))


def _only_identity(words: str) -> bool:
    found = [word.strip(".,;:!?¿¡\"'“”«»()") for word in spoken.folded(words).split()]
    return all(word in _IDENTITY_WORDS for word in found if word)


def _no_words(words: str) -> bool:
    """A short no in the place of the words; a longer one is a quotation and may begin with no."""
    return spoken.says_no(words) and len(words.split()) <= 3
