"""Reasons that measures give as English sentences, said in the language of a table."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .labels import group_of_labels, label_or_value

# Sentences nest: "cannot check: a list …, but the parts …"; deeper than this none is.
DEEPEST = 6
_HOLE = re.compile(r"\{(\w)\}")


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
    return _translated(said, language, 0) if known == head else known


class _Phrase(NamedTuple):
    sentence: re.Pattern[str]
    label: str


def _translated(said: str, language: str, depth: int) -> str:
    parts = said.split("; ")
    if len(parts) > 1:
        return ";".join(_translated(part, language, depth) for part in parts)
    for phrase in _phrases(language) if depth < DEEPEST else ():
        match = phrase.sentence.fullmatch(said)
        if match:
            holes = match.groupdict().items()
            return phrase.label.format(**{k: _translated(v, language, depth + 1) for k, v in holes})
    return said


@cache
def _phrases(language: str) -> list[_Phrase]:
    """Phrases, those with the most words of their own first."""
    texts = group_of_labels("reason")
    longest = sorted(texts, key=lambda each: -len(_HOLE.sub("", each["en"])))
    return [_Phrase(_sentence(each["en"]), each[language]) for each in longest]


def _sentence(text: str) -> re.Pattern[str]:
    """Pattern of a phrase: {n} stands for a number, other holes for words."""
    literal = [re.escape(part) for part in _HOLE.split(text)[::2]]
    holes = [
        f"(?P<{name}>{'[-+.,0-9]+%?' if name == 'n' else '.+?'})" for name in _HOLE.findall(text)
    ]
    return re.compile("".join(a + b for a, b in zip(literal, [*holes, ""], strict=True)), re.S)
