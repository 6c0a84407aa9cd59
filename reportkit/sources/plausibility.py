"""Whether decoded bytes look like Chinese prose."""

from __future__ import annotations

import re
from functools import cache

from ..lexicons import rows

# Of the Chinese characters of real reports 0.89 to 0.91 are in frequent-characters.csv, of the
# same bytes decoded wrongly (Big5 as GB18030, GB18030 as Big5, UTF-8 as GB18030, UTF-16 as
# GB18030) at most 0.09. Prose about anything else stays above 0.6, lists of names above 0.4.
PLAUSIBLE_SHARE = 0.35
# Fewer characters than this prove nothing, either way.
FEWEST_CHARACTERS = 20
# A share of 1,500 characters is known to three hundredths; more would only cost time. They are
# looked for in the first 100,000, since a page may begin with long scripts.
SAMPLE = 1_500
LOOKED_AT = 100_000
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# Private-use signs count as ideographs: that is what wrong decoding makes of many of them.
_IDEOGRAPHS = re.compile("[\u3400-\u9fff\ue000-\ufaff\U00020000-\U0010ffff]+")


def share_of_frequent(text: str) -> float | None:
    """Share of frequent characters among the Chinese ones of a text; None if there are too few.

    Examples
    --------
    >>> share_of_frequent("全市各级行政机关依法履行职责,行政执法人员全部参加培训。") > 0.9
    True
    >>> share_of_frequent("See annex 3.") is None
    True
    """
    chinese = _IDEOGRAPHS.findall(_sample(text))
    total = sum(map(len, chinese))
    if total < FEWEST_CHARACTERS:
        return None
    return sum(map(len, _frequent().findall("".join(chinese)))) / total


def is_plausible(text: str) -> bool | None:
    """Whether a text reads like Chinese; None when it has too few Chinese characters to say."""
    share = share_of_frequent(text)
    return None if share is None else share >= PLAUSIBLE_SHARE


def _sample(text: str) -> str:
    """First characters that are not ASCII; a page may begin with long scripts."""
    begin = "".join(_NOT_ASCII.findall(text[: 2 * SAMPLE]))
    if len(begin) < SAMPLE:
        begin = "".join(_NOT_ASCII.findall(text[:LOOKED_AT]))
    return begin[:SAMPLE]


@cache
def _frequent() -> re.Pattern[str]:
    """Any frequent character: looking for all at once is quicker than asking for one by one."""
    table = rows("frequent-characters")
    signs = set("".join(row["character"] + row["traditional"] for row in table))
    return re.compile(f"[{re.escape(''.join(sorted(signs)))}]+")
