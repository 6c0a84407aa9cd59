"""Which rule fits the words around a number best; two keys that fit alike give none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from .rules import Rule
from .words import Place

# Words of its own tell more of a number than words it shares with its neighbours.
OWN, SHARED = 2, 1
# From nearest to farthest: own clause, its head, its sentence, sentences before, heading.
TOPIC_POINTS = (8, 5, 3, 2, 1)
IN_SENTENCE, IN_SECTION, IN_HEADING = 2, 3, 4
AFTER_POINTS = 3
# The noun right in front of the number is its head: 发布解读等各类信息2000条 counts 信息.
HEAD_POINTS = 3
FRONT, BEHIND = -1, 1
# A change that names its end: it fits every rule that reads no mere change.
LEVEL = "level"


# What a word near a number is worth, how far off it is, on which side, whether it is the number's
# own. A plain tuple, for there are hundreds in a report.
Worth = tuple[int, int, int, bool]


@dataclass(slots=True)
class Scene:
    """All that is known of a number when a key is sought for it.

    ``words`` has the places of every word near the number, ``worth`` says what a place is worth;
    ``near`` are the words of its own, and ``own`` says that these must take part. ``bound`` are
    the topics by which a strong one among its words binds it, 0 for none. ``before`` gives the
    topics at a distance (see TOPIC_POINTS), asked for once, when a rule needs them; ``last`` is
    the key of the figure before.
    """

    kind: str
    unit: str
    words: dict[int, list[Place]]
    worth: Callable[[Place], Worth]
    near: Collection[int]
    own: bool
    own_topics: int
    lead_topics: int
    bound: int
    before: Callable[[], tuple[int, int]]
    last: str | None = None
    far: tuple[int, int] | None = None

    def topics(self) -> tuple[int, int]:
        """Nearest topics before the number's clause and how far off they are."""
        if self.far is None:
            self.far = self.before()
        return self.far


@dataclass(slots=True)
class Fit:
    """How well a rule fits: more points are better, then a smaller distance."""

    rule: Rule
    points: int
    distance: int
    words: list[int]
    level: int


class Index:
    """Rules by the rarest of their words, so that few are looked at for a number."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        rules = list(rules)
        self.rules = {rule.number: rule for rule in rules}
        self.by_unit: dict[str, dict[int, set[int]]] = {}
        self.by_last: defaultdict[str | None, list[Rule]] = defaultdict(list)
        uses: defaultdict[int, int] = defaultdict(int)
        for rule in rules:
            for word in {w for wanted, _ in rule.demands for w in wanted}:
                uses[word] += 1
        for rule in rules:
            self._enter(rule, uses)

    def _enter(self, rule: Rule, uses: dict[int, int]) -> None:
        if rule.after:
            for key in rule.after:
                self.by_last[key].append(rule)
            return
        rarest = min(
            (wanted for wanted, _ in rule.demands),
            key=lambda words: sum(uses[w] for w in words),
            default=frozenset[int](),
        )
        for word in rarest:
            for unit in rule.units:
                self.by_unit.setdefault(unit, {}).setdefault(word, set()).add(rule.number)

    def fits(self, scene: Scene) -> list[Fit]:
        """Every rule that fits, best first."""
        return sorted(self._fitting(scene), key=_rank)

    def best(self, scene: Scene) -> Fit | None:
        """The rule that fits best, None if none does or two keys fit alike."""
        fits = self._fitting(scene)
        if len(fits) < 2:
            return fits[0] if fits else None
        first, *others = sorted(fits, key=_rank)
        alike = (fit for fit in others if _rank(fit)[:2] == _rank(first)[:2])
        return first if all(fit.rule.key == first.rule.key for fit in alike) else None

    def _fitting(self, scene: Scene) -> list[Fit]:
        """Every rule that fits."""
        seen: set[int] = set()
        by_word = self.by_unit.get(scene.unit, {})
        for word in scene.words:
            if word in by_word:
                seen |= by_word[word]
        if scene.last in self.by_last:
            seen.update(r.number for r in self.by_last[scene.last] if scene.unit in r.units)
        bound, near, fits = scene.bound, scene.near, []
        for number in seen:
            rule = self.rules[number]
            topics, without = rule.topics, rule.without
            # Four rules of ten end here, on another topic: asked first, and in place.
            if bound and topics and not topics & bound:
                continue
            if without and not without.isdisjoint(near):
                continue
            if fit := _fit(rule, scene):
                fits.append(fit)
        return fits


def _rank(fit: Fit) -> tuple[int, int, int]:
    """More points, then less distance; of equals the rule that comes first."""
    return -fit.points, fit.distance, fit.rule.number


def _fit(rule: Rule, scene: Scene) -> Fit | None:
    if not (scene.kind in rule.kinds or (scene.kind == LEVEL and rule.levels)):
        return None
    met = _met(rule, scene)
    level = _topic_level(rule, scene) if met and rule.topics else 0
    if met is None or level is None:
        return None
    points, distance, is_own, used = met
    if scene.own and not (is_own or rule.after or (rule.topics and level == 0)):
        return None
    points += AFTER_POINTS * bool(rule.after) + TOPIC_POINTS[level] * bool(rule.topics)
    return Fit(rule, points, distance, used, level)


def _met(rule: Rule, scene: Scene) -> tuple[int, int, bool, list[int]] | None:
    """Points and distance of the words that meet a rule's demands; None if one is not met."""
    words, worth_of = scene.words, scene.worth
    points, distance, is_own, used = 0, 0, False, []
    for wanted, side in rule.demands:
        best, most, far, own = -1, -1, 0, False
        for number in words:
            if number not in wanted:
                continue
            for place in words[number]:
                gain, off, where, own_here = worth_of(place)
                if side and where != side:
                    continue
                if gain > most or (gain == most and off < far):
                    best, most, far, own = number, gain, off, own_here
        if best < 0:
            return None
        points += most
        distance += far
        is_own = is_own or own
        used.append(best)
    return points, distance, is_own, used


def _topic_level(rule: Rule, scene: Scene) -> int | None:
    if rule.topics & scene.own_topics:
        return 0
    if rule.topics & scene.lead_topics:
        return 1 if rule.reach >= 1 else None
    if scene.bound:
        return None
    mask, level = scene.topics()
    return level if rule.topics & mask and level <= rule.reach else None
