"""Give every figure of a text its indicator, and every zero that words state a row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from ..quantities import Quantity
from . import scenes, tables, zeros
from .clauses import Around, Clauses
from .context import denominators
from .engine import Engine, engine
from .fitting import Fit
from .page import Page, Spot
from .qualifying import is_target, qualifiers
from .shares import Shares
from .statement import Passage, Statement

PLAN, COUNT, CHANGE = "plan", "count", "change"
EACH = "分别"


def assign(
    text: str,
    sentences: Sequence[Passage],
    headings: Sequence[str],
    quantities: Sequence[Quantity],
    year: int | None = None,
) -> list[Statement]:
    """Say what every figure of a text states.

    Parameters
    ----------
    text : str
        A text as ``reading.read`` gives it.
    sentences : sequence of Passage
        Its sentences in order, each with its part and the index of its heading.
    headings : sequence of str
        Title of every heading, with those above it in front.
    quantities : sequence of Quantity
        Its figures in order, as ``quantities.find`` gives them.
    year : int, optional
        The report's year: a figure of an earlier year is told apart.

    Returns
    -------
    list of Statement
        In the order of the text, at least one a figure; ``indicator`` is None where no rule fits
        or two fit alike.
    """
    return assign_with(engine(), text, sentences, headings, quantities, year)


def assign_with(
    engine: Engine,
    text: str,
    sentences: Sequence[Passage],
    headings: Sequence[str],
    quantities: Sequence[Quantity],
    year: int | None = None,
) -> list[Statement]:
    """Do as `assign` with the rules of a given engine."""
    page = Page(engine, text, sentences, headings, year)
    stated: list[Statement] = []
    stating, denying = list(_by_sentence(page, quantities)), zeros.denying(page)
    page.read(sorted({*denying, *(number for number, _, _ in stating)}))
    for number, first, last in stating:
        _of_sentence(page, number, quantities[first:last], first, stated)
    stated += zeros.stated(page, denying)
    stated.sort(key=attrgetter("start", "end"))
    return _repeated(stated, quantities)


def _by_sentence(page: Page, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int, int]]:
    """Sentence with the first and the last of its figures; figures before all are left out."""
    first = 0
    while first < len(quantities):
        number = bisect_right(page.begins, quantities[first].start) - 1
        last = first + 1
        while last < len(quantities) and (
            number >= 0 and quantities[last].start < page.sentences[number].end
        ):
            last += 1
        if number >= 0:
            yield number, first, last
        first = last


def _of_sentence(
    page: Page, number: int, figures: Sequence[Quantity], first: int, stated: list[Statement]
) -> None:
    """Add what the figures of one sentence state."""
    sentence = page.sentences[number]
    low, high = sentence.start, sentence.end
    words, clauses = page.words(number), Clauses(page.text, low, high, figures)
    shares = Shares(page.text, clauses)
    is_row = page.text.find("\t", low, high) >= 0
    each = page.text.find(EACH, low, high) >= 0
    last: str | None = None
    keys: list[str | None] = []
    for place, figure in enumerate(figures):
        around = clauses.around(place)
        spot = Spot(number, words, clauses, figure)
        told_by = shares.of(place, around)
        time = page.tables.time(number, figure.start) if is_row else None
        if time == tables.NOW:
            fits = _by_table(page, number, figure, around)
        elif time:  # last year's value, or by how much it changed
            fits = []
        else:
            counted = _counted(clauses, keys, place) if each and figure.kind == CHANGE else last
            fits = _fits(page, spot, around, told_by, counted)
        keys.append(fits[0].rule.key if fits else None)
        last = keys[-1] or last
        stated += _rows(page, spot, around, first + place, fits)


def _counted(clauses: Clauses, keys: Sequence[str | None], place: int) -> str | None:
    """Key of what a change is said of: 新设1.1万户,实有6.9万户,分别增长8.1%和11.4%."""
    low, high = clauses.clause(clauses.at(clauses.starts[place]))
    first, end = bisect_left(clauses.starts, low), bisect_left(clauses.starts, high)
    known = [key for key in keys if key]
    if clauses.text.find(EACH, low, clauses.starts[first]) < 0 or first < end - first:
        return known[-1] if known else None
    return keys[place - (end - first)]


def _fits(
    page: Page, spot: Spot, around: Around, told_by: list[Around] | None, last: str | None
) -> list[Fit]:
    """Rules that a figure fits, one an indicator; none for what a pair says was before."""
    if told_by is None:
        return []
    if len(told_by) == 1:
        fit = scenes.best(page, spot, told_by[0], last)
        return [fit] if fit else []
    found = [scenes.best(page, spot, own, last) for own in told_by]
    distinct = {fit.rule.key: fit for fit in found if fit}
    if not distinct:
        whole = scenes.best(page, spot, around, last)
        return [whole] if whole else []
    return list(distinct.values())


def _by_table(page: Page, number: int, figure: Quantity, around: Around) -> list[Fit]:
    """Rule that the head of a cell's row or column fits."""
    sentence, clauses, head = page.tables.told_by(number, around)
    fit = scenes.best(page, Spot(sentence, page.words(sentence), clauses, figure), head, None)
    return [fit] if fit else []


def _rows(page: Page, spot: Spot, around: Around, index: int, fits: list[Fit]) -> list[Statement]:
    number, start, end = spot.sentence, around.start, around.end
    scope, basis, period = qualifiers(page, spot.words, spot.clauses, around)
    if basis and spot.figure.kind == COUNT and basis in denominators():
        basis = None
    is_plan = page.sentences[number].part == PLAN or is_target(page.engine, spot.words, around)
    if not fits:
        return [Statement(index, start, end, None, scope, basis, period, False, is_plan)]
    rows = []
    for fit in fits:
        rule = fit.rule
        told = (rule.scope or scope, rule.basis or basis, rule.period or period)
        rows.append(Statement(index, start, end, rule.key, *told, False, is_plan))
    return rows


def _repeated(stated: list[Statement], quantities: Sequence[Quantity]) -> list[Statement]:
    """Mark what an earlier figure of the text has said already."""
    seen: set[tuple[object, ...]] = set()
    found = []
    for each in stated:
        quantity, _, _, indicator, scope, basis, _, _, is_plan = each
        figure = None if quantity is None else quantities[quantity]
        value = figure.value if figure else 0.0
        said: tuple[object, ...] = (indicator, value, scope, basis, is_plan)
        is_told = value is not None
        if indicator is None and figure is not None:
            said = (figure.subject, figure.base_unit, value, is_plan)
            is_told = is_told and bool(figure.subject)
        found.append(each._replace(repeats=True) if is_told and said in seen else each)
        seen.add(said)
    return found
