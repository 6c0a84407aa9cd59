"""What the labels of figures say: bare verbs, borrowed objects, cases carried over."""

from __future__ import annotations

import re
from functools import lru_cache

from . import rules
from .figures import Figure, alike
from .reports import Report

# How far from a figure the words of its own statement are looked for.
_STATEMENT = 120
_NEAR = 10
_NOT = ("不", "未", "不予", "未予", "无需")
# 已结案件中撤销2件 counts what was revoked; 案件中止 and 案件中心 are other words.
_AMONG_CASES = re.compile(r"^.*[案件起宗的]中(?![止心介央级小标断])")


def bare(figure: Figure) -> str:
    """Own words of a label without adverbs: 已成功化解 is 化解.

    Examples
    --------
    >>> stripped("已成功化解了"), stripped("结案件中撤销")
    ('化解', '撤销')
    """
    return stripped(figure.own)


@lru_cache(2**14)
def stripped(words: str) -> str:
    """Words without the adverbs before them and 了 behind; 决定、终止等结案 is 结案."""
    forms = rules.words("adverb")
    words = _counted(words)
    words = words.rpartition("等")[2] or words
    while adverb := next((w for w in forms if words.startswith(w) and words != w), ""):
        words = words.removeprefix(adverb)
    return words.removesuffix("了")


def says(figure: Figure, forms: tuple[str, ...]) -> bool:
    """Whether any of the words stands in the label's own words; 不予受理 does not say 受理."""
    words = _counted(figure.own)
    places = ((words.find(form), form) for form in forms)
    return any(at >= 0 and not words[:at].endswith(_NOT) for at, _ in places)


def _counted(words: str) -> str:
    """Words of what is counted, without those of what it is among."""
    return _AMONG_CASES.sub("", words) or words


def is_of(part: Figure, whole: Figure) -> bool:
    """Whether a label borrows its object from the other, or both from a third."""
    if not part.context:
        return False
    # Borrowed words may be cut on the left to fit.
    return whole.topic.endswith(part.context) or part.context.endswith(whole.topic)


def carried_over(figures: list[Figure], part: Figure) -> Figure | None:
    """Number of cases carried over that a sentence states: 审结40件(含结转13件), 上年结转9件."""
    found = [f for f in figures if abs(f.number - part.number) < _NEAR and _is_carried(f, part)]
    return min(found, key=lambda f: abs(f.number - part.number)) if found else None


def _is_carried(figure: Figure, part: Figure) -> bool:
    is_other = figure is not part and alike(figure, part)
    return is_other and rules.pattern("kept").search(figure.before or figure.own) is not None


def speaks_of_carried(report: Report, *figures: Figure) -> bool:
    """Whether the sentences of the figures, or their neighbours, speak of an earlier year's cases.

    同比 and 较上年 compare; they carry nothing over.
    """
    own = "".join(_stretch(report, f) for f in figures)
    near = re.split("[;。]", "".join(report.around(f, 1) for f in figures))
    return mentions_carried(";".join(words for words in near if not _is_of_others(words, own)))


def is_another_kind(report: Report, figure: Figure, *others: Figure) -> bool:
    """Whether a figure's statement names another kind of case than those of the others."""
    return _is_of_others(_stretch(report, figure), "".join(_stretch(report, f) for f in others))


def _stretch(report: Report, figure: Figure) -> str:
    """Words around a figure between two semicolons or full stops."""
    before = report.between(max(0, figure.at - _STATEMENT), figure.at)
    return re.split("[;。]", before)[-1] + re.split("[;。]", report.behind(figure, _STATEMENT))[0]


def _is_of_others(words: str, own: str) -> bool:
    """Whether words name another kind of case than the figures' own do."""
    named = {kind for kind in rules.words("kind of case") if kind in words}
    return bool(named) and not any(kind in own for kind in named)


def mentions_carried(words: str) -> bool:
    """Whether words speak of an earlier year's cases; old petitions are none.

    Examples
    --------
    >>> mentions_carried("审结40件(含上年结转)"), mentions_carried("审结40件,较上年下降5%")
    (True, False)
    """
    for other in (*rules.words("last year"), *rules.words("carried elsewhere")):
        words = words.replace(other, "")
    return rules.pattern("carried").search(words) is not None
