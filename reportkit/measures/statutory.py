"""What the rules ask of a report: its parts, their causes, and two dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import REQUIRED_PARTS
from ..deadlines import CLOCKS, LEVELS, Deadline, deadlines, timing
from ..errors import unknown
from .keys import invented, keyed
from .parts import required_parts
from .plain import Span, plain, wording
from .whole import cut_from_whole, of_each

REPORT = "report"
YES, NO, UNKNOWN = "yes", "no", "unknown"
NAMED, NOT_FOUND = "named", "not found"
_GROUPS = ("level", "year", "place", "doc_type")
# What each clock is called in a table: a report is submitted when signed, as far as it shows.
CLOCK_NAMES = {"signed": "submission", "published": "publication"}


def completeness(corpus: Corpus) -> pd.DataFrame:
    """Which of the four required parts each report has, and whether its problems name causes.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        One row a report and part: report_id, place, year, doc_type, part (achievements,
        problems, leadership, plan), status (heading: under a heading of its own; unheaded:
        sentences of it stand elsewhere; absent: not found), section_id, start, end (the heading's
        section, or the first sentence of a part without one; :func:`part_spans` has all),
        n_sentences (headings not counted) and n_chars (all its sentences), causes (named, not
        found; only for problems, missing without text or without the part), n_causes (sentences
        that name one), cause_start and cause_end (the first of them).

    Notes
    -----
    The parts are those of the 2019 rules on supervising law-based government, as local notices
    restate them: measures and results, shortcomings and causes, how the heads met their duty,
    plans. Other kinds of document (interpretation, plan, template) are left out, see
    :func:`not_reports`. ``absent`` says that the part was not found, not that the duty was not
    met; few sentences under a heading say that the part is short. Causes are found by the words
    of data/rules/causes.csv: a cause told without such words is not found. The check is ours.
    """
    rows = required_parts(corpus)
    rows = rows[rows["doc_type"] == REPORT].drop(columns=["place", "year", "doc_type"])
    counts = cut_from_whole(corpus, _counts)
    counted = rows.merge(counts, on=["report_id", "part"], how="left")
    counted["n_sentences"] = counted["n_sentences"].fillna(0).astype("Int64")
    # A part that shares its heading with another has no section of its own: take its sentences.
    for column in ("section_id", "start", "end"):
        counted[column] = counted[column].fillna(counted[f"first_{column}"])
    told = list(of_each(corpus, _causes).values())
    causes = pd.DataFrame(told, columns=list(_CAUSES)).astype(_CAUSES)
    found = counted.merge(causes, on=["report_id", "part"], how="left")
    columns = ["report_id", "part", "status", "section_id", "start", "end"]
    return keyed(corpus, found[[*columns, "n_sentences", "n_chars", *list(_CAUSES)[2:]]])


_CAUSES = {"report_id": "str", "part": "str", "causes": "str", "n_causes": "Int64"} | {
    "cause_start": "Int64",
    "cause_end": "Int64",
}


def part_spans(corpus: Corpus) -> pd.DataFrame:
    """Every run of sentences that belongs to one required part: what a status rests on.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        One row a run of neighbouring sentences of one part and section, in the order of the
        text: report_id, place, year, doc_type, part, section_id, start, end, n_sentences
        (headings counted).
    """
    sentences = corpus.sentences
    mark = sentences[["report_id", "part", "section_id"]].astype("str").fillna("")
    run = (mark != mark.shift()).any(axis=1).cumsum()
    spans = sentences.assign(run=run).groupby("run", as_index=False)
    found = spans.agg(
        report_id=("report_id", "first"),
        part=("part", "first"),
        section_id=("section_id", "first"),
        start=("start", "min"),
        end=("end", "max"),
        n_sentences=("sentence_id", "size"),
    ).drop(columns="run")
    found["n_sentences"] = found["n_sentences"].astype("Int64")
    return keyed(corpus, found[found["part"].isin(REQUIRED_PARTS)])


def not_reports(corpus: Corpus) -> pd.DataFrame:
    """Documents that the statutory measures leave out, because they are not reports.

    Returns
    -------
    DataFrame
        One row a document: report_id, place, year, doc_type, source.
    """
    found = keyed(corpus, corpus.reports[["report_id", "source"]])
    return found[found["doc_type"].fillna("") != REPORT].reset_index(drop=True)


def timeliness(corpus: Corpus, profile: str | Path | None = None) -> pd.DataFrame:
    """Whether each report was submitted and published in time, by the dates it bears.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    profile : path, optional
        CSV file of a province's own deadlines, see :func:`reportkit.deadlines.deadlines`.

    Returns
    -------
    DataFrame
        Two rows a report: report_id, place, year, doc_type, level, clock (submission, by the
        date under the text; publication, by the page's date), stated (that date), in_time (yes,
        no, unknown), days (from the last day in time: 3 is three days late, -3 three days
        early), last_day, rule (its words in the deadline file), why (why it is unknown), start,
        end and found_in (where the date stands; start and end are missing where that is outside
        the text: a page's head, a file name).

    Raises
    ------
    ReportkitError
        If the profile cannot be used.

    Notes
    -----
    A report without a date is ``unknown``, never late. A page's date may be that of a move to
    another site, a signature's may be earlier than the submission: check the date at its source.
    Other kinds of document are left out, see :func:`not_reports`.

    References
    ----------
    Two clocks as in the yearly evaluations of publication by the Chinese Academy of Social
    Sciences (on time or not); the deadlines and their sources stand in data/rules/deadlines.csv.
    """
    rows = _timed(corpus, profile) if profile else cut_from_whole(corpus, _timed)
    return keyed(corpus, rows)


def _timed(corpus: Corpus, profile: str | Path | None = None) -> pd.DataFrame:
    rules = deadlines(profile)
    return pd.DataFrame(list(_timings(corpus, rules)), columns=list(_TIMINGS)).astype(_TIMINGS)


_TIMINGS = {
    "report_id": "str",
    "level": "str",
    "clock": "str",
    "stated": "datetime64[s]",
    "in_time": "str",
    "days": "Int64",
    "last_day": "datetime64[s]",
    "rule": "str",
    "why": "str",
    "start": "Int64",
    "end": "Int64",
    "found_in": "str",
}


def punctuality(
    corpus: Corpus,
    by: Sequence[str] = ("level", "year"),
    profile: str | Path | None = None,
) -> pd.DataFrame:
    """Reports in time, late and of unknown date, by level and year.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    by : sequence of str
        Columns of :func:`timeliness` to group by: level, year, place, doc_type.
    profile : path, optional
        CSV file of a province's own deadlines.

    Returns
    -------
    DataFrame
        One row a group and clock: the columns of ``by``, clock, n_reports, n_repeated (of them,
        reports whose place and year another report here has too, copies perhaps), stated (bear
        a date of this clock: for publication, published on a known date), on_time, late,
        unknown, share_on_time (of on_time and late, 0-1; missing if there are none).

    Notes
    -----
    The shares are of reports whose verdict is known; always print ``unknown`` beside them.
    n_reports counts what was found and read, not what should exist: a place without a report
    here is not counted at all. Other kinds of document are left out, see :func:`not_reports`.

    References
    ----------
    A table of this form stands in the evaluations of the Chinese Academy of Social Sciences;
    their weights are not known here and nothing is weighted.
    """
    for column in by:
        if column not in _GROUPS:
            raise unknown("column to group by", column, _GROUPS)
    rows = timeliness(corpus, profile)
    rows["n_repeated"] = rows.duplicated(["place", "year", "clock"], keep=False) & (
        rows["place"].notna() & rows["year"].notna()
    )
    verdicts = {"on_time": YES, "late": NO, "unknown": UNKNOWN}
    rows = rows.assign(**{name: rows["in_time"] == said for name, said in verdicts.items()})
    groups = rows.groupby([*by, "clock"], dropna=False, as_index=False, sort=False)
    table = groups.agg(
        n_reports=("report_id", "size"),
        n_repeated=("n_repeated", "sum"),
        stated=("stated", "count"),
        **{name: (name, "sum") for name in verdicts},
    )
    counts = ["n_reports", "n_repeated", "stated", "on_time", "late", "unknown"]
    table[counts] = table[counts].astype("Int64")
    known = (table["on_time"] + table["late"]).astype("float64")
    table["share_on_time"] = table["on_time"].astype("float64") / known.where(known > 0)
    table = table.sort_values([*by, "clock"], key=_rank, kind="stable", ignore_index=True)
    table.attrs["invented"] = invented(corpus)
    return table


# Groups stand as everywhere: from the province down, what comes first in law first.
_ORDER = {"level": LEVELS, "clock": tuple(CLOCK_NAMES.values())}


def _rank(cells: pd.Series) -> pd.Series:
    """Places as they come, in administrative order; unknown ones last."""
    if cells.name in ("year", "doc_type"):
        return cells
    known = _ORDER.get(str(cells.name), tuple(cells.dropna().unique()))
    return cells.map({value: n for n, value in enumerate(known)}).astype("Int64")


def _counts(corpus: Corpus) -> pd.DataFrame:
    """Sentences of each part that are no heading, and where its first sentence stands."""
    sentences = corpus.sentences
    heads = pd.MultiIndex.from_frame(corpus.sections[["report_id", "start"]])
    head = pd.MultiIndex.from_frame(sentences[["report_id", "start"]]).isin(heads)
    groups = sentences.assign(told=~head).groupby(["report_id", "part"], as_index=False)
    return groups.agg(
        n_sentences=("told", "sum"),
        first_section_id=("section_id", "first"),
        first_start=("start", "first"),
        first_end=("end", "first"),
    )


def _causes(corpus: Corpus) -> dict[str, tuple[Any, ...]]:
    """Causes that the problems of each report name; reports without the part or words have none."""
    problems = corpus.sentences[corpus.sentences["part"] == "problems"]
    heads = set(zip(corpus.sections["report_id"], corpus.sections["start"], strict=True))
    found = {}
    for report_id, rows in problems.groupby("report_id", sort=False):
        if rows["text"].notna().any():
            told = [(report_id, start) not in heads for start in rows["start"]]
            spans = list(_naming(rows[told]))
            said = NAMED if spans else NOT_FOUND
            first = spans[0] if spans else (None, None)
            found[str(report_id)] = (report_id, "problems", said, len(spans), *first)
    return found


def _naming(sentences: pd.DataFrame) -> Iterator[Span]:
    """Spans of the sentences that name a cause."""
    cause = wording("causes")
    spans = zip(sentences["start"], sentences["end"], strict=True)
    for sentence, (start, end) in zip(plain(sentences), spans, strict=True):
        if cause.search(sentence.text):
            yield int(start), int(end)


def _timings(corpus: Corpus, rules: Sequence[Deadline]) -> Iterator[tuple[Any, ...]]:
    where = _date_spans(corpus)
    reports = corpus.reports[corpus.reports["doc_type"] == REPORT]
    local = _local(reports)
    columns = ["report_id", "level", "year", *CLOCKS]
    for report_id, level, year, *stated in reports[columns].itertuples(index=False):
        below = _below_province(rules) if report_id in local else rules
        for clock, day in zip(CLOCKS, stated, strict=True):
            given: date | None = None if pd.isna(day) else day.date()
            known = (None if pd.isna(year) else int(year), None if pd.isna(level) else level)
            said = timing(below, clock, *known, given)
            verdict = UNKNOWN if said.in_time is None else YES if said.in_time else NO
            facts = (said.days, said.last_day, said.basis, said.why)
            evidence = where.get((report_id, clock), (None, None, None)) if given else (None,) * 3
            yield (report_id, level, CLOCK_NAMES[clock], day, verdict, *facts, *evidence)


def _local(reports: pd.DataFrame) -> set[str]:
    """Reports of unknown level whose place is named: all provinces are known, so it is none."""
    names = reports["locality"].fillna(reports["issuer"])
    named = names.notna() & ~names.fillna("").str.contains("省|自治区")
    return set(reports.loc[reports["level"].isna() & named, "report_id"])


def _below_province(rules: Sequence[Deadline]) -> list[Deadline]:
    return [rule for rule in rules if rule.levels != ("province",)]


def _date_spans(corpus: Corpus) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Where the chosen dates stand, by report and field."""
    chosen = corpus.evidence[corpus.evidence["chosen"] & corpus.evidence["field"].isin(CLOCKS)]
    rows = chosen[["report_id", "field", "start", "end", "found_in"]].itertuples(index=False)
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    for report_id, clock, *place in rows:
        found.setdefault((report_id, clock), tuple(place))
    return found
