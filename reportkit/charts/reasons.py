"""Reasons that measures give as English sentences, said in the language of a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from .labels import group_of_labels, label, label_or_value

# Sentences nest: "cannot check: a list …, but the parts …"; deeper than this none is.
DEEPEST = 6
# Thousands of checks give a reason of their own, which a redraw says again.
MOST_KEPT = 2**14
_HOLE = re.compile(r"\{(\w)\}")


@lru_cache(MOST_KEPT)
def reason(said: str, language: str = "zh") -> str:
    """Reason in the words of a language; as it is where there are none for it.

    The labels ``reason.*`` are a phrase book: the English side is a sentence that a measure
    gives, with holes for what differs, and what stands in a hole is looked up in turn.

    Examples
    --------
    >>> reason("cannot check: the list names some parts only (7 are not among them)")
    '只列出了一部分（另有 7 没有列出）'
    >>> reason("the report hedges; both reports give 5.5", "en")
    'the report hedges; both reports give 5.5'
    """
    if language == "en":
        return said
    head = said.partition(":")[0]
    known = label_or_value("why", head, language)
    return _reason(said, language, 0) if known == head else known


def refusal(said: str, language: str = "zh") -> str:
    """Error of a measure in the words of a language, by the phrase book ``refused.*``.

    Examples
    --------
    >>> refusal("3 of 9 units are in both groups. Give groups that share none.")
    '目标组和参照组有重叠（9 份中 3 份两组都有）。请换一个参照组。'
    """
    if language == "en":
        return said
    known = _by_phrase(said, language, "refused", lambda part: _refused_part(part, language))
    return label("refused.other", language, a=said) if known is None else known


def _refused_part(said: str, language: str) -> str:
    """What stands in a hole: a reason of the search's own, or words of the reader's."""
    known = _by_phrase(said, language, "refused_why", str)
    return said if known is None else known


class _Phrase(NamedTuple):
    sentence: re.Pattern[str]
    label: str
    # What it begins with, and the longest of its words: quicker to look for than all of it.
    begins: str
    told: str


def _reason(said: str, language: str, depth: int) -> str:
    parts = said.split("; ")
    if len(parts) > 1:
        return ";".join(_reason(part, language, depth) for part in parts)
    if depth >= DEEPEST:
        return said
    known = _by_phrase(said, language, "reason", lambda part: _reason(part, language, depth + 1))
    return said if known is None else known


def _by_phrase(said: str, language: str, group: str, say_part: Callable[[str], str]) -> str | None:
    """Sentence by the first phrase that it is; None if the group has none for it."""
    for phrase in _beginning(said[:1], group, language):
        match = phrase.sentence.fullmatch(said) if phrase.told in said else None
        if match:
            holes = match.groupdict().items()
            return phrase.label.format(**{k: say_part(v) for k, v in holes})
    return None


@cache
def _beginning(sign: str, group: str, language: str) -> list[_Phrase]:
    """Phrases that may begin with a sign."""
    phrases = _phrases(group, language)
    return [phrase for phrase in phrases if phrase.begins in ("", sign)]


@cache
def _phrases(group: str, language: str) -> list[_Phrase]:
    """Phrases, those with the most words of their own first."""
    texts = group_of_labels(group)
    longest = sorted(texts, key=lambda each: -len(_HOLE.sub("", each["en"])))
    return [_phrase(each["en"], each[language], within=group != "reason") for each in longest]


def _phrase(text: str, said: str, *, within: bool) -> _Phrase:
    literal = _HOLE.split(text)[::2]
    begins = "" if within else literal[0][:1]
    return _Phrase(_sentence(text, within=within), said, begins, max(literal, key=len))


def _sentence(text: str, *, within: bool) -> re.Pattern[str]:
    """Pattern of a phrase, or of a message that has it: {n} is a number, other holes are words."""
    literal = [re.escape(part) for part in _HOLE.split(text)[::2]]
    holes = [
        f"(?P<{name}>{'[-+.,0-9]+%?' if name == 'n' else '.+?'})" for name in _HOLE.findall(text)
    ]
    phrase = "".join(a + b for a, b in zip(literal, [*holes, ""], strict=True))
    before, behind = (".*" if within and side else "" for side in (literal[0], literal[-1]))
    return re.compile(before + phrase + behind, re.S)
