"""What is said when something is wrong: what was given and where, what is possible, what to do."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

MOST_NAMES_SHOWN = 8
# How the ``what`` of a problem begins that says two documents are one or compete for one place
# and year, or that a text disagrees with itself.
DUPLICATE, CONTRADICTORY = "duplicate", "contradictory"


class ReportkitError(Exception):
    """A wrong call. A bad file never raises this out of a corpus: see Problem."""


class Problem(NamedTuple):
    """One thing that went wrong with a file, for a row of ``corpus.problems``.

    ``line`` is 1-based, None when no single line is to blame; ``what`` says what was found,
    ``action`` what was done about it or what the reader can do.
    """

    what: str
    action: str
    line: int | None = None


def unknown(kind: str, given: object, known: Iterable[str], call: str = "") -> ReportkitError:
    """Build the error for a name that is not among those known, nearest names first.

    Examples
    --------
    >>> print(unknown("theme", "digitl", ["digital", "disputes"]))
    Unknown theme 'digitl'. Did you mean 'digital'? Known: digital, disputes.
    """
    names = sorted(map(str, known))
    near = get_close_matches(str(given), names, n=3, cutoff=0.5)
    guess = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
    shown = ", ".join([*near, *(n for n in names if n not in near)][:MOST_NAMES_SHOWN])
    more = f", … ({len(names)} in all)" if len(names) > MOST_NAMES_SHOWN else ""
    hint = f" See {call}." if call else ""
    return ReportkitError(f"Unknown {kind} {given!r}.{guess} Known: {shown}{more}.{hint}")
