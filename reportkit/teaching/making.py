"""The corpus as a stream of files: which report is which, in which layout, with which fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from multiprocessing import get_context
from os import PathLike
from pathlib import Path

from ..errors import ReportkitError
from . import layouts as ways
from . import markers
from .chance import Chance
from .courses import shift
from .kinds import Kind, Scope, due
from .laying import lay
from .model import Draft, Laid, Layout, Mark
from .writing import draft

LAST_YEAR = 2024
# Reports from 2015 on follow one of the two outlines that the stock knows.
MOST_YEARS = 10
MOST_REPORTS = 100_000
# One report in so many is followed by a second file with a fault.
FAULTY = Kind("faulty", 6, tuple(range(12)))
# An office keeps its layout for so many years.
LAYOUT_YEARS = 3
# More files than this are spread over folders of a thousand.
FLAT_FOLDER = 5000
# A title that names office and year, and a numbering in which each theme has its heading.
TELLING, HEADED = "issuer_year", "classic_run_in"
DATED = ("long", "long", "padded", "chinese", "iso", "one_line")
README = """# 教学用虚构文本 / Invented texts for teaching

Every report in this folder was written by reportkit from a seed. All places, offices, people
and numbers in it are invented; no government said any of this. Each file says so itself in a
line that begins with 【教学用虚构文本】. Do not mix these files with real reports.

本文件夹中的所有报告均由 reportkit 按种子生成,地名、机构、人员、数字均为虚构。

seed {seed}, {places} places, {first}-{last}. `reportkit.teaching.truth(places={places},
years={years}, seed={seed})` gives the true answers with the characters they stand at.
"""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, checked."""

    seed: int
    scope: Scope
    wanted: tuple[tuple[str, str], ...]
    faults: tuple[str, ...] | None
    start: int
    stop: int


def order(
    places: int,
    years: int,
    seed: int,
    layouts: Mapping[str, str] | None,
    faults: Iterable[str] | None,
    start: int,
    stop: int | None,
) -> Order:
    """Check what is asked for and say what is possible where it is not."""
    _whole("places", places, 1, MOST_REPORTS)
    _whole("years", years, 1, MOST_YEARS)
    _whole("seed", seed, 0, 2**63)
    total = places * years
    if total > MOST_REPORTS:
        raise ReportkitError(
            f"{places} places x {years} years are {total:,} reports; {MOST_REPORTS:,} are possible."
        )
    stop = total if stop is None else stop
    _whole("start", start, 0, total)
    _whole("stop", stop, start, total)
    wanted = tuple(sorted((layouts or {}).items()))
    chosen = None if faults is None else _faults(faults)
    for fault in chosen or ("",):
        # The layouts say themselves what they can't be.
        ways.choose(Chance("check"), **dict(wanted), fault=fault)
    return Order(seed, Scope(places, LAST_YEAR - years + 1, LAST_YEAR), wanted, chosen, start, stop)


def _faults(faults: Iterable[str]) -> tuple[str, ...]:
    if isinstance(faults, str):
        raise ReportkitError(f"faults={faults!r} is one word. Write faults=[{faults!r}].")
    return tuple(faults)


def _whole(name: str, given: object, low: int, high: int) -> None:
    if isinstance(given, bool) or not isinstance(given, int) or not low <= given <= high:
        raise ReportkitError(f"{name}={given!r}: possible is a whole number, {low:,} to {high:,}.")


def stream(wish: Order) -> Iterator[Laid]:
    """Give the files of an order one by one; each follows from the seed and its number alone."""
    for number in range(wish.start, wish.stop):
        yield from files_of(wish, number)


def files_of(wish: Order, number: int) -> Iterator[Laid]:
    """Give the file of one report, and the faulty one behind it, if it is its turn."""
    report = draft(wish.seed, wish.scope, number)
    if report is None:
        return
    name = _name(wish, number)
    yield _settled(_sound(wish, report, name), report)
    fault = _fault(wish, report)
    if fault:
        other = _other(wish, number) if fault == "two_reports" else None
        chance = Chance(wish.seed, "faulty", number)
        layout = ways.choose(chance, report.place.level, **dict(wish.wanted), fault=fault)
        faulty = _settled(lay(report, layout, name + "b", other), report)
        yield replace(faulty, facts={**faulty.facts, "of": name})


def _sound(wish: Order, report: Draft, name: str) -> Laid:
    """Lay a report out; what is planted in two reports must say of which place and year it is."""
    layout = _layout(wish, report)
    laid = lay(report, layout, name)
    paired = any(mark.facts.get("pair") for mark in laid.plants)
    known = laid.facts.get("year") and (laid.facts.get("locality") or laid.facts.get("issuer"))
    if known or not paired or "title" in dict(wish.wanted):
        return laid
    return lay(report, replace(layout, title=TELLING), name)


def _name(wish: Order, number: int) -> str:
    folder = f"{number // 1000:03d}/" if wish.scope.places * wish.scope.years > FLAT_FOLDER else ""
    return f"{folder}{number:06d}"


def _layout(wish: Order, report: Draft) -> Layout:
    """Choose the layout of a report; what is late must show its date."""
    wanted = dict(wish.wanted)
    planted = {plant["plant"] for plant in report.plants}
    if "late_submission" in planted:
        way = Chance(wish.seed, "dated", report.number).pick(DATED)
        wanted = {"date": way, **wanted}
    if "late_publication" in planted:
        wanted = {"furniture": "plain_date", **wanted}
    layout = _of_office(wish.seed, report, wanted)
    if markers.recipe(layout.numbering).led and shift(wish.seed, wish.scope, report.place.number):
        # Where themes have no headings nobody could tell their shares.
        layout = _of_office(wish.seed, report, {"numbering": HEADED, **wanted})
    return layout


def _of_office(seed: int, report: Draft, wanted: Mapping[str, str]) -> Layout:
    place, term = report.place, report.year // LAYOUT_YEARS
    return _office_layout(seed, place.number, place.level, term, tuple(wanted.items()))


@lru_cache(maxsize=256)
def _office_layout(
    seed: int, place: int, level: str, term: int, wanted: tuple[tuple[str, str], ...]
) -> Layout:
    """Give the layout that an office keeps for some years."""
    return ways.choose(Chance(seed, "layout", place, term), level, **dict(wanted))


def _fault(wish: Order, report: Draft) -> str:
    """Name the fault of the second file, "" where there is none."""
    place, year = report.place.number, report.year
    if wish.faults == () or not due(wish.seed, wish.scope, FAULTY, place, year):
        return ""
    known = wish.faults or _possible(wish.seed, wish.wanted, report.place.level)
    fault = known[report.number // FAULTY.every % len(known)]
    return "truncated" if fault == "two_reports" and _other(wish, report.number) is None else fault


@lru_cache(maxsize=32)
def _possible(seed: int, wanted: tuple[tuple[str, str], ...], level: str) -> tuple[str, ...]:
    """Faults that go with the wanted layout, in an order of the seed."""
    found = []
    for fault in ways.choices("fault"):
        try:
            ways.choose(Chance("check"), level, **dict(wanted), fault=fault)
        except ReportkitError:
            continue
        found.append(fault)
    return tuple(Chance(seed, "faults").shuffled([fault for fault in found if fault]))


def _other(wish: Order, number: int) -> Draft | None:
    """Give the same place's report of another year."""
    turn = number % wish.scope.years
    near = number - 1 if turn else number + 1
    return draft(wish.seed, wish.scope, near) if wish.scope.years > 1 else None


def _settled(laid: Laid, report: Draft) -> Laid:
    """Add whose report it is; make one mark of a plant's sentences; believe only printed dates."""
    facts = {
        **laid.facts,
        "invented": True,
        "number": report.number,
        "about_place": report.place.full,
        "about_year": report.year,
        "outline": report.outline,
    }
    return replace(laid, facts=facts, plants=tuple(_plants(laid)))


def _plants(laid: Laid) -> Iterator[Mark]:
    whole: dict[tuple[object, object, object], Mark] = {}
    signed, published = laid.facts.get("signed"), laid.facts.get("published")
    for mark in laid.plants:
        name, pair = mark.facts["plant"], mark.facts.get("pair")
        unseen = (name == "late_submission" and not signed) or (
            name == "late_publication" and not published
        )
        if unseen or name == "undated":
            continue
        if not pair:
            yield mark
            continue
        key = (name, pair, mark.facts.get("role"))
        first = whole.get(key, mark)
        whole[key] = mark._replace(start=min(first.start, mark.start), end=max(first.end, mark.end))
    yield from whole.values()
    if laid.text and laid.facts.get("doc_type") == "report" and not (signed or published):
        yield Mark(0, len(laid.text), "plant", {"plant": "undated", "role": "own"})


# To disk


def write(wish: Order, folder: str | PathLike[str], jobs: int) -> Path:
    """Write the files of an order, and a README that says that they are invented."""
    _whole("jobs", jobs, 1, 256)
    where = Path(folder)
    if where.is_file():
        raise ReportkitError(f"{where} is a file. Give a folder, or a path where one can be made.")
    where.mkdir(parents=True, exist_ok=True)
    scope = wish.scope
    text = README.format(
        seed=wish.seed,
        places=scope.places,
        years=scope.years,
        first=scope.first,
        last=scope.last,
    )
    (where / "README.md").write_bytes(text.encode())
    if jobs == 1:
        _write_range(wish, where)
        return where
    # Spawned, not forked: a notebook's kernel has threads, with which a fork may hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(_write_range, part, where) for part in _parts(wish, jobs)]:
            done.result()
    return where


def _parts(wish: Order, jobs: int) -> list[Order]:
    """Cut an order between places, a few pieces for each worker."""
    years = wish.scope.years
    size = max(1, (wish.stop - wish.start) // (jobs * 4 * years)) * years
    cuts = [*range(wish.start, wish.stop, size), wish.stop]
    return [replace(wish, start=low, stop=high) for low, high in pairwise(cuts)]


def _write_range(wish: Order, folder: Path) -> None:
    for laid in stream(wish):
        path = folder / laid.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(laid.content)
