"""The level of a city that no table knows: by whom it reports to and whom it speaks of below."""

from __future__ import annotations

import re
from functools import cache

from .. import lexicons
from .surroundings import SPOKEN, Texts
from .unit import Unit


def city_level(unit: Unit, texts: Texts) -> str | None:
    """Level of an unknown 市, None where nothing or contrary things are said.

    Its addressee goes before what the text speaks of: 省人民政府 is above a prefecture city,
    another city's government above one of county level.
    """
    if unit.kind not in ("place", "government") or not unit.stated.endswith("市"):
        return None
    for role in ("addressee", "body"):
        said = "\n".join(texts.get(role, ()))[:SPOKEN].replace(unit.stated, "")
        levels = {level for level, pattern in _cues(role) if pattern.search(said)}
        if levels:
            return levels.pop() if len(levels) == 1 else None
    return None


@cache
def _cues(role: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (row for row in lexicons.rows("city-levels") if row["role"] == role)
    return tuple((row["level"], re.compile(row["pattern"])) for row in rows)
