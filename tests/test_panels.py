"""Panels: set a control, read what is shown. No kernel and no browser is needed for that."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pandas as pd
import pytest

from reportkit import charts, measures, panels
from reportkit.charts.view import MIME
from reportkit.errors import ReportkitError
from reportkit.panels.checklist import MOST_LISTED
from reportkit.panels.choice import FIRST_PLACES
from reportkit.panels.tables import html_table
from reportkit.panels.views import VIEWS
from tests.small_corpus import PLAIN, corpus, five, report

each_view = pytest.mark.parametrize("view", VIEWS)


@pytest.fixture
def panel():
    return panels.Glance(five())


class Reader(HTMLParser):
    """Cells of a table by row, and every tag and attribute on the way."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.tags, self.attributes, self.caption, self._in = [], [], [], "", None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self._in = tag
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data):
        if self._in == "caption":
            self.caption += data
        elif self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def text_of(widget):
    return re.sub(r"<[^>]+>", "", widget.value)


def test_it_shows_everything_to_begin_with(panel):
    assert list(panel.places.value) == ["清澜市", "清澜市望溪区", "白石滩高新区", "地方未写明"]
    assert list(panel.years.value) == [2020, 2022, 2023, "年度未写明"]
    assert panel.data["report_id"].nunique() == 5
    assert "4 / 4 个地方 · 4 / 4 个年度 → 5 份报告" in text_of(panel._state)
    assert panel._picture.outputs[0]["data"][MIME]["title"]["text"].startswith("各主题")


def test_choosing_places_and_years_changes_table_and_chart(panel):
    panel.places.value = ["清澜市望溪区"]
    assert set(panel.data["report_id"]) == {"990103-2022", "990103-2023"}
    panel.years.value = [2023]
    assert set(panel.data["report_id"]) == {"990103-2023"}
    assert len(Reader(panel._table.value).rows) == 1 + 1
    drawn = panel._picture.outputs[0]["data"][MIME]
    rows = next(iter(drawn["datasets"].values()))
    assert {row["report_id"] for row in rows} == {"990103-2023"}


@each_view
def test_every_view_draws_reads_and_traces(panel, view):
    panel.view.value = view
    expected = VIEWS[view].measure(five())
    pd.testing.assert_frame_equal(panel.data, expected)
    assert panel.chart.to_dict()["description"].startswith(charts.label(f"title.{view}"))
    assert text_of(panel._reading) == charts.label(f"read.{view}")
    table, evidence = Reader(panel._table.value), Reader(panel._evidence.value)
    assert len(table.rows) > 5
    assert "清澜市" in table.rows[1]
    assert len(evidence.rows) > 1


@pytest.mark.parametrize("view", sorted(VIEWS.keys() - {"theme_years"}))
def test_a_table_of_reports_has_a_row_a_report_and_ends_with_its_id(panel, view):
    panel.view.value = view
    table = Reader(panel._table.value)
    assert len(table.rows) == 1 + 5
    assert table.rows[1][-1] == "990100-2020"


def test_themes_by_year_has_a_row_a_theme_and_place_and_a_column_a_year(panel):
    panel.view.value = "theme_years"
    head, first, *_ = Reader(panel._table.value).rows
    assert head == ["主题Theme", "地方Place", "2020", "2021", "2022", "2023"]
    assert first == ["行政执法", "清澜市", "40%", *["这里没有该年的报告"] * 3]


@each_view
@pytest.mark.parametrize("years", [[2020, 2022, 2023, "年度未写明"], [2023]])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_code_makes_the_same_table_and_chart(view, years, language):
    shown = panels.Glance(five(), language=language)
    shown.view.value = view
    shown.years.value = [y for y in shown.years.options if y in years]
    made = {"corpus": five()}
    exec(shown.code, made)
    pd.testing.assert_frame_equal(made["data"], shown.data)
    assert made["chart"].to_dict() == shown.chart.to_dict()


def test_data_is_a_copy(panel):
    taken = panel.data
    taken["share"] = 0
    assert panel.data["share"].max() > 0


def test_data_and_chart_cannot_be_set(panel):
    for name in ("data", "chart", "code"):
        with pytest.raises(AttributeError):
            setattr(panel, name, None)


@pytest.mark.parametrize("control", ["places", "years"])
def test_nothing_chosen_says_what_to_do(panel, control):
    getattr(panel, control).value = []
    assert panel.chart is None
    assert len(panel.data) == 0
    assert "share" in panel.data
    assert panel._picture.outputs == ()
    assert "各至少勾选一项" in text_of(panel._message)
    assert panel._table.value == panel._reading.value == panel._evidence.value == ""
    exec(panel.code, {"corpus": five()})
    chosen = getattr(panel, control)
    chosen.value = chosen.options
    assert panel._message.value == ""
    assert panel.chart is not None


def test_places_without_a_report_in_the_years_say_which_years_they_have(panel):
    panel.places.value = ["清澜市"]
    panel.years.value = [2023]
    assert "有报告的年度:2020。" in text_of(panel._message)


def test_an_empty_corpus_says_how_to_fill_it():
    shown = panels.Glance(corpus())
    assert "rk.load()" in text_of(shown._message)
    assert shown.chart is None


def test_the_numbers_lead_to_the_characters(panel):
    panel.report.value = "990103-2023"
    rows = Reader(panel._evidence.value)
    head, *cells = rows.rows
    _, section, start, end, count, words = next(r for r in cells if "行政执法" in r[0])
    quote = five().quote("990103-2023", int(start), int(end))
    assert quote.startswith("(一)规范执法")
    assert words.startswith("(一)规范执法 全年检查")
    assert (section, count) == ("2", "37")
    assert "原文" in head[-1]


def test_evidence_without_text_gives_the_places_and_says_how_to_see_the_words():
    bare = five()
    shown = panels.Glance(type(bare)(**bare.tables(), name="facts"))
    assert "data/reports/" in text_of(shown._evidence)
    assert "原文" not in "".join(Reader(shown._evidence.value).rows[0])
    assert len(Reader(shown._evidence.value).rows) > 1


def test_dates_are_traced_to_where_they_are_stated(panel):
    panel.view.value = "report_dates"
    panel.report.value = "990100-2020"
    assert Reader(panel._evidence.value).rows[1] == [
        "年度Year"[:2], "2020", "是", "title", "6", "10", "2020",
    ]  # fmt: skip


def test_the_traced_report_stays_while_it_is_shown(panel):
    panel.report.value = "990103-2023"
    panel.places.value = ["清澜市望溪区"]
    assert panel.report.value == "990103-2023"
    panel.places.value = ["清澜市"]
    assert panel.report.value == "990100-2020"


def test_lines_with_a_contact_are_covered():
    one = corpus(report("a", "清澜市", 2023))
    start = one.sections["start"].iloc[0]
    secret = type(one)(**one.tables(), texts=one.texts, private={"a": ((start, start + 3),)})
    words = measures.with_words(secret, measures.passages(secret))["words_there"]
    assert words[0].startswith("███")


def test_names_from_files_are_escaped_everywhere():
    bad = '<script>alert(1)</script>"&'
    shown = panels.Glance(
        corpus(report("<b>x</b>", bad, 2023, doc_type="<i>", source="<u>", level="<s>"))
    )
    for view in VIEWS:
        shown.view.value = view
        for widget in (shown._table, shown._evidence, shown._state, shown._message, shown._reading):
            found = Reader(widget.value)
            assert not {"script", "b", "i", "u", "s"} & set(found.tags), view
    assert "&lt;script&gt;" in shown._table.value


def test_a_table_is_one_a_screen_reader_can_read(panel):
    found = Reader(panel._table.value)
    assert ("scope", "col") in found.attributes
    assert ("scope", "row") in found.attributes
    assert ("tabindex", "0") in found.attributes
    assert found.caption == "图中的数值"


def test_cells_say_what_is_unknown():
    table = pd.DataFrame(
        {"place": ["甲"], "share": [None], "n_chars": pd.array([None], dtype="Int64")}
    ).astype({"share": "float64"})
    assert Reader(html_table(table, "x")).rows[1] == ["甲", "未写明", "未写明"]
    assert "not stated" in html_table(table, "x", "en")


def many(n):
    return corpus(
        *(report(f"r{i:03}", f"第{i}县", 2020 + i % 5, sections=PLAIN[:2]) for i in range(n))
    )


def listed(checklist):
    return [box.description for box in checklist._list.children]


def test_a_long_list_begins_with_a_few_places_and_can_be_searched():
    shown = panels.Glance(many(120))
    assert len(shown.places.value) == FIRST_PLACES
    assert f"{FIRST_PLACES} / 120" in text_of(shown._state)
    assert len(listed(shown.places)) == MOST_LISTED
    assert "另有 60 个" in text_of(shown.places._more)
    before = shown.data
    shown.places.search.value = "第11"
    assert {"第11县", "第110县", "第119县"} <= set(listed(shown.places))
    assert "第50县" not in listed(shown.places)
    assert len(shown.places.value) == FIRST_PLACES, "what is ticked stays ticked"
    shown.places.search.value = ""
    pd.testing.assert_frame_equal(shown.data, before)


def test_what_is_ticked_is_listed_however_far_down_it_stands():
    shown = panels.Glance(many(120))
    shown.places.value = ["第99县"]
    assert "第99县" in listed(shown.places)
    assert shown.places.value == ("第99县",)


def test_searching_draws_nothing_anew():
    shown = panels.Glance(many(30))
    outputs = shown._picture.outputs
    shown.places.search.value = "第1"
    assert shown._picture.outputs is outputs


def test_a_short_list_has_no_search(panel):
    assert panel.places.search not in panel.places.children[0].children


def box(checklist, name):
    return next(b for b in checklist._list.children if b.description == name)


def test_ticking_a_box_is_choosing(panel):
    box(panel.places, "清澜市").value = False
    assert "清澜市" not in panel.places.value
    assert "990100-2020" not in set(panel.data["report_id"])
    box(panel.places, "清澜市").value = True
    assert panel.data["report_id"].nunique() == 5


def test_setting_the_value_ticks_the_boxes(panel):
    panel.years.value = [2023, 2020]
    assert panel.years.value == (2020, 2023)
    assert {b.description: b.value for b in panel.years._list.children} == {
        "2020": True, "2022": False, "2023": True, "年度未写明": False,
    }  # fmt: skip


def test_all_and_nothing_are_one_press(panel):
    _, every, nothing = panel.places.children[0].children
    nothing.click()
    assert panel.places.value == ()
    every.click()
    assert panel.places.value == panel.places.options


def test_one_change_draws_once(panel, monkeypatch):
    drawn = []
    monkeypatch.setattr(charts, "bundle", lambda chart, still: drawn.append(chart) or ({}, {}))
    panel.places.value = ["清澜市", "清澜市望溪区"]
    assert len(drawn) == 1
    panel.places.value = ["清澜市望溪区", "清澜市"]
    assert len(drawn) == 1


def test_an_unknown_place_names_those_that_are_there(panel):
    with pytest.raises(ReportkitError, match="Did you mean '清澜市'"):
        panel.places.value = ["清澜"]


def test_something_that_is_no_corpus_is_refused():
    with pytest.raises(ReportkitError, match="not DataFrame"):
        panels.Glance(pd.DataFrame())


def test_constructing_displays_nothing(capsys):
    panels.Glance(five())
    assert capsys.readouterr().out == ""


def test_importing_reportkit_does_not_import_widgets():
    code = "import sys, reportkit; assert not {'ipywidgets', 'altair'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_panel_of_invented_reports_says_so(language):
    real, told = report("a", "望溪区", 2023), report("b", "临溪区", 2023, invented=True)
    shown = panels.Glance(corpus(real, told), language=language)
    said = charts.label("state.invented", language, n=1)
    assert said in text_of(shown._state)
    shown.places.value = ["望溪区"]
    assert said not in text_of(shown._state)
