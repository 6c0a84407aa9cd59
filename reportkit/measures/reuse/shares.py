"""How much of a report stood in last year's, or in its parent's, and how much is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...errors import unknown
from ..keys import keyed
from ..numbering import Numbers
from ..rows import rows_of
from .alignment import Aligned, aligned_of
from .pairing import DROPPED, STATUSES
from .pieces import Pieces, pieces_known
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
    listed = list(rows_of(others, "report_id", "other_report_id", "why"))
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


def _shares(by: str, aligned: Aligned | None) -> Iterator[dict[str, Any]]:
    if aligned is None:
        yield {"why": TOO_LONG}
        return
    groups: dict[Group, int] = {} if by != "report" else {None: 0}
    own = _by_group(aligned.later, by, groups)
    other = _by_group(aligned.earlier, by, groups)
    chars = _sums(own, aligned.partners.status, len(groups), len(STATUSES))
    dropped = _sums(other, aligned.partner_of_earlier() < 0, len(groups), 2)
    for group, number in groups.items():
        yield _row(chars[number], dropped[number]) | ({} if by == "report" else {by: group})


class _Counted(NamedTuple):
    """Pieces that are counted: which they are, the group of each, and how long it is."""

    which: Numbers
    group: Numbers
    n_chars: Numbers


def _by_group(found: Pieces, by: str, groups: dict[Group, int]) -> _Counted:
    """Counted pieces; groups that are met first are numbered, in the order of the text."""
    which = np.flatnonzero(found.counted)
    if by == "report":
        return _Counted(which, np.zeros(len(which), dtype=np.int64), found.n_chars[which])
    named = getattr(found, by)[which].tolist()
    group = np.array([groups.setdefault(name, len(groups)) for name in named], dtype=np.int64)
    return _Counted(which, group, found.n_chars[which])


def _sums(counted: _Counted, kind: np.ndarray, n_groups: int, n_kinds: int) -> np.ndarray:
    """Characters of each group by the kind of the pieces."""
    cells = counted.group * n_kinds + kind[counted.which]
    found = np.bincount(cells, counted.n_chars, minlength=n_groups * n_kinds)
    return found.astype(np.int64).reshape(n_groups, n_kinds)


def _row(chars: np.ndarray, dropped: np.ndarray) -> dict[str, Any]:
    n_chars, n_other = int(chars.sum()), int(dropped.sum())
    own = zip(STATUSES, chars.tolist(), strict=True)
    shares = {status: n / n_chars if n_chars else None for status, n in own}
    left = int(dropped[1]) / n_other if n_other else None
    return {"n_chars": n_chars, "n_chars_other": n_other, DROPPED: left, **shares}
