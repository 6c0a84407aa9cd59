"""Weaker evidence: what says where a body lies without naming the body itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from .bodies import Mention
from .divisions import Division, by_code, lineage, within
from .mentions import find_mentions
from .own import PRESENTED
from .words import elsewhere, of_kind

Texts = Mapping[str, list[str]]

# The subject of a report stands in its first sentences; what comes later speaks of anything.
OPENING = 700
# A text of more signs is no report; what stands that far in decides nothing.
SPOKEN = 200_000
# 启东市政府在南通市委领导下 says that the second leads and not the first.
_LED = re.compile(r"[^。;在]{0,24}?(?:领导|关心|指导|支持|部署|统筹)下")
_LED_BY_PLACE = re.compile(r"的?(?:坚强|正确|统一)?领导下")
_ACTS = re.compile(
    r"委|政府|人民政府|级|[\u4e00-\u9fff]{1,8}?(?:局|厅|法院|检察院|办公室|仲裁委|总队|支队)"
)
_SUBJECT_BEFORE = re.compile(r"(?:^|[\s,。;:(“]|年|年度|以来|现将|下|就|中共)$")
# A name in the title of a paper, or of those whose demands are met, says who ordered the report.
_ORDERS = re.compile(
    r"《[^》]{0,120}》"
    r"|(?:根据|按照|依据|依照|遵照)[^,。;:\n]{0,80}?(?:要求|部署|通知|规定|安排|意见)"
)
# An office carries out its government's papers (落实《雁塔区2024年…要点》) and issues its own.
_PAPER = re.compile(
    r"(?:落实|按照|根据|对照|围绕|贯彻|执行|(?P<issued>印发|制定|制发|出台))(?:了|好)?"
    r"《(?:20\d\d年度?)?(?P<paper>[^》]{4,60})"
)
# The tool names its own reports 320411-2023; people keep files so.
_CODE = re.compile(r"(?<!\d)[1-8]\d{5}(?!\d)")


def hosts(texts: Texts, *, is_part: bool) -> Iterator[Mention]:
    """Places that may be the body's own, best first.

    The work of an office, a town or a zone (``is_part``) is led by the place it belongs to, and
    that place may be the one it reports to; a government's leader is the one above it.
    """
    for text in texts.get("body", ()):
        subjects, leaders = of_opening(text)
        yield from subjects
        yield from reversed(leaders if is_part else [])
    for text in texts.get("addressee", ()):
        yield from find_mentions(text) if is_part else ()
    for role in ("file", "page"):
        for text in texts.get(role, ()):
            yield from find_mentions(text)


def narrow(divisions: tuple[Division, ...], texts: Texts) -> tuple[Division, ...]:
    """Of several that bear a name keep those that lie where weaker evidence says."""
    for around in surroundings(texts):
        kept = tuple(d for d in divisions if any(within(d, a) for a in around))
        divisions = kept or divisions
        if len({d.code for d in divisions}) == 1:
            return divisions
    return _spoken_of(divisions, texts)


def surroundings(texts: Texts) -> Iterator[tuple[Division, ...]]:
    """Divisions that the body lies in or is, best evidence first."""
    for text in texts.get("addressee", ()):
        yield _divisions(find_mentions(text))
    for text in texts.get("body", ()):
        subjects, leaders = of_opening(text)
        yield _divisions(leaders)
        yield _divisions(subjects)
    for text in texts.get("file", ()):
        yield tuple(d for code in _CODE.findall(text) for d in by_code().get(code, ()))
        yield _divisions(find_mentions(text))
    for text in texts.get("page", ()):
        yield _divisions(find_mentions(text))


def of_opening(body: str) -> tuple[list[Mention], list[Mention]]:
    """The subject of the first sentences, and those who are addressed or led the work."""
    text = opening(body)
    subjects: list[Mention] = []
    leaders: list[Mention] = []
    presented = PRESENTED.search(text)
    at = presented.end() if presented else -1
    for mention in find_mentions(text):
        led = _LED if mention.kind == "government" else _LED_BY_PLACE
        if text.startswith(":", mention.end) or led.match(text, mention.end):
            leaders.append(mention)
        elif _SUBJECT_BEFORE.search(text, max(0, mention.start - 4), mention.start):
            subjects.insert(0 if mention.start == at else len(subjects), mention)
    return subjects[:1], leaders


def opening(body: str) -> str:
    """The first sentences, of one length, without what only says who ordered the report."""
    return _ORDERS.sub(lambda match: "-" * len(match[0]), body[:OPENING])


def papers(body: str) -> Iterator[tuple[Mention, bool]]:
    """Places whose plans the first sentences say are carried out, and whether by an own paper.

    落实《望溪区2024年…要点》 is of the government, 印发《望溪区水利局…要点》 the office's own.
    """
    for match in _PAPER.finditer(body[:OPENING]):
        if any(word in match["paper"] for word in of_kind("carried_out")):
            is_own = match["issued"] is not None
            for found in find_mentions(match["paper"])[:1]:
                if found.start == 0 and (found.kind == "department" or not is_own):
                    yield found, is_own


def _divisions(found: Iterable[Mention]) -> tuple[Division, ...]:
    return tuple(d for mention in found for d in mention.divisions)


def _spoken_of(divisions: tuple[Division, ...], texts: Texts) -> tuple[Division, ...]:
    """Weakest: the text speaks of the city or province of one of them and of no other's."""
    body = "".join(texts.get("body", ()))[:SPOKEN]
    heard = [d for d in divisions if any(_speaks_of(body, a.name) for a in lineage(d)[:-1])]
    if len({d.code for d in heard}) == 1:
        return tuple(heard)
    return tuple(dict.fromkeys([*heard, *divisions]))


def _speaks_of(body: str, name: str) -> bool:
    """Whether a body of that place acts in the text (兰州市司法局), not one looked at."""
    at = body.find(name)
    while at >= 0:
        end = at + len(name)
        if _ACTS.match(body, end) and not body.endswith(elsewhere(), 0, at):
            return True
        at = body.find(name, end)
    return False
