"""What reports can be told apart by, and the values there are among those that are chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .. import matrix, measures
from ..corpus import Corpus

# What two groups can be told apart by; parts and themes need counts by part or theme.
GROUPS = ("year", "place", "level", "part", "theme")
FINER: tuple[matrix.By, ...] = ("part", "theme")
# Values that have an order of their own: places stand as tables have them, levels as reports do.
_AS_TOLD = ("place", "level")


def values_of(corpus: Corpus, report_ids: Iterable[str], group: str) -> list[Any]:
    """Values of a group that these reports of a corpus have."""
    ids, known = set(report_ids), corpus.whole.once(_TOLD[group])
    values = list(dict.fromkeys(value for report_id, value in known if report_id in ids))
    return values if group in _AS_TOLD else sorted(values)


def _told(group: str) -> Callable[[Corpus], list[tuple[str, Any]]]:
    """What gives the reports of a corpus, each with the values of a group that it has."""

    def told(whole: Corpus) -> list[tuple[str, Any]]:
        tables = dict.fromkeys(FINER, whole.sentences) | {"level": whole.reports}
        table = tables[group] if group in tables else measures.keys(whole)
        known = table[["report_id", group]].dropna().drop_duplicates()
        return list(zip(known["report_id"].tolist(), known[group].tolist(), strict=True))

    return told


_TOLD = {group: _told(group) for group in GROUPS}
