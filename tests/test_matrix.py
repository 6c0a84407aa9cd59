"""A matrix of words: sums equal the texts' own counts, groups add up, questions are exact."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportkit as rk
from reportkit import measures, words
from reportkit.corpus.tables import TABLES, frame
from reportkit.errors import ReportkitError
from reportkit.matrix import WordMatrix, matrix_of_texts, word_matrix
from reportkit.matrix.presence import Presence
from reportkit.matrix.units import KEYS
from reportkit.reading import read
from reportkit.running import running_text
from tests.writing import REPORT, write

SIZES = ("report", "section", "part", "theme", "sentence")
# Ten words: counted by hand below.
TINY = {"甲": "普法 普法 调解", "乙": "调解 审计 审计 审计", "丙": "普法 审计 12"}


@pytest.fixture(scope="module")
def corpus():
    return rk.load(Path(__file__).resolve().parent / "reports")


@pytest.fixture(scope="module")
def tiny():
    matrix = matrix_of_texts(TINY)
    units = matrix.units.assign(year=pd.array([2021, 2022, None], "Int64"), place=list("子丑丑"))
    return WordMatrix(matrix.words, units, matrix.counts, matrix.segmenter)


def dense(matrix):
    return pd.DataFrame(matrix.counts.toarray(), columns=matrix.words).sort_index(axis=1)


def test_a_tiny_matrix_is_what_a_hand_counts(tiny):
    assert dict(zip(tiny.words, tiny.frequency, strict=True)) == {"普法": 3, "调解": 2, "审计": 4}
    assert tiny.totals.tolist() == [3, 4, 2]
    assert tiny.document_frequency[tiny.word_id("审计")] == 2
    assert tiny.count("普法")["count"].tolist() == [2, 0, 1]
    assert tiny.count("普法")["per_1000"].round(1).tolist() == [666.7, 0.0, 500.0]


def test_a_matrix_of_rows_or_of_words_is_what_a_hand_counts(tiny):
    ugly = tiny.rows({"place": "丑"})
    assert ugly.units_with[ugly.word_id("审计")] == 2 and ugly.totals.tolist() == [4, 2]
    assert ugly.rows(np.array([False, True])).occurring().words.tolist() == ["普法", "审计"]
    some = tiny.of_words(["调解", "审计", "听证"])
    assert dict(zip(some.words, some.frequency, strict=True)) == {"调解": 2, "审计": 4}
    # Leaving words out changes no total, so no rate.
    assert some.totals.tolist() == tiny.totals.tolist()
    for each in (ugly, some, some.rows({"place": "丑"}).occurring()):
        assert each.names.tolist() == each.words.tolist()
        assert each.words[each.alphabet].tolist() == sorted(each.words)
        assert (each.place_in_alphabet[each.alphabet] == np.arange(len(each.words))).all()


@pytest.mark.parametrize("by", SIZES)
def test_all_sizes_of_unit_hold_the_same_words(corpus, by):
    matrix = word_matrix(corpus, by)
    assert matrix.frequency.sum() == corpus.words["count"].sum() == corpus.reports["n_words"].sum()
    whole = corpus.words.groupby("word")["count"].sum()
    assert dict(zip(matrix.words, matrix.frequency, strict=True)) == whole.to_dict()


@pytest.mark.parametrize("by", SIZES[:-1])
def test_words_of_the_table_and_words_cut_anew_are_the_same(corpus, by):
    stored, anew = (word_matrix(corpus, by, dictionary=d) for d in (None, words.dictionary()))
    pd.testing.assert_frame_equal(dense(stored), dense(anew))
    pd.testing.assert_frame_equal(stored.units, anew.units)


@pytest.mark.parametrize("by", SIZES)
def test_reports_that_hold_a_word_are_the_same_whatever_the_units_are(corpus, by):
    matrix = word_matrix(corpus, by)
    holding = corpus.words.groupby("word")["report_id"].nunique()
    assert dict(zip(matrix.words, matrix.document_frequency, strict=True)) == holding.to_dict()


@pytest.mark.parametrize("by", [*SIZES[:-1], ["level", "year"], "level"])
def test_groups_add_up(corpus, by):
    matrix = word_matrix(corpus, "section")
    column = "report_id" if by == "report" else "section_id" if by == "section" else by
    groups = matrix.group(column)
    assert (groups.frequency == matrix.frequency).all()
    assert groups.units["n_units"].sum() == len(matrix)
    assert (groups.document_frequency == matrix.document_frequency).all()
    assert matrix.group(column) is groups


def test_units_of_an_unknown_year_are_a_group_and_fit_no_year(tiny):
    groups = tiny.group("year")
    assert groups.units["n_units"].tolist() == [1, 1, 1] and groups.units["year"].isna().sum() == 1
    assert tiny.mask({"year": range(1900, 2100)}).tolist() == [True, True, False]


@pytest.mark.parametrize("share", [0, 0.1, 0.4, 0.6, 1])
def test_a_vector_is_the_sum_of_its_rows_however_many_they_are(corpus, share):
    matrix = word_matrix(corpus, "section")
    mask = np.random.default_rng(1).random(len(matrix)) < share
    assert (matrix.vector(mask) == matrix.counts.toarray()[mask].sum(axis=0)).all()
    assert (matrix.rows(mask).frequency == matrix.vector(mask)).all()
    assert (matrix.reports_with(mask) == matrix.rows(mask).document_frequency).all()


def test_a_vector_from_groups_is_that_from_rows(corpus):
    matrix = word_matrix(corpus, "sentence")
    for where in (
        {"level": "county"},
        {"level": ["county", "zone"], "year": 2023},
        {"part": "plan"},
    ):
        assert (matrix.vector(where) == matrix.vector(matrix.mask(where))).all()
        assert matrix.vector(where).sum() > 0


def test_rows_of_groups_still_know_their_reports(corpus):
    groups = word_matrix(corpus, "section").group("level")
    county = groups.rows({"level": "county"})
    reports = corpus.reports.query("level == 'county'")["report_id"]
    held = corpus.words[corpus.words["report_id"].isin(reports)]
    expected = held.groupby("word")["report_id"].nunique()
    found = dict(zip(county.words, county.document_frequency, strict=True))
    assert {word: n for word, n in found.items() if n} == expected.to_dict()


def test_a_place_is_found_by_its_name_or_part_of_it(corpus):
    matrix = word_matrix(corpus)
    full = matrix.units["place"].dropna().iloc[0]
    assert matrix.mask({"place": full}).sum() == (matrix.units["place"] == full).sum()
    assert matrix.mask({"place": full[:2]}).sum() >= 1
    assert not matrix.mask({"place": "没有的地方"}).any()


def test_sentences_hold_the_words_that_can_be_shown(corpus):
    matrix = word_matrix(corpus, "sentence")
    silent = set(corpus.reports["report_id"]) - set(corpus.sentences["report_id"])
    assert len(matrix) == len(corpus.sentences) + len(silent)
    row = int(np.argmax(matrix.totals))
    unit = matrix.units.iloc[row]
    text = corpus.sentences.set_index(["report_id", "sentence_id"]).loc[
        (unit["report_id"], unit["sentence_id"]), "text"
    ]
    counted = dict(zip(matrix.words, matrix.counts[[row]].toarray()[0], strict=True))
    assert Counter(words.count(text)) == Counter({w: int(n) for w, n in counted.items() if n})


# A plan without a heading of its own, inside the section of the problems.
UNHEADED = REPORT.replace("四、2024年工作安排\n2024年,我区", "2024年,我区")


def test_words_know_the_part_of_their_own_sentence(tmp_path):
    read = rk.load(write(tmp_path, a=UNHEADED))
    planned = read.sentences.query("part == 'plan'")
    assert len(planned) and planned["section_id"].isin(read.sections["section_id"]).all()
    assert not (read.sections["part"] == "plan").any()
    counted = read.words.query("part == 'plan'").groupby("word")["count"].sum()
    assert counted.to_dict() == sum(map(words.count, planned["text"]), Counter())
    assert word_matrix(read, "part").vector({"part": "plan"}).sum() == counted.sum()
    key = ["report_id", "section_id", "part", "word"]
    assert not read.words.duplicated(key).any()


def test_words_of_an_old_data_set_have_the_part_of_their_section(corpus, tmp_path):
    """Before November 2026 the table of words had no part: such a data set opens all the same."""
    folder = rk.save(corpus, tmp_path)
    old = pd.read_parquet(folder / "words.parquet").drop(columns="part")
    merged = old.groupby(["report_id", "section_id", "word"], dropna=False, as_index=False).sum()
    merged.to_parquet(folder / "words.parquet", index=False)
    opened = rk.open_dataset(folder)
    assert opened.words["part"].isna().all()
    of_section = corpus.words.drop(columns="part").merge(
        corpus.sections[["report_id", "section_id", "part"]], on=["report_id", "section_id"]
    )
    plan = of_section.loc[of_section["part"] == "plan", "count"].sum()
    assert word_matrix(opened, "part").vector({"part": "plan"}).sum() == plan > 0
    for by in ("report", "section", "theme"):
        pd.testing.assert_frame_equal(
            dense(word_matrix(opened, by)), dense(word_matrix(corpus, by))
        )


def test_terms_of_ones_own_are_columns(corpus):
    own = words.dictionary(["行政复议案件审理"])
    matrix = word_matrix(corpus, dictionary=own)
    assert "changed" in matrix.segmenter
    assert "changed" in measures.word_frequency(matrix).attrs["words"]


@st.composite
def terms_of(draw, texts):
    """Terms cut out of texts wherever it comes."""
    text = draw(st.sampled_from(texts))
    at, n = draw(st.integers(0, len(text) - 1)), draw(st.integers(2, 7))
    return read(text[at : at + n]).text.split("\n")[0].strip()


@pytest.fixture(scope="module")
def few(corpus):
    return corpus.filter(report_id=corpus.reports["report_id"][::5])


@settings(max_examples=15, deadline=None)
@given(data=st.data(), by=st.sampled_from(SIZES[:-1]))
def test_terms_of_ones_own_count_as_if_all_were_cut_anew(few, data, by):
    own = data.draw(st.lists(terms_of(list(few.texts.values())).filter(bool), max_size=3))
    used = words.dictionary(own)
    matrix = word_matrix(few, by, dictionary=used)
    running = running_text(few)
    lines = pd.Series(running.lines()).groupby(key_of(running.sentences, KEYS[by])).agg("\n".join)
    expected = {key: used.count(text) for key, text in lines.items()}
    rows = zip(key_of(matrix.units, KEYS[by]), range(len(matrix)), strict=True)
    assert {key: counted(matrix, row) for key, row in rows} == {
        k: c for k, c in expected.items() if c
    }
    assert (matrix.document_frequency > 0).all()


def key_of(table, columns):
    """Key of each row as a text; unknown is one too."""
    return table[columns].astype("str").fillna("–").agg(" ".join, axis=1)


def counted(matrix, row):
    part = matrix.counts[[row]]
    words_there = zip(matrix.words[part.indices], part.data.tolist(), strict=True)
    return Counter(dict(words_there))


def test_terms_of_ones_own_do_not_cut_all_anew(corpus, monkeypatch):
    word_matrix(corpus)
    monkeypatch.setattr(words.Dictionary, "count", None)
    matrix = word_matrix(corpus, dictionary=words.dictionary(["开展行政执法"]))
    assert matrix.frequency[matrix.word_id("开展行政执法")] > 0


def test_without_set_phrases_there_are_fewer_words(corpus):
    assert word_matrix(corpus, formulas=False).totals.sum() < word_matrix(corpus).totals.sum()


def test_a_corpus_without_text_keeps_its_counts_but_cuts_nothing_anew(corpus, tmp_path):
    bare = rk.open_dataset(rk.save(corpus, tmp_path / "set", text=False))
    assert word_matrix(bare, "section").frequency.sum() == corpus.words["count"].sum()
    for wish in ({"by": "sentence"}, {"formulas": False}, {"dictionary": words.dictionary()}):
        with pytest.raises(ReportkitError, match="without text"):
            word_matrix(bare, **wish)


@pytest.mark.parametrize("by", SIZES)
def test_an_empty_corpus_is_an_empty_matrix(by):
    matrix = word_matrix(rk.Corpus(**{table: frame(table) for table in TABLES}), by)
    assert matrix.counts.shape == (0, 0) and len(matrix) == 0
    assert matrix.vector().sum() == 0
    assert matrix.group("level").counts.shape == (0, 0)
    assert matrix.count("词").empty


def test_a_report_without_words_is_a_unit_of_none(corpus):
    silent = corpus.words[corpus.words["report_id"] != corpus.words["report_id"].iloc[0]]
    tables = corpus.tables() | {"words": silent}
    matrix = word_matrix(rk.Corpus(**tables, texts=corpus.texts))
    assert len(matrix) == len(corpus)
    row = int(np.flatnonzero(matrix.totals == 0)[0])
    assert np.isnan(matrix.count("执法")["per_1000"].iloc[row])


@pytest.mark.parametrize("where", [{"yeer": 2023}, [True], np.ones(3), "2023"])
def test_a_wrong_choice_is_refused(tiny, where):
    with pytest.raises(ReportkitError):
        tiny.vector(where)


def test_wrong_names_are_refused(tiny, corpus):
    with pytest.raises(ReportkitError, match="普法"):
        tiny.word_id("普法人")
    with pytest.raises(ReportkitError, match="report"):
        word_matrix(corpus, "reports")
    with pytest.raises(ReportkitError, match="year"):
        tiny.group("yeer")


def test_a_word_that_nobody_uses_is_counted_nowhere(tiny):
    assert tiny.count("听证")["count"].tolist() == [0, 0, 0]


def test_several_processes_count_what_one_does(corpus, monkeypatch):
    monkeypatch.setattr("reportkit.matrix.texts.BATCH", 3)
    own = words.dictionary(["行政复议案件审理"])
    one, two = (matrix_of_texts(corpus.texts, dictionary=own, jobs=n) for n in (1, 2))
    assert one.words.tolist() == two.words.tolist()
    assert one.segmenter == two.segmenter
    assert (one.counts != two.counts).nnz == 0
    pd.testing.assert_frame_equal(one.units, two.units)


@pytest.mark.parametrize("bits_from", [0, 32, 10**9])
def test_presence_sums_are_those_of_the_rows(corpus, monkeypatch, bits_from):
    """Whatever is counted in bits: every word, frequent ones or none."""
    monkeypatch.setattr("reportkit.matrix.presence.BITS_FROM", bits_from)
    rows = word_matrix(corpus, "sentence")
    for seed in range(3):
        mask = np.random.default_rng(seed).random(len(rows)) < 0.3 * seed
        chosen = rows.counts.toarray()[mask]
        counts, having = Presence(rows.by_word).sums(mask)
        assert (counts == chosen.sum(axis=0)).all()
        assert (having == (chosen > 0).sum(axis=0)).all()


@pytest.mark.parametrize("by", SIZES)
def test_sums_are_the_vector_and_the_reports(corpus, by):
    matrix = word_matrix(corpus, by)
    some = np.random.default_rng(2).random(len(matrix)) < 0.7
    for where in (None, some, {"level": "county"}, {"level": ["county", "zone"], "year": 2023}):
        counts, reports = matrix.sums(where)
        mask = matrix.mask(where)
        assert (counts == matrix.counts.toarray()[mask].sum(axis=0)).all()
        held = matrix.rows(mask).group("report_id").counts
        assert (reports == (held.toarray() > 0).sum(axis=0)).all()
        names = matrix.units["report_id"][mask]
        assert matrix.reports_of(where).sum() == names.nunique()


def test_importing_the_matrix_loads_no_scipy():
    code = "import sys, reportkit.matrix; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
