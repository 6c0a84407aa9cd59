"""From a span to its sentence, from a table to a file: nothing is lost or made up on the way."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportkit as rk
from reportkit import measures
from reportkit.corpus.dataset import MASK
from reportkit.panels.export import to_csv, to_xlsx
from tests.small_corpus import corpus, five
from tests.writing import REPORT, write

FIVE = five()
IDS = FIVE.reports["report_id"].tolist()


def spans_of(*spans, **more):
    table = pd.DataFrame(spans, columns=["report_id", "start", "end"])
    return table.astype({"start": "Int64", "end": "Int64"}).assign(**more)


def touched(loaded, report_id, start, end):
    """Text from the first sentence that a span touches to the last, the span within it."""
    own = loaded.sentences[loaded.sentences["report_id"] == report_id]
    own = own[(own["end"] > start) & (own["start"] < max(end, start + 1))]
    if not len(own):
        return loaded.quote(report_id, start, end)
    return loaded.quote(report_id, min(start, own["start"].min()), max(end, own["end"].max()))


@st.composite
def any_spans(draw):
    found = []
    for report_id in draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=8)):
        size = len(FIVE.texts[report_id])
        start = draw(st.integers(0, size))
        found.append((report_id, start, draw(st.integers(start, size))))
    return found


# -- in_sentences ---------------------------------------------------------------------------------


@settings(deadline=None, max_examples=50)
@given(any_spans())
def test_before_match_and_after_are_the_sentences_that_a_span_touches(spans):
    found = measures.in_sentences(FIVE, spans_of(*spans), longest=10_000)
    assert len(found) == len(spans)
    for (report_id, start, end), row in zip(spans, found.itertuples(), strict=True):
        assert (row.report_id, row.start, row.end) == (report_id, start, end)
        assert row.match == FIVE.quote(report_id, start, end)
        assert row.before + row.match + row.after == touched(FIVE, report_id, start, end)


@settings(deadline=None, max_examples=50)
@given(any_spans(), st.integers(3, 30))
def test_a_long_match_is_cut_in_its_middle(spans, longest):
    found = measures.in_sentences(FIVE, spans_of(*spans), longest=longest)
    for (report_id, start, end), match in zip(spans, found["match"], strict=True):
        words = FIVE.quote(report_id, start, end)
        if len(words) <= longest:
            assert match == words
        else:
            first, last = match.split(" … ")
            assert words.startswith(first)
            assert words.endswith(last)
            assert len(first) + len(last) < longest


def test_the_section_is_the_heading_that_the_span_stands_under():
    sentence = FIVE.sentences[FIVE.sentences["text"] == "调解员说和二百起事。"].iloc[0]
    span = (sentence["report_id"], int(sentence["start"]) + 4, int(sentence["start"]) + 6)
    row = measures.in_sentences(FIVE, spans_of(span)).iloc[0]
    assert (row["section"], row["match"]) == ("化解纠纷", "和二")
    assert (row["before"], row["after"]) == ("调解员说", "百起事。")


def test_a_span_before_the_first_sentence_or_in_none_has_no_section():
    row = measures.in_sentences(FIVE, spans_of(("990100-2020", 0, 3))).iloc[0]
    assert pd.isna(row["section"])
    assert (row["before"], row["match"], row["after"]) == ("", "云岭省", "")


def test_a_span_behind_the_text_is_empty_and_breaks_nothing():
    size = len(FIVE.texts["unknown"])
    row = measures.in_sentences(FIVE, spans_of(("unknown", size + 5, size + 9))).iloc[0]
    assert row["match"] == ""


def test_rows_keep_their_order_and_their_other_columns():
    spans = [(i, n, n + 2) for n in (20, 3) for i in IDS[::-1]]
    rows = spans_of(*spans, row=range(100, 110), note="见", place="别处").set_index(
        "row", drop=False
    )
    found = measures.in_sentences(FIVE, rows)
    assert found["row"].tolist() == list(range(100, 110))
    assert found["report_id"].tolist() == [i for i, _, _ in spans]
    assert set(found["note"]) == {"见"}
    assert isinstance(found.index, pd.RangeIndex)
    known = measures.keys(FIVE).set_index("report_id")["place"]
    assert found["place"].isna().tolist() == known.loc[found["report_id"]].isna().tolist()
    assert "别处" not in set(found["place"]), "the place is the report's own"


def test_no_place_no_words():
    rows = spans_of((IDS[0], None, None), (IDS[0], 3, None), (None, 1, 2), ("不在这里", 1, 2))
    found = measures.in_sentences(FIVE, rows)
    assert found[["before", "match", "after", "section"]].isna().all(axis=None)
    assert len(found) == 4


def test_no_rows_is_no_rows():
    found = measures.in_sentences(FIVE, spans_of())
    assert len(found) == 0
    assert {"before", "match", "after", "section", "place"} <= set(found)


def test_without_text_the_place_is_known_and_the_words_are_missing():
    facts = rk.load("five-reports")
    figures = measures.stated_figures(facts).head(20)
    found = measures.in_sentences(facts, figures)
    assert found["start"].tolist() == figures["start"].tolist()
    assert found[["before", "match", "after"]].isna().all(axis=None)
    assert found["section_id"].notna().any()
    assert found["section"].isna().all()


def test_private_lines_are_covered_character_for_character():
    start = FIVE.texts["unknown"].index("少数同志")
    private = {"unknown": ((start, start + 4),)}
    covered = type(FIVE)(**FIVE.tables(), texts=FIVE.texts, private=private)
    spans = [("unknown", start + 2, start + 6), ("unknown", start + 5, start + 6)]
    whole, beside = measures.in_sentences(covered, spans_of(*spans)).itertuples()
    assert (whole.before, whole.match) == (2 * MASK, 2 * MASK + "还不")
    assert (beside.before, beside.match) == (4 * MASK + "还", "不")
    plain = measures.in_sentences(FIVE, spans_of(*spans))
    assert [len(b) for b in plain["before"]] == [len(whole.before), len(beside.before)]


def test_sentences_out_of_order_give_the_same_quotes():
    shuffled = {**FIVE.tables(), "sentences": FIVE.sentences.iloc[::-1].reset_index(drop=True)}
    other = type(FIVE)(**shuffled, texts=FIVE.texts)
    rows = spans_of(*((i, 12, 40) for i in IDS))
    pd.testing.assert_frame_equal(
        measures.in_sentences(other, rows), measures.in_sentences(FIVE, rows)
    )


# -- stated_figures -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Two parsed reports of invented places."""
    texts = {"a": REPORT, "b": REPORT.replace("望溪", "临溪")}
    return rk.load(write(tmp_path_factory.mktemp("told"), **texts))


def test_every_stated_figure_stands_where_it_says_in_the_order_of_the_text(told):
    figures = measures.stated_figures(told)
    assert len(figures) == len(told.figures) > 0
    for row in figures.itertuples():
        assert told.quote(row.report_id, row.start, row.end) == row.text
    for _, own in figures.groupby("report_id"):
        assert own["start"].is_monotonic_increasing
    assert isinstance(figures.index, pd.RangeIndex)
    assert {"place", "year", *told.figures.columns} <= set(figures)


def test_no_figures_is_an_empty_table_with_the_same_columns(told):
    none = measures.stated_figures(corpus())
    assert len(none) == 0
    assert list(none) == list(measures.stated_figures(told))


# -- files ----------------------------------------------------------------------------------------


def opened(path):
    """Sheets of a workbook as lists of rows, read without any library of ours."""
    from io import BytesIO
    from xml.etree import ElementTree
    from zipfile import ZipFile

    book = ZipFile(BytesIO(path.read_bytes()))
    space = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    shared = ["".join(t.text or "" for t in si.iterfind(".//s:t", space)) for si in root]
    sheets = []
    for name in sorted(n for n in book.namelist() if n.startswith("xl/worksheets/sheet")):
        xml = book.read(name).decode()
        assert "<f>" not in xml, "no cell is a formula"
        assert "hyperlink" not in xml
        rows = []
        for row in ElementTree.fromstring(xml).iterfind(".//s:row", space):
            cells = {}
            for cell in row:
                value = cell.findtext("s:v", None, space)
                column = re.match("[A-Z]+", cell.get("r"))[0]
                cells[column] = shared[int(value)] if cell.get("t") == "s" else value
            rows.append(cells)
        sheets.append(rows)
    return sheets


NASTY = pd.DataFrame(
    {
        "place": ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "清澜市\"'<b>"],
        "share": [0.5, None, 0.0, 1e-9, 2.0, 3.25],
        "n": pd.array([1, None, 0, 2, 3, 4], dtype="Int64"),
        "page": ["https://example.org/a", None, "mailto:x", "", "a\nb", "甲;乙"],
        "sections": [[1, 2], [], None, [3], ["a"], [4]],
    }
).astype({"place": "str", "page": "str"})


def test_csv_opens_again_with_the_same_values_and_nothing_to_run(tmp_path):
    path = to_csv(NASTY, tmp_path / "表.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "spreadsheets know it as UTF-8"
    again = pd.read_csv(path, dtype={"place": "str", "n": "Int64"}, keep_default_na=True)
    assert again["share"].tolist()[2:] == NASTY["share"].tolist()[2:]
    assert again["share"].isna().tolist() == NASTY["share"].isna().tolist()
    assert again["n"].tolist() == NASTY["n"].tolist()
    assert again["sections"].iloc[0] == "1; 2"
    assert not again["place"].str.match(r"[=+\-@\t\r]").any()
    assert again["place"].str.removeprefix("'").tolist() == NASTY["place"].tolist()


def test_a_workbook_opens_again_with_the_same_values_and_nothing_to_run(tmp_path):
    about = {"corpus": "=1+1", "filters": ["year = 2023", "x"], "lexicons": {"themes": "3"}}
    data, passport = opened(to_xlsx(NASTY, about, tmp_path / "表.xlsx"))
    assert list(data[0].values()) == list(NASTY)
    assert [row.get("A") for row in data[1:]] == NASTY["place"].tolist(), "text as it is"
    assert [row.get("B") for row in data[1:]][:1] == ["0.5"]
    assert data[2].get("B") is None, "unknown is an empty cell, never 0"
    assert data[3].get("B") == "0"
    assert {row.get("A"): row.get("B") for row in passport[1:]} == {
        "corpus": "=1+1", "filters": "year = 2023; x", "lexicons": "themes 3",
    }  # fmt: skip


def test_an_empty_table_is_a_file_with_heads(tmp_path):
    empty = NASTY.head(0)
    assert pd.read_csv(to_csv(empty, tmp_path / "a.csv")).columns.tolist() == list(empty)
    data, _ = opened(to_xlsx(empty, {"a": "b"}, tmp_path / "a.xlsx"))
    assert list(data[0].values()) == list(empty)


def test_the_table_given_is_not_changed(tmp_path):
    before = NASTY.copy()
    to_csv(NASTY, tmp_path / "a.csv")
    to_xlsx(NASTY, {}, tmp_path / "a.xlsx")
    pd.testing.assert_frame_equal(NASTY, before)
