"""Figures become indicators: the rules' own examples, fresh words, what is never guessed."""

import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit import indicators, lexicons, quantities
from reportkit.indicators import check_catalogue
from reportkit.indicators.checking import evaluate
from reportkit.indicators.engine import engine

DATA = lexicons.data_folder() / "lexicons"
CASES = json.loads(
    (Path(__file__).parent / "cases" / "indicators.json").read_text(encoding="utf-8")
)
RULES = lexicons.rows("indicator-rules")
LEAST_F1 = 0.97


class Sentence(NamedTuple):
    start: int
    end: int
    part: str = "achievements"
    heading: int | None = None


def sentences(text, part="achievements", heading=None):
    if "\t" in text:
        return [Sentence(0, len(text), part, heading)]
    found, start = [], 0
    for end in [i + 1 for i, sign in enumerate(text) if sign == "。"] + [len(text)]:
        if start < end:
            found.append(Sentence(start, end, part, heading))
        start = end
    return found


def assign(text, *, part="achievements", title=None, year=2024):
    passages = sentences(text, part, None if title is None else 0)
    found = quantities.find(text, [(s.start, s.end) for s in passages])
    titles = [] if title is None else [title]
    return found, indicators.assign(text, passages, titles, found, year)


def rows(text, **options):
    """(figure or 'zero', Statement) of every statement with a key."""
    found, stated = assign(text, **options)
    return [
        ("zero" if s.quantity is None else found[s.quantity].text, s) for s in stated if s.indicator
    ]


def keys(text, **options):
    return [(figure, s.indicator) for figure, s in rows(text, **options)]


# -- the files -------------------------------------------------------------------------------


def test_catalogue_and_rules_are_in_order():
    assert check_catalogue(DATA / "indicators.csv", DATA / "indicator-rules.csv") == []


@pytest.mark.parametrize("row", RULES, ids=lambda r: f"{r['key']}: {r['example']}")
def test_a_rule_reads_its_example_and_not_its_counterexample(row):
    _, _, there = evaluate(engine(), row["example"])
    assert row["key"] in {s.indicator for s in there}
    _, _, elsewhere = evaluate(engine(), row["counterexample"])
    assert row["key"] not in {s.indicator for s in elsewhere}


def test_every_indicator_has_a_rule():
    assert {row["key"] for row in RULES} == set(indicators.catalogue())


def test_definitions_are_distinct():
    texts = Counter(i.definition for i in indicators.catalogue().values())
    assert [text for text, times in texts.items() if times > 1] == []


# -- cases -----------------------------------------------------------------------------------


def compare(case):
    """Rows as expected, and those that are extra or missed."""
    left = [dict(row) for row in case["expected"]]
    extra = []
    for figure, stated in rows(case["text"], title=case.get("heading")):
        got = {"figure": figure, **stated._asdict()}
        hit = next((w for w in left if all(got[name] == value for name, value in w.items())), None)
        if hit is None:
            extra.append((figure, stated.indicator, stated.scope, stated.basis, stated.period))
        else:
            left.remove(hit)
    return len(case["expected"]) - len(left), extra, left


@pytest.mark.parametrize(
    "case", [c for c in CASES if "short_of" not in c], ids=lambda c: c["label"]
)
def test_case(case):
    _, extra, missed = compare(case)
    assert (extra, missed) == ([], [])


def test_all_cases_together():
    hits, extra, missed = (
        sum(len(part) if isinstance(part, list) else part for part in parts)
        for parts in zip(*map(compare, CASES), strict=True)
    )
    assert 2 * hits / (2 * hits + extra + missed) >= LEAST_F1


# -- what the words around say ------------------------------------------------------------------


def test_a_heading_gives_the_topic_where_no_sentence_does():
    assert keys("全年受理12件,审结10件。") == []
    assert keys("全年受理12件,审结10件。", title="行政复议") == [
        ("12件", "reconsideration_accepted"),
        ("10件", "reconsideration_concluded"),
    ]


def test_two_topics_in_a_heading_give_none():
    assert keys("全年审结12件。", title="行政复议和行政应诉") == []


def test_a_new_item_does_not_inherit_the_topic_of_the_item_before():
    assert keys("一是推进行政复议。二是全年受理12件。") == []


def test_one_figure_may_state_three_indicators():
    found, stated = assign("规范性文件报备率、及时率和规范率均达100%。")
    assert len(found) == 1
    assert {s.indicator for s in stated} == {
        "normative_document_filing_rate",
        "normative_document_filing_timeliness_rate",
        "normative_document_filing_compliance_rate",
    }
    assert len({(s.start, s.end) for s in stated}) == 1


def test_figures_told_respectively_are_matched_one_to_one():
    assert keys("法治宣传活动、应急演练分别为30场、12场。") == [
        ("30场", "publicity_events"),
        ("12场", "emergency_drills"),
    ]


def test_only_the_second_of_a_pair_has_the_key():
    assert keys("行政诉讼败诉率由12%降至9%。") == [("9%", "litigation_loss_rate")]


def test_a_change_is_no_level():
    assert keys("行政诉讼败诉率同比下降3%。") == []


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("全市受理行政复议案件12件。", "whole_area"),
        ("市本级受理行政复议案件12件。", "own_level"),
        ("全市率先受理行政复议案件12件。", None),
        ("受理行政复议案件12件。", None),
        ("以区政府为被告的一审行政诉讼案件12件。", "government_defendant"),
    ],
)
def test_scope_is_what_the_words_say(text, scope):
    assert [s.scope for _, s in rows(text)] == [scope]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("全年受理行政复议案件12件。", "year"),
        ("2024年受理行政复议案件12件。", "year"),
        ("2023年受理行政复议案件12件。", "other_year"),
        ("2024年1-9月受理行政复议案件12件。", "part_year"),
        ("2021年以来受理行政复议案件12件。", "cumulative"),
        ("累计受理行政复议案件12件。", "cumulative"),
        ("现有人民调解员12名。", "as_of"),
        ("受理行政复议案件12件。", None),
    ],
)
def test_period_is_what_the_words_say(text, period):
    assert [s.period for _, s in rows(text)] == [period]


def test_carried_over_cases_are_told():
    [(_, concluded), (_, carried)] = rows("行政复议审结80件(含上年结转12件)。")
    assert concluded.basis == "incl_carried_over"
    assert carried.indicator == "reconsideration_carried_over"


def test_a_figure_said_twice_repeats():
    stated = [s for _, s in rows("办理法律援助案件86件。全年共办理法律援助案件86件。")]
    assert [s.repeats for s in stated] == [False, True]


def test_figures_of_the_plan_and_targets_elsewhere_are_told():
    assert [s.is_plan for _, s in rows("开展普法活动30场。", part="plan")] == [True]
    assert [s.is_plan for _, s in rows("力争开展普法活动30场。")] == [True]
    assert [s.is_plan for _, s in rows("开展普法活动30场。")] == [False]


# -- zeros -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("全年未发生行政诉讼败诉案件。", "litigation_lost_cases"),
        ("本年度未制定规范性文件。", "normative_documents_issued"),
        ("行政诉讼实现零败诉。", "litigation_lost_cases"),
        ("行政诉讼败诉案件为零。", "litigation_lost_cases"),
        ("行政诉讼无一败诉。", "litigation_lost_cases"),
        ("全年未收到行政复议申请。", "reconsideration_applications"),
    ],
)
def test_a_denied_indicator_is_a_zero_with_its_words(text, key):
    [(figure, stated)] = rows(text)
    assert (figure, stated.indicator) == ("zero", key)
    assert "败诉" in text[stated.start : stated.end] or "未" in text[stated.start : stated.end]


@pytest.mark.parametrize(
    "text",
    [
        "未制定规范性文件的单位要说明原因。",
        "无一不重视败诉案件。",
        "不断减少败诉案件。",
        "推行无纸化办公和无障碍服务。",
        "如未发生行政诉讼败诉案件,予以加分。",
        "确保未发生行政诉讼败诉案件。",
        "规范性文件工作有序开展。",
    ],
)
def test_what_states_no_zero(text):
    assert keys(text) == []


@pytest.mark.parametrize("part", ["plan", "problems"])
def test_no_zero_among_problems_and_plans(part):
    assert keys("未制定规范性文件。", part=part) == []


# -- checking an edited catalogue ----------------------------------------------------------------


def edited(tmp_path, name, old, new):
    """Problems once ``old`` is ``new`` in the first row of KEY in a file, and that row's line."""
    number = 0
    for each in ("indicators", "indicator-rules"):
        lines = (DATA / f"{each}.csv").read_text(encoding="utf-8").split("\n")
        if each == name:
            number = next(n for n, line in enumerate(lines) if line.startswith(f"{KEY},"))
            assert old in lines[number]
            lines[number] = lines[number].replace(old, new, 1)
        (tmp_path / f"{each}.csv").write_text("\n".join(lines), encoding="utf-8")
    found = check_catalogue(tmp_path / "indicators.csv", tmp_path / "indicator-rules.csv")
    return found, number + 1


KEY = "litigation_win_rate"
ROW = f"{KEY},行政诉讼胜诉率,Litigation win rate,%,rate,disputes,"


@pytest.mark.parametrize(
    ("name", "old", "new", "column", "words"),
    [
        ("indicators", ROW, ROW.replace(",%,", ",斤两,"), "unit", "Unknown unit '斤两'"),
        ("indicators", ROW, ROW.replace(",rate,d", ",ratio,d"), "kind", "Unknown kind 'ratio'"),
        ("indicators", ROW, ROW.replace("disputes", "dispute"), "theme", "Did you mean 'disputes'"),
        ("indicators", f"{KEY},", "litigation_loss_rate,", "key", "stands twice"),
        ("indicators", f"{KEY},", "Win rate,", "key", "is no key"),
        ("indicators", ",concluded suits,0,100,", ",concluded suits,200,100,", "low", "above high"),
        ("indicators", ",concluded suits,0,100,", ",concluded suits,0,many,", "high", "no number"),
        ("indicator-rules", f"{KEY},", "litigation_wins,", "key", "Unknown key"),
        ("indicator-rules", ",胜诉率,", ",|胜诉率,", "clause", "bar stands without a word"),
        ("indicator-rules", ",胜诉率,", ",,", "clause", "asks for no word"),
        ("indicator-rules", "〔91.7%〕", "91.7%", "example", "is needed"),
        ("indicator-rules", ",胜诉率,", ",赢率,", "example", f"no key, not {KEY}"),
        (
            "indicator-rules",
            "胜诉率为〔91.7%〕,行政诉讼败诉率为〔8.3%〕",
            "胜诉率为〔91.7%〕,行政诉讼胜诉率为〔8.3%〕",
            "counterexample",
            "which it must not",
        ),
    ],
)
def test_check_names_line_and_column(tmp_path, name, old, new, column, words):
    problems, number = edited(tmp_path, name, old, new)
    said = f"{name}.csv, line {number}, column {column}: "
    assert any(p.what.startswith(said) and words in p.what for p in problems), problems
    assert all(p.line for p in problems)


def test_check_of_a_file_that_is_none(tmp_path):
    broken = tmp_path / "indicators.csv"
    broken.write_bytes(b"key,\xff\xfe")
    [first, *_] = check_catalogue(broken, DATA / "indicator-rules.csv")
    assert "indicators.csv, line 1: cannot be read" in first.what
    missing = check_catalogue(tmp_path / "none.csv", DATA / "indicator-rules.csv")
    assert "none.csv, line 1: cannot be read" in missing[0].what


def test_check_of_a_row_with_a_cell_too_many(tmp_path):
    problems, _ = edited(tmp_path, "indicators", ROW, ROW.replace(",disputes,", ",disputes,x,"))
    assert "more or fewer cells" in problems[0].what


# -- invariants --------------------------------------------------------------------------------

PIECES = re.findall(
    r"[^ ]+",
    "受理 行政复议 案件 12 3 件 、 , 。 率 100% 、和 ( ) 其中 未发生 败诉 审结 分别为 由 至 含 "
    "结转 一是 全市 2023年 《 》 场 培训 执法 规范性文件 废止 零 无",
)
WORDS = st.lists(st.sampled_from([*PIECES, "\t", "\n"]), max_size=40).map("".join)


@settings(deadline=None, max_examples=150)
@given(WORDS)
def test_spans_lie_in_the_text_and_ditto_rows_share_them(text):
    found, stated = assign(text)
    assert {s.quantity for s in stated} - {None} == set(range(len(found)))
    for each in stated:
        assert 0 <= each.start < each.end <= len(text)
        if each.quantity is not None:
            figure = found[each.quantity]
            assert (each.start, each.end) == (figure.start, figure.end)
    assert [s.start for s in stated] == sorted(s.start for s in stated)


@settings(deadline=None, max_examples=60)
@given(WORDS)
def test_the_same_text_gives_the_same(text):
    assert assign(text) == assign(text)


@pytest.mark.parametrize(
    ("piece", "size"),
    [
        *((each, 5_000_000) for each in "一件、(未《由"),
        *((each, 5_000_000) for each in ("行政复议", "率、", "12件、")),
        ("未发生败诉,", 500_000),  # each is a zero: five megabytes of them take a minute
    ],
)
def test_megabytes_in_linear_time(piece, size):
    def taken(size):
        text = piece * (size // len(piece))
        found = quantities.find(text[:2000]) if piece == "12件、" else []
        start = time.process_time()
        indicators.assign(text, [Sentence(0, len(text))], [], found)
        return time.process_time() - start

    engine()
    assert taken(size) < max(40 * taken(size // 10), 2.0)


@pytest.mark.parametrize("piece", ["12件\t", "2022年\t12件\t", "分别为12%、"])
def test_a_line_of_figures_takes_linear_time(piece):
    def taken(size):
        text = piece * (size // len(piece))
        figures = quantities.find(text)
        start = time.process_time()
        indicators.assign(text, [Sentence(0, len(text))], [], figures)
        return time.process_time() - start

    engine()
    assert taken(200_000) < max(30 * taken(20_000), 2.0)
