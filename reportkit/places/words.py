"""Words by which names are told from what stands around them (data/divisions/place_words.csv)."""

from __future__ import annotations

import re
from functools import cache

from .. import lexicons

HAN = "\u4e00-\u9fff"
# 我市, 全区, 各县 speak of a place without naming it; 某县 stands in templates.
SELF = "我全本各该某贵两此外"
# What follows a name that has come to its end.
BREAK = (
    rf"[^{HAN}]|$|关于|法治|法制|依法|二[〇○零]|年度|的|推进|落实|贯彻|开展"
    r"|党组|党委|党工委|普法|坚持|深入"
)
END = f"(?={BREAK})"
# A name does not run over these: the words between it and 局 are then no part of the name.
NO_NAME = re.compile(
    r"关于|情况|报告|总结|年度|的|推进|落实|坚持|印发|以及|领导下|建设工作(?!领导)"
)


@cache
def of_kind(kind: str) -> frozenset[str]:
    """Words of one kind: department, compiler, ordinary, elsewhere."""
    return frozenset(r["word"] for r in lexicons.rows("place_words") if r["kind"] == kind)


@cache
def elsewhere() -> tuple[str, ...]:
    """Words that say that the place behind them is looked at and does not report."""
    return tuple(sorted(of_kind("elsewhere")))


@cache
def usual_office() -> re.Pattern[str]:
    """Offices known by name need no end behind them: 启东市司法局认真履职."""
    words = sorted(of_kind("office"), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})")
