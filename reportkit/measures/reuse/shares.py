"""How much of a report stood in last year's, or in its parent's, and how much is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

import pandas as pd

from ...corpus import Corpus
from ...errors import unknown
from ..keys import keyed
from .alignment import Aligned, aligned_of
from .pairing import DROPPED, NEW, STATUSES
from .pieces import Piece, pieces_known
from .relatives import Against, others_of

By = Literal["report", "part", "theme"]
NO_TEXT = "the corpus does not hold the text of both"
TOO_LONG = "one of the two has too many sentences for a report"
COLUMNS = {
    "report_id": "str",
    "other_report_id": "str",
    "part": "str",
    "theme": "str",
    "n_chars": "Int64",
    "n_chars_other": "Int64",
    **dict.fromkeys((*STATUSES, DROPPED), "float64"),
    "why": "str",
}


def reuse(
    corpus: Corpus,
    by: By = "report",
    *,
    against: Against | Mapping[str, str] = "last_year",
) -> pd.DataFrame:
    """Shares of a report's text that are unchanged, changed in figures only, reworded and new.

    Parameters
    ----------
    corpus : Corpus
        Any corpus; without text all shares are missing.
    by : {"report", "part", "theme"}
        Whether a row is a report, or one of its parts or themes.
    against : {"last_year", "parent"} or mapping
        What each report is compared with: the same place's report on the year before, the
        report on the same year of the government above it, or what you give by report_id.

    Returns
    -------
    DataFrame
        One row a report (or part or theme): report_id, place, year, doc_type, other_report_id,
        part or theme, n_chars, n_chars_other, unchanged, numbers_changed, reworded, new,
        dropped, why (there is nothing to compare with). ``attrs["set_aside"]`` names the copies
        and mirrors that were left out first.

    Raises
    ------
    ReportkitError
        If ``by`` or ``against`` is none of these, or names a report that is not here.

    Notes
    -----
    ``share of a status = characters of the report's sentences of that status / n_chars``; the
    four add up to 1. ``dropped = characters of the other report's sentences without a partner /
    n_chars_other``. ``n_chars`` counts what :func:`alignment` calls counted: no headings, no
    sentences under 12 characters, no signs. Higher ``new`` means more text that was not there
    before. By part and theme a sentence counts where it stands in its own report, wherever its
    partner stands. Missing, never 0: without a report to compare with, without text, without
    sentences that count.

    Limits: shared words are not plagiarism. Offices share templates, quote the same plans and
    must report on the same duties; a report may be new in words and tell the same. Lengths,
    layouts and how often a report uses semicolons move the shares by some points: do not make
    an order of governments of them. Shares against last year and against a parent may overlap.

    References
    ----------
    Clough, P., Gaizauskas, R., Piao, S., & Wilks, Y. (2002). METER: MEasuring TExt Reuse.
    ACL '02, 152-159 (wholly, partially and not derived text). The statuses are ours.
    """
    if by not in get_args(By):
        raise unknown("unit", by, get_args(By))
    others, aside = others_of(corpus, against)
    rows = pd.DataFrame(list(_rows(corpus, by, others)), columns=list(COLUMNS)).astype(COLUMNS)
    found = keyed(corpus, rows.drop(columns={"part", "theme"} - {by}))
    found.attrs["set_aside"] = aside
    return found


# A report, what it is compared with, and what a row is.
Asked = tuple[str, str, str]


def _rows(corpus: Corpus, by: str, others: pd.DataFrame) -> Iterator[dict[str, Any]]:
    told = others[["report_id", "other_report_id", "why"]].itertuples(index=False, name=None)
    listed = [(i, None if pd.isna(other) else other, why) for i, other, why in told]
    # Nothing but the two reports is compared, so another choice need not compare them again.
    kept = corpus.whole.once(_kept)
    pairs = [(i, other, by) for i, other, _ in listed if other is not None]
    kept.update(_compared(corpus, [each for each in pairs if each not in kept]))
    for report_id, other, why in listed:
        base = {"report_id": report_id, "other_report_id": other}
        for row in kept[report_id, other, by] if other is not None else [{"why": why}]:
            yield base | row


def _kept(_: Corpus) -> dict[Asked, list[dict[str, Any]]]:
    return {}


def _compared(
    corpus: Corpus, asked: Sequence[Asked]
) -> Iterator[tuple[Asked, list[dict[str, Any]]]]:
    if not asked:
        return
    ids = {report_id for pair in asked for report_id in pair[:2]}
    told = pieces_known(corpus.filter(report_id=list(ids)))
    aligned = aligned_of(corpus, [pair[:2] for pair in asked])
    for pair in asked:
        report_id, other, by = pair
        if report_id not in told or other not in told:
            yield pair, [{"why": NO_TEXT}]
        else:
            yield pair, list(_shares(by, aligned[report_id, other]))


# A part or theme; None where it is unknown, and for all where reports are rows.
Group = str | None


class _Sums(NamedTuple):
    """Characters of each group: of the report by status, of the other all and dropped."""

    own: Counter[tuple[Group, str]]
    other: Counter[Group]
    dropped: Counter[Group]


def _shares(by: str, aligned: Aligned | None) -> Iterator[dict[str, Any]]:
    if aligned is None:
        yield {"why": TOO_LONG}
        return
    sums = _sums(aligned, by)
    groups = dict.fromkeys([group for group, _ in sums.own] + list(sums.other))
    for group in groups if by != "report" else (None,):
        n_chars = sum(sums.own[group, status] for status in STATUSES)
        n_other = sums.other[group]
        shares = {s: sums.own[group, s] / n_chars if n_chars else None for s in STATUSES}
        dropped = sums.dropped[group] / n_other if n_other else None
        counts = {"n_chars": n_chars, "n_chars_other": n_other, DROPPED: dropped}
        yield counts | shares | ({} if by == "report" else {by: group})


def _sums(aligned: Aligned, by: str) -> _Sums:
    status = {pair.later: pair.status for pair in aligned.pairs}
    kept = {pair.earlier for pair in aligned.pairs}
    sums = _Sums(Counter(), Counter(), Counter())
    for i, piece in _counted(aligned.later):
        sums.own[_group(piece, by), status.get(i, NEW)] += len(piece.letters)
    for j, piece in _counted(aligned.earlier):
        sums.other[_group(piece, by)] += len(piece.letters)
        sums.dropped[_group(piece, by)] += 0 if j in kept else len(piece.letters)
    return sums


def _group(piece: Piece, by: str) -> Group:
    return None if by == "report" else getattr(piece.place, by)


def _counted(found: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    return ((number, piece) for number, piece in enumerate(found) if piece.counted)
