"""Charts of words and of text that comes back: what they draw, in which order, and the way back."""

import json

import pandas as pd
import pytest
import vl_convert

from reportkit import charts, lexicons, measures
from reportkit.charts.columns import MOST_REPORTS
from reportkit.charts.pictures import VEGA_LITE
from reportkit.errors import ReportkitError
from tests.drawn_charts import joined
from tests.word_tables import matrix, told

# Two years of four places; 数字 comes up in 2022, 旧章 goes away.
YEARS = [
    ("执法 执法 行政复议 旧章 听证", 2021),
    ("执法 行政复议 旧章 数字", 2022),
    ("执法 数字 数字 平台", 2023),
]
WORDS = matrix(
    *(
        (text, {"place": f"第{n}县", "year": year, "level": "county", "part": "plan"})
        for n in range(4)
        for text, year in YEARS
    )
)
SENTENCES = (
    "全年受理行政复议案件一百二十件并全部办结。",
    "乡镇综合执法队配齐记录仪并统一保管使用。",
    "群众在大厅一次办完开店所需的全部手续。",
)


def keyed(*rows, **columns):
    """Rows of reports, as measures key them."""
    table = pd.DataFrame(rows, columns=["report_id", "place", "year"]).assign(doc_type="report")
    return table.astype({"year": "Int64"}).assign(**columns)


def reuse_table(n=3):
    rows = [(f"r{i}", f"第{i}县", 2023) for i in range(n)]
    empty = [None] * (n - 1)
    return keyed(
        *rows,
        other_report_id=[f"e{i}" for i in range(n - 1)] + [None],
        n_chars=1000,
        unchanged=[0.5] * (n - 1) + [float("nan")],
        numbers_changed=[0.1] * (n - 1) + [float("nan")],
        reworded=[0.05] * (n - 1) + [float("nan")],
        new=[0.35] * (n - 1) + [float("nan")],
        dropped=[0.3] * (n - 1) + [float("nan")],
        why=[*empty, "no single report of its place on the year before is here"],
    )


def pairs(n):
    """Similarity of all pairs of n reports, as the measure gives it."""
    ids = [(f"r{i}", f"第{i}县", 2023) for i in range(n)]
    rows = [(*ids[i], *ids[j], 1 / (1 + i + j)) for i in range(n) for j in range(i)]
    names = ["report_id", "place", "year", "other_report_id", "other_place", "other_year"]
    return pd.DataFrame(rows, columns=[*names, "similarity"])


def again(verdicts, **more):
    rows = [("r1", "望溪区", 2022)] * len(verdicts)
    return keyed(*rows, verdict=verdicts, next_report_id="n1", **more)


@pytest.fixture(scope="module")
def spoken():
    return told("".join(SENTENCES), SENTENCES[0] + SENTENCES[0] + SENTENCES[2], SENTENCES[2])


@pytest.fixture(scope="module")
def tables(spoken):
    return {
        "word_frequency": measures.word_frequency(WORDS),
        "tf_idf": measures.tf_idf(WORDS, by="year"),
        "keyness": measures.keyness(WORDS, {"year": 2023}),
        "new_words": measures.new_words(WORDS),
        "vanished_words": measures.vanished_words(WORDS),
        "lexical_diversity": measures.lexical_diversity(spoken),
        "collocation": measures.collocation(spoken, "行政复议", kind="term", minimum=1),
        "dispersion": measures.dispersion(WORDS),
        "occurrences": measures.occurrences(spoken, "行政复议"),
        "similarity": pairs(4),
        "reuse": reuse_table(),
        "returning": again(["reworded", "not found in the words", None]),
        "answered": again(["answered", "partly", "no answer found in the words"]),
    }


NAMES = (
    *("word_frequency", "tf_idf", "keyness", "new_words", "vanished_words", "lexical_diversity"),
    *("collocation", "dispersion", "occurrences", "similarity", "reuse", "returning", "answered"),
)
each = pytest.mark.parametrize("name", NAMES)


def drawn(name, table, **more):
    return getattr(charts, name)(table, **more)


def values(chart):
    return [row for rows in chart.to_dict().get("datasets", {}).values() for row in rows]


def foot(chart):
    return " ".join(chart.to_dict()["vconcat"][0]["title"]["text"])


def compiles(spec):
    vl_convert.vegalite_to_vega(spec, vl_version=VEGA_LITE)


@each
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_chart_has_question_unit_source_reading_and_alternative_text(name, language, tables):
    chart = drawn(name, tables[name], language=language)
    spec = chart.to_dict(validate=True)
    assert joined(spec["title"]["text"]) == joined(charts.label(f"title.{name}", language))
    unit = joined(charts.label(f"unit.{name}", language))
    assert joined(spec["title"]["subtitle"]).endswith(unit)
    assert charts.label(f"read.{name}", language)
    assert spec["description"].startswith(charts.label(f"title.{name}", language))
    assert len(spec["description"]) > len(spec["title"]["text"]) + 3
    source = charts.label("foot.source_any", language)[:6]
    assert source in foot(chart)
    assert values(chart)


@each
def test_a_chart_of_nothing_is_still_a_chart(name, tables):
    spec = drawn(name, tables[name].head(0)).to_dict(validate=True)
    compiles(spec)


@each
def test_a_missing_column_is_refused(name, tables):
    table = tables[name]
    gone = "word" if "word" in table else "place"
    with pytest.raises(ReportkitError, match=f"lacks {gone}"):
        drawn(name, table.drop(columns=gone))


# A cell of the other two stands for several rows.
@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("returning", "answered")])
def test_a_drawn_row_leads_back_to_its_row_of_the_table(name, tables):
    table = tables[name].set_index(pd.RangeIndex(100, 100 + len(tables[name])))
    traced = [row for row in values(drawn(name, table)) if "row" in row]
    assert traced
    key = next(k for k in ("word", "report_id", "similarity") if k in traced[0])
    for row in traced:
        here = table.loc[row["row"], key]
        assert row[key] == (pytest.approx(here, abs=0.001) if key == "similarity" else here)


@each
def test_lists_of_places_and_years_drive_the_chart(name, tables):
    spec = charts.driven(drawn(name, tables[name]), {"place": ["第1县"], "year": [2023]})
    compiles(spec)
    words = (
        "word_frequency",
        "keyness",
        "new_words",
        "vanished_words",
        "collocation",
        "dispersion",
    )
    names = {p["name"] for p in spec.get("params", [])}
    assert names == (
        set()
        if name in words
        else {"year_shown"}
        if name == "tf_idf"
        else {"place_shown", "year_shown"}
    )


@each
def test_names_and_words_from_files_stay_plain_text(name, tables):
    bad = "<img src=x onerror=alert(1)>\n\\ \"'] + datum"
    table = tables[name]
    columns = [c for c in ("place", "word", "match", "why") if c in table]
    spec = drawn(name, table.assign(**dict.fromkeys(columns, bad))).to_dict()
    spec.pop("datasets")
    spec.pop("description")
    orders = json.dumps(spec)
    assert "onerror" not in "".join(
        part for part in orders.split('"') if "datum." in part or "split(" in part
    )


def test_words_stand_by_rank_with_their_rate_and_the_share_of_reports(tables):
    rows = values(drawn("word_frequency", tables["word_frequency"]))
    # 16 of 52 words are 执法, in every report.
    assert (rows[0]["word"], rows[0]["shown"]) == ("执法", "308 (100%)")
    assert [row["rank"] for row in rows] == sorted(row["rank"] for row in rows)


def test_groups_have_a_picture_each_and_many_become_a_matrix():
    few = drawn("word_frequency", measures.word_frequency(WORDS, by="year")).to_dict()
    assert few["vconcat"][0]["facet"]["sort"] == ["2021", "2022", "2023"]
    many = drawn("word_frequency", measures.word_frequency(WORDS, by=["place", "year"]))
    assert len({row["group"] for row in values(many)}) == 12
    more = matrix(*((f"执法 词{n}", {"place": f"第{n}县", "year": 2023}) for n in range(70)))
    table = measures.word_frequency(more, by="place")
    chart = drawn("word_frequency", table)
    assert chart.to_dict()["title"]["text"] == charts.label("title.word_frequency_many")
    assert len({row["group"] for row in values(chart)}) == MOST_REPORTS
    assert "70 组中的前 60 组" in foot(chart)
    assert "不是 0" in foot(chart)
    lists = drawn("tf_idf", measures.tf_idf(more, by="place"))
    assert {row["place_in_line"] for row in values(lists)} == {1, 2}


def test_keyness_shows_size_and_certainty_and_names_both_groups(tables):
    chart = drawn("keyness", tables["keyness"], target="2023", reference="此前")
    spec = json.dumps(chart.to_dict(), ensure_ascii=False)
    assert "◀ 此前（8 份）" in spec
    assert "2023（4 份） ▶" in spec
    rows = {row["word"]: row for row in values(chart) if "word" in row}
    assert rows["平台"]["only_in"] == "target"
    assert rows["平台"]["sign"] == "triangle-right"
    assert rows["旧章"]["sign"] == "triangle-left"
    table = tables["keyness"].set_index("word")
    for word, row in rows.items():
        q = table.loc[word, "q"]
        assert row["stars"] == "*" * sum(q < limit for limit in (0.05, 0.01, 0.001))
        assert row["beside"].endswith(f"{row['reports_target']}:{row['reports_reference']}")


def test_keyness_draws_the_first_of_both_groups_only(tables):
    rows = [r for r in values(drawn("keyness", tables["keyness"], most=1)) if "word" in r]
    assert [row["direction"] for row in rows] == ["target", "reference"]
    assert rows[0]["word"] == tables["keyness"]["word"].iloc[0]


def test_parts_of_the_same_reports_are_no_independent_groups(tables):
    table = tables["keyness"].assign(reports_in_both=3)
    assert charts.label("foot.keyness_both") in foot(drawn("keyness", table))
    assert charts.label("foot.keyness_both") not in foot(drawn("keyness", tables["keyness"]))


def test_a_new_word_stands_from_its_first_year_and_its_reports_are_counted(tables):
    spread = measures.word_frequency(WORDS, by="year")
    chart = drawn("new_words", tables["new_words"], spread=spread)
    rows = {row["word"]: row for row in values(chart) if "first_year" in row}
    assert rows["数字"] | {"first_year": 2022, "turn": 2022, "last_year": 2023} == rows["数字"]
    assert rows["数字"]["shown"] == "4 地 · 8 份"
    counts = {(r["word"], r["year"]): r["units_with"] for r in values(chart) if "units_with" in r}
    assert counts == {("数字", 2022): 4, ("数字", 2023): 4, ("平台", 2023): 4}
    years = chart.to_dict()["vconcat"][0]["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert years == [2021, 2022, 2023]
    (gone,) = [
        r for r in values(drawn("vanished_words", tables["vanished_words"])) if r["word"] == "旧章"
    ]
    assert gone["turn"] == 2022


def test_what_is_too_short_to_measure_is_said(tables):
    rows = values(drawn("lexical_diversity", tables["lexical_diversity"]))
    assert {row["shown"] for row in rows} == {"不足 100 词"}
    assert {row["value"] for row in rows} == {None}


def test_two_measures_of_diversity_have_two_signs_and_their_numbers_on_two_sides():
    table = keyed(("r1", "望溪区", 2023), n_words=900, n_types=400, mattr=0.88, hdd=0.97)
    rows = {row["measure"]: row for row in values(drawn("lexical_diversity", table))}
    assert rows["mattr"]["is_lower"]
    assert not rows["hdd"]["is_lower"]
    assert (rows["mattr"]["shown"], rows["hdd"]["shown"]) == ("0.880", "0.970")
    by_part = drawn("lexical_diversity", table.assign(part="plan")).to_dict()
    assert by_part["vconcat"][0]["facet"]["sort"] == ["下年安排"]


def test_a_report_without_a_hit_has_an_empty_lane_if_it_is_known(spoken, tables):
    alone = drawn("occurrences", tables["occurrences"])
    assert charts.label("foot.no_lane") in foot(alone)
    lanes = [
        r
        for r in values(drawn("occurrences", tables["occurrences"], reports=measures.keys(spoken)))
        if "n" in r
    ]
    assert {row["report_id"]: row["n"] for row in lanes} == {"r0": 1, "r1": 2, "r2": 0}


def test_the_dispersion_of_a_word_is_said_below_its_bar_code(tables):
    spread = pd.DataFrame({"word": ["行政复议"], "dp": [0.314]})
    chart = drawn("occurrences", tables["occurrences"], spread=spread)
    assert "行政复议 (DP 0.31)" in foot(chart)


def test_several_words_have_heights_of_their_own(spoken):
    table = measures.occurrences(spoken, ["行政复议", "群众", "乡镇"])
    chart = drawn("occurrences", table)
    assert {row["kind"] for row in values(chart) if "kind" in row} == {0, 1, 2}
    assert "yOffset" in json.dumps(chart.to_dict())
    assert "每行自上而下" in foot(chart)


def test_all_pairs_are_a_square_in_the_order_of_the_reports():
    rows = values(drawn("similarity", pairs(4)))
    assert len(rows) == 12
    spec = drawn("similarity", pairs(4)).to_dict()
    names = spec["vconcat"][0]["layer"][0]["encoding"]["y"]["sort"]
    assert names == [f"第{i}县 2023" for i in range(4)]
    assert {(row["name"], row["other"]) for row in rows} == {
        (a, b) for a in names for b in names if a != b
    }


def test_one_pair_a_report_is_a_dot_and_very_many_pairs_are_a_list():
    last = pairs(5).drop_duplicates("report_id")
    dots = values(drawn("similarity", last))
    assert [row["report_id"] for row in dots] == list(last["report_id"])
    chart = drawn("similarity", pairs(62))
    found = [row["similarity"] for row in values(chart)]
    assert found == sorted(found, reverse=True)
    assert len(found) == 40
    assert "1,891 对中最相似的 40 对" in foot(chart)


def test_shares_of_a_report_stand_end_to_end_and_what_was_dropped_left_of_zero():
    rows = [row for row in values(drawn("reuse", reuse_table())) if row["report_id"] == "r0"]
    ends = {row["status"]: (row["at"], row["to"]) for row in rows}
    assert ends["dropped"] == (-0.3, 0)
    assert ends["unchanged"] == (0, 0.5)
    assert ends["new"] == (pytest.approx(0.65), pytest.approx(1))
    assert {row["called"][0] for row in rows} == set("=#≈+−")


def test_a_report_that_is_not_compared_has_no_bar_and_it_is_said():
    chart = drawn("reuse", reuse_table())
    none = [row for row in values(chart) if row["report_id"] == "r2"]
    assert {row["share"] for row in none} == {None}
    assert charts.label("foot.not_compared") in foot(chart)
    assert charts.label("word.not_compared") in chart.to_dict()["description"]


def test_parts_and_themes_of_reports_have_pictures_of_their_own():
    table = reuse_table().assign(part=["plan", "problems", None])
    spec = drawn("reuse", table).to_dict(validate=True)
    assert spec["vconcat"][0]["facet"]["sort"] == ["下年安排", "不足原因"]
    compiles(spec)


def test_many_reports_become_places_by_years_and_two_of_a_year_are_not_one():
    table = pd.concat([reuse_table(80), reuse_table(1).assign(report_id="again")])
    chart = drawn("reuse", table.reset_index(drop=True))
    rows = {row["report_id"]: row for row in values(chart)}
    assert rows["r1"]["shown"] == "35%"
    assert rows["again"]["shown"] == rows["r0"]["shown"] == "×2"
    assert len({row["place"] for row in rows.values()}) == MOST_REPORTS
    assert "80 个地方中的前 60 个" in foot(chart)
    assert chart.to_dict()["title"]["text"] == charts.label("title.reuse_years")


def test_what_comes_back_is_counted_of_what_could_be_compared(tables):
    (row,) = values(drawn("returning", tables["returning"]))
    assert (row["shown"], row["n"]) == ("1/2", 3)
    (row,) = values(drawn("answered", tables["answered"]))
    assert row["shown"] == "2/3"


def test_a_year_without_a_successor_is_a_gap_not_a_zero():
    table = pd.concat([again(["reworded"]), again(["reworded"]).assign(year=2019)])
    rows = {r["year"]: r for r in values(drawn("returning", table.reset_index(drop=True)))}
    assert sorted(rows) == [2019, 2020, 2021, 2022]
    assert rows[2020]["share"] is None
    assert rows[2022]["shown"] == "1/1"


@pytest.mark.parametrize("name", ["word_frequency", "keyness", "collocation", "reuse"])
def test_the_same_table_gives_the_same_chart(name, tables):
    assert drawn(name, tables[name]).to_dict() == drawn(name, tables[name]).to_dict()


def test_every_kind_of_change_has_a_name():
    keys = {row["key"] for row in lexicons.rows("labels")}
    assert {
        f"change.{k}" for k in ("unchanged", "numbers_changed", "reworded", "new", "dropped")
    } <= keys
