"""Which of the required parts each report has, and where they begin."""

from __future__ import annotations

import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import REQUIRED_PARTS
from .keys import keyed
from .whole import cut_from_whole

WHERE = ["section_id", "start", "end"]


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
    return keyed(corpus, cut_from_whole(corpus, _parts))


def _parts(corpus: Corpus) -> pd.DataFrame:
    rows = corpus.reports.melt(
        "report_id", [f"part_{part}" for part in REQUIRED_PARTS], "part", "status"
    )
    rows["part"] = rows["part"].str.removeprefix("part_")
    placed = rows.merge(_where(corpus), on=["report_id", "part", "status"], how="left")
    counted = placed.merge(_lengths(corpus), on=["report_id", "part"], how="left")
    counted["n_chars"] = counted["n_chars"].fillna(0)
    return counted


def _where(corpus: Corpus) -> pd.DataFrame:
    """First section of each part that has a heading, first sentence of each part at all."""
    first = ["report_id", "part"]
    headed = corpus.sections.drop_duplicates(first)[[*first, *WHERE]]
    running = corpus.sentences.drop_duplicates(first)[[*first, *WHERE]]
    return pd.concat([headed.assign(status="heading"), running.assign(status="unheaded")])


def _lengths(corpus: Corpus) -> pd.DataFrame:
    sentences = corpus.sentences
    rows = sentences.assign(n_chars=sentences["end"] - sentences["start"])
    return rows.groupby(["report_id", "part"], as_index=False).agg(n_chars=("n_chars", "sum"))
