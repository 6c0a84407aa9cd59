"""A user's regular expression, found in many texts in time linear in their length.

Python's own engine tries again and again: (.*)*x on one long line runs for years. The pattern
comes from a reader and the line from an unknown file, so RE2 is used, which never goes back. It
lies in pyarrow, which the tables need anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..errors import ReportkitError

# Put around each match. No text needs these two; where a file has them, they are blanked, and
# so are halves of a character, which have no bytes to search.
_OPEN, _CLOSE = "\x02", "\x03"
_MARK = re.compile(f"[{_OPEN}{_CLOSE}]")
_UNUSABLE = re.compile(f"[{_OPEN}{_CLOSE}\ud800-\udfff]")
# Longer ones are no pattern that a reader wrote.
LONGEST_PATTERN = 1000


def find_pattern(texts: Sequence[str], pattern: str) -> Iterator[tuple[int, int, int]]:
    r"""Matches in the order of the texts: number of the text, start, end; never empty.

    Raises
    ------
    ReportkitError
        If the pattern is none, or needs what RE2 does not do: looking around (``(?=``, ``(?<=``)
        and back references (``\1``).

    Examples
    --------
    >>> list(find_pattern(["受理行政复议和行政应诉"], r"行政\p{Han}{2}"))
    [(0, 2, 6), (0, 7, 11)]
    """
    import pyarrow
    from pyarrow import compute

    if not 0 < len(pattern) <= LONGEST_PATTERN or _UNUSABLE.search(pattern):
        raise ReportkitError(
            f"A pattern is 1 to {LONGEST_PATTERN} printable characters, this one {len(pattern)}. "
            'Give one such as "行政(复议|应诉)".'
        )
    plain = pyarrow.array([_UNUSABLE.sub(" ", t) for t in texts], type=pyarrow.large_string())
    try:
        marked = compute.replace_substring_regex(
            plain, pattern=pattern, replacement=f"{_OPEN}\\0{_CLOSE}"
        )
    except pyarrow.ArrowInvalid as error:
        raise ReportkitError(_refused(pattern, str(error))) from error
    rows = compute.indices_nonzero(compute.match_substring(marked, _OPEN))
    for row, text in zip(rows.to_pylist(), marked.take(rows).to_pylist(), strict=True):
        yield from ((row, start, end) for start, end in _marks(text) if end > start)


def _marks(marked: str) -> Iterator[tuple[int, int]]:
    places = (m.start() - before for before, m in enumerate(_MARK.finditer(marked)))
    return zip(places, places, strict=True)


def _refused(pattern: str, why: str) -> str:
    return (
        f"{pattern!r} is no pattern that can be searched ({why}). Characters, [groups], a|b, ?, "
        r"*, +, {2,4}, \d and \p{Han} work; looking around and back references don't. To search "
        'for the characters themselves give kind="term".'
    )
