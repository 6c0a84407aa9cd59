"""Shares of themes with intervals, mixtures, and the effect of editing the theme lexicon."""

import doctest
import re
from itertools import product
from math import log
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import reportkit as rk
from reportkit import ReportkitError, charts, lexicons, measures
from reportkit.measures.bootstrap import Pieces, bounds
from reportkit.measures.theme_notes import OUTLINES
from reportkit.reading import read
from tests.small_corpus import PLAIN, corpus, five, report

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "themes.md"


@pytest.fixture(scope="module")
def teaching():
    return rk.load("teaching")


def with_sections(report_id, year, *told, place="望溪县", **more):
    """A report whose sections have these themes and lengths (the heading included)."""
    sections = [
        (1, f"{n}、", "情", "achievements", theme, ["字" * (length - len(f"{n}、情"))])
        for n, (theme, length) in enumerate(told, start=1)
    ]
    return report(report_id, place, year, sections=sections, **more)


SIX = (
    ("disputes", 40),
    ("disputes", 60),
    ("enforcement", 30),
    ("rulemaking", 50),
    (None, 20),
    ("enforcement", 45),
)


def of(table, theme, **wanted):
    rows = table[table["theme"] == theme]
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    (row,) = rows.to_dict("records")
    return row


# Intervals ---------------------------------------------------------------------------------------


def test_an_interval_is_that_of_all_draws_there_are():
    n, theme = np.array([40.0, 60, 30, 50, 45]), np.array([0, 0, 1, 2, 1])
    # 5 sections drawn 5 times: 3125 equally likely draws, all of them.
    every = np.array(list(product(range(5), repeat=5)))
    exact = np.stack([np.where(theme[every] == t, n[every], 0).sum(1) for t in range(3)])
    exact = exact / n[every].sum(1)
    pieces = Pieces("a", n, theme)
    drawn = pieces.drawn(3, 40_000, 1)
    assert drawn.sum(0) == pytest.approx(1)
    found = bounds(pieces.shares(3), drawn)
    wanted = np.quantile(exact, [0.025, 0.975], axis=1)
    assert found == pytest.approx(wanted, abs=0.02)
    assert drawn.mean(1) == pytest.approx(exact.mean(1), abs=0.005)


def test_intervals_are_those_of_scipy():
    table = measures.theme_shares(corpus(with_sections("a", 2023, *SIX)), intervals=20_000, seed=3)
    sizes = np.array([n for _, n in SIX], dtype=float)
    own = np.array([theme == "enforcement" for theme, _ in SIX], dtype=float)
    by_scipy = stats.bootstrap(
        (sizes, own),
        lambda n, is_own, axis: (n * is_own).sum(axis) / n.sum(axis),
        paired=True,
        vectorized=True,
        method="percentile",
        n_resamples=20_000,
        rng=np.random.default_rng(1),
    ).confidence_interval
    found = of(table, "enforcement")
    assert (found["low"], found["high"]) == pytest.approx(tuple(by_scipy), abs=0.02)
    assert found["share"] == pytest.approx(75 / 245)


def test_an_interval_depends_on_the_report_and_the_seed_alone():
    first, second = with_sections("a", 2023, *SIX), with_sections("b", 2022, *SIX[::-1])
    both = measures.theme_shares(corpus(first, second), intervals=200)
    alone = measures.theme_shares(corpus(first), intervals=200)
    columns = ["theme", "share", "low", "high"]
    of_first = both.loc[both["report_id"] == "a", columns].reset_index(drop=True)
    pd.testing.assert_frame_equal(of_first, alone[columns])
    again = measures.theme_shares(corpus(first), intervals=200)
    pd.testing.assert_frame_equal(alone, again)
    other = measures.theme_shares(corpus(first), intervals=200, seed=1)
    assert not other["high"].equals(alone["high"])


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param([("disputes", 40), ("enforcement", 40)], id="two sections"),
        pytest.param([*SIX[:4]], id="four sections"),
        pytest.param([("disputes", 4000), *SIX], id="one section with nearly all the text"),
    ],
)
def test_too_few_sections_give_no_interval(sections):
    table = measures.theme_shares(corpus(with_sections("a", 2023, *sections)), intervals=200)
    assert table["share"].sum() == pytest.approx(1)
    assert table[["low", "high"]].isna().all(axis=None)


def test_a_theme_without_section_and_one_with_all_have_no_interval():
    table = measures.theme_shares(corpus(with_sections("a", 2023, *SIX)), intervals=200)
    assert of(table, "digital")["share"] == 0
    assert np.isnan(of(table, "digital")["low"])
    alike = [("disputes", 40)] * 8
    table = measures.theme_shares(corpus(with_sections("a", 2023, *alike)), intervals=200)
    assert of(table, "disputes")["share"] == 1
    assert table[["low", "high"]].isna().all(axis=None)


def test_a_report_without_sentences_has_missing_shares_and_intervals():
    table = measures.theme_shares(
        corpus(report("a", "望溪县", 2023, sections=[]), with_sections("b", 2023, *SIX)),
        intervals=200,
    )
    assert table.loc[table["report_id"] == "a", ["share", "low", "high"]].isna().all(axis=None)
    assert table.loc[table["report_id"] == "b", "low"].notna().any()


@pytest.mark.parametrize("draws", [-1, 1, 99, 10**9])
def test_draws_that_settle_nothing_are_refused(draws):
    with pytest.raises(ReportkitError, match="1000 is usual"):
        measures.theme_shares(five(), intervals=draws)


def test_intervals_need_no_text_and_stand_in_theme_years_too():
    told = corpus(with_sections("a", 2023, *SIX), text=False)
    shares = measures.theme_shares(told, intervals=300, seed=5)
    years = measures.theme_years(told, intervals=300, seed=5)
    pd.testing.assert_frame_equal(shares[["low", "high"]], years[["low", "high"]])
    assert "low" not in measures.theme_shares(told)
    assert "low" not in measures.theme_years(told)


def test_intervals_of_the_teaching_corpus_hold_their_shares(teaching):
    table = measures.theme_shares(teaching, intervals=400)
    known = table.dropna(subset="low")
    assert len(known) > 300
    assert (known["low"] <= known["high"]).all()
    assert known[["low", "high"]].min(axis=None) >= 0
    assert known[["low", "high"]].max(axis=None) <= 1
    assert known["share"].between(known["low"], known["high"]).mean() > 0.99


def test_reports_that_have_no_place_or_year_to_stand_at_are_counted():
    told = corpus(with_sections("a", 2023, *SIX), with_sections("b", None, *SIX))
    table = measures.theme_years(told)
    assert set(table["report_id"]) == {"a"}
    assert table.attrs["n_unplaced"] == 1
    for chart in (charts.theme_years(table), charts.theme_trends(table)):
        assert charts.label("foot.unplaced", n=1) in str(chart.to_dict())
    placed = measures.theme_years(told.filter(year=2023))
    assert placed.attrs["n_unplaced"] == 0
    assert charts.label("foot.unplaced", n=0) not in str(charts.theme_years(placed).to_dict())


# Means -------------------------------------------------------------------------------------------


def test_means_by_hand():
    told = corpus(
        with_sections("a", 2023, *SIX),
        with_sections("b", 2023, *SIX[:3], ("disputes", 1000)),
        with_sections("c", 2022, *SIX),
    )
    table = measures.theme_means(told, "year", intervals=0)
    assert list(table.columns) == ["year", "theme", "share", "n_reports"]
    found = of(table, "disputes", year=2023)
    # Each report counts alike, whatever its length.
    assert found["share"] == pytest.approx((100 / 245 + 1100 / 1130) / 2)
    assert found["n_reports"] == 2
    assert table.groupby("year")["share"].sum().to_numpy() == pytest.approx(1)


def test_the_mean_of_one_report_is_its_share_with_its_interval():
    told = corpus(with_sections("a", 2023, *SIX))
    shares = measures.theme_shares(told, intervals=500, seed=2)
    means = measures.theme_means(told, ["place", "year"], intervals=500, seed=2)
    columns = ["theme", "share", "low", "high"]
    pd.testing.assert_frame_equal(shares[columns], means[columns])


def test_draws_of_whole_reports_are_those_of_scipy():
    sizes = (10, 25, 40, 60, 80, 95)
    told = corpus(
        *(
            with_sections(f"r{n}", 2023, ("disputes", n), ("rulemaking", 100 - n), place=f"第{n}县")
            for n in sizes
        )
    )
    found = of(measures.theme_means(told, intervals=20_000, draw="reports"), "disputes")
    by_scipy = stats.bootstrap(
        (np.array(sizes) / 100,), np.mean, method="percentile", n_resamples=20_000,
        rng=np.random.default_rng(1),
    ).confidence_interval  # fmt: skip
    assert (found["low"], found["high"]) == pytest.approx(tuple(by_scipy), abs=0.01)


def test_means_of_few_reports_or_few_sections_have_no_interval():
    told = corpus(with_sections("a", 2023, *SIX), with_sections("b", 2023, *SIX[:3], place="甲县"))
    for draw in ("sections", "reports"):
        table = measures.theme_means(told, draw=draw, intervals=200)
        assert table["share"].notna().all()
        assert table[["low", "high"]].isna().all(axis=None)


def test_means_leave_out_unknown_groups_and_copies():
    lines = [f"第{n}项任务由望溪县司法局牵头并按季度通报进展。" for n in range(9)]
    sections = [(1, "一、", "情况", "achievements", "disputes", lines)]
    told = corpus(
        report("a", "望溪县", 2023, sections=sections),
        report("b", "望溪县", 2023, sections=sections, source="mirror.txt"),
        report("c", None, None, sections=PLAIN),
    )
    table = measures.theme_means(told, intervals=0)
    assert set(table["n_reports"]) == {1}
    assert table.attrs["set_aside"] == ["b"]


def test_wrong_groups_and_draws_are_told():
    with pytest.raises(ReportkitError, match=r"column of reports 'yaer'.*'year'"):
        measures.theme_means(five(), "yaer")
    with pytest.raises(ReportkitError, match=r"draw 'report'.*'reports'"):
        measures.theme_means(five(), draw="report")


# The note across 2021 ----------------------------------------------------------------------------


def test_tables_across_2021_carry_the_note_and_others_do_not():
    both = corpus(with_sections("a", 2020, *SIX), with_sections("b", 2021, *SIX))
    lexicon = measures.theme_lexicon(drop=["受理"])
    tables = [
        measures.theme_shares(both),
        measures.theme_years(both),
        measures.theme_means(both),
        measures.theme_mixtures(both),
        measures.theme_hits(both),
        measures.lexicon_effect(both, lexicon),
        measures.lexicon_shares(both, lexicon),
    ]
    assert [table.attrs["note"] for table in tables] == [OUTLINES] * len(tables)
    for year in (2020, 2021):
        assert "note" not in measures.theme_years(both.filter(year=year)).attrs
    assert "note" not in measures.theme_shares(five().filter(report_id="unknown")).attrs


# Passages ----------------------------------------------------------------------------------------


def test_passages_give_exactly_the_characters_counted(teaching):
    for told in (five(), teaching):
        passages = measures.passages(told, by="theme").fillna({"theme": "none"})
        sums = passages.groupby(["report_id", "theme"])["n_chars"].sum()
        shares = measures.theme_shares(told).set_index(["report_id", "theme"])["n_chars"]
        assert sums.equals(shares[shares > 0].reindex(sums.index))
        assert shares.sum() == (told.sentences["end"] - told.sentences["start"]).sum()
        # Passages of a report never overlap, and no sentence of another lies in one.
        spans = passages.sort_values(["report_id", "start"])
        before = spans.groupby("report_id")["end"].shift()
        assert not (spans["start"] < before).any()
        first = passages.iloc[0]
        inside = told.sentences[
            (told.sentences["report_id"] == first["report_id"])
            & told.sentences["start"].between(first["start"], first["end"] - 1)
        ]
        assert sum(map(len, inside["text"])) == first["n_chars"]


# Mixtures ----------------------------------------------------------------------------------------


def speaking_of(*lines, heading="情况", report_id="a", year=2023):
    sections = [(1, "一、", heading, "achievements", None, list(lines))]
    return report(report_id, "望溪县", year, sections=sections)


def test_a_mixture_by_hand():
    told = corpus(speaking_of("行政复议与行政复议。", "地方立法。", heading="行政复议"))
    table = measures.theme_mixtures(told)
    assert list(table["theme"]) == ["disputes", "rulemaking"]
    # 行政复议 three times, once in the heading: 1 + ln 3 + 2. 地方立法 once: 1.
    weight = 3 + log(3)
    assert table["share"].tolist() == pytest.approx([weight / (weight + 1), 1 / (weight + 1)])
    assert table["terms"].tolist() == ["行政复议 3", "地方立法"]
    assert table["n_hits"].tolist() == [3, 1]
    assert table["rank"].tolist() == [1, 2]
    assert told.quote("a", *table.loc[0, ["start", "end"]]).startswith("一、行政复议")


def test_a_section_without_terms_has_no_row_and_ties_share_a_rank():
    assert measures.theme_mixtures(corpus(speaking_of("一二三四。"))).empty
    tied = measures.theme_mixtures(corpus(speaking_of("地方立法,行政复议。")))
    assert tied["rank"].tolist() == [1, 1]


def test_mixtures_are_those_of_the_tables(teaching):
    table = measures.theme_mixtures(teaching)
    sums = table.groupby(["report_id", "section_id"])["share"].sum()
    assert sums.to_numpy() == pytest.approx(1)
    leaders = table[table["rank"] == 1].drop_duplicates(["report_id", "section_id"], keep=False)
    known = teaching.sections.dropna(subset="theme")
    both = known.merge(leaders, on=["report_id", "section_id"], how="outer")
    assert (both["theme_x"] == both["theme_y"]).all()
    ranked = table.groupby(["report_id", "section_id"])["share"].nlargest(2).reset_index()
    shares = ranked.groupby(["report_id", "section_id"])["share"].agg(["max", "min", "size"])
    margins = shares["max"] - shares["min"].where(shares["size"] > 1, 0)
    listed = known.set_index(["report_id", "section_id"])["theme_margin"]
    wanted = margins.reindex(listed.index).to_numpy()
    assert listed.to_numpy() == pytest.approx(wanted, abs=6e-5)


def test_themes_at_level_1_are_seen_beside_a_plan_with_sub_headings(tmp_path):
    (tmp_path / "望溪区2023.txt").write_text(
        "云岭省清澜市望溪区2023年法治政府建设情况报告\n"
        "一、推进行政执法规范化\n开展行政执法案卷评查2次,行政处罚案件全部公示。\n"
        "二、化解矛盾纠纷\n受理行政复议案件12件,人民调解组织排查纠纷300起。\n"
        "三、存在的问题\n基层行政执法人员不足。\n"
        "四、下一年度工作安排\n(一)加强行政执法培训。全员轮训一遍。\n"
        "(二)办好行政复议案件。调解优先。\n",
        encoding="utf-8",
    )
    told = rk.load(tmp_path)
    themes = told.sections.set_index("title")["theme"].fillna("none")
    assert themes["推进行政执法规范化"] == "enforcement"
    assert themes["化解矛盾纠纷"] == "disputes"
    assert themes["存在的问题"] == themes["下一年度工作安排"] == "none"
    again = measures.rethemed(told, measures.theme_lexicon())
    pd.testing.assert_frame_equal(again.sections, told.sections)


def test_mixtures_of_the_real_reports_are_those_of_the_tables(shared_corpus):
    told = rk.load(shared_corpus)
    unchanged = measures.rethemed(told, measures.theme_lexicon())
    pd.testing.assert_frame_equal(unchanged.sections, told.sections)
    pd.testing.assert_frame_equal(unchanged.sentences, told.sentences)


# Hits --------------------------------------------------------------------------------------------


def test_hits_are_found_by_a_plain_search_too_and_give_back_their_terms(teaching):
    chosen = teaching.filter(report_id=list(teaching.reports["report_id"][:6]))
    table = measures.theme_hits(chosen)
    for row in table.itertuples():
        assert chosen.quote(row.report_id, row.start, row.end) == row.match
        assert row.theme in lexicons.themes()
    listed = {term for terms in lexicons.themes().values() for term in terms}
    # The longest alternative stands first, so this finds what the automaton must find.
    naive = re.compile("|".join(map(re.escape, sorted(listed, key=len, reverse=True))))
    for report_id, sentences in chosen.sentences.groupby("report_id"):
        markers = chosen.sections.set_index(["report_id", "start"])["marker"].to_dict()
        skip = [len(markers.get((report_id, s)) or "") for s in sentences["start"]]
        texts = [text[n:] for text, n in zip(sentences["text"], skip, strict=True)]
        wanted = naive.findall(read("\n".join(texts)).text)
        own = table[table["report_id"] == report_id].drop_duplicates(["start", "end"])
        assert own["term"].tolist() == wanted


def test_hits_of_a_theme_and_of_a_term():
    told = corpus(speaking_of("受理行政复议三件,地方立法一件。"))
    assert measures.theme_hits(told, "rulemaking")["term"].tolist() == ["地方立法"]
    found = measures.theme_hits(told, "disputes", terms="受理")
    assert found["weight"].tolist() == [0.5]
    assert found.attrs["rule"].startswith("theme disputes: 受理 [themes ")
    with pytest.raises(ReportkitError, match=r"Unknown theme 'dispute'.*'disputes'"):
        measures.theme_hits(told, "dispute")
    with pytest.raises(ReportkitError, match="Unknown term '地方立法'"):
        measures.theme_hits(told, "disputes", terms="地方立法")


def test_a_term_of_two_themes_has_a_row_for_each():
    found = measures.theme_hits(corpus(speaking_of("公平竞争审查。")))
    assert sorted(found["theme"]) == ["business_environment", "rulemaking"]
    assert found["weight"].tolist() == [0.5, 0.5]


# The lexicon as a value --------------------------------------------------------------------------


def test_editing_makes_another_lexicon_and_leaves_the_shipped_one():
    shipped = measures.theme_lexicon()
    assert shipped.is_shipped
    mine = measures.theme_lexicon(
        add={"digital": ["智慧城管"], "disputes": {"受理": 1.0}}, drop={"oversight": ["公开"]}
    )
    assert mine.weight("digital", "智慧城管") == 1
    assert mine.weight("disputes", "受理") == 1
    assert mine.weight("oversight", "公开") is None
    assert "3 terms changed" in mine.name
    assert mine.name != measures.theme_lexicon(drop={"oversight": ["公开"]}).name
    assert shipped.weight("oversight", "公开") == 0.5
    assert "智慧城管" not in lexicons.themes()["digital"]
    back = measures.theme_lexicon(
        add={"oversight": {"公开": 0.5}, "disputes": {"受理": 0.5}}, drop=["智慧城管"], base=mine
    )
    assert back.is_shipped
    assert back.name == shipped.name
    with pytest.raises(TypeError):
        mine.terms["digital"]["x"] = 1.0


def test_terms_are_read_as_texts_are():
    mine = measures.theme_lexicon(add={"digital": [" 智慧ＡＰＰ "]})
    assert mine.weight("digital", "智慧APP") == 1


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ({"add": {"digitl": ["甲"]}}, "Unknown theme 'digitl'.*'digital'"),
        ({"drop": {"nothing": ["甲"]}}, "Unknown theme 'nothing'"),
        ({"drop": ["行政复仪"]}, "Unknown term '行政复仪'.*'行政复议'"),
        ({"drop": {"digital": ["行政复议"]}}, "Unknown term '行政复议'"),
        ({"add": {"digital": "智慧城管"}}, "is one string"),
        ({"add": {"digital": [" "]}}, "is blank"),
        ({"add": {"digital": ["甲\n乙"]}}, "line break"),
        ({"add": {"digital": {"智慧城管": 0}}}, "Weights are above 0"),
        ({"add": {"digital": {"智慧城管": float("nan")}}}, "Weights are above 0"),
    ],
)
def test_wrong_edits_are_told(edit, said):
    with pytest.raises(ReportkitError, match=said):
        measures.theme_lexicon(**edit)


# Effects -----------------------------------------------------------------------------------------


@pytest.fixture
def told():
    return corpus(
        speaking_of("行政复议申请两件。", "行政复议一件。", "地方立法。"),
        speaking_of("智慧城管上线。", "地方立法。", report_id="b", year=2022),
    )


EDIT = {"add": {"rulemaking": ["行政复议申请"], "digital": ["智慧城管"]}, "drop": ["地方立法"]}


def test_the_effect_of_an_edit_by_hand(told):
    table = measures.lexicon_effect(told, measures.theme_lexicon(**EDIT)).set_index("term")
    counts = ["before", "after", "gained", "lost", "reports_changed"]
    # 行政复议申请 takes a hit from 行政复议, and 立法 comes out from under 地方立法.
    wanted = {
        "行政复议申请": [0, 1, 1, 0, 1],
        "行政复议": [2, 1, 0, 1, 1],
        "智慧城管": [0, 1, 1, 0, 1],
        "地方立法": [2, 0, 0, 2, 2],
        "立法": [0, 2, 2, 0, 2],
    }
    assert {term: table.loc[term, counts].tolist() for term in wanted} == wanted
    assert table.loc["行政复议申请", "theme"] == "rulemaking"
    assert np.isnan(table.loc["行政复议申请", "weight_before"])
    assert np.isnan(table.loc["地方立法", "weight_after"])
    assert "->" in table.attrs["lexicon"]


def test_effects_by_theme_and_their_hits_agree(teaching):
    mine = measures.theme_lexicon(add={"digital": ["网上"], "disputes": ["纠纷"]}, drop=["受理"])
    terms = measures.lexicon_effect(teaching, mine)
    themes = measures.lexicon_effect(teaching, mine, by="theme").set_index("theme")
    for table in (terms, themes):
        assert (table["before"] + table["gained"] - table["lost"] == table["after"]).all()
    counts = ["before", "after", "gained", "lost"]
    sums = terms.groupby("theme")[counts].sum().reindex(themes.index)
    pd.testing.assert_frame_equal(sums, themes[counts], check_dtype=False)
    where = measures.lexicon_hits(teaching, mine)
    assert where["change"].value_counts().to_dict() == {
        "gained": themes["gained"].sum(),
        "lost": themes["lost"].sum(),
    }
    for row in where.sample(50, random_state=1).itertuples():
        assert teaching.quote(row.report_id, row.start, row.end) == row.match
    assert where["report_id"].drop_duplicates().tolist() == [
        i for i in measures.keys(teaching)["report_id"] if i in set(where["report_id"])
    ]


def test_sections_and_shares_follow_the_edit(told):
    tied = measures.lexicon_sections(told, measures.theme_lexicon(**EDIT)).set_index("report_id")
    assert tied.loc["b", "margin_after"] == 0
    assert pd.isna(tied.loc["b", "theme_after"])
    mine = measures.theme_lexicon(**EDIT | {"drop": ["地方立法", "立法"]})
    sections = measures.lexicon_sections(told, mine).set_index("report_id")
    assert sections.loc["b", ["theme_before", "theme_after"]].tolist() == ["rulemaking", "digital"]
    shares = measures.lexicon_shares(told, mine)
    assert of(shares, "digital", report_id="b")["change"] == pytest.approx(1)
    sums = shares.groupby("report_id")[["share_before", "share_after"]].sum()
    assert sums.to_numpy() == pytest.approx(1)
    assert shares.groupby("report_id")["change"].sum().to_numpy() == pytest.approx(0)


def test_an_unedited_lexicon_changes_nothing(teaching):
    same = measures.theme_lexicon()
    assert measures.lexicon_hits(teaching, same).empty
    effect = measures.lexicon_effect(teaching, same)
    assert not effect[["gained", "lost"]].any(axis=None)
    assert not measures.lexicon_sections(teaching, same)["changed"].any()
    again = measures.rethemed(teaching, same)
    pd.testing.assert_frame_equal(again.sections, teaching.sections)
    pd.testing.assert_frame_equal(again.sentences, teaching.sentences)
    assert (again.name, again.made_with) == (teaching.name, teaching.made_with)


def test_a_rethemed_corpus_says_so_in_name_passport_and_tables(told):
    mine = measures.theme_lexicon(**EDIT)
    edited = measures.rethemed(told, mine)
    assert edited.name == "invented (theme lexicon edited)"
    assert mine.name in edited.passport().rules
    for table in (measures.theme_shares(edited), measures.theme_years(edited)):
        assert table.attrs["lexicon"] == mine.name
    assert mine.name not in measures.theme_shares(told).attrs["lexicon"]
    twice = measures.rethemed(edited, measures.theme_lexicon(drop=["立法"]))
    assert twice.name == "invented (theme lexicon edited)"
    assert mine.name not in twice.passport().rules
    assert measures.rethemed(twice, measures.theme_lexicon()).name == "invented"
    # What is filtered or joined keeps saying so.
    assert mine.name in edited.filter(year=2023).passport().rules
    assert mine.name in (edited + told.filter(report_id=[])).passport().rules


def test_without_text_no_lexicon_can_be_tried():
    silent = corpus(speaking_of("行政复议。"), text=False)
    silent = rk.Corpus(**{**silent.tables(), "sentences": silent.sentences.assign(text=None)})
    for measure in (measures.rethemed, measures.lexicon_effect, measures.lexicon_shares):
        with pytest.raises(ReportkitError, match="nothing can be searched"):
            measure(silent, measures.theme_lexicon())
    with pytest.raises(ReportkitError, match="nothing can be searched"):
        measures.theme_mixtures(silent)
    half = silent + corpus(speaking_of("地方立法。", report_id="b", year=2022))
    half = rk.Corpus(**half.tables(), texts=half.texts)
    assert measures.theme_hits(half).attrs["without_text"] == 1
    with pytest.raises(ReportkitError, match="1 of 2 reports have no text"):
        measures.rethemed(half, measures.theme_lexicon())


def test_the_examples_of_the_guide_run(tmp_path):
    found = doctest.testfile(
        str(GUIDE),
        module_relative=False,
        globs={"folder": tmp_path},
        optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE,
        encoding="utf-8",
    )
    assert found.attempted > 15
    assert found.failed == 0
