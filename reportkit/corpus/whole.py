"""What does not depend on a choice: measured once for the whole corpus, and cut afterwards.

A table belongs here if each of its rows is made of one report alone, whatever else is in the
corpus. What was told of a pair of reports does only where both are chosen. Names of places are
made of the whole in corpus/bodies.py: a name that two places share is written in full.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import pandas as pd

from .corpus import Corpus
from .cutting import Blocks

Made = TypeVar("Made")
Make = Callable[[Corpus], pd.DataFrame]


def cut_from_whole(corpus: Corpus, make: Make) -> pd.DataFrame:
    """Rows of ``make(whole)`` that are of these reports, in the same order.

    ``make`` gives a table with report_id; it is called once for a corpus, however often that
    is filtered, and kept as long as the corpus is.
    """
    whole = corpus.whole
    table = whole.once(make)
    if whole is corpus:
        return table.copy(deep=False)
    held = whole.once(_tables_in_blocks)
    if make not in held:
        held[make] = Blocks(table)
    return held[make].cut(set(corpus.reports["report_id"]))


def of_each(corpus: Corpus, make: Callable[[Corpus], Mapping[str, Made]]) -> dict[str, Made]:
    """What ``make`` gives of each of these reports, made when a report is first asked for.

    For what takes too long to be made of the whole corpus at once, such as reading every text.
    """
    kept = corpus.whole.once(_made_of_each).setdefault(make, {})
    ids = list(corpus.reports["report_id"])
    if missing := [each for each in ids if each not in kept]:
        made = make(corpus.filter(report_id=missing))
        kept.update({each: made.get(each) for each in missing})
    return {each: found for each in ids if (found := kept[each]) is not None}


def _made_of_each(_: Corpus) -> dict[Callable[[Corpus], Any], dict[str, Any]]:
    return {}


def _tables_in_blocks(_: Corpus) -> dict[Make, Blocks]:
    return {}
