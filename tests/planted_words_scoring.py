"""Compare what the measures of words, themes and reuse claim with what was planted.

As tests/planted_scoring.py does for statements and numbers; docs/planted-words.md is made of this.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from reportkit import measures, words
from reportkit.matrix import word_matrix
from tests.planted_scoring import Finding, Ground, Span, Tallies, Tally

KINDS = {"copied": "unchanged", "numbers": "numbers_changed", "reworded": "reworded"}
SIDES = {"own": "last_year", "parent": "parent"}
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
    """Found where a word of the term, or two, was taken up by as many places as the term was."""
    tally = Tally()
    matrices = (word_matrix(ground.corpus), measures.pair_matrix(ground.corpus))
    tables = [measures.spreading_words(matrix) for matrix in matrices]
    claims = pd.concat(tables).to_dict("records")
    plants = pd.DataFrame(ground.plants("term_spread"))
    explained: set[str] = set()
    for (term, _), rows in plants.groupby(["term", plants["pair"].str.rpartition("-")[0]]):
        n_places = rows["about_place"].nunique()
        pieces = set(words.cut(term))
        hits = [
            claim
            for claim in claims
            if set(claim["word"].split()) <= pieces
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


def _themes(ground: Ground) -> Tally:
    tally = Tally()
    rows = measures.theme_shifts(ground.corpus)
    told = {(row["place"], row["theme"]): row for row in rows.to_dict("records")}
    claims = {at: row["shift"] for at, row in told.items() if not pd.isna(row["shift"])}
    planted = {(p["about_place"], p["theme"]): p for p in ground.plants("theme_shift")}
    explained = set()
    for (about, theme), plant in planted.items():
        here = [at for at in told if at[1] == theme and about.endswith(at[0])]
        explained |= {at for at in here if claims.get(at) == plant["direction"]}
        what = f"{about}, {theme} {plant['direction']}: {_moved([told[at] for at in here])}"
        found = any(claims.get(at) == plant["direction"] for at in here)
        tally.add(Finding("all years", what), found=found)
    tally.besides = [
        Finding("all years", f"{at[0]}, {at[1]} {way}: {_moved([told[at]])}")
        for at, way in sorted(claims.items())
        if at not in explained
    ]
    return tally


def _moved(rows: list[Row]) -> str:
    said = [f"tau {r['tau']:.2f} in {r['n_years']} years, {r['times']:.1f} times" for r in rows]
    return "; ".join(said) or "not judged"
