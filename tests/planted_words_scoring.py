"""Compare what the measures of words, themes and reuse claim with what was planted.

As tests/planted_scoring.py does for statements and numbers; docs/planted-words.md is made of this.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from scipy.stats import kendalltau

from reportkit import measures, words
from reportkit.matrix import word_matrix
from reportkit.measures.novelty import spreading_words
from tests.planted_scoring import Finding, Ground, Span, Tallies, Tally

KINDS = {"copied": "unchanged", "numbers": "numbers_changed", "reworded": "reworded"}
SIDES = {"own": "last_year", "parent": "parent"}
# A theme moves if its share goes one way in nearly all pairs of years, and the last two years have
# half as much again as the first two, or the reverse. Themes that some reports do not have at all
# are left out: the outline of 2021 brought two, and layouts hide others. The rule is this page's;
# the measure, theme_years, gives the shares.
STEADY, FEWEST_YEARS, BY = 0.75, 5, 1.5
Row = dict[str, Any]


def tallies(ground: Ground) -> Tallies:
    """Every kind of plant that these measures have to find."""
    return {**_copies(ground), "term_spread": _terms(ground), "theme_shift": _themes(ground)}


# Paragraphs that come back


def parents(ground: Ground) -> dict[str, str]:
    """Report of the government above on the same year: the generator's names of places nest."""
    rows = ground.truth.reports[ground.truth.reports["file"].isin(ground.id_of)]
    known = {(r.about_place, r.about_year): ground.id_of[r.file] for r in rows.itertuples()}
    found = {}
    for place, year in known:
        above = [p for p, y in known if y == year and p != place and place.startswith(p)]
        if above:
            found[known[place, year]] = known[max(above, key=len), year]
    return found


def _copies(ground: Ground) -> Tallies:
    found: Tallies = {f"{kind}_{side}": Tally() for side in SIDES for kind in KINDS}
    told = Tally()
    for side in SIDES:
        against: Any = "last_year" if side == "own" else parents(ground)
        table = measures.reused_passages(ground.corpus, against=against)
        claims = table.to_dict("records")
        explained = []
        for kind, name in KINDS.items():
            for plant in ground.plants(f"{kind}_{side}"):
                hits = [claim for claim in claims if _is_of(claim, plant)]
                explained += hits
                words_of = f"{ground.words(plant['here'])} / {ground.words(plant['there'])}"
                finding = Finding(plant["file"], "no passage", words_of)
                found[f"{kind}_{side}"].add(finding, found=bool(hits))
                if hits:
                    kinds = ", ".join(hit["kind"] for hit in hits)
                    finding = Finding(plant["file"], f"{kinds} for {name}", words_of)
                    told.add(finding, found=name in kinds)
        for claim in claims:
            if claim not in explained:
                kind = next(k for k, name in KINDS.items() if name == claim["kind"])
                found[f"{kind}_{side}"].besides.append(_claimed(ground, claim))
    return {**found, "kind told": told}


def _spans(claim: Row) -> tuple[Span, Span]:
    return (
        (claim["report_id"], int(claim["start"]), int(claim["end"])),
        (claim["other_report_id"], int(claim["start_other"]), int(claim["end_other"])),
    )


def _is_of(claim: Row, plant: Row) -> bool:
    ends = zip(_spans(claim), (plant["here"], plant["there"]), strict=True)
    return all(_overlap(one, other) for one, other in ends)


def _overlap(one: Span, other: Span | None) -> bool:
    if other is None:
        return False
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _claimed(ground: Ground, claim: Row) -> Finding:
    here, there = _spans(claim)
    what = f"{claim['n_sentences']} sentences, {claim['n_chars']} characters, {claim['kind']}"
    quoted = f"{ground.words(here)} / {ground.words(there)}"
    return Finding(ground.file_of[here[0]], what, quoted)


# A term that spreads


def _terms(ground: Ground) -> Tally:
    """Found where a word of the term was taken up by as many places as the term was."""
    tally = Tally()
    claims = spreading_words(word_matrix(ground.corpus)).to_dict("records")
    plants = pd.DataFrame(ground.plants("term_spread"))
    explained: set[str] = set()
    for (term, _), rows in plants.groupby(["term", plants["pair"].str.rpartition("-")[0]]):
        n_places = rows["about_place"].nunique()
        pieces = set(words.cut(term))
        hits = [
            claim
            for claim in claims
            if claim["word"] in pieces
            and claim["n_places_taken"] + claim["n_places_before"] == n_places
        ]
        explained |= {claim["word"] for claim in hits}
        what = f"{term}, cut as {' '.join(words.cut(term))}, of {n_places} places"
        tally.add(Finding(rows["file"].iloc[0], what), found=bool(hits))
    tally.besides = [
        Finding("all", f"{claim['word']}: {claim['places']}")
        for claim in claims
        if claim["word"] not in explained
    ]
    return tally


# Themes that move


def moves(ground: Ground) -> Iterator[tuple[str, str, float, float]]:
    """Place, theme, Kendall's tau of its share by year, and how much larger it is at the end."""
    shares = measures.theme_years(ground.corpus).dropna(subset=["share"])
    for (place, theme), rows in shares.groupby(["place", "theme"]):
        share = rows["share"].to_numpy(float)
        if theme != measures.NO_THEME and len(rows) >= FEWEST_YEARS and share.all():
            tau = kendalltau(rows["year"].to_numpy(float), share).statistic
            yield str(place), str(theme), tau, share[-2:].mean() / share[:2].mean()


def _themes(ground: Ground) -> Tally:
    tally = Tally()
    reports = measures.keys(ground.corpus).set_index("report_id")["place"]
    planted = {
        (str(reports[ground.id_of[plant["file"]]]), plant["theme"]): plant
        for plant in ground.plants("theme_shift")
        if plant["file"] in ground.id_of
    }
    told = {(place, theme): (tau, times) for place, theme, tau, times in moves(ground)}
    claims = {
        at: "up" if tau > 0 else "down"
        for at, (tau, times) in told.items()
        if abs(tau) >= STEADY and max(times, 1 / times) >= BY
    }
    for at, plant in planted.items():
        what = f"{at[0]}, {at[1]} {plant['direction']}: {_moved(told.get(at))}"
        tally.add(Finding("all years", what), found=claims.get(at) == plant["direction"])
    tally.besides = [
        Finding("all years", f"{at[0]}, {at[1]} {way}: {_moved(told[at])}")
        for at, way in sorted(claims.items())
        if at not in planted
    ]
    return tally


def _moved(move: tuple[float, float] | None) -> str:
    return "not in every report" if move is None else f"tau {move[0]:.2f}, {move[1]:.1f} times"
