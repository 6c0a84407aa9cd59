"""Faces: what a panel looks like, as JSON that any page can draw and no file can break out of."""

import json
import re
from datetime import date

import numpy as np
import pandas as pd
import pytest

from reportkit import charts, faces, measures
from reportkit.errors import ReportkitError
from reportkit.share.outputs import in_script
from tests.small_corpus import corpus, five, report

EVIL = "</script><script>alert(1)</script>"
PASSPORT = five().passport().as_dict()

# Every kind of cell that a table of ours, or of a reader, may hold.
CELLS = pd.DataFrame(
    {
        "place": ["清澜市", None, "望溪区", EVIL],
        "year": pd.array([2023, None, 2022, 2021], dtype="Int64"),
        "share": [0.25, np.nan, 0.0, 1.0],
        "ratio": [1.5, np.inf, -np.inf, np.nan],
        "count": np.array([1, 2, 3, 4], dtype=np.int32),
        "signed": pd.to_datetime(["2024-02-20", None, "2024-02-29", "2023-01-01"]),
        "given": [date(2024, 1, 2), pd.Timestamp("2024-01-03"), None, pd.NaT],
        "complete": [True, False, True, False],
        "perhaps": pd.array([True, None, False, True], dtype="boolean"),
        "sections": [[1, 2], (), None, ["甲"]],
        "any": [np.float64(0.5), np.int64(3), np.bool_(True), {"a": 1}],
        "theme": ["digital", None, "none", "没有这个主题"],
    }
)


def faced(table, **options):
    return faces.table_face(table, "一个问题", **options).payload()


def column(payload, key):
    place = [head["key"] for head in payload["columns"]].index(key)
    return [row[place] for row in payload["rows"]]


# -- cells -----------------------------------------------------------------------------------------


def test_any_cell_becomes_json_and_unknown_becomes_null():
    payload = faced(CELLS)
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload
    assert column(payload, "place") == ["清澜市", None, "望溪区", EVIL]
    assert column(payload, "year") == ["2023", None, "2022", "2021"]
    assert column(payload, "share") == [0.25, None, 0.0, 1.0], "unknown is not 0, 0 is not unknown"
    assert column(payload, "count") == [1, 2, 3, 4]
    assert column(payload, "signed") == ["2024-02-20", None, "2024-02-29", "2023-01-01"]
    assert column(payload, "complete") == [True, False, True, False]
    assert column(payload, "perhaps") == [True, None, False, True]
    assert column(payload, "sections") == ["1、2", "", None, "甲"]


def test_infinite_is_said_in_a_way_that_json_knows():
    assert column(faced(CELLS), "ratio") == [1.5, "∞", "-∞", None]


def test_a_date_in_a_column_of_anything_is_a_date():
    assert column(faced(CELLS), "given") == ["2024-01-02", "2024-01-03", None, None]


def test_kinds_tell_how_cells_are_read():
    kinds = {head["key"]: head["kind"] for head in faced(CELLS)["columns"]}
    assert kinds["place"] == kinds["year"] == "text", "a year has no thousands separator"
    assert (kinds["share"], kinds["count"]) == ("percent", "number")
    assert (kinds["signed"], kinds["complete"], kinds["perhaps"]) == ("date", "yes_no", "yes_no")
    asked = faced(CELLS, kinds={"ratio": "percent"})
    assert {head["key"]: head["kind"] for head in asked["columns"]}["ratio"] == "percent"


def test_a_blank_says_whether_it_was_not_stated_not_computed_or_not_told():
    table = CELLS.assign(value=[1.0, None, 2.0, 3.0], level=[None, "county", "county", "county"])
    payload = faced(table)
    says = {head["key"]: payload["labels"][head["unknown"]] for head in payload["columns"]}
    assert says["place"] == says["year"] == says["signed"] == "未写明"
    assert says["value"] == "未写明", "a number that stands in a report"
    assert says["share"] == says["ratio"] == "无法计算"
    assert says["level"] == says["theme"] == "未能判定"


def test_what_is_checked_and_what_is_wrong_have_heads_of_their_own():
    """The same name in two tables; the one of problems says beside it what to do."""
    checked = pd.DataFrame({"place": ["望溪区"], "what": ["收案 12 + 结转 3"]})
    wrong = pd.DataFrame({"source": ["甲.doc"], "what": ["no text"], "action": ["save as docx"]})
    heads = [{h["key"]: h["label"] for h in faced(t)["columns"]}["what"] for t in (checked, wrong)]
    assert heads == [charts.label("column.what"), charts.label("column.problem")]
    assert heads[0] != heads[1]


def test_words_before_a_hit_are_read_up_to_it_and_counts_of_neighbours_are_numbers():
    for cells, kind in ((["全年办理"], "before"), ([3], "number")):
        (head,) = faced(pd.DataFrame({"left": cells}))["columns"]
        assert head["kind"] == kind


def test_cells_that_a_mark_counts_by_are_json_of_few_values():
    counted = faces.Counted(("label",), {"status": ["a", None, "a"]}).as_dict()
    assert json.loads(json.dumps(counted)) == {
        "named": ["label"], "by": [{"field": "status", "values": ["a", None], "cells": [0, 1, 0]}],
    }  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_keys_are_printed_as_their_labels_and_strangers_as_they_are(language):
    said = charts.label("theme.digital", language)
    assert column(faced(CELLS, language=language), "theme")[0] == said
    assert column(faced(CELLS, language=language), "theme")[-1] == "没有这个主题"
    heads = {head["key"]: head for head in faced(CELLS, language=language)["columns"]}
    assert heads["place"]["label"] == charts.label("column.place", language)
    assert bool(heads["place"]["gloss"]) == (language == "zh")


def test_rows_keep_the_number_they_have_in_the_data():
    table = CELLS.iloc[[2, 0]]
    columns = faces.columns_of(table)
    payload = faces.Face(
        "x", columns=columns, rows=faces.rows_of(table, columns), row_ids=[2, 0]
    ).payload()
    assert payload["row_ids"] == [2, 0]
    assert faced(table)["row_ids"] == [0, 1]


def test_an_empty_table_has_heads_and_no_rows():
    payload = faced(CELLS.head(0))
    assert payload["rows"] == payload["row_ids"] == []
    assert len(payload["columns"]) == CELLS.shape[1]


def test_an_empty_face_is_json_too():
    payload = faces.Face("x").payload()
    json.dumps(payload, allow_nan=False)
    assert payload["spec"] is payload["evidence"] is payload["cite"] is None


def test_a_language_that_there_is_not_is_refused():
    with pytest.raises(ReportkitError, match="Unknown language"):
        faces.Face("x", "fr").payload()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_words_of_the_controls_are_there_and_keep_their_blanks(language):
    labels = faces.Face("x", language).payload()["labels"]
    assert all(labels.values())
    for key, blanks in {
        "rows": "n total",
        "picked": "label n total",
        "at": "start end",
        "several": "label n",
        "several_none": "label",
    }.items():
        assert re.findall(r"{(\w+)}", labels[key]) == blanks.split()


def test_a_picker_is_json_with_a_value_a_row():
    picker = faces.Picker("place_shown", "地方", (("清澜市", "清澜市"),), ("清澜市", None))
    assert json.loads(json.dumps(picker.as_dict())) == {
        "param": "place_shown", "label": "地方", "single": False,
        "options": [{"value": "清澜市", "label": "清澜市"}], "values": ["清澜市", None],
    }  # fmt: skip


# -- quotes ----------------------------------------------------------------------------------------


def spans(**more):
    rows = {"report_id": ["990103-2023", "unknown"], "start": [30, None], "end": [34, None]}
    found = pd.DataFrame(rows).astype({"start": "Int64", "end": "Int64"}).assign(**more)
    return measures.in_sentences(five(), found)


def test_a_quote_says_whose_it_is_where_it_stands_and_what_it_says():
    first, second = faces.quoted(spans(note=["见", None]), words=True)
    assert first["name"] == "清澜市望溪区 2023"
    assert (first["start"], first["end"], first["note"]) == (30, 34, "见")
    assert first["match"] == five().quote("990103-2023", 30, 34)
    assert second["name"] == "地方未写明 年度未写明"
    assert second["start"] is second["match"] is None
    assert second["note"] == ""
    json.dumps([first, second], allow_nan=False)
    assert faces.quoted(spans(), words=True, language="en")[1]["name"].isascii()


def test_without_words_nothing_that_stands_in_the_text_goes_along():
    for quote in faces.quoted(spans(), words=False):
        assert quote["section"] == ""
        assert quote["before"] is quote["match"] is quote["after"] is None
    assert faces.quoted(spans(), words=False)[0]["start"] == 30


# -- citation --------------------------------------------------------------------------------------


def test_a_citation_names_corpus_hash_tool_and_date():
    cite = faces.citation(PASSPORT | {"made": "2025-03-01", "hash": "abc123"}, "各主题占多少?")
    assert cite.gbt.startswith("The reportkit authors. 各主题占多少?：语料 ")
    assert "校验码 abc123）[DS/DK]. reportkit " in cite.gbt, "online would ask for an address"
    assert cite.gbt.endswith("，2025（2025-03-01）.")
    assert re.match(r"@misc\{reportkit-[\w-]+,\n", cite.bibtex)
    assert "  year = {2025},\n" in cite.bibtex
    assert str(cite) == repr(cite) == f"{cite.gbt}\n\n{cite.bibtex}"
    assert "abc123" in cite.bibtex


def test_a_citation_of_invented_reports_says_so():
    told = corpus(report("a", "临溪区", 2023, invented=True)).passport().as_dict()
    cite = faces.citation(told, "x")
    assert "虚构" in cite.gbt
    assert "invented" in cite.bibtex
    assert "虚构" not in faces.citation(PASSPORT, "x").gbt


@pytest.mark.parametrize("nasty", ["}", "{", "}} @misc{x,", "\\input{/etc}", "50% & #1 $x_y"])
def test_a_name_from_a_folder_cannot_break_out_of_bibtex(nasty):
    entry = faces.citation(PASSPORT | {"corpus": nasty}, nasty).bibtex
    depth, bare = 0, re.sub(r"\\[{}%&#_$]", "", entry)
    for character in bare:
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0
    assert "\\" not in bare, "no command but escaped signs"
    assert not re.search(r"(?<!\\)[%&#$]", entry)
    assert entry.count("\n") == faces.citation(PASSPORT, "x").bibtex.count("\n")


# -- sharing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "meant"), [(None, None), ("facts", faces.FACTS), ("text", faces.TEXT)]
)
def test_the_environment_says_what_may_go_along(monkeypatch, said, meant):
    monkeypatch.delenv(faces.VARIABLE, raising=False)
    if said is not None:
        monkeypatch.setenv(faces.VARIABLE, said)
    assert faces.sharing() == meant


@pytest.mark.parametrize("said", ["", "all", "TEXT", "1"])
def test_anything_else_is_refused_rather_than_guessed(monkeypatch, said):
    monkeypatch.setenv(faces.VARIABLE, said)
    with pytest.raises(ReportkitError, match=faces.VARIABLE):
        faces.sharing()


# -- script and style ------------------------------------------------------------------------------

# Names of XML, which nobody opens; a sentence of a warning; the names of Vega's own forms, and of
# its editor, which only a menu leads to that we leave out.
NAMED = {
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/2000/xmlns/",
    "https://github.com/vega/vega-lite/issues/2415",
    "https://vega.github.io/editor/",
}
SCHEMA = re.compile(r"https://vega\.github\.io/schema/vega(-lite)?/v\d\.json")


def addresses(text):
    return set(re.findall(r"https?://[^\s\"'`<>)\\]+", text))


def test_the_script_names_no_address_that_it_would_open():
    assert {a for a in addresses(faces.script()) if not SCHEMA.fullmatch(a)} <= NAMED
    assert "actions: false" in faces.script()
    for word in ("importScripts", "XMLHttpRequest", "sendBeacon", "new WebSocket"):
        assert word not in faces.script()


def test_the_style_asks_for_nothing():
    assert addresses(faces.style()) == set()
    assert "url(" not in faces.style()
    assert "@import" not in faces.style()


def test_the_script_is_put_together_once_and_ends_as_asked():
    assert faces.script() is faces.script()
    assert faces.script().endswith("reportkitFace.drawAll();")
    assert faces.script("start();").endswith("start();")
    assert "</script" not in faces.script().lower(), "it can stand in a page"


def test_a_face_of_evil_names_can_stand_in_a_script_element():
    columns = faces.columns_of(CELLS)
    face = faces.Face(
        EVIL, columns=columns, rows=faces.rows_of(CELLS, columns), notes=[EVIL], reading=EVIL
    )
    assert "<" not in in_script(face.payload())
    assert json.loads(in_script(face.payload()))["title"] == EVIL
