"""Every number that reports state, as a table to read beside the text."""

from __future__ import annotations

import pandas as pd

from ..corpus import Corpus
from .keys import keyed


def stated_figures(corpus: Corpus) -> pd.DataFrame:
    """Every stated number, report by report, in the order of the text.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        report_id, place, year, doc_type, then the columns of ``corpus.figures``. Numbers of one
        report stand in the order in which a reader meets them; ``text[start:end]`` is what the
        report prints. A number that states several indicators has a row for each.
    """
    figures = corpus.figures.sort_values(["report_id", "start", "end"], kind="stable")
    return keyed(corpus, figures)
