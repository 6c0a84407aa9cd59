"""Work that is done while the kernel waits for its reader."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Hashable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from threading import RLock

from .. import measures
from ..corpus import Corpus
from ..errors import ReportkitError

# Cells that are still to run come first; then so long between two slices, for a click to come in.
PAUSE, BETWEEN = 1.0, 0.02
# Reports of which more is measured than is shown: all of them would fill the memory.
MOST_AHEAD = 300
# Some kernels answer widgets in a thread of their own: a redraw waits for a slice, and a slice
# for a redraw.
ONE_AT_A_TIME = RLock()


@cache
def settle() -> None:
    """Leave out of the search for garbage what is loaded by now: it stands to the end.

    Looking through the classes of all libraries takes longer than a redraw, in the midst of which
    it would come. What is garbage already goes first.
    """
    gc.collect()
    gc.freeze()


class Idle:
    """Goes through slices of work while nothing else is to be done.

    No thread is started: each slice is a callback of the kernel's own event loop, which comes to
    it between two messages. Where no loop runs, as in a script, nobody waits and nothing is done.
    """

    def __init__(self) -> None:
        self._work: Iterator[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def begin(self, work: Iterator[None]) -> None:
        """Do this work from now on, instead of what was left of other work.

        The loop is that of the thread in which work was first begun.
        """
        self._work = work
        with suppress(RuntimeError):  # no loop, or one that has ended
            self._loop = self._loop or asyncio.get_running_loop()
            self._loop.call_soon_threadsafe(self._later, PAUSE, work)

    def _later(self, seconds: float, work: Iterator[None]) -> None:
        asyncio.get_running_loop().call_later(seconds, self._go_on, work)

    def _go_on(self, work: Iterator[None]) -> None:
        settle()
        # What can't be measured is said when it is asked for.
        with suppress(ReportkitError, StopIteration), ONE_AT_A_TIME:
            if work is self._work:
                next(work)
                self._later(BETWEEN, work)


def portions(
    corpus: Corpus,
    chosen: Iterable[str],
    work: Hashable,
    by: str,
    *,
    at_once: int = 1,
    most: float | None = None,
) -> Iterator[Corpus]:
    """Reports of which this work has not been done ahead, a place or year at a time.

    Those that are chosen come first, then some that a reader may choose next: MOST_AHEAD in all,
    or ``most``. So many places or years come together that there are ``at_once`` reports.
    """
    named, wanted = measures.keys(corpus), set(chosen)
    if not wanted:
        return
    groups = [list(ids) for _, ids in named.groupby(by, sort=False, dropna=False)["report_id"]]
    done = corpus.whole.once(_done_ahead).setdefault(work, set())
    limit = MOST_AHEAD if most is None else most
    left: list[str] = []
    for ids in [*sorted(groups, key=wanted.isdisjoint), []]:
        left += [report_id for report_id in ids if report_id not in done]
        if left and (len(left) >= at_once or not ids) and len(done) < limit:
            yield corpus.filter(report_id=left)
            done.update(left)
            left = []


def _done_ahead(_: Corpus) -> dict[Hashable, set[str]]:
    return {}
