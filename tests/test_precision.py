"""Hits drawn, judged, kept in a file, and the precision they give."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from reportkit import ReportkitError, measures
from reportkit.measures.judgements import SAVED, TYPES
from reportkit.measures.precision import wilson
from tests.small_corpus import corpus
from tests.word_tables import speaking

RULE = "theme disputes: 受理"


def judged(*answers):
    """A table of judgements of one rule with these answers."""
    rows = {
        "number": range(1, len(answers) + 1), "report_id": "a", "place": "望溪县", "year": 2023,
        "section": "情况", "before": "", "match": "受理", "after": "", "judgement": answers,
        "comment": None, "start": range(len(answers)), "end": range(2, len(answers) + 2),
        "rule": RULE, "seed": 0, "n_hits": 100, "corpus": "0" * 16,
    }  # fmt: skip
    return pd.DataFrame(rows).astype(TYPES)


def only(table):
    (row,) = table.to_dict("records")
    return row


# Precision ---------------------------------------------------------------------------------------


@given(st.integers(1, 400), st.data(), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_interval_is_that_of_scipy(n, data, confidence):
    right = data.draw(st.integers(0, n))
    wanted = binomtest(right, n).proportion_ci(confidence, method="wilson")
    assert wilson(right, n, confidence) == pytest.approx(tuple(wanted), abs=1e-12)


def test_precision_by_hand():
    found = only(measures.precision(judged(*["right"] * 18, "wrong", "wrong")))
    assert (found["n_drawn"], found["right"], found["wrong"], found["unsure"]) == (20, 18, 2, 0)
    assert found["precision"] == found["at_least"] == found["at_most"] == 0.9
    # (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n) with p = 0.9, n = 20, z = 1.96
    assert (found["low"], found["high"]) == pytest.approx((0.6990, 0.9721), abs=1e-4)


def test_unsure_ones_are_bounds_both_ways():
    answers = ["right"] * 6 + ["wrong"] * 2 + ["unsure"] * 2
    found = only(measures.precision(judged(*answers)))
    assert found["precision"] == pytest.approx(6 / 8)
    assert (found["at_least"], found["at_most"]) == (0.6, 0.8)
    assert found["low"] == pytest.approx(binomtest(6, 10).proportion_ci(method="wilson").low)
    assert found["high"] == pytest.approx(binomtest(8, 10).proportion_ci(method="wilson").high)


def test_what_is_not_judged_counts_for_nothing():
    found = only(measures.precision(judged("right", "wrong", None, "", None)))
    assert found["not_judged"] == 3
    assert found["precision"] == 0.5
    none = only(measures.precision(judged(None, None)))
    assert all(pd.isna(none[c]) for c in ("precision", "at_least", "at_most", "low", "high"))
    unsure = only(measures.precision(judged("unsure")))
    assert pd.isna(unsure["precision"])
    assert (unsure["at_least"], unsure["at_most"]) == (0, 1)
    assert (unsure["low"], unsure["high"]) == (0, 1)


def test_answers_may_be_written_in_chinese_and_in_capitals():
    found = only(measures.precision(judged("对", " Right ", "错", "不确定", "WRONG")))
    assert (found["right"], found["wrong"], found["unsure"]) == (2, 2, 1)
    with pytest.raises(ReportkitError, match="number 2: 'maybe' is no judgement"):
        measures.precision(judged("right", "maybe"))


def test_tables_of_two_rules_are_two_rows():
    both = pd.concat([judged("right"), judged("wrong").assign(rule="行政复议 and 调解")])
    assert measures.precision(both)["precision"].tolist() == [1, 0]


# Drawing -----------------------------------------------------------------------------------------

SIZES = {"a": 30, "b": 12, "c": 6, "d": 2}


@pytest.fixture(scope="module")
def reports():
    return corpus(
        *(
            speaking(name, f"第{name}县", 2023, *[f"受理第{i}件行政复议。" for i in range(n)])
            for name, n in SIZES.items()
        )
    )


@pytest.fixture(scope="module")
def hits(reports):
    return measures.theme_hits(reports, "disputes", terms="受理")


def test_hits_are_drawn_from_each_report_in_proportion(reports, hits):
    for seed in range(20):
        table = measures.judgements(reports, hits, seed=seed)
        assert len(table) == 20
        assert not table.duplicated(["report_id", "start"]).any()
        for report_id, n in table["report_id"].value_counts().items():
            assert abs(n - 20 * SIZES[report_id] / 50) < 1
        assert (table["match"] == "受理").all()
        assert (table["n_hits"] == 50).all()


def test_every_hit_has_the_same_chance(reports, hits):
    drawn = Counter()
    for seed in range(100):
        table = measures.judgements(reports, hits, n=10, seed=seed)
        drawn.update(zip(table["report_id"], table["start"], strict=True))
    # 100 draws of 10 in 50: each is expected 20 times, give or take 4.
    assert len(drawn) == 50
    assert min(drawn.values()) > 4
    assert max(drawn.values()) < 40


def test_the_first_rows_are_no_single_report(reports, hits):
    table = measures.judgements(reports, hits, seed=1)
    assert table.head(8)["report_id"].nunique() > 1
    assert not table["report_id"].is_monotonic_increasing


def test_the_same_hits_and_seed_give_the_same_rows_in_any_order(reports, hits):
    shuffled = hits.sample(frac=1, random_state=1)
    shuffled.attrs = hits.attrs
    first = measures.judgements(reports, hits, seed=7)
    pd.testing.assert_frame_equal(first, measures.judgements(reports, shuffled, seed=7))
    assert not first.equals(measures.judgements(reports, hits, seed=8))


def test_few_hits_are_all_drawn(reports, hits):
    some = hits.head(3)
    some.attrs = hits.attrs
    table = measures.judgements(reports, some)
    assert sorted(table["start"]) == sorted(some["start"])
    assert table["number"].tolist() == [1, 2, 3]
    assert list(table.columns) == list(TYPES)
    assert table["judgement"].isna().all()


def test_hits_of_every_kind_can_be_drawn(reports):
    rule = "受理 near/5 件 not 调解"
    table = measures.judgements(reports, measures.query(reports, rule), n=4)
    assert table["rule"].unique().tolist() == ["受理 near/5 件 and not 调解 [by sentence]"]
    assert table.loc[0, "match"].startswith("受理第")
    lines = measures.concordance(reports, "行政复议", kind="term")
    assert len(measures.judgements(reports, lines, rule="term 行政复议", n=4)) == 4
    lexicon = measures.theme_lexicon(drop=["受理"])
    lost = measures.lexicon_hits(reports, lexicon)
    assert "->" in measures.judgements(reports, lost).loc[0, "rule"]
    figures = pd.DataFrame({"report_id": ["a"], "start": [20], "end": [22], "indicator": ["x"]})
    assert len(measures.judgements(reports, figures, rule="indicator x")) == 1


def test_what_cannot_be_drawn_is_told(reports, hits):
    with pytest.raises(ReportkitError, match="What was looked for"):
        measures.judgements(reports, pd.DataFrame(hits.to_dict()))
    with pytest.raises(ReportkitError, match="0 hits"):
        measures.judgements(reports, hits.head(0), rule="x")
    with pytest.raises(ReportkitError, match="n=0"):
        measures.judgements(reports, hits, n=0)
    with pytest.raises(ReportkitError, match="column of hits 'start'"):
        measures.judgements(reports, hits.drop(columns="start"), rule="x")


def test_hits_without_their_text_cannot_be_judged(hits):
    silent = corpus(speaking("a", "甲县", 2023, *["受理一件。"] * 30), text=False)
    with pytest.raises(ReportkitError, match="text of a is not here"):
        measures.judgements(silent, hits[hits["report_id"] == "a"], rule="x")


# Keeping -----------------------------------------------------------------------------------------


@pytest.fixture
def filled(reports, hits):
    table = measures.judgements(reports, hits, seed=3)
    answers = ["right"] * 15 + ["wrong"] * 2 + ["unsure", None, None]
    return table.assign(judgement=pd.array(answers, dtype="str"))


def test_a_file_gives_back_what_was_judged(tmp_path, reports, hits, filled):
    comments = ["=1+1", "'quoted", "+86", "-", "@x", '逗号,"引号"', "NA", *[None] * 13]
    filled = filled.assign(comment=pd.array(comments, dtype="str"))
    path = measures.save_judgements(
        filled, tmp_path / "judged.csv", author=" 林一 ", when=date(2026, 11, 22)
    )
    found = measures.read_judgements(path, reports, hits)
    pd.testing.assert_frame_equal(found[list(TYPES)], filled.fillna({"before": ""}).pipe(blank))
    assert set(found["author"]) == {"林一"}
    assert set(found["date"]) == {"2026-11-22"}
    pd.testing.assert_frame_equal(measures.precision(found), measures.precision(filled))
    # No cell begins as a formula does.
    cells = pd.read_csv(path, dtype=str, keep_default_na=False).to_numpy().ravel()
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def blank(table):
    """As a file has it: an empty cell is missing."""
    return table.mask(table == "").astype(TYPES)


def test_a_file_that_a_spreadsheet_saved_again_is_read(tmp_path, reports, hits, filled):
    path = measures.save_judgements(filled, tmp_path / "judged.csv", author="林一")
    text = path.read_text(encoding="utf-8-sig").replace(",right,", ",对,")
    other = tmp_path / "again.csv"
    other.write_bytes(text.replace("\n", "\r\n").encode("gb18030"))
    found = measures.read_judgements(other, reports, hits)
    assert found["judgement"].equals(filled["judgement"])
    assert found["place"].equals(filled["place"])


def test_a_file_of_another_corpus_is_refused(tmp_path, reports, hits, filled):
    path = measures.save_judgements(filled, tmp_path / "judged.csv", author="林一")
    some = reports.filter(report_id=["a", "b"])
    with pytest.raises(ReportkitError, match=r"belongs to a corpus of hash [0-9a-f]{16}, this one"):
        measures.read_judgements(path, some, hits)


def test_a_file_of_another_rule_is_refused(tmp_path, reports, hits, filled):
    path = measures.save_judgements(filled, tmp_path / "judged.csv", author="林一")
    with pytest.raises(ReportkitError, match=r"judges hits of 'theme disputes: 受理 .*调解"):
        measures.read_judgements(path, reports, measures.query(reports, "受理 not 调解"))
    edited = measures.theme_lexicon(add={"digital": ["智慧城管"]})
    other = measures.theme_hits(reports, "disputes", terms="受理", lexicon=edited)
    with pytest.raises(ReportkitError, match="1 term changed"):
        measures.read_judgements(path, reports, other)
    fewer = hits.head(40)
    fewer.attrs = hits.attrs
    with pytest.raises(ReportkitError, match="drawn from 50 hits, these are 40"):
        measures.read_judgements(path, reports, fewer)
    moved = hits.assign(start=hits["start"] + 1)
    moved.attrs = hits.attrs
    with pytest.raises(ReportkitError, match="20 of the 20 judged ones are not among them"):
        measures.read_judgements(path, reports, moved)
    with pytest.raises(ReportkitError, match="these are hits of 'x'"):
        measures.read_judgements(path, reports, hits, rule="x")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no CSV file of judgements"),
        (b"a,b\n1,2\n", "lacks the column number"),
        (b"\xff\xfe\x00\x00", "lacks the column number"),
        (b'"a,b\n1,2\n', "no CSV file of judgements|lacks the column"),
        ((",".join(SAVED) + "\n").encode(), "has no rows"),
        ((",".join(SAVED) + "\n" + "x," * 17 + "x\n").encode(), "a number that is none"),
    ],
)
def test_a_file_that_is_none_of_judgements_is_told(tmp_path, reports, hits, content, said):
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    with pytest.raises(ReportkitError, match=said):
        measures.read_judgements(path, reports, hits)


def test_wrong_files_and_answers_are_told(tmp_path, reports, hits, filled):
    with pytest.raises(ReportkitError, match="can't be read"):
        measures.read_judgements(tmp_path / "none.csv", reports, hits)
    with pytest.raises(ReportkitError, match="Who judged"):
        measures.save_judgements(filled, tmp_path / "x.csv", author=" ")
    with pytest.raises(ReportkitError, match="number 1: 'perhaps' is no judgement"):
        measures.save_judgements(
            filled.assign(judgement="perhaps"), tmp_path / "x.csv", author="林一"
        )
    with pytest.raises(ReportkitError, match="lacks the column seed"):
        measures.save_judgements(filled.drop(columns="seed"), tmp_path / "x.csv", author="林一")
