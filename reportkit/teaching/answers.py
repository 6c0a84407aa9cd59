"""What a reader should find in a laid file: the row of its report and the marks of its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from . import spelling
from .model import Draft, Laid, Layout, Mark
from .sheets import Heading, Print, Sheet

PARTS = ("achievements", "problems", "leadership", "plan")
# What the reports table calls a look-alike; the others are of no type that it knows.
LOOKALIKE_TYPES = ("interpretation", "plan", "statement")
PREFIX = "lookalike_"
# Choices that are facts of the file under their own names; the others begin with layout_.
OF_FILE = ("file_format", "encoding", "fault")


def laid(name: str, content: bytes, sheet: Sheet, drafts: Sequence[Draft], layout: Layout) -> Laid:
    """Bind a file's bytes to everything that is true of its text."""
    bounds = [*sheet.starts[1:], len(sheet.text)]
    reports = [
        _facts(sheet, draft, layout, start, end)
        for draft, start, end in zip(drafts, sheet.starts, bounds, strict=False)
    ]
    whole = tuple(
        Mark(start, end, "plant", plant)
        for draft, start, end in zip(drafts, sheet.starts, bounds, strict=False)
        for plant in draft.plants
    )
    facts: dict[str, object] = {**reports[0], **of_file(layout)}
    if len(drafts) > 1:
        facts["reports"] = tuple(reports)
    return Laid(
        name,
        content,
        sheet.text,
        facts,
        tuple(_heading(sheet.text, heading) for heading in sheet.headings),
        sheet.sentences,
        sheet.figures,
        (*sheet.plants, *whole),
    )


def of_file(layout: Layout) -> dict[str, object]:
    """Facts of the file: whether it can be read, and every choice of its layout.

    ``readable`` is None where the name lies about the bytes: to read such a file and to name
    the lie are both right. ``complete`` is False where sentences and figures are not marked.
    """
    hard = layout.fault == "wrong_extension"
    choices = {
        name if name in OF_FILE else f"layout_{name}": choice
        for name, choice in asdict(layout).items()
    }
    return {
        "readable": None if hard else layout.fault not in ("empty", "binary"),
        "complete": not layout.fault.startswith(PREFIX),
        **choices,
    }


def doc_type(draft: Draft, fault: str) -> str:
    """Type of the document that the reader holds."""
    if fault.startswith("template_"):
        return "template"
    if fault.startswith(PREFIX):
        kind = fault.removeprefix(PREFIX)
        return kind if kind in LOOKALIKE_TYPES else "other"
    return draft.doc_type


def _facts(sheet: Sheet, draft: Draft, layout: Layout, start: int, end: int) -> dict[str, object]:
    """Facts of one report: every one is what the page prints, and None where it prints nothing.

    Texts stand as printed (full-width, traditional); dates as YYYY-MM-DD. ``year_meant`` is the
    year reported on even where no line states it.
    """
    prints = [p for p in sheet.prints if start <= p.start < end]
    text = sheet.text[start:end]
    place = draft.place

    def stated(name: str | None) -> str | None:
        shown = spelling.printed(name or "", layout)
        return shown if shown and shown in text else None

    return {
        "start": start,
        "end": end,
        "doc_type": doc_type(draft, layout.fault),
        "title": "".join(_slices(sheet.text, prints, "title")) or None,
        "issuer": "、".join(_first_issuer(sheet.text, prints)) or None,
        "addressee": "".join(_slices(sheet.text, prints, "addressee")) or None,
        "year": _year(text, prints, draft, layout),
        "year_meant": draft.year,
        "published": _value(prints, "published"),
        "signed": _value(prints, "signed"),
        "level": place.level,
        "locality": stated(place.name),
        "province": stated(place.province),
        "prefecture": stated(place.prefecture),
        "county": stated(place.county),
        **_parts(sheet, start, end, layout),
    }


def _slices(text: str, prints: Iterable[Print], what: str) -> list[str]:
    return [text[p.start : p.end] for p in prints if p.what == what]


def _value(prints: Iterable[Print], what: str) -> object:
    return next((p.value for p in prints if p.what == what), None)


def _first_issuer(text: str, prints: Sequence[Print]) -> list[str]:
    """Offices that issue the report; joint ones stand together in title and signature alike."""
    return list(dict.fromkeys(_slices(text, prints, "issuer")))


def _year(text: str, prints: Sequence[Print], draft: Draft, layout: Layout) -> int | None:
    named = next((p.value for p in prints if p.what == "year"), None)
    if isinstance(named, int):
        return named
    if layout.fault.startswith(PREFIX):
        return None  # years in its text are those of other documents
    shown = spelling.printed(f"{draft.year}年", layout)
    return draft.year if shown in text else None


def _parts(sheet: Sheet, start: int, end: int, layout: Layout) -> dict[str, object]:
    """How each required part is there: under a heading, without one, or not at all."""
    if layout.fault.startswith(PREFIX):
        return {f"part_{part}": None for part in PARTS}
    headed = {h.part for h in sheet.headings if start <= h.start < end}
    said = {m.facts["part"] for m in sheet.sentences if start <= m.start < end}
    return {
        f"part_{part}": "heading" if part in headed else "unheaded" if part in said else "absent"
        for part in PARTS
    }


def _heading(text: str, heading: Heading) -> Mark:
    facts: dict[str, object] = {
        "level": heading.level,
        "marker": text[heading.start : heading.marker_end],
        "title": text[heading.title_start : heading.end],
        "part": heading.part,
        "theme": heading.theme,
        "end": heading.until,
    }
    return Mark(heading.start, heading.end, "heading", facts)
