"""Two reports side by side, with the stretches that differ."""

from __future__ import annotations

from difflib import SequenceMatcher

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...corpus.dataset import masked
from ..plain import Span
from .alignment import alignment
from .pairing import NUMBERS, REWORDED

# Comparing characters takes the square of the length; a longer sentence is shown as changed.
LONGEST = 2000
_SHOWN = ["status", "similarity", "counted", "part", "theme", "section_id"]


def side_by_side(corpus: Corpus, report_id: str, earlier_report_id: str) -> pd.DataFrame:
    """Aligned passages of two reports with the stretches of characters that differ.

    Parameters
    ----------
    corpus : Corpus
        A corpus with the text of both.
    report_id, earlier_report_id : str
        Any two reports, as for :func:`alignment`.

    Returns
    -------
    DataFrame
        Rows as :func:`alignment` has them: status, similarity, counted, part, theme,
        section_id, start, end, text, changed, then start_earlier, end_earlier, text_earlier,
        changed_earlier. ``changed`` is a list of (start, end) in the text of the report, of the
        characters that the other passage does not have in this place; empty if nothing differs,
        missing if there is no other passage. Contact lines are covered.

    Raises
    ------
    ReportkitError
        As :func:`alignment`.

    References
    ----------
    Ratcliff, J. W., & Metzener, D. E. (1988). Pattern matching: The gestalt approach. Dr. Dobb's
    Journal, 13(7), 46-72, as in Python's difflib. Where characters repeat, other ways to tell
    what changed may be as good.
    """
    rows = alignment(corpus, report_id, earlier_report_id)
    texts = [_shown(corpus, report_id, rows["start"], rows["end"])]
    texts.append(_shown(corpus, earlier_report_id, rows["start_earlier"], rows["end_earlier"]))
    pairs = zip(rows["status"], rows["start"], rows["start_earlier"], *texts, strict=True)
    found = [_changed(*pair) for pair in pairs]
    changed, changed_earlier = zip(*found, strict=True) if found else ((), ())
    own = rows[[*_SHOWN, "start", "end"]].assign(
        text=pd.array(texts[0], dtype="str"), changed=_cells(changed)
    )
    return own.assign(
        start_earlier=rows["start_earlier"],
        end_earlier=rows["end_earlier"],
        text_earlier=pd.array(texts[1], dtype="str"),
        changed_earlier=_cells(changed_earlier),
    )


Spans = list[Span]


def _shown(corpus: Corpus, report_id: str, starts: pd.Series, ends: pd.Series) -> list[str | None]:
    text = masked(corpus.text(report_id), corpus.private.get(report_id, ()))
    spans = zip(starts, ends, strict=True)
    return [None if pd.isna(start) else text[start:end] for start, end in spans]


def _cells(found: tuple[Spans | None, ...]) -> np.ndarray:
    """Cells that hold lists."""
    cells = np.empty(len(found), dtype=object)
    cells[:] = found
    return cells


def _changed(
    status: str, start: int, start_earlier: int, text: str | None, earlier: str | None
) -> tuple[Spans | None, Spans | None]:
    if text is None or earlier is None:
        return None, None
    if status not in (NUMBERS, REWORDED):
        return [], []
    if max(len(text), len(earlier)) > LONGEST:
        return [(start, start + len(text))], [(start_earlier, start_earlier + len(earlier))]
    steps = SequenceMatcher(None, earlier, text, autojunk=False).get_opcodes()
    told = [step for step in steps if step[0] != "equal"]
    own = [(start + i, start + j) for _, _, _, i, j in told if j > i]
    return own, [(start_earlier + i, start_earlier + j) for _, i, j, _, _ in told if j > i]
