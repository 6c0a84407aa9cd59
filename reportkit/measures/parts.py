"""Which of the required parts each report has, and where they begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import REQUIRED_PARTS
from ..corpus.whole import of_each
from .keys import keyed
from .rows import rows_of

HEADING, UNHEADED = "heading", "unheaded"
# section_id, start and end of a section or sentence.
Where = tuple[int | None, int | None, int | None]
NOWHERE: Where = (None, None, None)


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

    def begins_in(self, section_id: int, start: int, end: int) -> None:
        """Take note of a section under a heading of this part."""
        if self.section is NOWHERE:
            self.section = section_id, start, end

    def takes(self, section_id: int | None, start: int, end: int, *, is_heading: bool) -> None:
        """Take a sentence of this part."""
        if self.sentence is NOWHERE:
            self.sentence = section_id, start, end
        self.n_chars += end - start
        self.n_sentences += not is_heading


def parts_of(corpus: Corpus) -> Mapping[str, Mapping[str, Part]]:
    """Required parts of each report, by their names."""
    return of_each(corpus, _parts)


def _parts(corpus: Corpus) -> dict[str, dict[str, Part]]:
    columns = [f"part_{part}" for part in REQUIRED_PARTS]
    found = {
        report_id: {part: Part(told) for part, told in zip(REQUIRED_PARTS, statuses, strict=True)}
        for report_id, *statuses in rows_of(corpus.reports, "report_id", *columns)
    }
    heads = set()
    for report_id, part, *where in rows_of(corpus.sections, "report_id", "part", *_WHERE):
        heads.add((report_id, where[1]))
        if (own := found.get(report_id, {}).get(part)) is not None:
            own.begins_in(*where)
    for report_id, part, *where in rows_of(corpus.sentences, "report_id", "part", *_WHERE):
        if (own := found.get(report_id, {}).get(part)) is not None:
            own.takes(*where, is_heading=(report_id, where[1]) in heads)
    return found


_WHERE = ("section_id", "start", "end")
