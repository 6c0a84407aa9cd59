"""The invented country: which places report, what stands above them, what they are called."""

from __future__ import annotations

from functools import cache, lru_cache

from .. import lexicons
from .chance import Chance
from .model import Place

# Twelve reporting places make a block: two prefectures with what lies below them. The first
# places of a block differ in kind, so that a small corpus has several levels. The letter is the
# prefecture; the province reports in one block of seven, else a fifth district stands there.
BLOCK = (
    ("prefecture", "A"),
    ("district", "A"),
    ("county", "A"),
    ("zone", "A"),
    ("county_city", "A"),
    ("county", "A"),
    ("prefecture", "B"),
    ("district", "B"),
    ("department", "A"),
    ("county", "B"),
    ("township", "A"),
    ("province", "A"),
)
BLOCKS_A_PROVINCE = 7
SPARE = "district"
# Joined to a stem when the stems run out; 新云岭县 is no more real than 云岭县.
MODIFIERS = ("新", "东", "西", "南", "北", "上", "下", "大", "小")
SUFFIX = {
    "province": "省",
    "prefecture": "市",
    "county": "县",
    "district": "区",
    "county_city": "市",
}
# Counties of one prefecture that border on the one before: a term wanders along this order.
NEIGHBOURS_A = (1, 2, 4, 5)


@cache
def _stems(kind: str) -> tuple[str, ...]:
    return tuple(row["stem"] for row in lexicons.rows("names") if row["kind"] == kind)


@cache
def _all_stems() -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["stem"] for row in lexicons.rows("names") if row["stem"]))


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(row["text"] for row in lexicons.rows("names") if row["kind"] == kind)


@cache
def _zone_kinds() -> tuple[str, ...]:
    rows = [row for row in lexicons.rows("names") if row["kind"] == "zone"]
    return tuple(dict.fromkeys(row["text"].removeprefix(row["stem"]) for row in rows))


@lru_cache(maxsize=32)
def _order(seed: int, kind: str) -> tuple[int, ...]:
    """Another order of the names for every seed."""
    return tuple(Chance(seed, "names", kind).shuffled(range(len(_stems(kind)))))


def stem(seed: int, kind: str, number: int) -> str:
    """Give the ``number``-th name stem of a kind; no two numbers share one.

    First the stems as they stand, then each with a modifier, then two stems together.
    """
    stems, order = _stems(kind), _order(seed, kind)
    turn, at = divmod(number, len(stems))
    own = stems[order[at]]
    if turn == 0:
        return own
    if turn <= len(MODIFIERS):
        return MODIFIERS[turn - 1] + own
    others = _all_stems()
    again, other = divmod(turn - len(MODIFIERS) - 1, len(others))
    return own + others[other] + "新" * again


@lru_cache(maxsize=64)
def province(seed: int, number: int) -> Place:
    """Give the ``number``-th province. Its own number is that of the place that reports for it."""
    name = stem(seed, "province", number) + "省"
    return Place(
        name=name,
        level="province",
        province=name,
        prefecture=None,
        county=None,
        parent=None,
        full=name,
        short=name,
        government=name + "人民政府",
        area="省",
        kind="province",
        number=number * BLOCKS_A_PROVINCE * len(BLOCK) + len(BLOCK) - 1,
    )


@lru_cache(maxsize=128)
def place(seed: int, number: int) -> Place:
    """Give the ``number``-th reporting place of the invented country."""
    block, at = divmod(number, len(BLOCK))
    kind, letter = BLOCK[at]
    if kind == "province":
        if block % BLOCKS_A_PROVINCE == 0:
            return province(seed, block // BLOCKS_A_PROVINCE)
        kind = SPARE
    if kind == "prefecture":
        return _prefecture(seed, block, letter)
    above = place(seed, block * len(BLOCK) + (6 if letter == "B" else 0))
    if kind == "zone":
        return _zone(seed, number, above)
    if kind == "department":
        return _department(seed, number, above)
    if kind == "township":
        return _township(seed, number, place(seed, block * len(BLOCK) + 2))
    return _county(seed, number, kind, above)


def _below(above: Place, name: str, kind: str, number: int, **own: str) -> Place:
    """Make a place below another; ``own`` says where it differs from a government of that name."""
    level = own.pop("level", kind)
    words = {"full": above.full + name, "short": name, "government": name + "人民政府", **own}
    return Place(
        name=name,
        level=level,
        province=above.province,
        prefecture=name if level == "prefecture" else above.prefecture,
        county=name if level == "county" else above.county,
        parent=above,
        kind=kind,
        number=number,
        **words,
    )


def _prefecture(seed: int, block: int, letter: str) -> Place:
    above = province(seed, block // BLOCKS_A_PROVINCE)
    name = stem(seed, "prefecture", 2 * block + (letter == "B")) + "市"
    number = block * len(BLOCK) + (6 if letter == "B" else 0)
    return _below(above, name, "prefecture", number, area="市")


def _rank(number: int, kind: str) -> int:
    """Count how many places of this kind come before ``number``."""
    block, at = divmod(number, len(BLOCK))
    kinds = [SPARE if k == "province" else k for k, _ in BLOCK]
    return block * kinds.count(kind) + kinds[:at].count(kind)


def _county(seed: int, number: int, kind: str, above: Place) -> Place:
    name = stem(seed, kind, _rank(number, kind)) + SUFFIX[kind]
    short = name if kind != "district" else above.name + name
    words = {"short": short, "government": short + "人民政府", "area": SUFFIX[kind]}
    return _below(above, name, kind, number, level="county", **words)


def _zone(seed: int, number: int, above: Place) -> Place:
    kind = Chance(seed, "zone", number).pick(_zone_kinds())
    name = above.name.removesuffix("市") + kind
    return _below(above, name, "zone", number, government=name + "管理委员会", area="区")


def _township(seed: int, number: int, above: Place) -> Place:
    suffix = Chance(seed, "township", number).weighted((("镇", 6), ("街道", 3), ("乡", 3)))
    name = stem(seed, "township", _rank(number, "township")) + suffix
    short = above.name + name
    government = short + ("办事处" if suffix == "街道" else "人民政府")
    words = {"short": short, "government": government, "area": suffix}
    return _below(above, name, "township", number, **words)


def _department(seed: int, number: int, above: Place) -> Place:
    office = Chance(seed, "department", number).pick(_words("department"))
    name = above.name + office
    words = {"full": above.full + office, "government": name, "area": "局"}
    return _below(above, name, "department", number, **words)
