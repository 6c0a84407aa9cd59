"""One file to the rows of its reports: where the parsing rooms meet.

Rooms work on the plain reading of a text; here their spans are taken back to the source, so
that every row addresses the text as it was decoded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from .. import outline, places, themes, words
from ..errors import Problem
from ..outline import Heading, Outline
from ..reading import Reading, read
from ..sources import Source
from . import figures
from .heads import HEAD
from .tables import REQUIRED_PARTS

Row = tuple[Any, ...]
# More digits would differ between machines' logarithms and mean nothing.
MARGIN_DIGITS = 4


@dataclass(frozen=True)
class Document:
    """One report of a file: rows of every table, each without its report_id."""

    source: str
    text: str
    report: dict[str, Any]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    private: tuple[tuple[int, int], ...] = ()
    problems: tuple[Problem, ...] = ()


def documents(source: Source, name: str) -> list[Document]:
    """Reports of one file, in the order they stand in it; none if it cannot be read.

    Parameters
    ----------
    source : Source
        The file as read.
    name : str
        What the ``source`` column shall say of it.
    """
    if source.text is None:
        return []
    reading = outline.unwrapped(read(source.text))
    found = outline.parse(reading, meta=source.meta, name=name)
    return [_document(source, name, reading, each) for each in found]


def _document(source: Source, name: str, reading: Reading, found: Outline) -> Document:
    mixtures = _mixtures(reading.text, found)
    place = places.resolve(_clues(reading.text, found, name), found.year)
    spans = _spans(found)
    counts = _words(reading.text, found, spans)
    report = {
        "title": _printed(reading, found, "title"),
        "locality": place.locality,
        "province": place.province,
        "prefecture": place.prefecture,
        "county": place.county,
        "level": place.level,
        "code": place.code,
        "parent_code": place.parent_code,
        "place_candidates": "; ".join(place.candidates) or None,
        "issuer": _printed(reading, found, "issuer"),
        "addressee": _printed(reading, found, "addressee"),
        "year": found.year,
        "published": found.published,
        "signed": found.signed,
        "doc_type": found.doc_type,
        "n_chars": _size(reading.text[start:end] for start, end, _, _ in found.sentences),
        "n_words": sum(counter.total() for counter in counts.values()),
        "source": name,
        "sha256": source.sha256,
        **{f"part_{part}": found.parts[part] for part in REQUIRED_PARTS},
        "invented": any(block.role == "invented" for block in found.blocks),
    }
    rows = {
        "sections": list(_sections(reading, found, mixtures)),
        "sentences": list(_sentences(reading, found, mixtures)),
        "figures": list(figures.rows(reading, found, spans)),
        "words": [(*k, w, n) for k, counter in counts.items() for w, n in sorted(counter.items())],
        "evidence": [*_evidence(reading, found), *_heads(reading, found)],
    }
    private = tuple(reading.span(b.start, b.end) for b in found.blocks if b.role == "contact")
    problems = (*found.problems, *_doubts_of_place(place))
    return Document(name, reading.source, report, rows, private, problems)


def _size(texts: Iterable[str]) -> int:
    """Characters of texts, white space apart."""
    return len("".join("\n".join(texts).split()))


def _doubts_of_place(place: places.Place) -> Iterator[Problem]:
    if place.candidates:
        yield Problem(
            f"the place is one of {len(place.candidates)}: {'; '.join(place.candidates[:3])}",
            "no code was given; reports.place_candidates lists all",
        )
    elif place.locality is None:
        yield Problem(
            "no title, issuer, signature or first sentence names a place",
            "place and code stay blank; say it in the file's name if you know it",
        )


def _printed(reading: Reading, found: Outline, name: str) -> str | None:
    """A field as the source prints it, if it was taken from the text."""
    value: str | None = getattr(found, name)
    for each in found.evidence:
        if value and each.field == name and each.chosen and each.start is not None and each.end:
            return reading.printed(value, each.start, each.end)
    return value


def _mixtures(text: str, found: Outline) -> list[themes.Mixture]:
    """Themes of the sections that have one."""
    headings = found.headings
    themed = themes.themed(
        [themes.Standing(n, h.parent, h.level, h.part) for n, h in enumerate(headings)]
    )
    hits = themes.Hits(text)
    return [
        hits.mixture(h.start, h.end, h.title_end, _above(found, h))
        if number in themed
        else themes.Mixture({})
        for number, h in enumerate(headings)
    ]


def _above(found: Outline, heading: Heading) -> list[tuple[int, int]]:
    """Spans of the headings above a section: under 履行第一责任人职责 all is about the leaders."""
    spans = []
    while heading.parent is not None:
        heading = found.headings[heading.parent]
        spans.append((heading.start, heading.title_end))
    return spans


# What the outline calls a block, and what places takes it for.
_CLUES = {"signature": "signature", "chrome": "page", "byline": "page"}


def _clues(text: str, found: Outline, name: str) -> list[places.Clue]:
    fields = [(field, getattr(found, field)) for field in ("title", "issuer", "addressee")]
    blocks = [(_CLUES[b.role], text[b.start : b.end]) for b in found.blocks if b.role in _CLUES]
    body = text[found.sentences[0].start : found.sentences[-1].end] if found.sentences else ""
    clues = [*fields, *blocks, ("body", body), ("file", PurePath(name).stem)]
    return [places.Clue(role, value.strip()) for role, value in clues if value]


def _section_id(heading: int | None) -> int | None:
    return None if heading is None else heading + 1


def _sections(reading: Reading, found: Outline, mixtures: list[themes.Mixture]) -> Iterator[Row]:
    for number, (heading, mixture) in enumerate(zip(found.headings, mixtures, strict=True)):
        yield (
            _section_id(number),
            _section_id(heading.parent),
            heading.level,
            reading.printed(heading.marker, heading.start, heading.title_end),
            reading.printed(heading.title, heading.start, heading.title_end),
            heading.part,
            mixture.first,
            mixture.second,
            None if mixture.margin is None else round(mixture.margin, MARGIN_DIGITS),
            *reading.span(heading.start, heading.end),
        )


def _sentences(reading: Reading, found: Outline, mixtures: list[themes.Mixture]) -> Iterator[Row]:
    sections = {n: (_section_id(n), mixture.first) for n, mixture in enumerate(mixtures)}
    for number, (low, high, part, heading) in enumerate(found.sentences, start=1):
        start, end = reading.span(low, high)
        section, theme = (None, None) if heading is None else sections[heading]
        yield (section, number, part, theme, start, end, reading.source[start:end])


def _spans(found: Outline) -> list[tuple[int, int]]:
    """Spans of the sentences, without the number of a heading: it is no figure and no word."""
    markers = {h.start: h.start + len(h.marker) for h in found.headings}
    return [(markers.get(start, start), end) for start, end, _, _ in found.sentences]


def _words(
    text: str, found: Outline, spans: list[tuple[int, int]]
) -> dict[tuple[int | None, str], Counter[str]]:
    """Words of every section's own sentences, part by part: a part may begin inside a section.

    Those before the first heading are under None.
    """
    own: defaultdict[tuple[int | None, str], list[str]] = defaultdict(list)
    for (_, _, part, heading), (start, end) in zip(found.sentences, spans, strict=True):
        own[heading, part].append(text[start:end])
    return {
        (_section_id(heading), part): words.count("\n".join(texts))
        for (heading, part), texts in own.items()
    }


def _evidence(reading: Reading, found: Outline) -> Iterator[Row]:
    for each in found.evidence:
        start = end = None
        if each.start is not None and each.end is not None:
            start, end = reading.span(each.start, each.end)
        yield (each.field, each.value, start, end, each.source, each.chosen)


def _heads(reading: Reading, found: Outline) -> Iterator[Row]:
    """Running heads that stand inside a sentence and are none of its words."""
    if not reading.heads:
        return
    spans = [reading.span(each.start, each.end) for each in found.sentences]
    begins = [start for start, _ in spans]
    for start, end in reading.heads:
        number = bisect_right(begins, start) - 1
        if number >= 0 and end <= spans[number][1]:
            yield (HEAD, reading.source[start:end], start, end, "page break", True)
