"""One document put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from ..errors import Problem
from . import foot, head, kinds, layout, tree
from .evidence import choose
from .facts import Clues, Facts, facts
from .frame import Frame
from .model import REQUIRED_PARTS, Evidence, Heading, Outline, Sentence
from .numbering import Mark
from .parts import Label
from .piece import Piece
from .spot import Spot
from .spots import spots

# Looking for plain words is quicker than for the patterns, and nearly every text has none.
_SAYS_HIDDEN = ("此处隐藏", "VIP会员可见", "试读")
_HIDDEN = re.compile(r"此处隐藏 ?\d|VIP会员可见|试读(?:已)?结束")


def outline(text: str, pieces: list[Piece], marks: list[Mark | None], clues: Clues) -> Outline:
    """Outline of the document that the pieces make."""
    framed = head.begin(text, pieces, marks)
    foot.close(text, framed)
    found = tree.ranked(spots(text, framed))
    words = [tree.title(text, spot) for spot, _ in found]
    titled = kinds.of_title(framed.title.words) if framed.title else None
    labelled: dict[int | None, list[Label]] = {}

    def label(year: int | None) -> list[Label]:
        if year not in labelled:
            labelled[year] = tree.label(text, framed, found, words, year, titled)
        return labelled[year]

    known = facts(text, framed, lambda year: _witnesses(found, words, label(year)), clues, titled)
    labels = label(known.year)
    headings = tree.headings(text, framed, found, words, labels)
    sentences = layout.sentences(text, framed, found, labels, known.year, titled)
    stated = _stated(labels, sentences)
    doc_type, shown = _kind(text, framed, known, stated, headings)
    return Outline(
        start=framed.pieces[0].outer,
        end=framed.pieces[-1].stop,
        title=known.title.value if known.title else None,
        addressee=known.addressee,
        issuer=known.issuer,
        year=known.year,
        published=known.published,
        signed=known.signed,
        doc_type=doc_type,
        headings=tuple(headings),
        sentences=tuple(sentences),
        blocks=tuple(layout.blocks(text, framed, found)),
        evidence=(*known.evidence, *shown),
        parts=MappingProxyType(stated),
        problems=(*known.problems, *_problems(text, framed, known, headings, clues)),
    )


def _witnesses(
    found: Sequence[tuple[Spot, int]], words_of: Sequence[str], labels: Sequence[Label]
) -> list[tuple[str, str, int, int]]:
    """Headings as witnesses of the year, with the part they name."""
    return [
        (words, each.part, spot.start, spot.title_end)
        for (spot, _), words, each in zip(found, words_of, labels, strict=True)
    ]


def _stated(labels: Sequence[Label], sentences: Sequence[Sentence]) -> dict[str, str]:
    """For each required part whether it has a heading, only sentences, or nothing."""
    headed = {part for each in labels for part in (each.part, *each.named)}
    told = {sentence.part for sentence in sentences}
    return {
        part: "heading" if part in headed else "unheaded" if part in told else "absent"
        for part in REQUIRED_PARTS
    }


def _kind(
    text: str, framed: Frame, known: Facts, stated: dict[str, str], headings: Sequence[Heading]
) -> tuple[str, list[Evidence]]:
    present = sum(value != "absent" for value in stated.values())
    span = framed.pieces[0].outer, framed.pieces[-1].stop
    tops = [(h.title, h.start, h.title_end) for h in headings if h.parent is None]
    name, found = kinds.kind(known.title, text, *span, present, tops)
    return name, choose("doc_type", found)[1]


def _problems(
    text: str, framed: Frame, known: Facts, headings: Sequence[Heading], clues: Clues
) -> list[Problem]:
    found = []
    start = framed.pieces[0].outer
    if clues.documents > 1:
        line = text.count("\n", 0, start) + 1
        found.append(
            Problem(f"{clues.documents} documents in one file", "each read by itself", line)
        )
    if "paragraph" not in framed.roles:
        found.append(Problem("no sentence of a report found", "Check the file: is it a menu?"))
    elif not headings:
        found.append(Problem("no headings found", "read as one section without heading"))
    said = any(word in text for word in _SAYS_HIDDEN)
    hidden = said and _HIDDEN.search(text, start, framed.pieces[-1].stop)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        found.append(Problem("part of the text is hidden", "read what is there", line))
    if known.year is None and not any(p.action == "year left open" for p in known.problems):
        found.append(Problem("the year reported on is not stated", "year left open"))
    return found
