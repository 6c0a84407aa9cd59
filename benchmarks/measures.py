"""Timings of the measures behind panels when the choice changes; prints a table.

Usage: python benchmarks/measures.py [WORDS in the names of rows, to time only these]
A redraw is a choice of reports, then a measure; benchmarks/panels.py times whole redraws. Times
are of the processor, all threads together, so that other work on the machine counts little;
``wall`` is a clock's.

Columns, for 20 places (of all levels, in all years) and for all reports:

first  nothing of this corpus has been asked before
other  another 20 places, after the first
again  the same choice once more, as when another control changes
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from many import corpus_of_2000

from reportkit import measures
from reportkit.corpus import Corpus
from reportkit.matrix import word_matrix

CHOSEN = 20
ROUNDS = 5
# Above this a row is asked once more only: the table shall not take an hour.
SLOW = 2.0
LIMITS = {"20 places": 60, "all": 100}
WORD = "行政复议"

Redraw = Callable[[Corpus], object]

REDRAWS: dict[str, Redraw] = {
    "filter": lambda corpus: corpus,
    "filter, all tables": lambda corpus: corpus.tables(),
    "keys": measures.keys,
    "theme_shares": measures.theme_shares,
    "theme_years": measures.theme_years,
    "required_parts": measures.required_parts,
    "overview": measures.overview,
    "statuses": measures.statuses,
    "coverage": measures.coverage,
    "indicators": measures.indicators,
    "changes": measures.changes,
    "audit": measures.audit,
    "completeness": measures.completeness,
    "timeliness": measures.timeliness,
    "punctuality": measures.punctuality,
    "concordance": lambda corpus: measures.concordance(corpus, WORD),
    "word_matrix": word_matrix,
    "reuse": measures.reuse,
}
# Too slow for all reports: minutes.
FEW_ONLY = {"reuse"}
Times = tuple[float, float]


def timed(work: Callable[[], object]) -> Times:
    """Milliseconds of a call: of the processor, and of the clock."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def often(work: Callable[[], object]) -> Times:
    """Medians of several calls; of one, if it is slow."""
    first = timed(work)
    if first[0] > SLOW * 1000:
        return first
    cpu, wall = zip(first, *(timed(work) for _ in range(ROUNDS - 1)), strict=True)
    return median(cpu), median(wall)


def choices(corpus: Corpus) -> list[list[str]]:
    """Reports of 20 places from all over the corpus, and of 20 others."""
    keys = measures.keys(corpus)
    places = keys["place"].dropna().unique()
    step = len(places) // CHOSEN
    chosen = (set(places[begin::step][:CHOSEN]) for begin in (0, step // 2))
    return [list(keys.loc[keys["place"].isin(each), "report_id"]) for each in chosen]


def row(corpus: Corpus, redraw: Redraw, *, few_only: bool) -> list[float | None]:
    """Milliseconds of one kind of redraw: for 20 places first, other, again, wall; for all."""
    one, other = choices(corpus)
    whole = list(corpus.reports["report_id"])

    def asked(of: Corpus, ids: list[str]) -> Callable[[], object]:
        return lambda: redraw(of.filter(report_id=ids))

    # A copy of a corpus knows nothing of what was made for the corpus.
    few = replace(corpus)
    found = [timed(asked(few, one))[0], timed(asked(few, other))[0], *often(asked(few, one))]
    if few_only:
        return [*found, None, None, None]
    every = replace(corpus)
    return [*found, timed(asked(every, whole))[0], *often(asked(every, whole))]


def keyness_row(corpus: Corpus) -> list[float | None]:
    """Words of 20 places against all others, from one matrix of the whole corpus."""
    one, other = choices(corpus)
    matrix = word_matrix(corpus)

    def asked(ids: list[str]) -> Callable[[], object]:
        return lambda: measures.keyness(matrix, {"report_id": ids})

    return [
        timed(asked(one))[0], timed(asked(other))[0], *often(asked(one)), None, None, None,
    ]  # fmt: skip


def shown(name: str, times: list[float | None]) -> str:
    """A line of the table; what is over the limit is marked."""
    cells = "".join(f"{'–':>9}" if ms is None else f"{ms:>9.0f}" for ms in times)
    over = [
        where
        for where, ms in (("20 places", times[2]), ("all", times[5]))
        if ms and ms > LIMITS[where]
    ]
    return f"{name:<20}{cells}{'  over: ' + ', '.join(over) if over else ''}"


def main() -> None:
    """Measure and print."""
    corpus = corpus_of_2000()
    wanted = sys.argv[1:]
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(corpus)} reports, {len(choices(corpus)[0])} of {CHOSEN} places; ms, CPU")
    print(f"{'':<20}{'20 places':>36}{'all':>27}")
    heads = ("first", "other", "again", "wall", "first", "again", "wall")
    print(" " * 20 + "".join(f"{head:>9}" for head in heads))
    for name, redraw in REDRAWS.items():
        if not wanted or any(word in name for word in wanted):
            print(shown(name, row(corpus, redraw, few_only=name in FEW_ONLY)), flush=True)
    if not wanted or any(word in "keyness" for word in wanted):
        print(shown("keyness, one matrix", keyness_row(corpus)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory {peak:,.0f} MiB, {size:,.0f} with the corpus loaded and nothing asked")


if __name__ == "__main__":
    main()
