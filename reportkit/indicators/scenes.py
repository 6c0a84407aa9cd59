"""What a figure's key is sought with: its own words, those of its list, the topics before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from .clauses import Around, Stretch
from .context import SCOPES
from .fitting import (
    BEHIND,
    FRONT,
    HEAD_POINTS,
    IN_SENTENCE,
    LEVEL,
    OWN,
    SHARED,
    Fit,
    Scene,
    Worth,
)
from .page import Page, Spot
from .words import Place

PART_WORD, _CHANGE = "其中", "change"
_MOVED = "(?:下?降|上?升|增|提升|提高|降低|回落|上升|下降|增加|减少)[至到为]"
_ENDS_AT = re.compile(_MOVED)
# 下降到9% says how much it is, 下降9% by how much it fell.
_REACHED = re.compile("[到至为达][近约超于]?$")
# 次均罚款403元, 人均办案58件, 每个村2名: no whole, but what one has of it. 案件均已办结 and
# 负责人均出庭 say of all of them.
_AVERAGE = re.compile(
    "(?:(?<![案文信要条])件|(?<![责事请告表行员])人|[次户家案日月周年])均(?![已按为达在有未无获能])"
    "|平均每|每[件次人户家案日月周名个]"
)
_VILLAGES = "villages"
_WHOLES = ("count", "amount")
# Words in front of a number that name nothing: 共12场 tells by the clause before.
_FILLER = re.compile(
    rf"(?:全年|共计|累计|总计|合计|今年|目前|年内|平均|以来|\d{{4}}年|{_MOVED}|"
    r"[已共达到约近超过计为了有就对向给将、和及,\s])*+"
)
# What may stand in front of a number beside a rule's words, register apart.
_LONGEST_PART, _LONGEST_REST = 3, 6
_REST = re.compile(
    r"《[^《》]{1,40}》|[^\u4e00-\u9fff]|其中|案件|事项|申请|全年|依法|成功|有效|及时|累计|作出|决定|经过?|审理|全部|目前|主动|"
    r"按期|开展|组织|完成|方式|[的为共已达了等和及各均约近含有计以后并由对]"
)


def best(page: Page, spot: Spot, around: Around, last: str | None) -> Fit | None:
    """The rule that fits a figure best; ``last`` is the key of the figure before."""
    fit = page.engine.figures.best(scene(page, spot, around, last))
    if fit and (_is_average(page, spot, around) or _is_narrower(page, spot, around, fit)):
        return None
    return fit


def scene(page: Page, spot: Spot, around: Around, last: str | None) -> Scene:
    """Words and topics around a figure."""
    engine = page.engine
    found = spot.words
    words: dict[int, list[Place]] = {}
    found.gather(*around.before, words)
    before = len(words)
    found.gather(*around.behind, words)
    (low, high), own = _lead(page, spot, around, len(words) > before)
    near: Collection[int] = words
    topics, leading_topics = engine.mask(words), 0
    if low < high:
        leading: dict[int, list[Place]] = {}
        found.gather(low, high, leading)
        leading_topics = engine.mask(leading)
        if own:
            near = set(words)
        else:
            topics |= leading_topics
        for number, places in leading.items():
            words[number] = words.get(number, []) + places
    return Scene(
        _kind(page.text, spot),
        spot.figure.base_unit,
        words,
        _worth(around),
        near,
        own,
        topics,
        leading_topics,
        engine.bound(topics | leading_topics),
        lambda: page.topics_before(spot.sentence, spot.clauses, around.clause),
        last,
    )


def _worth(around: Around) -> Callable[[Place], Worth]:
    """What a word is worth by where it stands: own words in front or behind, or those before."""
    start, end, low = around.start, around.end, around.before[0]
    points, is_own = (SHARED, False) if around.shared else (OWN, True)

    def worth(place: Place) -> Worth:
        begin, stop, _ = place
        if begin == end:
            # 1834项政务服务事项中有636项: what touches the number is no other's.
            return OWN * (stop - begin), 1, BEHIND, True
        if begin > end:
            return points * (stop - begin), begin - end + 1, BEHIND, is_own
        if begin >= low:
            return OWN * (stop - begin) + HEAD_POINTS * (stop == start), start - stop, FRONT, True
        return SHARED * (stop - begin), start - stop, FRONT, False

    return worth


def _kind(text: str, spot: Spot) -> str:
    figure = spot.figure
    reaches = figure.kind == _CHANGE and _REACHED.search(text, figure.start - 3, figure.start)
    return LEVEL if reaches else figure.kind


def _lead(page: Page, spot: Spot, around: Around, has_noun: bool) -> tuple[Stretch, bool]:
    """Stretch that helps to tell a figure, and whether its own words must take part."""
    if not _FILLER.fullmatch(page.text, *around.before):
        return _actor(page, spot, around) or around.lead, True
    if has_noun:
        return around.lead, not around.shared
    low, high = around.lead
    if low < high:
        return around.lead, False
    if around.clause and _may_lend(page, spot, around):
        return spot.clauses.clause(around.clause - 1), False
    return around.lead, True


def _may_lend(page: Page, spot: Spot, around: Around) -> bool:
    """Whether the clause before names what a number without words counts.

    It does if it has no number itself, or only says how far it moved: 败诉率降低3个百分点,降至9%.
    """
    if not spot.clauses.holds_figure(around.clause - 1):
        return True
    last = spot.clauses.figure_before(around.start)
    moved = last is not None and last.kind == _CHANGE
    return moved and _ENDS_AT.fullmatch(page.text, *around.before) is not None


def _actor(page: Page, spot: Spot, around: Around) -> Stretch | None:
    """Clause before, where it names the villages whose doing the number's clause tells.

    村居调委会发挥熟人优势,调解纠纷2967件: a verb with its actor one clause earlier. Only a body
    below the reporting one is sought so, for the number is that body's and not the whole.
    """
    (low, high), number = around.lead, around.clause - 1
    if low < high or number < 0 or spot.clauses.holds_figure(number):
        return None
    begin, end = spot.clauses.clause(number)
    scopes = page.engine.cues[SCOPES]
    cues = page.words(spot.sentence).cues_between(begin, end)
    if not any(file == SCOPES and scopes[n].key == _VILLAGES for _, _, n, file in cues):
        return None
    is_same = page.text.startswith(",", end) and not spot.clauses.begins_item(around.clause)
    return (begin, end) if is_same else None


def _is_average(page: Page, spot: Spot, around: Around) -> bool:
    """Whether a count or an amount is said of each, not of all."""
    return spot.figure.kind in _WHOLES and _AVERAGE.search(page.text, *around.before) is not None


def _is_narrower(page: Page, spot: Spot, around: Around, fit: Fit) -> bool:
    """Whether the words in front say more than the rule: a part of it, or another matter.

    其中 must be followed by the rule's words alone; a topic from before must not be stretched over
    a clause that goes on about other things (协助法庭化解疑难复杂案件2件).
    """
    engine, (low, high) = page.engine, around.before
    is_part = page.text.find(PART_WORD, low, high) >= 0
    if not is_part and (fit.level < IN_SENTENCE or high - low <= _LONGEST_REST):
        return False
    words = spot.words.between(low, high)
    if is_part:
        scopes, topics = engine.cues["scopes"], fit.rule.topics
        told = {*fit.words} | {w for _, _, w in words if w in scopes or engine.mask((w,)) & topics}
        words = [place for place in words if place[2] in told]
    covered = {i for start, end, _ in words for i in range(start, end)}
    rest = "".join(page.text[i] for i in range(low, high) if i not in covered)
    return len(_REST.sub("", rest)) > (_LONGEST_PART if is_part else _LONGEST_REST)
