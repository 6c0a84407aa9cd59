"""Letters of a still picture: only what is Chinese is drawn with a Chinese font.

The machine's Chinese fonts have tens of thousands of characters, and vl-convert opens the font
anew for each that it draws or measures: a matrix of nine hundred numbers takes three seconds so.
Numbers and signs are drawn with a small font that vl-convert brings along, in a third of that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .rows import HOLDERS

LATIN = "Liberation Sans"
# A check mark beside letters, too: without it the small font gives up the whole line.
_CHINESE = re.compile("[\u2e80-\U0010ffff]|✓.")

Spec = Mapping[str, Any]
Rows = Sequence[Spec]


def lettered(spec: Spec) -> dict[str, Any]:
    """Chart whose marks without a Chinese character name the small font."""
    return _view(spec, spec.get("datasets", {}), ())


def _view(view: Spec, held: Mapping[str, Rows], rows: Rows) -> dict[str, Any]:
    """Copy of a view and of the views in it; ``rows`` are those of the view around it."""
    rows = held.get(view.get("data", {}).get("name"), rows)
    own = dict(view)
    for holder in HOLDERS:
        if holder in own:
            own[holder] = [_view(each, held, rows) for each in own[holder]]
    if "spec" in own:
        own["spec"] = _view(own["spec"], held, rows)
    mark = own.get("mark")
    if isinstance(mark, Mapping) and mark.get("type") == "text" and _is_plain(own, rows):
        own["mark"] = {"font": LATIN, **mark}
    return own


def _is_plain(view: Spec, rows: Rows) -> bool:
    """Whether a mark writes a column of the rows, and no cell of it is Chinese."""
    field = view.get("encoding", {}).get("text", {}).get("field")
    words = {str(row[field]) for row in rows if field in row}
    return bool(words) and not any(map(_CHINESE.search, words))
