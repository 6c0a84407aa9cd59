"""Compare parsed reports with annotated ones, by the measures of docs/accuracy.md."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

METADATA = {
    "title": "title",
    "province": "province",
    "prefecture": "prefecture",
    "county": "county",
    "level": "level",
    "code": "gb2260_code",
    "issuer": "issuer",
    "addressee": "addressee",
    "year": "report_year",
    "published": "publish_date",
    "signed": "sign_date",
}


@dataclass
class Score:
    """Hits, extras and misses of one measure, with what was wrong."""

    hits: int = 0
    extra: list = field(default_factory=list)
    missed: list = field(default_factory=list)

    @property
    def f1(self) -> float:
        wrong = len(self.extra) + len(self.missed)
        return 2 * self.hits / max(1, 2 * self.hits + wrong)

    @property
    def share(self) -> float:
        return self.hits / max(1, self.hits + len(self.missed))

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.extra + other.extra, self.missed + other.missed)


def plain(value: object) -> str | None:
    """A string without what annotators and parsers may write differently."""
    if value is None:
        return None
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value)))
    return re.sub(r"[.。:：;；,，、]+$", "", flat) or None


def figures(found: list[dict], gold: list[dict]) -> Score:
    """Figures with the same place and value; plans and doubtful ones count neither way."""
    score = Score()
    free = list(found)
    doubtful = [g for g in gold if g.get("borderline") or g.get("kind") == "ordinal_or_other"]
    for wanted in (g for g in gold if g not in doubtful):
        hit = next((f for f in free if _covers(f, wanted) and _equal(f, wanted)), None)
        if hit is None:
            score.missed.append(f"{wanted['text']} ({wanted['subject']})")
        else:
            free.remove(hit)
            score.hits += 1
    for rest in free:
        if rest["is_plan"] or any(_covers(rest, g) for g in doubtful):
            continue
        if not any(_covers(rest, g) and _equal(rest, g) for g in gold):
            score.extra.append(f"{rest['text']} ({rest['value']})")
    return score


def _unscored(gold: dict) -> list[dict]:
    """What counts neither way: look-alikes that the annotators left open, zeros said in words."""
    open_ones = [
        (each["text"], at)
        for each in gold.get("not_figures", [])
        if "unscored" in each["reason"]
        for at in each["offsets"]
    ]
    zeros = [(each["text"], each["offset"]) for each in gold.get("zeros", [])]
    return [
        {"text": text, "offset": at, "value": 0, "borderline": True}
        for text, at in [*open_ones, *zeros]
    ]


def _covers(found: dict, gold: dict) -> bool:
    start, end = gold["offset"], gold["offset"] + len(gold["text"])
    shared = min(found["end"], end) - max(found["start"], start)
    return shared > 0 and shared >= 0.5 * (end - start)


def _equal(found: dict, gold: dict) -> bool:
    value = float(gold["value"])
    return found["value"] is not None and abs(found["value"] - value) <= 1e-6 * max(1, abs(value))


def sections(found: list[dict], gold: list[dict]) -> Score:
    """Headings with the same level, number and title."""
    have = Counter((s["level"], plain(s["marker"]), plain(s["title"])) for s in found)
    want = Counter((s["level"], plain(s.get("marker")), plain(s["title"])) for s in gold)
    both = have & want
    return Score(both.total(), list((have - want).elements()), list((want - have).elements()))


def metadata(report: dict, gold: dict) -> Score:
    """Fields of the report that are as annotated; an inferred issuer is as good."""
    score = Score()
    for column, key in METADATA.items():
        right = {plain(gold.get(key))}
        if column == "issuer" and gold.get(key) is None:
            right.add(plain(gold.get("issuer_inferred")))
        if plain(report[column]) in right:
            score.hits += 1
        else:
            score.missed.append(f"{column}: {report[column]!r} for {gold.get(key)!r}")
    return score


def parts(found: list[dict], gold: list[dict]) -> Score:
    """Sections given the annotated part."""
    return _labels(found, gold, lambda got, want: got["part"] == want["part"], "part")


def themes(found: list[dict], gold: list[dict]) -> Score:
    """Sections below level 1 given the annotated theme or one as good."""
    judged = [g for g in gold if g["level"] > 1 and g.get("theme") not in ("other", None)]

    def right(got: dict, want: dict) -> bool:
        other = want.get("theme_alt") or []
        return got["theme"] in {want["theme"], *([other] if isinstance(other, str) else other)}

    return _labels(found, judged, right, "theme")


def _labels(found: list[dict], gold: list[dict], right, column: str) -> Score:
    by_name = {(plain(s["marker"]), plain(s["title"])): s for s in found}
    score = Score()
    for want in gold:
        got = by_name.get((plain(want.get("marker")), plain(want["title"])))
        if got is not None and right(got, want):
            score.hits += 1
        else:
            score.missed.append(f"{want['title']}: {got and got[column]} for {want[column]}")
    return score


def all_scores(line: dict, gold: dict) -> dict[str, Score]:
    """Every measure of one report."""
    return {
        "figures": figures(line["figures"], [*gold["figures"], *_unscored(gold)]),
        "sections": sections(line["sections"], gold["sections"]),
        "metadata": metadata(line["report"], gold["metadata"]),
        "parts": parts(line["sections"], gold["sections"]),
        "themes": themes(line["sections"], gold["sections"]),
    }
