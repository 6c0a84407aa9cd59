"""Short labels: what a figure counts, cut from its clause by rule. A label is no evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..lexicons import rows
from . import changes

LONGEST_LABEL = 24
_LONGEST_BEHIND = 14
_LONGEST_TOPIC = 20
_REACH = 60
# An unknown word of up to two signs is more often a verb (销号, 说和) than a thing.
_LONGEST_UNKNOWN_VERB = 2
# 出庭率 and 满意度 say a rate of something; longer names (案件按期办结率) say of what.
_LONGEST_BARE_RATE = 4
_RATE_SIGNS = ("率", "度", "占比")
_RATE_NAME = re.compile(r"[^率度]{0,2}(?:[率度]|占比)$")
_TO_SIGNS = ("到", "至", "为", "成")
_CLAUSE_END = re.compile(r"[,。;:!?\n\t()]")
_NO_NOUN = ",。;:、!?\n\t()”’》"
_BRACKETED = re.compile(r"\([^()]{0,40}\)")
_SIGN = re.compile("[“”‘’《》〈〉\"' ]")
_STRAY = ".·-—、,:"
# A quotation right behind the classifier belongs to the noun: 4个“联合验收”事项.
_OPENING = " 的“‘《"
_DATE = re.compile(
    r"[于自从在至截]{0,2}\d{2,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:份|度|以来|来|内|底|初|末)?|"
    r"[于自从在至截]{0,2}\d{1,2}月(?:\d{1,2}日)?(?:份|底|初)?"
)
# Where a label that is too long may begin: behind these signs, or with a verb or a preposition.
_STRONG_MARKS, _MARKS = "的、", "的、和与及等了共"
_SHORTEST_REST = 4


@dataclass(slots=True)
class Words:
    """Words before a figure and the noun behind it; ``noun_end`` is where that noun ends."""

    before: str
    behind: str
    noun_end: int

    @property
    def label(self) -> str:
        """Both together, within the longest label."""
        return _cut(self.before, LONGEST_LABEL - len(self.behind)) + self.behind


def words(text: str, low: int, start: int, end: int, noun_end: int = 0) -> Words:
    """Words that say what the figure ``text[start:end]`` counts.

    ``low`` is where its sentence begins or the figure before it ends; ``noun_end`` is where the
    noun of that figure ends: those words are not said of this one.
    """
    behind, own_end = _noun(text, end)
    low = max(low, start - _REACH)
    before = _trimmed(_last_clause(text[max(low, noun_end) : start]))
    if not before and not behind and noun_end > low:
        before = _trimmed(_last_clause(text[low:start]))
    if behind and text.startswith("等", start - 1):
        before = _without_example(before)
    return Words(before, behind, own_end)


def topic(text: str, low: int, start: int) -> str:
    """Words of the clause before the figure's own, for a label that is only a verb."""
    piece = _BRACKETED.sub("", text[max(low, start - _REACH) : start])
    clauses = [c for c in _CLAUSE_END.split(piece) if c]
    return _shortened(_trimmed(clauses[-2]), _LONGEST_TOPIC) if len(clauses) > 1 else ""


def bracket_topic(text: str, low: int, start: int) -> str:
    """Words before the bracket in which a figure stands: 刑事警情(同比下降9%)."""
    opening = text.rfind("(", low, start)
    if opening < 0 or _CLAUSE_END.search(text, opening + 1, start):
        return ""
    return _cut(_trimmed(_last_clause(text[max(low, opening - _REACH) : opening])), _LONGEST_TOPIC)


def clause_behind(text: str, end: int) -> str:
    """Words behind a figure, verb and all, for one that has no others (连续3年举办讲座)."""
    piece = text[end : end + LONGEST_LABEL + 1]
    stop = _CLAUSE_END.search(piece)
    piece = _without_signs(piece[: stop.start()] if stop else piece)
    return "" if piece.startswith(_trims("never")) else _shortened(piece, LONGEST_LABEL)


def joined(context: str, own: str) -> str:
    """Label that needs the words of another: ``context·own``.

    Examples
    --------
    >>> joined("收到行政复议申请", "受理"), joined("", "受理")
    ('收到行政复议申请·受理', '受理')
    """
    if not own or not context or own in context:
        return own or context
    own = _cut(own, _LONGEST_TOPIC)
    return f"{_cut(context, LONGEST_LABEL - 1 - len(own))}·{own}"


def names_rate(own: str) -> bool:
    """Whether a label ends in the name of a rate."""
    return own.endswith(_RATE_SIGNS)


def is_bare(own: str) -> bool:
    """Whether the words before a figure only say what was done (受理, 建议保留) or name a rate."""
    if names_rate(own) and len(own) <= _LONGEST_BARE_RATE:
        return True
    if len(own) <= _LONGEST_UNKNOWN_VERB and not own.endswith(_trims("end")):
        return True
    return _bare().fullmatch(own) is not None


def _last_clause(piece: str) -> str:
    if "(" in piece:
        piece = _BRACKETED.sub("", piece)
    return _CLAUSE_END.split(piece)[-1]


def _without_signs(piece: str) -> str:
    return _SIGN.sub("", piece)


def _trimmed(piece: str) -> str:
    piece = _without_signs(piece)
    if "年" in piece or "月" in piece:
        piece = _DATE.sub("", piece)
    piece = piece.strip(_STRAY)
    head = _left().match(piece)
    piece = piece[head.end() :] if head else piece
    last_signs = _last_signs()
    while piece and piece[-1] in last_signs and not piece.endswith(_trims("kept")):
        word = next((word for word in last_signs[piece[-1]] if piece.endswith(word)), "")
        if not word:
            break
        piece = piece[: -len(word)]
    return piece.strip(_STRAY)


def _without_example(piece: str) -> str:
    """Verb before a body that 等 makes an example of: the 取消 of 取消了县粮食局等3个单位."""
    verb = _bare().match(piece)
    return verb[0].removesuffix("了") if verb else ""


def _cut(piece: str, room: int) -> str:
    """Shorten from the left, to where a word begins if that can be told."""
    if len(piece) <= room:
        return piece
    if room <= 0:
        return ""
    begin = len(piece) - room
    for mark in _STRONG_MARKS:
        cut = piece.find(mark, begin) + 1
        if 0 < cut <= begin + room // 2:
            return piece[cut:]
    for place in _begin().finditer(piece, begin - 1):
        cut = place.end() if place.lastgroup == "mark" else place.start()
        is_place = place.lastgroup != "whole" and begin <= cut
        if is_place and cut <= len(piece) - min(_SHORTEST_REST, room):
            return piece[cut:]
    return piece[begin:]


def _shortened(piece: str, room: int) -> str:
    """Shorten from the right: before a verb, else behind the last noun, else at the limit."""
    if len(piece) <= room:
        return piece
    for place in _stop().finditer(piece, _SHORTEST_REST):
        if place.lastgroup == "stop" and place.start() <= room:
            return piece[: place.start()]
    cut = max((piece.rfind(word, 0, room) + len(word) for word in _trims("end")), default=0)
    return piece[:cut] if cut >= _SHORTEST_REST else piece[:room]


def _noun(text: str, end: int) -> tuple[str, int]:
    """Noun behind a figure and where it ends."""
    if text[end : end + 1] in _NO_NOUN:
        return "", end
    start, limit = end, min(len(text), end + _LONGEST_BEHIND + 2)
    while start < limit and text[start] in _OPENING:
        start += 1
    closing = start > end and text[start - 1] in "“‘《"
    for place in _stop().finditer(text, start, limit):
        if closing and place[0] in "”’》":
            closing = False
        elif place.lastgroup == "stop":
            return _noun_until(text, end, start, place.start())
    if limit == len(text):
        return _noun_until(text, end, start, limit)
    piece = _shortened(_without_signs(text[start:limit]), _LONGEST_BEHIND)
    return ("" if piece.startswith(_trims("never")) else piece), end


def _noun_until(text: str, end: int, start: int, stop: int) -> tuple[str, int]:
    """Noun up to a stop; words that lead to another number (办结率, 压缩至) are that number's."""
    piece = _without_signs(text[start:stop]).rstrip("的").strip(_STRAY)
    leads_on = text[stop : stop + 1] in _TO_SIGNS and text[stop + 1 : stop + 2].isdecimal()
    if leads_on or piece.startswith(_trims("never")):
        return "", end
    if not text[stop : stop + 1].isdecimal() or not piece:
        return piece, stop
    if piece.endswith(_TO_SIGNS):
        return "", end
    rate = _RATE_NAME.search(piece)
    noun = piece[: rate.start()] if rate else changes.without_verb(piece)
    return noun, stop if noun == piece else end


@cache
def _left() -> re.Pattern[str]:
    return re.compile(rf"(?:(?!{_any('whole')})(?:{_any('left')})|[一二三四五六七八九十]是)+")


@cache
def _stop() -> re.Pattern[str]:
    """Where a noun ends; group ``whole`` are words that only hold a stop (参与率, 和解)."""
    return re.compile(
        rf"(?P<whole>{_any('whole')})|(?P<stop>[,。;:、!?\n\t()“”‘’《》\d]|{_any('stop')})"
    )


@cache
def _begin() -> re.Pattern[str]:
    """Where a label may begin when it must be cut."""
    whole, verb = _any("whole"), _any("verb")
    return re.compile(rf"(?P<whole>{whole})|(?P<mark>[{_MARKS}])|(?P<verb>{verb})")


@cache
def _bare() -> re.Pattern[str]:
    """Verbs and their adverbs, alone or in a row; or a bound that is compared with (超过规定)."""
    return re.compile(rf"(?:{_any('beyond')}).*|(?:(?:{_any('verb')})了?)+")


def _any(side: str) -> str:
    """Pattern of all words of a side, by first sign: most places fail at one glance."""
    by_sign: dict[str, list[str]] = {}
    for word in _trims(side):
        by_sign.setdefault(word[0], []).append(re.escape(word[1:]))
    words = "|".join(f"{re.escape(sign)}(?:{'|'.join(rest)})" for sign, rest in by_sign.items())
    return f"(?=[{re.escape(''.join(by_sign))}])(?:{words})"


@cache
def _last_signs() -> dict[str, list[str]]:
    """Words cut from the right by their last sign, longest first."""
    by_sign: dict[str, list[str]] = {}
    for word in _trims("right"):
        by_sign.setdefault(word[-1], []).append(word)
    return by_sign


@cache
def _trims(side: str) -> tuple[str, ...]:
    """Words of a side, longest first."""
    found = (row["form"] for row in rows("label-trims") if row["side"] == side)
    return tuple(sorted(found, key=len, reverse=True))
