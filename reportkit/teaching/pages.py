"""The page around a text: furniture, title, addressee and signature, as the layout wants them."""

from __future__ import annotations

from functools import cache

from .. import lexicons
from . import dates
from .chance import Chance
from .furniture import Furniture
from .model import Draft, Layout
from .sheets import Print, Writer
from .slots import pieces


class Page:
    """One page being written; the body is written between ``head`` and ``foot``."""

    def __init__(self, writer: Writer, draft: Draft, layout: Layout, chance: Chance) -> None:
        self.writer, self.draft, self.layout, self.chance = writer, draft, layout, chance
        self.signature = _recipes("signatures")[layout.date]
        self.title = _recipes("titles")[layout.title]["text"]

    def head(self, title: str | None = None) -> None:
        """Write all that stands above the body; ``title`` replaces the layout's own."""
        self.title = self.title if title is None else title
        named = "{issuer}" in self.signature["text"] + self.title
        self.furniture = Furniture(
            self.layout.furniture, self.draft, self.chance, issuer_printed=named
        )
        self.furniture.write("top", self.writer)
        for line in filter(None, self.title.split("|")):
            self._title(line)
        if self.signature["position"] == "caption":
            self._sign("caption")
        self.furniture.write("under", self.writer)

    def addressee(self) -> None:
        """Write whom the report speaks to, if anybody."""
        pattern = _recipes("addressees")[self.layout.addressee]["text"]
        above = self.draft.place.parent
        if "{above}" in pattern and above is None:
            return
        text = pattern.replace("{above}", above.area if above else "")
        text = text.replace("{addressee}", self.draft.addressee or "")
        if text:
            self.writer.begin("addressee")
            self.writer.put_print("addressee", text)
            self.writer.put(":")
            self.writer.finish()

    def foot(self) -> None:
        """Write all that stands below the body."""
        if self.signature["position"] == "end":
            self._sign("signature")
        self.furniture.write("end", self.writer)
        self.furniture.write("foot", self.writer)

    def _title(self, line: str) -> None:
        self.writer.begin("title")
        start = self.writer.at
        for text, slot, _ in pieces(line):
            self.writer.put(text)
            if slot in ("year", "next_year"):
                year = self.draft.year + (slot == "next_year")
                self.writer.put_print("year", str(year), year)
            elif slot in ("issuer", "committee"):
                self.writer.put_print("issuer", _office(self.draft, slot))
            elif slot:
                self.writer.put(word(self.draft, slot))
        self.writer.prints.append(Print("title", start, self.writer.at))
        self.writer.finish()

    def _sign(self, role: str) -> None:
        day = self.draft.signed
        for line in self.signature["text"].split("|"):
            if day is None and "{issuer}" not in line:
                continue
            self.writer.begin(role)
            for text, slot, _ in pieces(line):
                self.writer.put(text if day else "")
                if slot == "issuer":
                    self._signers()
                elif slot == "date" and day:
                    shown = dates.written(day, self.signature["form"], self.chance)
                    self.writer.put_print("signed", shown, day.isoformat())
            self.writer.finish()

    def _signers(self) -> None:
        if "{committee}" in self.title:
            self.writer.put_print("issuer", _office(self.draft, "committee"))
            self.writer.put(" ")
        self.writer.put_print("issuer", self.draft.issuer)


@cache
def _recipes(name: str) -> dict[str, dict[str, str]]:
    return {row["choice"]: row for row in lexicons.rows(name)}


def _office(draft: Draft, slot: str) -> str:
    if slot == "issuer":
        return draft.issuer
    # A sub-district is an outpost of the district: its Party body is a working committee.
    kind = "工作委员会" if draft.place.name.endswith("街道") else "委员会"
    return f"中共{draft.place.short}{kind}"


def word(draft: Draft, slot: str) -> str:
    """Give the word for a slot that names the place or a year.

    ``unit`` is the place, or of a department the office, since the place is not its own.
    """
    return {
        "unit": draft.issuer if draft.place.level == "department" else draft.place.short,
        "place": draft.place.name,
        "area": draft.place.area,
        "last_year": str(draft.year - 1),
        "next_year": str(draft.year + 1),
    }[slot]
