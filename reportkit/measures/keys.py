"""Which reports there are, what each is called and in which order they stand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..corpus.bodies import bodies
from ..corpus.whole import Make, cut_from_whole
from .numbering import Numbers, places_in

KEYS = ("report_id", "place", "year", "doc_type")


def keys(corpus: Corpus) -> pd.DataFrame:
    """Report, place, year and type of document, in administrative order, then by year.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        One row a report: report_id, place, year, doc_type. ``place`` is the locality without
        the divisions above it (a district keeps its city), or in full where two places of the
        whole corpus would be called the same; the issuer of an office that is no government, and
        where no locality is known; missing where neither is.
    """
    found = corpus.once(_chosen_keys).copy(deep=False)
    found.attrs = {"invented": invented(corpus)}
    return found


def _chosen_keys(corpus: Corpus) -> pd.DataFrame:
    return cut_from_whole(corpus, _keys)


def rows_in_whole(corpus: Corpus) -> Numbers:
    """Row of each of these reports among the keys of the whole corpus; both in the same order."""
    return corpus.once(_rows_in_whole)


def _rows_in_whole(corpus: Corpus) -> Numbers:
    return places_in(keys(corpus)["report_id"], keys(corpus.whole)["report_id"])


def cut_keyed(corpus: Corpus, make: Make) -> pd.DataFrame:
    """Rows of ``make(whole)`` that are of these reports; see ``corpus.whole.cut_from_whole``.

    ``make`` gives rows with the keys, in the order of the reports: both are the same in any choice.
    """
    found = cut_from_whole(corpus, make)
    found.attrs = {**found.attrs, "invented": invented(corpus)}
    return found


def invented(corpus: Corpus) -> bool:
    """Whether a report of the corpus says that it is invented; a chart of it says so too."""
    return bool(corpus.reports["invented"].fillna(False).any())


def keyed(corpus: Corpus, measured: pd.DataFrame) -> pd.DataFrame:
    """Measured rows with the keys before them, in the order of the reports.

    ``measured`` has a column report_id; its rows of one report keep their order.
    """
    known = keys(corpus)
    row = places_in(measured["report_id"], known["report_id"])
    order = np.argsort(row, kind="stable")
    order = order[row[order] >= 0]
    ours, theirs = known.take(row[order]), measured.drop(columns="report_id").take(order)
    rows = pd.concat([ours.reset_index(drop=True), theirs.reset_index(drop=True)], axis=1)
    rows.attrs = {**measured.attrs, **known.attrs}
    return rows


def _keys(corpus: Corpus) -> pd.DataFrame:
    reports = corpus.reports
    known = bodies(corpus)
    places = [known[report_id].name for report_id in reports["report_id"]]
    columns = [
        _cells(reports["code"]),
        places,
        *map(_cells, (reports["year"], reports["report_id"])),
    ]
    # By code, never by a measured value: a list of governments is not a ranking of them. Plain
    # lists, for a redraw asks for a hundred reports, and sorting four columns has a fixed price.
    ranks = list(
        zip(*([(cell is None, cell or "") for cell in each] for each in columns), strict=True)
    )
    order = sorted(range(len(reports)), key=ranks.__getitem__)
    named = reports[["report_id", "year", "doc_type"]].assign(place=pd.array(places, dtype="str"))
    return named.take(order)[list(KEYS)].reset_index(drop=True)


def _cells(column: pd.Series) -> list[Any]:
    """Cells of a column, None where it is blank."""
    return [
        None if blank else cell for cell, blank in zip(column.tolist(), column.isna(), strict=True)
    ]
