"""Whether decoded bytes look like Chinese prose."""

from __future__ import annotations

import re
from collections import Counter
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


def share_of_frequent(text: str) -> float | None:
    """Share of frequent characters among the Chinese ones of a text; None if there are too few.

    Examples
    --------
    >>> share_of_frequent("全市各级行政机关依法履行职责,行政执法人员全部参加培训。") > 0.9
    True
    >>> share_of_frequent("See annex 3.") is None
    True
    """
    counts = Counter("".join(_NOT_ASCII.findall(text[:LOOKED_AT]))[:SAMPLE])
    chinese = {sign: n for sign, n in counts.items() if _is_ideograph(sign)}
    total = sum(chinese.values())
    if total < FEWEST_CHARACTERS:
        return None
    frequent = _frequent()
    return sum(n for sign, n in chinese.items() if sign in frequent) / total


def is_plausible(text: str) -> bool | None:
    """Whether a text reads like Chinese; None when it has too few Chinese characters to say."""
    share = share_of_frequent(text)
    return None if share is None else share >= PLAUSIBLE_SHARE


def _is_ideograph(sign: str) -> bool:
    # Private-use signs count as ideographs: that is what wrong decoding makes of many of them.
    return "\u3400" <= sign <= "\u9fff" or "\ue000" <= sign <= "\ufaff" or sign >= "\U00020000"


@cache
def _frequent() -> frozenset[str]:
    table = rows("frequent-characters")
    return frozenset("".join(row["character"] + row["traditional"] for row in table))
