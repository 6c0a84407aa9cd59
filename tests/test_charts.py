"""Charts: what they draw, what they refuse, and how they reach a reader without network."""

import base64
import json
import re
import subprocess
import sys

import altair as alt
import pytest

from reportkit import charts, lexicons, measures
from reportkit.charts import pictures
from reportkit.charts.columns import MOST_REPORTS, wrapped
from reportkit.charts.view import MIME
from reportkit.errors import ReportkitError
from tests.drawn_charts import joined
from tests.small_corpus import PLAIN, corpus, five, report

PAIRS = {
    "theme_shares": (measures.theme_shares, charts.theme_shares),
    "theme_years": (measures.theme_years, charts.theme_years),
    "required_parts": (measures.required_parts, charts.required_parts),
    "report_dates": (measures.overview, charts.report_dates),
    "report_lengths": (measures.overview, charts.report_lengths),
}
each = pytest.mark.parametrize("key", PAIRS)
# Charts with a row a report.
by_report = pytest.mark.parametrize("key", sorted(PAIRS.keys() - {"theme_years"}))


@pytest.fixture(scope="module")
def small():
    return five()


def drawn(key, given, **more):
    measure, chart = PAIRS[key]
    return chart(measure(given), **more)


def values(chart):
    """Rows that the chart draws."""
    return [row for rows in chart.to_dict().get("datasets", {}).values() for row in rows]


@by_report
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_chart_is_an_altair_chart_with_title_unit_source_and_alternative_text(
    key, language, small
):
    chart = drawn(key, small, language=language)
    assert isinstance(chart, alt.VConcatChart)
    spec = chart.to_dict()
    title = charts.label(f"title.{key}", language)
    assert spec["title"]["text"] == title
    unit = joined(charts.label(f"unit.{key}", language))
    assert joined(spec["title"]["subtitle"]).endswith(unit)
    assert spec["vconcat"][0]["title"]["text"][-1] == charts.label("foot.source", language, n=5)
    assert spec["description"].startswith(title)
    assert "清澜市望溪区 2023" in spec["description"]
    assert spec["config"]["font"].startswith("PingFang SC")


@each
def test_the_same_table_gives_the_same_chart(key, small):
    assert drawn(key, small).to_dict() == drawn(key, small).to_dict()


@by_report
def test_a_chart_draws_every_report(key, small):
    assert {row["report_id"] for row in values(drawn(key, small))} == set(
        small.reports["report_id"]
    )


@each
def test_a_chart_of_nothing_is_still_a_chart(key, small):
    chart = drawn(key, small.filter(year=1900))
    assert values(chart) == []
    charts.bundle(chart)


@each
def test_a_missing_column_is_refused(key, small):
    measure, chart = PAIRS[key]
    with pytest.raises(ReportkitError, match="lacks place"):
        chart(measure(small).drop(columns="place"))


@each
def test_every_selection_has_a_name_of_its_own(key, small):
    names = [p["name"] for p in drawn(key, small).to_dict().get("params", [])]
    assert not [name for name in names if name.startswith("param_")]


def test_an_unknown_language_is_refused(small):
    with pytest.raises(ReportkitError, match="Known: en, zh"):
        drawn("theme_shares", small, language="fr")


def test_shares_are_printed_in_their_cells(small):
    rows = [r for r in values(drawn("theme_shares", small)) if r["report_id"] == "990103-2023"]
    shown = {row["theme"]: row["shown"] for row in rows}
    assert shown["enforcement"] == "40%"
    assert shown["none"] == "41%"
    assert shown["digital"] == "0"
    assert len(rows) == 13


def test_an_unmeasured_share_is_no_zero():
    one = corpus(report("a", "清澜市", 2023, sections=[]))
    row = values(drawn("theme_shares", one))[0]
    assert (row["share"], row["shown"]) == (None, "–")


def test_themes_stand_by_average_share_and_what_has_none_last(small):
    order = charts.themes_by_share(measures.theme_shares(small))
    assert order[:2] == ["enforcement", "disputes"]
    assert order[-1] == "none"
    assert set(order) == {*lexicons.themes(), "none"}


def foot(chart):
    return " ".join(chart.to_dict()["vconcat"][0]["title"]["text"])


def test_the_outline_of_2015_is_mentioned_where_a_year_before_2021_is_shown(small):
    assert "2015" in foot(drawn("theme_shares", small))
    assert "2015" not in foot(drawn("theme_shares", small.filter(year=[2022, 2023])))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_title_names_the_theme_that_the_chart_shows(language, small):
    spec = drawn("theme_years", small, theme="digital", language=language).to_dict()
    (picked,) = spec["params"]
    assert picked["value"] == "digital"
    assert spec["vconcat"][0]["transform"] == [{"filter": f"datum.theme == {picked['name']}"}]
    titles, name = spec["title"]["text"]["expr"][:-1].rsplit("[", 1)
    assert name == picked["name"]
    shown = charts.label("theme.digital", language)
    assert joined(shown) in joined(json.loads(titles)["digital"])
    assert f"{shown}. 清澜市: 2020 0" in spec["description"]
    assert picked["bind"]["labels"] == [
        charts.label(f"theme.{theme}", language) for theme in picked["bind"]["options"]
    ]


def test_a_year_without_report_is_an_empty_cell_and_two_reports_are_not_one(small):
    rows = {(r["place"], r["year"], r["theme"]): r for r in values(drawn("theme_years", small))}
    assert rows["清澜市", 2021, "disputes"]["shown"] == ""
    assert rows["清澜市", 2021, "disputes"]["share"] is None
    again = corpus(report("a", "望溪区", 2023), report("b", "望溪区", 2023, sections=PLAIN[:3]))
    assert {r["shown"] for r in values(drawn("theme_years", again))} == {"×2"}


def test_an_unknown_theme_names_those_that_are_there(small):
    with pytest.raises(ReportkitError, match="enforcement"):
        charts.theme_years(measures.theme_years(small), theme="law")


def test_what_is_no_report_is_marked(small):
    chart = drawn("report_lengths", small)
    assert "† 不是报告正文：解读" in foot(chart)
    names = {row["report_id"]: row["name"] for row in values(chart)}
    assert names["unknown"] == "地方未写明 年度未写明†"
    assert names["990103-2022"] == "清澜市望溪区 2022"


def test_unknown_dates_are_said_not_dropped(small):
    rows = [r for r in values(drawn("report_dates", small)) if r["report_id"] == "baishi-2023"]
    assert {row["note"] for row in rows} == {"签署日期 未写明", "发布日期 未写明"}
    assert {row["day"] for row in rows} == {None}


def test_a_date_far_out_is_drawn_too():
    late = corpus(report("a", "清澜市", 2015, signed="2024-01-05", published="2014-12-01"))
    spec = drawn("report_dates", late).to_dict()
    domain = next(iter(re.findall(r'"domain": \[(-?\d+), (\d+)\]', json.dumps(spec))))
    assert domain == ("-395", "2927")


def test_parts_have_signs_and_words(small):
    rows = values(drawn("required_parts", small))
    assert {(r["sign"], r["found"]) for r in rows} == {
        ("✓", "✓ 有单独标题"), ("–", "– 未找到"),
    }  # fmt: skip


def test_an_unknown_status_is_a_question_mark(small):
    table = measures.required_parts(small).assign(status=None)
    assert {row["sign"] for row in values(charts.required_parts(table))} == {"?"}


def test_reports_of_one_name_are_told_apart_by_their_id():
    table = measures.overview(corpus(report("a", "清澜市", 2023), report("b", "清澜市", 2023)))
    assert charts.report_names(table) == {"a": "清澜市 2023 a", "b": "清澜市 2023 b"}


@pytest.mark.parametrize(
    "name",
    [
        "望溪区 2023",
        "双江拉祜族佤族布朗族傣族自治县 2024",
        "place not stated year not stated†",
        "清澜市 2023 990100-2023-interpretation-of-the-report",
        "市" * 200,
        "a" * 200,
    ],
)
def test_names_wrap_and_lose_nothing(name):
    lines = wrapped(name).split("\n")
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    assert max(map(len, lines)) <= 24


def test_hundreds_of_reports_are_cut_and_it_is_said():
    many = corpus(*(report(f"r{i:03}", f"第{i}县", 2023) for i in range(MOST_REPORTS + 7)))
    chart = drawn("report_lengths", many)
    assert len({row["report_id"] for row in values(chart)}) == MOST_REPORTS
    assert f"{MOST_REPORTS + 7} 份中的前 {MOST_REPORTS} 份" in foot(chart)


@pytest.mark.parametrize(("places", "by"), [(MOST_REPORTS + 7, "year"), (7, "place")])
def test_shares_of_hundreds_of_reports_are_taken_together(places, by):
    every = range(MOST_REPORTS + 7)
    short = [section for section in PLAIN if section[3] != "disputes"]
    many = corpus(
        *(
            report(f"r{i:03}", f"第{i % places}县", 2020 + i % 3, sections=[PLAIN, short][i % 2])
            for i in every
        )
    )
    table = measures.theme_shares(many)
    rows = values(charts.theme_shares(table))
    means = table.groupby([by, "theme"])["share"].mean()
    assert {(r[by], r["theme"]): r["share"] for r in rows} == pytest.approx(means.to_dict())
    assert sum(r["n_reports"] for r in rows if r["theme"] == "disputes") == len(every)
    assert f"共 {len(every)} 份" in foot(charts.theme_shares(table))


def test_names_from_files_stay_plain_text():
    bad = "<img src=x onerror=alert(1)>\n\\ \"'] + datum"
    chart = drawn("report_lengths", corpus(report("a", bad, 2023)))
    spec = json.dumps(chart.to_dict())
    # The name is data; no expression is made of it.
    assert not re.search(r'"(labelExpr|expr|test|calculate|filter)": "[^"]*onerror', spec)
    charts.bundle(chart)


@each
def test_the_bundle_is_what_jupyterlab_draws_by_itself(key, small):
    data, metadata = drawn(key, small)._repr_mimebundle_()
    assert set(data) == {MIME, "image/png", "text/plain"}
    assert data[MIME]["$schema"].endswith("/v5.json")
    assert "http" not in json.dumps(data[MIME]).replace(data[MIME]["$schema"], "")
    assert metadata[MIME]["embed_options"]["actions"] is False
    png = base64.b64decode(data["image/png"])
    assert png.startswith(b"\x89PNG")
    assert metadata["image/png"]["width"] > 300
    assert "清澜市" in data["text/plain"]


def test_any_altair_chart_can_be_shown(small):
    plain = alt.Chart(alt.InlineData(values=[{"a": 1}])).mark_bar().encode(x="a:Q")
    data, _ = charts.view(plain)._repr_mimebundle_()
    assert MIME in data


def test_the_notebook_file_format_takes_the_bundle(small):
    nbformat = pytest.importorskip("nbformat")
    data, metadata = drawn("theme_shares", small)._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
    cell = nbformat.v4.new_code_cell("chart", outputs=[output])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))


@pytest.fixture
def no_font(monkeypatch):
    """Characters that no font has are all drawn as the same box."""
    for cached in (pictures.writes_chinese, pictures._say_once):
        cached.cache_clear()
    monkeypatch.setattr(pictures, "_drawn", lambda character: b"box")
    yield
    for cached in (pictures.writes_chinese, pictures._say_once):
        cached.cache_clear()


def test_without_a_chinese_font_no_boxes_are_printed_and_it_is_said_once(no_font, small):
    with pytest.warns(UserWarning, match="fonts-noto-cjk") as said:
        first, _ = drawn("theme_shares", small)._repr_mimebundle_()
        drawn("report_lengths", small)._repr_mimebundle_()
    assert len(said) == 1
    assert set(first) == {MIME, "text/plain"}


def test_boxes_are_told_from_characters():
    """Two characters that no font has look the same; that is what the check asks."""
    assert pictures._drawn("\U0010fff0") == pictures._drawn("\U0010fff1")


def test_importing_charts_changes_no_setting_of_altair():
    code = (
        "import altair as alt\n"
        "before = alt.theme.active, alt.renderers.active, alt.data_transformers.active\n"
        "import reportkit.charts\n"
        "assert before == (alt.theme.active, alt.renderers.active, alt.data_transformers.active)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_grammar_of_addresses_is_built_only_when_an_address_is_checked():
    """Building it takes two seconds, which every first chart of a notebook would wait for."""
    pytest.importorskip("rfc3987_syntax", reason="comes with Jupyter, not with reportkit")
    code = (
        "import sys, reportkit.charts\n"
        "assert 'rfc3987_syntax' not in sys.modules\n"
        "import jsonschema\n"
        "checker = jsonschema.FormatChecker(['iri'])\n"
        "assert checker.conforms('http://例.example/', 'iri')\n"
        "assert not checker.conforms('no iri', 'iri')\n"
        "assert 'rfc3987_syntax' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_label_has_both_languages_and_stands_in_order():
    rows = lexicons.rows("labels")
    keys = [row["key"] for row in rows]
    assert keys == sorted(set(keys))
    for row in rows:
        assert row["zh"].strip() and row["en"].strip(), row["key"]
        holes = [set(re.findall(r"{(\w+)}", row[language])) for language in ("zh", "en")]
        assert holes[0] == holes[1], row["key"]


def test_chinese_labels_have_chinese_signs():
    """What follows a Chinese character is a full-width sign, as readers expect it."""
    half = re.compile(r"[\u4e00-\u9fff”》）][,:;?!()]")
    assert [row["key"] for row in lexicons.rows("labels") if half.search(row["zh"])] == []


def test_every_theme_and_part_has_a_label():
    for theme in (*lexicons.themes(), "none"):
        charts.label(f"theme.{theme}")
    for part in ("preamble", "achievements", "leadership", "problems", "plan", "closing", "annex"):
        charts.label(f"part.{part}")


def test_an_unknown_label_names_those_that_are_there():
    with pytest.raises(ReportkitError, match=r"Did you mean 'theme\.digital'"):
        charts.label("theme.digitl")
