"""The answers of a generated corpus as tables, each truth with the characters it stands at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import filewide, world
from .making import Order, stream
from .model import Laid

if TYPE_CHECKING:
    from pandas import DataFrame

REPORT = (
    "file number about_place about_year invented doc_type title locality province prefecture "
    "county level issuer addressee year published signed outline part_achievements "
    "part_problems part_leadership part_plan start end"
)
SECTION = "file section_id parent_id level marker title part theme start end"
SENTENCE = "file section_id sentence_id part theme start end text"
FIGURE = (
    "file section_id sentence_id start end text value low high unit base_unit hedge kind "
    "direction indicator scope basis period is_plan of name"
)
PLANT = (
    "file number about_place about_year plant start end pair other_file other_start other_end "
    "note theme direction step term keys basis"
)
FILE = (
    "file number about_place about_year of invented n_bytes n_chars readable complete "
    "file_format encoding fault layout_numbering layout_title layout_addressee layout_date "
    "layout_furniture layout_width layout_script layout_line_ends"
)
WHOLE_NUMBERS = (
    "parent_id",
    "section_id",
    "sentence_id",
    "start",
    "end",
    "other_start",
    "other_end",
    "step",
    "year",
)
# The end of a plant on which another end leans: a source has no row of its own.
SOURCE = "source"


@dataclass(frozen=True)
class Truth:
    """True answers of a corpus; ``file`` joins the tables.

    ``reports`` has what each page prints of itself (blank where it prints nothing),
    ``sections``, ``sentences``, ``figures`` what its text holds, ``plants`` what was planted,
    ``files`` how each file was laid out and what is wrong with it. Offsets are 0-based
    positions in the text of the file, end exclusive. Of look-alikes (``files.complete`` is
    False) sentences and figures are not told.
    """

    reports: DataFrame
    sections: DataFrame
    sentences: DataFrame
    figures: DataFrame
    plants: DataFrame
    files: DataFrame


@dataclass
class _Rows:
    reports: list[dict[str, object]] = field(default_factory=list)
    sections: list[dict[str, object]] = field(default_factory=list)
    sentences: list[dict[str, object]] = field(default_factory=list)
    figures: list[dict[str, object]] = field(default_factory=list)
    plants: list[dict[str, object]] = field(default_factory=list)
    files: list[dict[str, object]] = field(default_factory=list)
    sources: dict[object, tuple[str, int, int]] = field(default_factory=dict)


def truth(wish: Order) -> Truth:
    """Generate an order once more and keep what is true of it."""
    rows = _Rows()
    for laid in stream(wish):
        _add(rows, laid)
    rows.plants += _missing(wish)
    for row in rows.plants:
        other = rows.sources.get(row.get("pair"))
        if other:
            row["other_file"], row["other_start"], row["other_end"] = other
    return Truth(
        reports=_frame(rows.reports, REPORT),
        sections=_frame(rows.sections, SECTION),
        sentences=_frame(rows.sentences, SENTENCE),
        figures=_frame(rows.figures, FIGURE),
        plants=_frame(rows.plants, PLANT),
        files=_frame(rows.files, FILE),
    )


def _frame(rows: list[dict[str, object]], columns: str) -> DataFrame:
    from pandas import DataFrame

    names = columns.split()
    frame = DataFrame([{name: row.get(name) for name in names} for row in rows], columns=names)
    for name in WHOLE_NUMBERS:
        if name in names:
            frame[name] = frame[name].astype("Int64")
    return frame


def _add(rows: _Rows, laid: Laid) -> None:
    facts = {**laid.facts, "file": laid.name}
    size = {"n_bytes": len(laid.content), "n_chars": len(laid.text)}
    rows.files.append(facts | size)
    several = laid.facts.get("reports")
    parts = several if isinstance(several, tuple) else ()
    rows.reports += [facts | part for part in parts] or [facts]
    sections = _sections(laid)
    rows.sections += sections
    sentences = _sentences(laid, sections)
    rows.sentences += sentences
    rows.figures += _figures(laid, sentences)
    if not laid.facts.get("fault"):
        _plants(rows, laid)


def _sections(laid: Laid) -> list[dict[str, object]]:
    """Give a row a heading; its section ends where ``end`` says, not with the heading."""
    found: list[dict[str, object]] = []
    above: list[tuple[int, int]] = []
    for number, mark in enumerate(laid.headings):
        level = _int(mark.facts["level"])
        while above and above[-1][0] >= level:
            above.pop()
        found.append(
            {
                **mark.facts,
                "file": laid.name,
                "section_id": number,
                "parent_id": above[-1][1] if above else None,
                "start": mark.start,
            }
        )
        above.append((level, number))
    return found


def _int(given: object) -> int:
    return given if isinstance(given, int) else 0


def _sentences(laid: Laid, sections: list[dict[str, object]]) -> list[dict[str, object]]:
    """Give a row a sentence, in the last section that begins before it and holds it."""
    found: list[dict[str, object]] = []
    open_sections: list[dict[str, object]] = []
    waiting = list(reversed(sections))
    for number, mark in enumerate(laid.sentences):
        while waiting and _int(waiting[-1]["start"]) <= mark.start:
            open_sections.append(waiting.pop())
        while open_sections and _int(open_sections[-1]["end"]) <= mark.start:
            open_sections.pop()
        found.append(
            {
                **mark.facts,
                "file": laid.name,
                "section_id": open_sections[-1]["section_id"] if open_sections else None,
                "sentence_id": number,
                "start": mark.start,
                "end": mark.end,
                "text": laid.text[mark.start : mark.end],
            }
        )
    return found


def _figures(laid: Laid, sentences: list[dict[str, object]]) -> Iterable[dict[str, object]]:
    at = 0
    for mark in laid.figures:
        while at + 1 < len(sentences) and _int(sentences[at]["end"]) <= mark.start:
            at += 1
        inside = sentences[at] if sentences else {}
        yield {
            **mark.facts,
            "file": laid.name,
            "section_id": inside.get("section_id"),
            "sentence_id": inside.get("sentence_id"),
            "start": mark.start,
            "end": mark.end,
            "text": laid.text[mark.start : mark.end],
        }


def _plants(rows: _Rows, laid: Laid) -> None:
    about = {name: laid.facts[name] for name in ("number", "about_place", "about_year")}
    for mark in sorted(laid.plants, key=lambda mark: (mark.start, mark.end)):
        if mark.facts.get("role") == SOURCE:
            rows.sources[mark.facts["pair"]] = (laid.name, mark.start, mark.end)
        else:
            span = {"file": laid.name, "start": mark.start, "end": mark.end}
            rows.plants.append({**mark.facts, **about, **span})


def _missing(wish: Order) -> Iterable[dict[str, object]]:
    """Give a row a report that the corpus does not have."""
    for number in range(wish.start, wish.stop):
        at, turn = divmod(number, wish.scope.years)
        year = wish.scope.first + turn
        if filewide.is_missing(wish.seed, wish.scope, at, year):
            yield {
                "number": number,
                "about_place": world.place(wish.seed, at).full,
                "about_year": year,
                "plant": "missing_report",
            }
