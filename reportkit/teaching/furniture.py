"""What stands around a report on a page: ways, source lines, tables, contacts, login boxes."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from .. import lexicons
from . import dates
from .chance import Chance
from .model import Draft
from .sheets import Writer
from .slots import Piece, pieces

# Names that nobody bears: invented, false, a case, a test.
PERSONS = ("张虚构", "李假名", "王样例", "赵示例", "钱某例", "孙无名")
OFFICES = ("本站", "本网", "信息中心", "办公室", "融媒体中心")
# Bodies with a People's Congress of their own: they number their papers and send it copies.
WITH_CONGRESS = ("province", "prefecture", "county")


class Row(NamedTuple):
    """A line of furniture: where, how often, and its pieces (text, or a slot and its form)."""

    place: str
    chance: float
    pieces: tuple[Piece, ...]


@cache
def _rows(style: str) -> tuple[Row, ...]:
    return tuple(
        Row(row["place"], float(row["chance"]), pieces(row["text"]))
        for row in lexicons.rows("furniture")
        if row["style"] == style
    )


class Furniture:
    """The furniture of one page; a line that would need an unknown date is not there."""

    def __init__(self, style: str, draft: Draft, chance: Chance, *, issuer_printed: bool) -> None:
        self.rows = _rows(style)
        self.draft = draft
        self.chance = chance
        self.words = _words(draft, chance, issuer_printed)

    def write(self, place: str, writer: Writer) -> None:
        """Write the lines of one place of the page."""
        for row in self.rows:
            if row.place == place and self.chance.happens(row.chance) and self._whole(row):
                self._line(row, writer)

    def _whole(self, row: Row) -> bool:
        return all(
            self._day(slot) is not None if slot in ("published", "signed") else slot in self.words
            for _, slot, _ in row.pieces
            if slot
        )

    def _day(self, slot: str) -> date | None:
        return self.draft.published if slot == "published" else self.draft.signed

    def _line(self, row: Row, writer: Writer) -> None:
        writer.begin(row.place)
        for text, slot, form in row.pieces:
            writer.put(text)
            day = self._day(slot) if slot in ("published", "signed") else None
            if day is not None:
                shown = dates.written(day, form, self.chance)
                writer.put_print(slot, shown, day.isoformat())
            elif slot == "issuer":
                writer.put_print("issuer", self.words[slot])
            elif slot:
                writer.put(self.words[slot])
        writer.finish()


def _words(draft: Draft, chance: Chance, issuer_printed: bool) -> dict[str, str]:
    """Words for the slots. The sender is the issuer only where the page names it elsewhere too."""
    place = draft.place
    senders = (*OFFICES, draft.issuer, draft.issuer) if issuer_printed else OFFICES
    words = {
        "issuer": draft.issuer,
        "place": place.name,
        "year": str(draft.year),
        "last_year": str(draft.year - 1),
        "next_year": str(draft.year + 1),
        "source": chance.pick(senders),
        "views": str(chance.between(37, 9800)),
        "index": f"00000000{chance.between(0, 9)}/{draft.year + 1}-{chance.between(1, 99999):05}",
        "small": str(chance.between(1, 48)),
        "frozen": dates.written(dates.frozen(chance), "weekday", chance),
        "person": chance.pick(PERSONS[:3]),
        "person_two": chance.pick(PERSONS[3:]),
    }
    if place.level in WITH_CONGRESS:
        words |= {"area": place.area, "stem": place.name[:1]}
    return words
