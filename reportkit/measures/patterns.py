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


def find_pattern(texts: Sequence[str] | str, pattern: str) -> Iterator[tuple[int, int, int]]:
    r"""Matches in the order of the texts: number of the text, start, end; never empty.

    One string is taken as its lines, which is quicker for very many of them.

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
    listed = _usable([texts] if isinstance(texts, str) else texts)
    plain = pyarrow.array(listed, type=pyarrow.large_string())
    if isinstance(texts, str):
        plain = compute.split_pattern(plain, "\n").flatten()
    try:
        rows = compute.indices_nonzero(compute.match_substring_regex(plain, pattern))
    except pyarrow.ArrowInvalid as error:
        raise ReportkitError(_refused(pattern, str(error))) from error
    marked = compute.replace_substring_regex(
        plain.take(rows), pattern=pattern, replacement=f"{_OPEN}\\0{_CLOSE}"
    )
    for row, text in zip(rows.to_pylist(), marked.to_pylist(), strict=True):
        yield from ((row, start, end) for start, end in _marks(text) if end > start)


def _usable(texts: Sequence[str]) -> Sequence[str]:
    """Texts without what cannot be searched; most have none, which one look at all tells."""
    every = "".join(texts)
    try:
        every.encode()
    except UnicodeEncodeError:
        is_usable = False
    else:
        is_usable = _OPEN not in every and _CLOSE not in every
    return texts if is_usable else [_UNUSABLE.sub(" ", text) for text in texts]


def _marks(marked: str) -> Iterator[tuple[int, int]]:
    places = (m.start() - before for before, m in enumerate(_MARK.finditer(marked)))
    return zip(places, places, strict=True)


def _refused(pattern: str, why: str) -> str:
    return (
        f"{pattern!r} is no pattern that can be searched ({why}). Characters, [groups], a|b, ?, "
        r"*, +, {2,4}, \d and \p{Han} work; looking around and back references don't. To search "
        'for the characters themselves give kind="term".'
    )
