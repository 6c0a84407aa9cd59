"""Pairs of neighbouring words, counted by hand."""

from dataclasses import replace

import pytest

from reportkit import ReportkitError, measures, words
from reportkit.matrix import word_matrix
from tests.small_corpus import corpus, report
from tests.word_tables import speaking, told


def counts(matrix):
    return {w: matrix.counts[:, [n]].toarray().ravel().tolist() for n, w in enumerate(matrix.words)}


def test_pairs_stand_side_by_side_within_one_stretch():
    built = told("开展行政复议，行政复议。", "行政复议")
    cut = words.cut("开展行政复议")
    assert cut == ["开展", "行政复议"]
    matrix = measures.pair_matrix(built)
    assert counts(matrix)["开展 行政复议"] == [1, 0]
    assert "行政复议 行政复议" not in matrix.words
    assert list(matrix.units["report_id"]) == list(word_matrix(built).units["report_id"])


def test_a_report_without_pairs_has_a_row():
    matrix = measures.pair_matrix(told("开展行政复议。", "，。"))
    assert len(matrix) == 2 and matrix.totals[1] == 0


def test_a_term_of_two_common_words_spreads_as_a_pair():
    """Each word is everywhere, and both stand together only where the term was taken up."""
    apart, together = "组织调解会议。开门听取意见。", "推行“调解开门”行动。"
    since = {"甲县": 2021, "乙县": 2022, "丙县": 2023}
    built = corpus(
        *(
            speaking(f"{p}{y}", p, y, apart, *([together] if y >= since[p] else []))
            for p in since
            for y in range(2019, 2025)
        )
    )
    assert words.cut("调解开门") == ["调解", "开门"]
    assert measures.spreading_words(word_matrix(built))["word"].isin(["调解", "开门"]).sum() == 0
    assert "调解 开门" in measures.spreading_words(measures.pair_matrix(built))["word"].tolist()


def test_pairs_need_text():
    made = corpus(report("a", "望溪县", 2023))
    bare = replace(made, sentences=made.sentences.assign(text=None))
    with pytest.raises(ReportkitError, match="no sentences"):
        measures.pair_matrix(bare)
