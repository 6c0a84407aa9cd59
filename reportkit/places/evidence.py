"""What the clues of a report say together: who reports and where that body lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from .cities import city_level
from .divisions import nearest
from .hosting import hosted
from .naming import NAMING, Named, bodies, full_names, is_firm
from .own import own_body, says_itself
from .surroundings import Texts, narrow, opening
from .unit import Unit, meet
from .weighing import begin, beside_division, take_in


class Clue(NamedTuple):
    """A piece of a report in which a place may be named.

    ``role`` is title, issuer, signature, addressee, body, file (its name) or page (what a web
    page says around the text); ``text`` is as ``reading.read`` gives it.
    """

    role: str
    text: str


def weigh(clues: Sequence[Clue], year: int | None) -> Unit:
    """The reporting body, as far as the clues carry."""
    texts = _by_role(clues)
    named = [(role, m) for role in NAMING for t in texts.get(role, ()) for m in bodies(role, t)]
    unit = Unit(bodies=full_names(named))
    for _, mention in named:
        unit = take_in(unit, mention, year)
    unit = _with_own(unit, named, texts, year)
    if not unit.is_placed and not unit.form:
        unit = hosted(unit, texts, year)
    divisions = unit.divisions
    if len({d.code for d in divisions}) > 1 and not unit.rivals:
        divisions = narrow(divisions, texts)
    unit = replace(unit, divisions=nearest(divisions, year) or divisions)
    return unit if unit.is_placed or unit.form else replace(unit, form=city_level(unit, texts))


def _by_role(clues: Sequence[Clue]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for clue in clues:
        texts.setdefault(clue.role, []).append(clue.text)
    if "body" in texts:  # its opening is one, in however many pieces it is given
        texts["body"] = ["\n".join(texts["body"])]
    return texts


def _with_own(unit: Unit, named: Sequence[Named], texts: Texts, year: int | None) -> Unit:
    """What the opening says of the body itself, where no other clue says more.

    我局 and 现将X局…报告如下 show that a place, even one that the issuer names, is only where the
    office lies; the first subject counts only where nothing else names a body.
    """
    body = opening("\n".join(texts.get("body", ())))
    own = says_itself(body) if unit.kind else own_body(body)
    if own is None or any(is_firm(role, mention) for role, mention in named):
        return unit
    if not unit.kind:
        return begin(unit, own, year)
    if unit.kind not in ("place", "government"):
        return unit
    if meet(unit.divisions, own.divisions):
        unit = beside_division(unit, own, year)
    elif own.divisions:
        return unit
    stated = unit.stated + own.town
    return replace(unit, kind=own.kind, town=own.town, is_compiler=False, stated=stated)
