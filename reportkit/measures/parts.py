"""Which of the required parts each report has, and where they begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import REQUIRED_PARTS
from .keys import cut_keyed, keyed
from .numbering import Numbers, places_in
from .rows import rows_of

HEADING, UNHEADED = "heading", "unheaded"
# section_id, start and end of a section or sentence.
Where = tuple[int | None, int | None, int | None]
NOWHERE: Where = (None, None, None)
# More characters than a report has.
_LONGEST = 2**40


def required_parts(corpus: Corpus) -> pd.DataFrame:
    """Required parts of each report: under a heading of their own, without one, or not found.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        One row a report and part: report_id, place, year, doc_type, part (achievements,
        problems, leadership, plan), status (heading, unheaded, absent), section_id, start and
        end of the heading's section, or of the first sentence of a part without a heading;
        n_chars (characters of all sentences of the part; 0 if there are none).

    Notes
    -----
    ``absent`` says that the part was not found, not that the duty was not met: a part in
    unusual words may be overlooked. Read the report before saying that it lacks one.
    """
    return cut_keyed(corpus, _required_parts)


def _required_parts(corpus: Corpus) -> pd.DataFrame:
    rows = [
        (report_id, part, found.status, *found.where, found.n_chars)
        for report_id, parts in parts_of(corpus).items()
        for part, found in parts.items()
    ]
    return keyed(corpus, pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS))


_COLUMNS = {
    "report_id": "str",
    "part": "str",
    "status": "str",
    "section_id": "Int64",
    "start": "Int64",
    "end": "Int64",
    "n_chars": "Int64",
}


@dataclass
class Part:
    """What a report has of a required part.

    ``section`` is the first section under a heading of it, ``sentence`` its first sentence;
    ``n_chars`` are of all its sentences, ``n_sentences`` leaves headings out.
    """

    status: str
    section: Where = NOWHERE
    sentence: Where = NOWHERE
    n_chars: int = 0
    n_sentences: int = 0

    @property
    def where(self) -> Where:
        """Where it begins: its heading's section, or the first sentence if it has no heading."""
        begun = {HEADING: self.section, UNHEADED: self.sentence}
        return begun.get(self.status, NOWHERE)


def parts_of(corpus: Corpus) -> Mapping[str, Mapping[str, Part]]:
    """Required parts of each report of the whole corpus, by their names."""
    return corpus.whole.once(_parts)


def _parts(corpus: Corpus) -> dict[str, dict[str, Part]]:
    columns = [f"part_{part}" for part in REQUIRED_PARTS]
    statuses = [row[1:] for row in rows_of(corpus.reports, "report_id", *columns)]
    every = [Part(status) for row in statuses for status in row]
    in_section, in_sentence = (_cells(corpus, t) for t in (corpus.sections, corpus.sentences))
    for cell, where in _first_in(corpus.sections, in_section):
        every[cell].section = where
    for cell, where in _first_in(corpus.sentences, in_sentence):
        every[cell].sentence = where
    told = in_sentence >= 0
    begins, ends = (corpus.sentences[side].to_numpy(np.int64) for side in ("start", "end"))
    n_chars = np.bincount(in_sentence[told], (ends - begins)[told], minlength=len(every))
    n_sentences = np.bincount(in_sentence[told & ~_are_headings(corpus)], minlength=len(every))
    for part, chars, number in zip(every, n_chars.tolist(), n_sentences.tolist(), strict=True):
        part.n_chars, part.n_sentences = int(chars), number
    n = len(REQUIRED_PARTS)
    own = [
        dict(zip(REQUIRED_PARTS, every[i : i + n], strict=True)) for i in range(0, len(every), n)
    ]
    return dict(zip(corpus.reports["report_id"].tolist(), own, strict=True))


def _cells(corpus: Corpus, table: pd.DataFrame) -> Numbers:
    """One number a report and required part, for each row; -1 for a row of no such part."""
    report = places_in(table["report_id"], corpus.reports["report_id"])
    part = places_in(table["part"], pd.Series(REQUIRED_PARTS, dtype="str"))
    return np.where((report < 0) | (part < 0), -1, report * len(REQUIRED_PARTS) + part)


def _first_in(table: pd.DataFrame, cells: Numbers) -> Iterator[tuple[int, Where]]:
    """Where the first row of each report and part stands."""
    numbers, firsts = np.unique(cells, return_index=True)
    rows = rows_of(table.take(firsts), "section_id", "start", "end")
    return ((cell, where) for cell, where in zip(numbers.tolist(), rows, strict=True) if cell >= 0)


def _are_headings(corpus: Corpus) -> npt.NDArray[np.bool_]:
    """Whether each sentence begins where a section does."""
    tables = (corpus.sentences, corpus.sections)
    sentence, section = (
        places_in(table["report_id"], corpus.reports["report_id"]) * _LONGEST
        + table["start"].to_numpy(np.int64)
        for table in tables
    )
    return np.isin(sentence, section)
