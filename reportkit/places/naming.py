"""The bodies that title, issuer and signature name: one, or several that report together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .bodies import Mention
from .mentions import find_mentions, find_unknown, find_unnamed
from .words import of_kind

# What names the body itself, best first; other clues only say where it lies or break a tie.
NAMING = ("title", "issuer", "signature")
Named = tuple[str, Mention]
# 区政府办公室关于印发…的通知, 区政府办公室关于我区…的报告
_FOR_PLACE = re.compile(r"[^\n]{0,6}(?:关于)?(?:印发|转发|[我全本][省市区县州旗盟])")
# What may stand between two names of one title that are one body or two that report together.
_JOINED = re.compile(r"[\s、和及暨与,(]{0,3}(?:中共|第[一二三四五六七八九十]+师)?")


def bodies(role: str, text: str) -> list[Mention]:
    """Bodies that a naming clue names."""
    found = find_mentions(text)
    if role == "title":
        found = _of_title(text, [_as_secretariat(m, text) for m in found])
    if any(m.divisions or m.zones for m in found):
        return found
    other = find_unknown(text) or find_unnamed(text)
    other = _as_secretariat(other, text) if other and role == "title" else other
    return found or ([other] if other else [])


def full_names(named: Sequence[Named]) -> tuple[str, ...]:
    """Full names of the bodies, from the clue that is made to state them."""
    for role in ("issuer", "signature", "title"):
        found = [m.body for r, m in named if r == role and m.body and m.body != m.stated]
        found = [body for body in found if body[0] not in "我本"]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def is_firm(role: str, mention: Mention) -> bool:
    """A government that names itself; the issuer may be the owner of the web page."""
    if mention.kind != "government" or mention.is_secretariat:
        return False
    return role != "issuer" or any(word in mention.body for word in of_kind("whole"))


def _as_secretariat(mention: Mention, text: str) -> Mention:
    """In a title the office of a government reports of itself, unless it sends on another's."""
    if mention.is_secretariat and not _FOR_PLACE.match(text, mention.end):
        return replace(mention, kind="department", is_compiler=True)
    return mention


def _of_title(text: str, found: list[Mention]) -> list[Mention]:
    """The first body of a title and those joined to it; what stands behind 关于 is its object."""
    kept = found[:1]
    if len(found) > 1 and kept[0].is_compiler and found[1].kind in ("place", "government"):
        # 清澜市司法局关于清澜市…情况的报告 is the city's report, written by the bureau.
        return [found[1]] if found[1].divisions == kept[0].divisions else kept
    for mention in found[1:]:
        if not _JOINED.fullmatch(text, kept[-1].end, mention.start):
            break
        kept.append(mention)
    return kept
