"""Changes: a number that says by how much, and pairs that say from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..lexicons import rows
from . import names

# What may stand between verb and number: 增长了约, 压缩幅度达, 分别下降.
_FILLERS = ("幅度", "分别", "平均", "累计", "了", "均", "各", "达", "约", "近", "超", ":")
# 增长率, 增幅, 增速 are changes themselves: 增幅为12% names no level.
_CHANGE_NOUNS = ("率", "幅", "速")
_MOST_FILLERS = 3
_CLAUSE_REACH = 24
# From a verb at the head of the clause over its object to the number: 减少申请材料35%.
_OBJECT_REACH = 14
_SIGNS = {"+": "up", "-": "down"}
_LEVEL_SIGNS = "率度比例重占达为至到数量过"
_ADVERBS = "平均共累计已并再大幅整体总体"
_CLAUSE_MARKS = ",。;\n"
# From the first number of a pair to the second: 从2021年的85%提升到2023年的98%.
PAIR_REACH = 20
_FROM_REACH = 12


@dataclass(slots=True)
class Change:
    """Direction of the verb before a number; ``to_level`` for 提升至, which names the end."""

    direction: str
    to_level: bool


NO_CHANGE = Change("", to_level=False)


def before(text: str, low: int, position: int) -> Change:
    """Verb of change that ends at ``position``, fillers apart."""
    if position <= low or text[position - 1] not in _last_signs():
        return NO_CHANGE
    if text[position - 1] in _SIGNS:
        signed = names.signed(text, low, position)
        return Change(_SIGNS[text[position - 1]], to_level=False) if signed else NO_CHANGE
    to_level = False
    for _ in range(_MOST_FILLERS):
        filler = _ending(text, low, position, "filler")
        if not filler and not to_level:
            filler = _ending(text, low, position, "to")
            to_level = bool(filler)
        if not filler:
            break
        position -= len(filler)
    verb = _ending(text, low, position, "verb")
    return Change(_directions().get(verb, ""), to_level and not verb.endswith(_CHANGE_NOUNS))


def around_object(text: str, low: int, position: int) -> Change:
    """Verb of change that begins the clause, its object between verb and number (压缩时限60%).

    A level has a word of its own before it (满意率98%, 占60%), and then nothing changed by it.
    """
    clause = _clause(text, low, position, _OBJECT_REACH)
    if not clause or clause[-1] in _LEVEL_SIGNS:
        return NO_CHANGE
    clause = clause.lstrip(_ADVERBS)
    if not clause.startswith(_long_verbs()):
        return NO_CHANGE
    verb = next(verb for verb in _long_verbs() if clause.startswith(verb))
    return Change(_directions()[verb], to_level=False)


def is_compared(text: str, low: int, start: int) -> bool:
    """Whether the clause before a number compares (同比, 较上年)."""
    clause = _clause(text, low, start, _CLAUSE_REACH)
    return any(word in clause for word in _words("comparison"))


def is_bare(words: str) -> bool:
    """Whether words only say that something changed (同比下降, 较上年增长), not what did."""
    rest = without_verb(words).lstrip(_ADVERBS)
    return not rest or any(rest.startswith(word) for word in _words("comparison"))


def without_verb(words: str) -> str:
    """Words without the verb of change that ends them."""
    return words.removesuffix(_ending(words, 0, len(words), "verb"))


def starts_pair(text: str, low: int, start: int) -> bool:
    """Whether a number is the first of a pair: 从 or 由 stands before it in its clause."""
    clause = _clause(text, low, start, _FROM_REACH)
    return any(word in clause for word in _words("from"))


def reaches(between: str) -> bool:
    """Whether the words between two numbers lead from one to the other (压缩至, 提升到去年的)."""
    return any(word in between for word in _words("to"))


def _clause(text: str, low: int, start: int, reach: int) -> str:
    begin = max(low, start - reach)
    for mark in _CLAUSE_MARKS:
        begin = max(begin, text.rfind(mark, begin, start) + 1)
    return text[begin:start]


def _ending(text: str, low: int, end: int, role: str) -> str:
    """Longest word of a role that ends at a place; "" for none."""
    for word in _by_last_sign(role).get(text[end - 1 : end], ()):
        if text.endswith(word, low, end):
            return word
    return ""


@cache
def _words(role: str) -> tuple[str, ...]:
    """Words of a role, longest first."""
    found = (row["form"] for row in rows("change-words") if row["role"] == role)
    return _FILLERS if role == "filler" else tuple(sorted(found, key=len, reverse=True))


@cache
def _by_last_sign(role: str) -> dict[str, list[str]]:
    """Words of a role by their last sign."""
    found: dict[str, list[str]] = {}
    for word in _words(role):
        found.setdefault(word[-1], []).append(word)
    return found


@cache
def _long_verbs() -> tuple[str, ...]:
    return tuple(verb for verb in _words("verb") if len(verb) > 1)


@cache
def _directions() -> dict[str, str]:
    return {row["form"]: row["direction"] for row in rows("change-words") if row["direction"]}


@cache
def _last_signs() -> frozenset[str]:
    return frozenset(_SIGNS).union(*map(_by_last_sign, ("filler", "to", "verb")))
