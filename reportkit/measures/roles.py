"""What each piece of a part is: a statement, or its opening, heading, cause or remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from .piece import (
    CAUSE,
    CUES,
    HEADING,
    OPENING,
    REMEDY,
    STATEMENT,
    Piece,
    Section,
    is_general,
)
from .plain import wording

# A line of a plan may begin with its heading (提升应急能力。建设…): short, in one clause, and not
# the only one.
LONGEST_RUN_IN = 24
FEWEST_RUN_IN = 2
ANNOUNCED, LISTED = 1, 2
_PARTED = re.compile("[,;:]")


def with_roles(part: str, found: Sequence[Piece], sections: Sequence[Section]) -> list[Piece]:
    """Tell openings, causes, remedies and headings from statements."""
    role_of = _problem_role if part == "problems" else _plan_role
    above = {section.parent_id for section in sections}
    form = _form(found)
    kept: list[Piece] = []
    begun, causes = False, 0
    for before, piece, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if piece.role == HEADING:
            goes_on = after is not None and after.section == piece.section
            role, causes = HEADING if piece.section in above or goes_on else STATEMENT, 0
        else:
            around = _Around(before, after, begun, form, causes)
            role = role_of(around, piece)
            causes = around.causes_behind(piece, role)
        begun = begun or role == STATEMENT
        kept.append(replace(piece, role=role))
    if begun:
        return kept
    return [replace(p, role=STATEMENT) if p.role == OPENING else p for p in kept]


class _Form(NamedTuple):
    """How a part is written: whether it counts, heads its items, heads its lines."""

    counts: bool
    titles: bool
    runs_in: bool


def _form(found: Sequence[Piece]) -> _Form:
    sentences: dict[int, set[int]] = {}
    for piece in found:
        if piece.counted:
            sentences.setdefault(piece.item, set()).add(piece.sentence.start)
    titled = sum(len(starts) > 1 for starts in sentences.values())
    run_in = sum(
        _is_run_in(before, piece, after)
        for before, piece, after in zip([None, *found], found, [*found[1:], None], strict=False)
    )
    return _Form(bool(sentences), titled > 1, run_in >= FEWEST_RUN_IN)


def _is_run_in(before: Piece | None, piece: Piece, after: Piece | None) -> bool:
    """Whether a piece may head its line: short, in one clause, other sentences behind it."""
    begins = before is None or not before.goes_on_in(piece)
    whole = piece.end - piece.start <= LONGEST_RUN_IN and not _PARTED.search(piece.sentence.text)
    return not piece.counted and begins and whole and piece.goes_on_in(after)


class _Around(NamedTuple):
    """What stands around a piece: its neighbours, and whether statements have begun.

    ``causes`` says that causes are counted here (究其原因,一是…;二是…): 0, ANNOUNCED or LISTED.
    """

    before: Piece | None
    after: Piece | None
    begun: bool
    form: _Form
    causes: int

    def begins(self, piece: Piece) -> bool:
        """Whether a piece is the first of its item."""
        return self.before is None or self.before.item != piece.item

    def causes_behind(self, piece: Piece, role: str) -> int:
        """Whether what is counted behind a piece are causes."""
        after = self.after
        if role != CAUSE:
            return 0
        if self.causes:
            return LISTED
        return ANNOUNCED * (after is not None and after.item != piece.item and after.is_first)

    def announced_by(self, piece: Piece) -> bool:
        """Whether a piece ends in the colon before the next one."""
        return piece.announces and self.after is not None


def _problem_role(around: _Around, piece: Piece) -> str:
    text = piece.text
    fresh = piece.counted and around.begins(piece)
    if around.causes and not (fresh and piece.is_first and around.causes == LISTED):
        return CAUSE
    # A cause stands behind what it causes; 一是 counts shortcomings, whatever it says of causes.
    behind = None if around.before is None or fresh else _behind(piece)
    if behind is not None:
        return behind
    if around.form.runs_in and _is_run_in(around.before, piece, around.after):
        # 在行政执法方面。 heads its line; 执法不够规范。 tells a shortcoming itself.
        return STATEMENT if wording(CUES, "deficit").search(text) else HEADING
    if piece.counted or (around.begun and around.after is not None):
        return STATEMENT
    praised = wording(CUES, "praise").search(text) is not None
    return OPENING if praised or is_general(text) or around.announced_by(piece) else STATEMENT


def _behind(piece: Piece) -> str | None:
    """Role of words that stand behind a shortcoming and tell no other."""
    if wording(CUES, "cause").search(piece.text):
        return CAUSE
    # 受经费影响,… may be a shortcoming with its cause, if nothing is counted.
    if piece.counted and wording(CUES, "counted_cause").search(piece.text):
        return CAUSE
    return REMEDY if wording(CUES, "remedy").search(piece.text) else None


def _plan_role(around: _Around, piece: Piece) -> str:
    if piece.counted:
        # 一是进一步提升能力。 with sentences of its own behind it is a heading that runs in.
        after = around.after
        same_item = after is not None and after.item == piece.item
        titled = same_item and after is not None and after.sentence is not piece.sentence
        # One item alone that goes on, in several clauses, has the end of the part behind it.
        titled = titled and (around.form.titles or not _PARTED.search(piece.text))
        if around.begins(piece):
            return HEADING if titled else STATEMENT
    if around.after is None and wording(CUES, "plan_end").search(piece.text):
        return OPENING
    if piece.counted:
        return STATEMENT
    if around.form.runs_in and _is_run_in(around.before, piece, around.after):
        return HEADING
    if around.begun:
        return STATEMENT
    general = wording(CUES, "plan_general").search(piece.text) is not None
    # Before the statements begin, what stands before the first counted one is opening.
    return OPENING if general or around.form.counts or around.announced_by(piece) else STATEMENT
