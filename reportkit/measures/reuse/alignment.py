"""Two reports sentence by sentence: what stayed, what changed, what is new, what was dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from ...corpus import Corpus
from ...errors import ReportkitError
from .pairing import DROPPED, MOST_PIECES, NEW, Pair, pairs
from .pieces import Piece, Place, pieces, pieces_known

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
    """Two reports with the pairs of their pieces."""

    report_id: str
    earlier_report_id: str
    later: Sequence[Piece]
    earlier: Sequence[Piece]
    pairs: Sequence[Pair]

    def rows(self) -> list[tuple[str, float | None, int | None, int | None]]:
        """Status, similarity and the numbers of both pieces, in the order to be shown."""
        partner = {pair.later: pair for pair in self.pairs}
        rows: list[tuple[tuple[int, int, int], str, float | None, int | None, int | None]] = []
        for i in range(len(self.later)):
            pair = partner.get(i)
            told = (pair.status, pair.similarity, i, pair.earlier) if pair else (NEW, None, i, None)
            rows.append(((i, 0, 0), *told))
        here = {pair.earlier: pair.later for pair in self.pairs}
        last = -1
        for j in range(len(self.earlier)):
            last = here.get(j, last)
            if j not in here:
                rows.append(((last, 1, j), DROPPED, None, None, j))
        return [row[1:] for row in sorted(rows)]

    def table(self) -> pd.DataFrame:
        """Rows as :func:`alignment` gives them."""
        rows = self.rows()
        sides = [
            _side(self.later, [i for _, _, i, _ in rows]),
            _side(self.earlier, [j for _, _, _, j in rows]),
        ]
        counted = [
            own if earlier is None else earlier
            for own, earlier in zip(*(side.pop("counted") for side in sides), strict=True)
        ]
        columns: dict[str, list[Any]] = {
            "report_id": [self.report_id] * len(rows),
            "earlier_report_id": [self.earlier_report_id] * len(rows),
            "status": [row[0] for row in rows],
            "similarity": [row[1] for row in rows],
            "counted": counted,
            **sides[0],
            **{f"{name}_earlier": cells for name, cells in sides[1].items()},
        }
        return pd.DataFrame({name: columns[name] for name in COLUMNS}, dtype=object).astype(COLUMNS)


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
        kept.update((two, _aligned(found, *two)) for two in missing)
    return kept


def _kept(_: Corpus) -> dict[Two, Aligned | None]:
    return {}


def _aligned(found: Mapping[str, list[Piece]], report_id: str, other: str) -> Aligned | None:
    later, earlier = found.get(report_id, []), found.get(other, [])
    if max(len(later), len(earlier)) > MOST_PIECES:
        return None
    return Aligned(report_id, other, later, earlier, pairs(later, earlier))


def _side(found: Sequence[Piece], numbers: Sequence[int | None]) -> dict[str, list[Any]]:
    """What is known of the pieces of one report: a cell for each number, None where none is."""
    told = [None if n is None else found[n] for n in numbers]
    places = [None if piece is None else piece.place for piece in told]
    return {
        **{name: [place and getattr(place, name) for place in places] for name in Place._fields},
        "start": [piece and piece.start for piece in told],
        "end": [piece and piece.end for piece in told],
        "n_chars": [piece and len(piece.letters) for piece in told],
        "counted": [piece and piece.counted for piece in told],
    }
