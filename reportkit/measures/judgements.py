"""Hits drawn to be judged by a reader: right, wrong or unsure; kept in a file of their own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..corpus.dataset import FORMULA_STARTS
from ..errors import ReportkitError, unknown
from .quotes import in_sentences

RIGHT, WRONG, UNSURE = "right", "wrong", "unsure"
# What a reader may write, and what it is.
ANSWERS = {
    **dict.fromkeys((RIGHT, "对", "是", "正确"), RIGHT),
    **dict.fromkeys((WRONG, "错", "否", "错误"), WRONG),
    **dict.fromkeys((UNSURE, "不确定", "存疑"), UNSURE),
}
USUAL = 20
# Longer passages are shown by their beginning and end.
LONGEST = 1000
TYPES = {
    "number": "Int64",
    "report_id": "str",
    "place": "str",
    "year": "Int64",
    "section": "str",
    "before": "str",
    "match": "str",
    "after": "str",
    "judgement": "str",
    "comment": "str",
    "start": "Int64",
    "end": "Int64",
    "rule": "str",
    "seed": "Int64",
    "n_hits": "Int64",
    "corpus": "str",
}
SAVED = {**TYPES, "author": "str", "date": "str"}
_SPAN = ["report_id", "start", "end"]


def judgements(
    corpus: Corpus, hits: pd.DataFrame, *, rule: str | None = None, n: int = USUAL, seed: int = 0
) -> pd.DataFrame:
    """Hits drawn at random for a reader to judge, spread over the reports.

    Every hit has the same chance. Reports are put into a random order, and hits are taken along
    it at equal steps, so that each report has its part of the drawn hits, give or take one
    (systematic sampling). The rows stand in a random order: who judges the first ten only has
    a fair sample too.

    Parameters
    ----------
    corpus : Corpus
        Where the hits come from, with text.
    hits : DataFrame
        Any table with report_id, start and end: of :func:`theme_hits`, :func:`query`,
        :func:`concordance`, :func:`lexicon_hits`, :func:`indicators`. Rows of one span are one
        hit.
    rule : str, optional
        What was looked for; needed where ``hits.attrs`` has no rule (indicators, concordance).
    n : int
        Hits drawn; all if there are fewer.
    seed : int
        Of the draw: the same hits and seed give the same rows.

    Returns
    -------
    DataFrame
        number, report_id, place, year, section, before, match, after (the sentences around),
        judgement (missing: fill in right, wrong or unsure; 对, 错, 不确定 do as well), comment,
        start, end, rule, seed, n_hits (of how many hits they were drawn), corpus (its hash).

    Raises
    ------
    ReportkitError
        If the corpus has no text of a hit, there is no hit, or no rule is given.

    Notes
    -----
    What counts as right is the reader's question: write it down in ``comment`` or beside the
    rule. :func:`precision` gives the share that is right, :func:`save_judgements` keeps the rows.
    """
    said = rule or hits.attrs.get("rule")
    if not said:
        raise ReportkitError(
            'What was looked for? Give it a name: judgements(…, rule="indicator '
            'reconsideration_accepted").'
        )
    spans = _spans(hits)
    if n < 1 or not len(spans):
        raise ReportkitError(
            f"There are {len(spans)} hits, and n={n} are to be drawn: both must be 1 or more."
        )
    drawn = in_sentences(corpus, spans.iloc[_drawn(spans, n, seed)], longest=LONGEST)
    if drawn["match"].isna().any():
        raise ReportkitError(
            f"The text of {drawn.loc[drawn['match'].isna(), 'report_id'].iloc[0]} is not here, so "
            "its hits can't be judged. Load the report files themselves with reportkit.load()."
        )
    told = {"rule": said, "seed": seed, "n_hits": len(spans), "corpus": corpus.passport().hash}
    table = drawn.assign(number=range(1, len(drawn) + 1), judgement=None, comment=None, **told)
    return _plain(table)[list(TYPES)].astype(TYPES)


def save_judgements(
    table: pd.DataFrame, path: str | Path, *, author: str, when: date | None = None
) -> Path:
    """Save judged hits as a CSV file that spreadsheets open.

    Parameters
    ----------
    table : DataFrame
        What :func:`judgements` gave, judged in full or in part.
    path : path
        Where to.
    author : str
        Who judged.
    when : date, optional
        When; today if left out.

    Returns
    -------
    Path
        The file. Cells that a spreadsheet would run as a formula begin with '.

    Raises
    ------
    ReportkitError
        If the author is blank, a column is missing, or a judgement is none.
    """
    if not author.strip():
        raise ReportkitError('Who judged? Give a name: author="…".')
    rows = judged(table).assign(author=author.strip(), date=(when or date.today()).isoformat())
    out = Path(path)
    _quoted(rows[list(SAVED)].astype(SAVED)).to_csv(out, index=False, encoding="utf-8-sig")
    return out


def read_judgements(
    path: str | Path, corpus: Corpus, hits: pd.DataFrame, *, rule: str | None = None
) -> pd.DataFrame:
    """Judged hits from a file, if they belong to this corpus and this rule.

    Parameters
    ----------
    path : path
        A file that :func:`save_judgements` wrote; it may have been filled in and saved again in
        a spreadsheet (UTF-8 or GB18030).
    corpus : Corpus
        What it must belong to.
    hits : DataFrame
        Hits of the rule, as given to :func:`judgements`.
    rule : str, optional
        What was looked for, where ``hits.attrs`` has no rule.

    Returns
    -------
    DataFrame
        As :func:`judgements` gives it, with author and date; ``judgement`` is right, wrong,
        unsure or missing.

    Raises
    ------
    ReportkitError
        If the file is none of judgements, is another corpus's or rule's, a judged span is no
        hit of the rule any more, or a judgement is none.
    """
    name = Path(path).name
    rows = _in_one_word(_columns(_read(Path(path)), SAVED, name), name)
    _check_corpus(rows, corpus, name)
    asked = rule or hits.attrs.get("rule")
    if asked and (rows["rule"] != asked).any():
        raise ReportkitError(
            f"{name} judges hits of {rows['rule'].iloc[0]!r}, these are hits of {asked!r}. Give "
            "the hits that were judged, or judge these."
        )
    _check_hits(rows, hits, name)
    return rows


def _check_corpus(rows: pd.DataFrame, corpus: Corpus, name: str) -> None:
    here = corpus.passport().hash
    if (other := rows["corpus"] != here).any():
        raise ReportkitError(
            f"{name} belongs to a corpus of hash {rows.loc[other, 'corpus'].iloc[0]}, this one is "
            f"{here}: other files, or other ones of them. Open the corpus, with the same filter, "
            "from which the hits were drawn."
        )


def _check_hits(rows: pd.DataFrame, hits: pd.DataFrame, name: str) -> None:
    spans = _spans(hits)
    known = set(spans.itertuples(index=False, name=None))
    gone = [row for row in rows[_SPAN].itertuples(index=False, name=None) if row not in known]
    if gone or (rows["n_hits"] != len(spans)).any():
        raise ReportkitError(
            f"{name} was drawn from {rows['n_hits'].iloc[0]} hits, these are {len(spans)}, and "
            f"{len(gone)} of the {len(rows)} judged ones are not among them: the rule, or what "
            "reads the reports, is another one. Draw and judge again."
        )


def _spans(hits: pd.DataFrame) -> pd.DataFrame:
    """Spans of the hits, each once, in one order whatever the table's."""
    missing = [column for column in _SPAN if column not in hits]
    if missing:
        raise unknown("column of hits", missing[0], map(str, hits.columns))
    known = hits[_SPAN].dropna().drop_duplicates()
    return known.sort_values(_SPAN, ignore_index=True)


def _drawn(spans: pd.DataFrame, n: int, seed: int) -> np.ndarray:
    """Rows drawn: systematically along the reports in random order, then shuffled."""
    rng = np.random.default_rng(seed)
    codes, names = pd.factorize(spans["report_id"])
    order = np.lexsort((rng.random(len(spans)), rng.permutation(len(names))[codes]))
    if len(spans) > n:
        step = len(spans) / n
        order = order[np.floor((rng.random() + np.arange(n)) * step).astype(np.int64)]
    return np.asarray(rng.permutation(order))


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Table whose text stays in one line of a CSV file."""
    texts = {c: table[c].str.split().str.join(" ") for c in ("section", "before", "match", "after")}
    return table.assign(**texts)


def _columns(table: pd.DataFrame, kinds: dict[str, str], name: str) -> pd.DataFrame:
    missing = [column for column in kinds if column not in table]
    if missing or not len(table):
        lacking = f"lacks the column {missing[0]}" if missing else "has no rows"
        raise ReportkitError(
            f"{name} {lacking}, so it is no table of judgements. Make one with "
            "measures.judgements and save it with measures.save_judgements."
        )
    try:
        return table[list(kinds)].astype(kinds)
    except (TypeError, ValueError) as error:
        raise ReportkitError(
            f"{name} has a number that is none ({error}). Change the columns judgement and "
            "comment only."
        ) from error


def judged(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table of judgements, each judgement right, wrong, unsure or missing.

    Raises
    ------
    ReportkitError
        If a column is missing or a judgement is none.
    """
    return _in_one_word(_columns(table, TYPES, "This table"), "This table")


def _in_one_word(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Rows with each judgement in the one word for it; a blank is missing."""
    written = rows["judgement"].str.strip().str.casefold()
    written = written.mask(written == "")
    for number, said in zip(rows["number"], written, strict=True):
        if not pd.isna(said) and said not in ANSWERS:
            raise ReportkitError(
                f"{name}, number {number}: {said!r} is no judgement. Write right, wrong or "
                "unsure (对, 错, 不确定), or leave it blank."
            )
    return rows.assign(judgement=written.map(ANSWERS).astype("str"))


def _quoted(table: pd.DataFrame) -> pd.DataFrame:
    """Table whose text cells no spreadsheet takes for a formula; ' before such a sign, and '."""
    texts = [str(column) for column in table if table[column].dtype == "str"]
    return table.assign(**{c: table[c].map(_safe, na_action="ignore") for c in texts})


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*FORMULA_STARTS, "'")) else cell


def _unsafe(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith((*FORMULA_STARTS, "'")) else cell


def _read(path: Path) -> pd.DataFrame:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReportkitError(f"{path} can't be read ({error}). Is the path right?") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheets of Chinese systems write unless told otherwise.
        text = content.decode("gb18030", errors="replace")
    return _table(text, path.name)


def _table(text: str, name: str) -> pd.DataFrame:
    from io import StringIO

    try:
        table = pd.read_csv(StringIO(text), dtype=str, keep_default_na=False)
    except ValueError as error:
        raise ReportkitError(
            f"{name} is no CSV file of judgements ({error}). Save one with "
            "measures.save_judgements."
        ) from error
    table = table.map(lambda cell: _unsafe(cell) if isinstance(cell, str) else "")
    return table.mask(table == "")
