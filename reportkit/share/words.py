"""Which words of the reports go along: with ``--text`` sentences do, lines with a contact never."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from hashlib import blake2b
from typing import Any

from .. import charts, faces
from ..corpus.dataset import MASK

# Columns that hold words of a report wherever they stand: a data set saved without text has none
# of them (corpus.dataset), and measures give them beside their spans.
TEXT_COLUMNS = frozenset(
    {"words_there", "before", "match", "after", "left", "right", "section", "heading"}
    | {"text_earlier", "text_later"}
)
# The same of another report (text_earlier), and words beside a hit, which a concordance sorts by.
_MORE_TEXT = re.compile(r"text_\w+|(?!has)\w+_text|[1-5][LR]")
# What stands in these columns depends on what the row is. The title of a report is a fact, that of
# a section is not; a figure as stated (十二件) is, a sentence is not; a candidate is not.
_OF_A_SECTION = frozenset({"marker", "parent_id", "theme_margin", "theme_2"})
_OF_A_FIGURE = frozenset({"unit", "base_unit"})
_OF_A_CANDIDATE = frozenset({"found_in", "field"})
# What a chart prints beside a mark; more is no label.
_LONGEST_LABEL = 24
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_STOP = re.compile(r"[。;；!！?？]")
# So many characters with a full stop among them are a sentence; without one, nothing shorter than
# a long list of names reaches the other number.
_SENTENCE, _PASSAGE = 10, 80
# A line of a report with fewer characters says nothing by itself (一、工作情况), nor does one with
# so few of Chinese script: a date has 年月日.
_LINE, _DATE = 8, 3
# A piece of a line, between stops, may be a name if it is shorter.
_PIECE = 14
_ENDS = "。;；!！?？…"

Change = Callable[[str], str]


def holds_words(text: str) -> bool:
    """Whether a text holds what looks like a sentence of a report.

    Examples
    --------
    >>> holds_words("调解员全年说和二百余起纠纷。"), holds_words("云岭省清澜市望溪区")
    (True, False)
    """
    n = len(_HAN.findall(text))
    return n >= _PASSAGE or (n >= _SENTENCE and _STOP.search(text) is not None)


def covered(private: Iterable[str]) -> Change:
    """What covers lines with a contact person, whole or the parts a line break makes of them."""
    lines = {part.strip() for line in private for part in (line, *line.splitlines())}
    found = sorted((line for line in lines if len(line) > 1), key=len, reverse=True)
    if not found:
        return lambda text: text
    pattern = re.compile("|".join(map(re.escape, found)))
    return lambda text: pattern.sub(lambda match: MASK * len(match[0]), text)


def mark(line: str) -> str:
    """Short sign of a line, by which it is known again without being passed on."""
    bare = "".join(line.split()).rstrip(_ENDS)
    return blake2b(bare.encode(), digest_size=8).hexdigest()


def marks(texts: Iterable[str], facts: Iterable[str]) -> list[str]:
    """Signs of lines and their pieces that are words of a report, not facts such as a title."""
    known = {mark(fact) for fact in facts}
    lines = {line.strip() for text in texts for line in text.splitlines()}
    pieces = {piece.strip() for line in lines for piece in _STOP.split(line)}
    said = {x for x in lines if len(x) >= _LINE} | {x for x in pieces if len(x) >= _PIECE}
    return sorted({mark(x) for x in said if len(_HAN.findall(x)) > _DATE} - known)


def without_words(language: str, known: Set[str] = frozenset()) -> Change:
    """What replaces each line that is one of a report's, or looks like a sentence of one.

    Parameters
    ----------
    language : {"zh", "en"}
        Language of what stands there instead.
    known : set of str
        Signs of lines that stand in the reports: :func:`marks`.
    """
    said = charts.label("share.words_left_out", language)

    def left_out(line: str) -> str:
        return said if holds_words(line) or (known and mark(line) in known) else line

    return lambda text: "\n".join(map(left_out, text.split("\n")))


def changed(content: Any, change: Change) -> Any:  # noqa: ANN401  # JSON of any shape
    """JSON whose texts have gone through ``change``, and which holds no number that is none."""
    if isinstance(content, str):
        return change(content)
    if isinstance(content, Mapping):
        return {key: changed(value, change) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [changed(value, change) for value in content]
    if isinstance(content, float) and content - content != 0:  # NaN and infinite: not in JSON
        return None
    return content


def facts_only(payload: faces.Payload, known: Set[str] = frozenset()) -> faces.Payload:
    """Face without words of the reports; its notes say which columns are gone."""
    language, change = payload["language"], without_words(payload["language"], known)
    face = payload.copy()
    face["columns"], face["rows"] = _facts_of_table(payload, change)
    face["spec"] = _facts_of_chart(payload["spec"], change)
    face["evidence"] = _facts_of_evidence(payload["evidence"])
    gone = [c["label"] for c in payload["columns"] if c not in face["columns"]]
    said = []
    if gone:
        said.append(charts.label("share.left_out", language, columns="、".join(gone)))
    if holds_words(re.sub(r"<[^>]*>", "", payload["page"])):
        face["page"] = ""
        said.append(charts.label("share.left_out_page", language))
    face["notes"] = [*payload["notes"], *said]
    return face


def _facts_of_table(
    payload: faces.Payload, change: Change
) -> tuple[list[dict[str, str]], list[list[Any]]]:
    columns, rows = payload["columns"], payload["rows"]
    keys = {column["key"] for column in columns}
    kept = [i for i, column in enumerate(columns) if not _is_text(column["key"], keys)]
    cells = [[changed(row[i], change) for i in kept] for row in rows]
    return [columns[i] for i in kept], cells


def _is_text(key: str, beside: set[str]) -> bool:
    if key == "title":
        return bool(beside & _OF_A_SECTION)
    if key == "text":
        return not beside & _OF_A_FIGURE
    if key == "value":
        return bool(beside & _OF_A_CANDIDATE)
    return key in TEXT_COLUMNS or _MORE_TEXT.fullmatch(key) is not None


def _facts_of_chart(spec: Any, change: Change) -> Any:  # noqa: ANN401
    """Chart whose rows hold no words; what the chart itself says is ours and stays."""
    if isinstance(spec, list):
        return [_facts_of_chart(part, change) for part in spec]
    if not isinstance(spec, Mapping):
        return spec
    return {
        key: changed(_without_text(value), change)
        if key in ("values", "datasets")
        else _facts_of_chart(value, change)
        for key, value in spec.items()
    }


def _without_text(rows: Any) -> Any:  # noqa: ANN401
    if isinstance(rows, Mapping):
        return {name: _without_text(table) for name, table in rows.items()}
    if not isinstance(rows, list):
        return rows
    return [
        {k: v for k, v in row.items() if not _is_phrase(k, v)} if isinstance(row, Mapping) else row
        for row in rows
    ]


def _is_phrase(key: str, value: object) -> bool:
    named = key == "text" or key in TEXT_COLUMNS or _MORE_TEXT.fullmatch(key)
    return bool(named) and isinstance(value, str) and len(value) > _LONGEST_LABEL


def _facts_of_evidence(
    evidence: Mapping[str, faces.Answer] | None,
) -> dict[str, faces.Answer] | None:
    if evidence is None:
        return None
    return {
        row: {**found, "quotes": [_bare(quote) for quote in found["quotes"]]}
        for row, found in evidence.items()
    }


def _bare(quote: faces.Quote) -> faces.Quote:
    return {**quote, "section": "", "before": None, "match": None, "after": None}
