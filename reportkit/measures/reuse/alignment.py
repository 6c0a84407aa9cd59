"""Two reports sentence by sentence: what stayed, what changed, what is new, what was dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...errors import ReportkitError
from ..numbering import Numbers
from .pairing import DROPPED, MOST_PIECES, STATUSES, Partners, partners
from .pieces import PLACE, Pieces, pieces, pieces_known, wordings

# Pairs of reports that are aligned together: more are no quicker, and take memory.
AT_ONCE = 32

COLUMNS = {
    "report_id": "str",
    "earlier_report_id": "str",
    "status": "str",
    "similarity": "float64",
    "counted": "bool",
    "n_chars": "Int64",
    "n_chars_earlier": "Int64",
    "section_id": "Int64",
    "sentence_id": "Int64",
    "part": "str",
    "theme": "str",
    "start": "Int64",
    "end": "Int64",
    "section_id_earlier": "Int64",
    "sentence_id_earlier": "Int64",
    "part_earlier": "str",
    "theme_earlier": "str",
    "start_earlier": "Int64",
    "end_earlier": "Int64",
}


def alignment(corpus: Corpus, report_id: str, earlier_report_id: str) -> pd.DataFrame:
    """Sentences of two reports side by side: unchanged, numbers_changed, reworded, new, dropped.

    Parameters
    ----------
    corpus : Corpus
        A corpus with the text of both.
    report_id, earlier_report_id : str
        Any two reports: a place's in two years, a place's and its parent's. The first is called
        later here, whatever their years.

    Returns
    -------
    DataFrame
        One row a sentence of either report; a sentence with semicolons has one row a stretch
        between them. Rows stand in the order of the later report, dropped ones behind what they
        followed in the earlier one: report_id, earlier_report_id, status, similarity (missing
        where there is no partner), counted, n_chars and n_chars_earlier (characters without
        signs and blanks), then section_id, sentence_id, part, theme, start and end in the later
        report, and the same with ``_earlier``.

    Raises
    ------
    ReportkitError
        If one of them is not in the corpus or has no text, both are the same, or one has more
        than 5,000 sentences.

    Notes
    -----
    - *unchanged*: the same characters; signs, blanks, script (traditional or simplified) and a
      number before it (一是, 二是) may differ.
    - *numbers_changed*: the same once figures with their hedges (近200, 120余), dates, other
      numbers and the place's own names (我市, 我区, 市政府, 区政府) are set apart. The units
      must be the same.
    - *reworded*: the Sørensen-Dice coefficient of the two-character pieces of what is left is
      0.58 or more. A sentence with one or two words exchanged is reworded, too; so may be one in
      a common mould with another matter.
    - *new*, *dropped*: neither. The words may have been new in this report only, or the same
      thing was said in quite other words.

    Each sentence has one partner at most, wherever it stands, so paragraphs may change places.
    A sentence split in two has its larger half as partner; the other half is new. ``counted``
    is False for headings and for fewer than 12 characters: these are never reworded and, being
    common to many reports, tell nothing by themselves.
    """
    if report_id == earlier_report_id:
        raise ReportkitError(f"{report_id} can't be compared with itself. Give another report.")
    for each in (report_id, earlier_report_id):
        corpus.text(each)
    asked = report_id, earlier_report_id
    pieces(corpus.filter(report_id=list(asked)))  # says so if there is no text
    aligned = aligned_of(corpus, [asked])[asked]
    if aligned is None:
        raise ReportkitError(
            f"{report_id} or {earlier_report_id} has more than {MOST_PIECES} sentences: too many "
            "to compare each with each. Is it one report?"
        )
    return aligned.table()


class Aligned(NamedTuple):
    """Two reports with the partners of their pieces."""

    report_id: str
    earlier_report_id: str
    later: Pieces
    earlier: Pieces
    partners: Partners

    def partner_of_earlier(self) -> Numbers:
        """Piece of the later report that each of the earlier one goes with; -1 if none."""
        found = np.full(len(self.earlier), -1)
        paired = np.flatnonzero(self.partners.earlier >= 0)
        found[self.partners.earlier[paired]] = paired
        return found

    def table(self) -> pd.DataFrame:
        """Rows as :func:`alignment` gives them."""
        rows, others = self._rows()
        one, other = _side(self.later, rows), _side(self.earlier, others)
        counted = np.where(others < 0, one.pop("counted"), other.pop("counted"))
        columns: dict[str, Any] = {
            "report_id": self.report_id,
            "earlier_report_id": self.earlier_report_id,
            "status": np.array([*STATUSES, DROPPED])[np.append(self.partners.status, -1)[rows]],
            "similarity": np.append(self.partners.similarity, np.nan)[rows],
            "counted": counted,
            **one,
            **{f"{name}_earlier": cells for name, cells in other.items()},
        }
        table = pd.DataFrame({name: columns[name] for name in COLUMNS}, index=range(len(rows)))
        return table.astype(COLUMNS)

    def _rows(self) -> tuple[Numbers, Numbers]:
        """Pieces of both in the order to be shown, -1 for none: dropped ones behind a neighbour."""
        here = self.partner_of_earlier()
        dropped = np.flatnonzero(here < 0)
        before = np.maximum.accumulate(np.where(here < 0, -1, np.arange(len(here))))
        behind = np.where(before < 0, -1, here[before])[dropped]
        own = np.arange(len(self.later))
        none = np.full(len(dropped), -1)
        rows = np.concatenate([own, none])
        others = np.concatenate([self.partners.earlier, dropped])
        order = np.lexsort((others, rows < 0, np.concatenate([own, behind])))
        return rows[order], others[order]


# A report, and what it is compared with.
Two = tuple[str, str]


def aligned_of(corpus: Corpus, asked: Iterable[Two]) -> Mapping[Two, Aligned | None]:
    """Reports aligned in pairs, at least these; None if one of the two is too long for a report.

    Nothing but the two reports is compared, so a pair is aligned once for a corpus, whatever is
    chosen of it and whatever is asked of the pair.
    """
    kept = corpus.whole.once(_kept)
    missing = [two for two in dict.fromkeys(asked) if two not in kept]
    if missing:
        ids = {report_id for two in missing for report_id in two}
        found = pieces_known(corpus.filter(report_id=list(ids)))
        for begin in range(0, len(missing), AT_ONCE):
            kept.update(_aligned(corpus, found, missing[begin : begin + AT_ONCE]))
    return kept


def _kept(_: Corpus) -> dict[Two, Aligned | None]:
    return {}


def _aligned(
    corpus: Corpus, found: Mapping[str, Pieces], asked: Sequence[Two]
) -> Iterator[tuple[Two, Aligned | None]]:
    none = Pieces.joined([])
    both = {(i, j): (found.get(i, none), found.get(j, none)) for i, j in asked}
    short = {two: each for two, each in both.items() if max(map(len, each)) <= MOST_PIECES}
    told = partners(list(short.values()), wordings(corpus).texts) if short else []
    aligned = zip(short, short.values(), told, strict=True)
    yield from ((two, None) for two in both.keys() - short.keys())
    yield from ((two, Aligned(*two, *each, own)) for two, each, own in aligned)


def _side(found: Pieces, numbers: Numbers) -> dict[str, np.ndarray]:
    """What is known of the pieces of one report: a cell for each number, None where it is -1."""
    none = np.array([None], dtype=object)
    names = (*PLACE, "start", "end", "n_chars", "counted")
    cells = {name: np.concatenate([getattr(found, name).astype(object), none]) for name in names}
    return {name: column[numbers] for name, column in cells.items()}
