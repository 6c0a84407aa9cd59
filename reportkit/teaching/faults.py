"""What goes wrong with files: cut off, copied badly, masked as a model text, not text at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .. import lexicons
from . import answers, spelling
from .chance import Chance
from .model import Draft, Laid, Layout, Place
from .sheets import Sheet

UNREADABLE = ("empty", "binary")
# The first bytes of an old Office file, whose name often ends in .txt after a wrong download.
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
BLANK_FILES = (b"", b"\n", b"  \r\n\r\n\t \r\n")
WRONG = {
    "txt": ("html", "docx"),
    "html": ("txt", "pdf"),
    "docx": ("txt", "pdf"),
    "pdf": ("docx", "txt"),
}
DIGITS = re.compile("[0-9０-９]")
NUMERALS = re.compile("[0-9０-９〇零一二两兩三四五六七八九十百千万萬亿億]")
# Lines that a masking author leaves alone, because they are not his.
FOREIGN_ROLES = ("notice", "top", "under", "end", "foot")
HAN = re.compile("[\u4e00-\u9fff]")
SPACES_A_PAGE = 18
LOST_A_PAGE = 14


def unreadable(draft: Draft, layout: Layout, name: str, chance: Chance) -> Laid:
    """Give a file without text: nothing is true of it but that nobody can read it."""
    if layout.fault == "empty":
        content = chance.pick(BLANK_FILES)
    else:
        noise = bytes(chance.between(0, 255) for _ in range(chance.between(600, 2400)))
        content = OLD_OFFICE + bytes(24) + noise
    facts: dict[str, object] = {
        "doc_type": None,
        "level": draft.place.level,
        **answers.of_file(layout),
    }
    return Laid(f"{name}.txt", content, "", facts)


def wrong_suffix(file_format: str, chance: Chance) -> str:
    """Give a suffix that does not fit the format."""
    return chance.pick(WRONG[file_format])


def spoilt(sheet: Sheet, draft: Draft, layout: Layout, chance: Chance) -> Sheet:
    """Give the sheet with the fault that the layout wants; most faults lie elsewhere."""
    fault = layout.fault
    if fault == "truncated":
        return _truncated(sheet, chance)
    if fault == "mirror_pinyin":
        return _with_pinyin(sheet, chance)
    if fault == "mirror_spaces":
        return _with_spaces(sheet, chance)
    if fault == "mirror_lost":
        return _with_losses(sheet, chance)
    if fault.startswith("template_"):
        return _masked(sheet, draft, layout, "*" if fault.endswith("star") else "x")
    return sheet


def _truncated(sheet: Sheet, chance: Chance) -> Sheet:
    """Break off in the middle of a sentence, never inside a number."""
    share = 0.3 + 0.5 * chance.random()
    sentence = sheet.sentences[int(len(sheet.sentences) * share)]
    at = (sentence.start + sentence.end) // 2
    inside = (m.start for m in sheet.figures if m.start < at < m.end)
    return sheet.cut(min(inside, default=at))


def _protected(sheet: Sheet) -> list[tuple[int, int]]:
    """Stretches that a copying site leaves whole here, so that their truths stay simple."""
    spans = [(m.start, m.end) for m in (*sheet.figures, *sheet.plants)]
    spans += [(h.start, h.end) for h in sheet.headings]
    spans += [(p.start, p.end) for p in sheet.prints]
    spans += [(x.start, x.end) for x in sheet.lines if x.role not in ("paragraph", "heading")]
    return sorted(spans)


def _open_places(sheet: Sheet, wanted: Sequence[int]) -> list[int]:
    """Those of the places, in order, that lie in no protected stretch."""
    spans, kept, at, reach = _protected(sheet), [], 0, 0
    for place in wanted:
        while at < len(spans) and spans[at][0] <= place:
            reach = max(reach, spans[at][1])
            at += 1
        if place > reach:
            kept.append(place)
    return kept


def _han_places(sheet: Sheet) -> list[int]:
    found = [match.end() for match in HAN.finditer(sheet.text)]
    return _open_places(sheet, found)


def _picked(places: Sequence[int], number: int, chance: Chance) -> list[int]:
    return sorted({chance.pick(places) for _ in range(number)}) if places else []


@cache
def _pinyin() -> dict[str, str]:
    return {row["character"]: row["pinyin"] for row in lexicons.rows("pinyin")}


def _with_pinyin(sheet: Sheet, chance: Chance) -> Sheet:
    """Put pinyin in brackets behind some characters, with a stray blank now and then."""
    table, additions = _pinyin(), []
    for place in _han_places(sheet):
        sound = table.get(sheet.text[place - 1])
        if sound and chance.happens(0.35):
            additions.append((place, f"({sound}{' ' if chance.happens(0.2) else ''})"))
    return sheet.inserted(additions)


def _with_spaces(sheet: Sheet, chance: Chance) -> Sheet:
    places = _picked(_han_places(sheet), SPACES_A_PAGE, chance)
    return sheet.inserted([(place, " ") for place in places])


def _with_losses(sheet: Sheet, chance: Chance) -> Sheet:
    """Lose characters: each becomes ``?``; plus signs become blanks."""
    signs = list(sheet.text)
    for place in _picked(_han_places(sheet), LOST_A_PAGE, chance):
        signs[place - 1] = "?"
    plus = [at + 1 for at, sign in enumerate(signs) if sign == "+"]
    for place in _open_places(sheet, plus):
        signs[place - 1] = " "
    return sheet.spelt("".join(signs))


def _masked(sheet: Sheet, draft: Draft, layout: Layout, sign: str) -> Sheet:
    """Turn a report into a model text: names and digits are masked, so no figure is left."""
    signs = list(sheet.text)
    kept = {at for h in sheet.headings for at in range(h.start, h.marker_end)}
    for line in sheet.lines:
        if line.role in FOREIGN_ROLES:
            continue
        for found in DIGITS.finditer(sheet.text, line.start, line.end):
            if found.start() not in kept:
                signs[found.start()] = sign
    for mark in sheet.figures:
        for found in NUMERALS.finditer(sheet.text, mark.start, mark.end):
            signs[found.start()] = sign
    _mask_names(signs, sheet.text, draft, layout, sign)
    kept_prints = tuple(p for p in sheet.prints if p.what not in ("year", "signed"))
    text = "".join(signs)
    return Sheet(
        text, sheet.lines, kept_prints, sheet.headings, sheet.sentences, (), (), sheet.starts
    )


def _mask_names(signs: list[str], text: str, draft: Draft, layout: Layout, sign: str) -> None:
    """Mask the own names of the place and of those above it: 望溪区 becomes xx区."""
    place: Place | None = draft.place
    while place is not None:
        name = spelling.printed(place.name, layout)
        for found in re.finditer(re.escape(name), text):
            signs[found.start() : found.end() - 1] = sign * (len(name) - 1)
        place = place.parent
