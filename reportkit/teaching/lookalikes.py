"""Pages that stand in the same columns as the reports and are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from .. import lexicons
from .chance import Chance
from .furniture import PERSONS
from .model import Draft, Layout
from .pages import Page, word
from .sheets import Writer
from .slots import pieces

# Kinds that an office signs as it signs a report; the others bear no signature or their own.
SIGNED = ("plan", "disclosure")
ROLES = {"item": "paragraph"}
NUMBERS = {"n": (120, 4800), "m": (1, 29), "month": (1, 12)}


@cache
def _rows(kind: str) -> tuple[tuple[str, float, str], ...]:
    return tuple(
        (row["role"], float(row["chance"]), row["text"])
        for row in lexicons.rows("lookalikes")
        if row["kind"] == kind
    )


def write(kind: str, writer: Writer, draft: Draft, layout: Layout, chance: Chance) -> None:
    """Write a look-alike of one kind about the place and the year of a draft."""
    own = layout if kind in SIGNED else replace(layout, date="none")
    page = Page(writer, draft, own, chance)
    rows = _rows(kind)
    page.head(chance.weighted([(text, share) for role, share, text in rows if role == "title"]))
    say = _speaker(draft, chance)
    for role, share, text in rows:
        if role != "title" and chance.happens(share):
            shown = "".join(piece.text + say(piece.slot) for piece in pieces(text))
            writer.line(ROLES.get(role, role), shown, 1)
    page.foot()


def _speaker(draft: Draft, chance: Chance) -> Callable[[str], str]:
    """Give the function that fills slots; a person stays the same over the page."""
    first, second = chance.shuffled(PERSONS)[:2]
    people = {"": "", "person": first, "person_two": second, "issuer": draft.issuer}

    def say(slot: str) -> str:
        if slot in people:
            return people[slot]
        if slot == "dd":
            return f"{chance.between(1, 28):02}"
        if slot in NUMBERS:
            return str(chance.between(*NUMBERS[slot]))
        return str(draft.year) if slot == "year" else word(draft, slot)

    return say
