"""A draft laid out: the file that a site or an office would show, with every truth in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .. import lexicons
from ..errors import ReportkitError
from . import answers, faults, formats, layouts, lookalikes, spelling
from .bodies import Body
from .chance import Chance
from .model import Draft, Laid, Layout
from .pages import Page
from .sheets import Sheet, Spacing, Writer, spacing

NOTICE = "【教学用虚构文本】本文由reportkit按种子编写,地名、机构、数字均为虚构。"
# Share of notices above the text; what is cut off always says it above.
ABOVE = 0.4


def lay(draft: Draft, layout: Layout, name: str, other: Draft | None = None) -> Laid:
    """Lay a draft out and write the file.

    Parameters
    ----------
    draft : Draft
        What the report says.
    layout : Layout
        How it looks; see ``layouts.choose``.
    name : str
        Name of the file without its suffix. The small choices that a layout leaves open (number
        of views, which lines a site prints) follow from it and from the draft.
    other : Draft, optional
        The second report of the fault ``two_reports``.

    Raises
    ------
    ReportkitError
        If the layout has an unknown or impossible choice, or a second draft is missing.
    """
    layouts.checked(layout)
    chance = Chance("lay", name, draft.number, draft.place.full, draft.year, layout.fault)
    if layout.fault in faults.UNREADABLE:
        return faults.unreadable(draft, layout, name, chance)
    drafts = _drafts(draft, layout, other)
    sheet = dressed(_written(drafts, layout, chance), layout)
    sheet = faults.spoilt(sheet, draft, layout, chance)
    suffix, content = formats.file_of(sheet, layout, chance)
    if layout.fault == "wrong_extension":
        suffix = faults.wrong_suffix(layout.file_format, chance)
    return answers.laid(f"{name}.{suffix}", content, sheet, drafts, layout)


def dressed(sheet: Sheet, layout: Layout) -> Sheet:
    """Give a sheet the width, script and signs of the layout; the notice keeps its width."""
    notice = spelling.printed(NOTICE, layout)
    text = spelling.printed(sheet.text, layout)
    return sheet.spelt(text.replace(notice, spelling.spelt(NOTICE, "half", layout.script)))


def _drafts(draft: Draft, layout: Layout, other: Draft | None) -> tuple[Draft, ...]:
    if layout.fault != "two_reports":
        return (draft,)
    if other is None:
        raise ReportkitError("The fault 'two_reports' needs a second draft: pass other=.")
    return draft, other


def _written(drafts: Sequence[Draft], layout: Layout, chance: Chance) -> Sheet:
    writer = Writer(_spacings()[layout.line_ends])
    above = chance.happens(ABOVE) or layout.fault == "truncated"
    if above:
        writer.line("notice", NOTICE)
    for number, draft in enumerate(drafts):
        if number:
            writer.starts.append(writer.at)
        _document(writer, draft, layout, chance)
    if not above:
        writer.line("notice", NOTICE)
    return writer.sheet()


def _document(writer: Writer, draft: Draft, layout: Layout, chance: Chance) -> None:
    if layout.fault.startswith(answers.PREFIX):
        kind = layout.fault.removeprefix(answers.PREFIX)
        lookalikes.write(kind, writer, draft, layout, chance)
        return
    page = Page(writer, draft, layout, chance)
    page.head()
    page.addressee()
    Body(writer, draft, layout.numbering, chance).write()
    page.foot()


@cache
def _spacings() -> dict[str, Spacing]:
    return {row["choice"]: spacing(row) for row in lexicons.rows("spacings")}
