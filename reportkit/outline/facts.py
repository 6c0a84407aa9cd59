"""Facts about a document with every candidate: title, dates, year, issuer, addressee."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from ..errors import CONTRADICTORY, Problem
from . import evidence, issuers, kinds, stamps, titles, years
from .evidence import NEVER, Found
from .frame import Frame
from .model import Evidence
from .titles import Candidate

_RANKS = {titles.STRICT: 1.0, titles.LOOSE: 2.0, titles.GENERIC: 4.5}
_TABLE, _PAGE, _CRUMB, _OTHER, _FILE = 1.5, 3.0, 4.0, 5.0, 6.0
# Choosing between lines of one rank: the one nearest the body, which the frame has found.
_NOT_NEAREST = 0.1


# What is signed in spring says nothing of last year if it is a plan.
_NOT_ON_LAST_YEAR = ("plan", "interpretation", "other")
# Headings by title, part, start and end, told the year if the title or opening has it.
Witnesses = Callable[[int | None], Sequence[tuple[str, str, int, int]]]


class Clues(NamedTuple):
    """What is known of a file beside its text."""

    meta: Mapping[str, str]
    name: str
    documents: int


@dataclass
class Facts:
    """Chosen facts, the evidence for them, and what did not fit."""

    title: Found | None = None
    addressee: str | None = None
    issuer: str | None = None
    year: int | None = None
    published: date | None = None
    signed: date | None = None
    evidence: list[Evidence] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def facts(text: str, frame: Frame, witnesses: Witnesses, clues: Clues, titled: str | None) -> Facts:
    """Facts of one document.

    Parameters
    ----------
    witnesses
        Gives title, part, start and end of the headings, once the year is known or not.
    titled
        Type of document that the title in the text shows.
    """
    built = Facts()
    labels: dict[str, list[Found]] = {}
    for name, found in evidence.labelled(text, frame):
        labels.setdefault(name, []).append(found)
    _title(text, frame, labels.get("title", []), clues, built)
    _addressee(text, frame, built)
    _issuer(text, frame, labels.get("issuer", []), built)
    stamped = _dates(text, frame, labels, clues, built)
    if built.title and not (frame.title and built.title.value == frame.title.words):
        titled = kinds.of_title(built.title.value)
    is_late = built.title is not None and titled in _NOT_ON_LAST_YEAR
    _year(text, frame, witnesses, _witnessing(stamped, is_late=is_late), clues, built)
    return built


def _choose(built: Facts, name: str, found: Sequence[Found]) -> Found | None:
    best, rows = evidence.choose(name, found)
    built.evidence += rows
    return best


def _title(text: str, frame: Frame, labels: Sequence[Found], clues: Clues, built: Facts) -> None:
    found = [_ranked_title(each, each is frame.title) for each in frame.found]
    for each in labels:
        strict = titles.is_report_title(each.value)
        found.append(
            each._replace(value=titles.clean(each.value), rank=_TABLE if strict else _OTHER)
        )
    page = titles.from_joined(clues.meta.get("title", ""))
    file = titles.from_joined(PurePath(clues.name).stem)
    found += [Found(titles.clean(page), None, None, "page title", _PAGE)] if page else []
    found += [*_crumbs(text, frame), *_attached(text, frame)]
    found += [Found(titles.clean(file), None, None, "file name", _FILE)] if file else []
    built.title = _choose(built, "title", found)


def _ranked_title(each: Candidate, nearest: bool) -> Found:
    rank = _RANKS.get(each.score, _OTHER) + (0 if nearest else _NOT_NEAREST)
    if each.score == titles.GENERIC and not nearest:
        rank = NEVER
    return Found(each.words, each.start, each.end, "title line", rank)


def _crumbs(text: str, frame: Frame) -> list[Found]:
    """Titles at the end of a breadcrumb, or before the names of column and site."""
    found = []
    for piece, role in zip(frame.pieces[: frame.first], frame.roles, strict=False):
        if role == "chrome" and piece.size <= 200:
            line = text[piece.start : piece.end]
            words = titles.from_joined(line)
            if words and words != line:
                clean = titles.clean(words)
                found.append(Found(clean, piece.start, piece.end, "breadcrumb", _CRUMB))
    return found


def _attached(text: str, frame: Frame) -> list[Found]:
    """Titles that attached files have: they may be another paper's."""
    found = []
    for piece, role in zip(frame.pieces, frame.roles, strict=True):
        if role == "attachment":
            words = PurePath(text[piece.start : piece.end]).stem
            if titles.is_report_title(words):
                found.append(Found(words, piece.start, piece.end, "attachment", NEVER))
    return found


def _addressee(text: str, frame: Frame, built: Facts) -> None:
    if frame.addressee is None:
        return
    start, end = frame.addressee
    value = titles.clean(text[start:end]).rstrip(": ")
    built.addressee = value
    built.evidence.append(Evidence("addressee", value, start, end, "addressee line", True))


def _issuer(text: str, frame: Frame, labels: Sequence[Found], built: Facts) -> None:
    title = built.title
    found = issuers.in_signature(text, frame)
    if title:
        found += issuers.in_title(title.value, title.start, title.end)
    name = title.value if title else None
    found += issuers.from_labels(labels, name)
    found += issuers.from_page(text, *evidence.around_body(frame)[0], name)
    found += issuers.in_opening(text, frame, name)
    best = _choose(built, "issuer", found)
    built.issuer = best.value if best else None


def _dates(
    text: str, frame: Frame, labels: Mapping[str, list[Found]], clues: Clues, built: Facts
) -> list[tuple[date, str, int | None, int | None]]:
    """Choose signed and published; give both back with where they stand."""
    stamped = []
    every = {
        "signed": stamps.signed(text, frame, labels.get("signed", [])),
        "published": stamps.published(text, frame, labels, clues.meta),
    }
    for name, candidates in every.items():
        good, bad = stamps.read(candidates)
        best = _choose(built, name, [*good, *(b._replace(rank=NEVER) for b in bad)])
        for each in bad:
            built.problems.append(_impossible(text, name, each))
        day = stamps.day(best)
        setattr(built, name, day)
        if best and day:
            stamped.append((day, name, best.start, best.end))
    return stamped


def _impossible(text: str, name: str, found: Found) -> Problem:
    line = None if found.start is None else text.count("\n", 0, found.start) + 1
    return Problem(f"{found.value} is no date", f"{name} left open", line)


def _witnessing(
    stamped: Sequence[tuple[date, str, int | None, int | None]], *, is_late: bool
) -> list[Found]:
    """What the dates of a document say of its year; of a plan they say nothing."""
    ranks = {"signed": years.SIGNED, "published": years.PUBLISHED}
    return [
        found
        for day, name, start, end in stamped
        for found in years.before(day, name, NEVER if is_late else ranks[name], start, end)
    ]


def _year(
    text: str,
    frame: Frame,
    witnesses: Witnesses,
    stamped: Sequence[Found],
    clues: Clues,
    built: Facts,
) -> None:
    title = built.title
    found, several = years.in_title(title.value, title.start, title.end) if title else ([], False)
    found += years.in_opening(text, frame)
    known = evidence.choose("year", found)[0]
    found += years.in_headings(witnesses(int(known.value) if known else None))
    found += stamped
    found += years.in_name(PurePath(clues.name).stem)
    if several:
        found = [each._replace(rank=NEVER) for each in found]
        built.problems.append(
            Problem("the title speaks of several years", "year left open", _line(text, title))
        )
    best = _choose(built, "year", found)
    built.year = int(best.value) if best else None
    if best and best.source == "title":
        _compare(text, best, found, built)


def _compare(text: str, best: Found, found: Sequence[Found], built: Facts) -> None:
    """Note an opening that begins with another year than the title's."""
    for each in found:
        if each.rank in (years.NOW, years.OPENING) and each.value != best.value:
            what = f"{CONTRADICTORY}: the title says {best.value}, the opening {each.value}"
            built.problems.append(Problem(what, "the title's year taken", _line(text, each)))
            return


def _line(text: str, found: Found | None) -> int | None:
    if found is None or found.start is None:
        return None
    return text.count("\n", 0, found.start) + 1
