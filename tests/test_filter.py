"""A choice of reports: cut when asked for, and measured as if nothing else had been read."""

import copy
import pickle
from dataclasses import fields, replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit import measures, teaching, words
from reportkit.corpus import Corpus, open_dataset, read_corpus, save
from reportkit.corpus.tables import TABLES
from reportkit.matrix import word_matrix
from reportkit.measures.ngrams import ngrams_ahead
from reportkit.measures.sequences import counted_of_whole
from tests import small_corpus

FIVE = small_corpus.five()


def cut_plainly(corpus: Corpus, ids: set[str]) -> Corpus:
    """What a filter means: every table's rows of these reports, in their order, numbered anew."""
    tables = {
        name: table[table["report_id"].isin(ids)].reset_index(drop=True)
        for name, table in corpus.tables().items()
    }
    texts, private = (
        {i: each for i, each in held.items() if i in ids} for held in (corpus.texts, corpus.private)
    )
    said = {"name": corpus.name, "filters": corpus.filters, "made_with": corpus.made_with}
    return Corpus(**tables, texts=texts, private=private, **said)


def assert_same(found: Corpus, wanted: Corpus):
    for name, table in wanted.tables().items():
        pd.testing.assert_frame_equal(getattr(found, name), table)
        assert getattr(found, name).attrs == table.attrs
    for each in ("texts", "private"):
        assert list(getattr(found, each).items()) == list(getattr(wanted, each).items())
    assert (found.name, found.made_with) == (wanted.name, wanted.made_with)


@pytest.fixture(scope="module")
def taught(tmp_path_factory) -> Corpus:
    """Reports of three invented places on three years, with figures, plans and causes."""
    folder = tmp_path_factory.mktemp("taught")
    teaching.write(folder, 3, 3, layouts={"file_format": "txt"}, faults=())
    return read_corpus([folder], name="taught")


def shuffled(corpus: Corpus, seed: int) -> Corpus:
    """The same rows in any order, and a problem of a file that could not be read."""
    chance = np.random.default_rng(seed)
    tables = {
        name: table.take(chance.permutation(len(table))).reset_index(drop=True)
        for name, table in corpus.tables().items()
    }
    problem = {"source": "torn.pdf", "what": "it has no text", "action": "scan it again"}
    problems = pd.DataFrame([problem, problem | {"report_id": corpus.reports["report_id"].iat[0]}])
    tables["problems"] = problems.reindex(columns=corpus.problems.columns).astype("str")
    tables["problems"]["line"] = pd.array([None, 3], dtype="Int64")
    tables["figures"].attrs["note"] = "kept"
    return replace(corpus, **tables, private={"unknown": ((0, 2),)})


@given(st.sets(st.sampled_from(list(FIVE.reports["report_id"]))), st.integers(0, 3), st.booleans())
@settings(deadline=None, max_examples=30)
def test_a_filter_cuts_as_it_is_defined(ids, seed, is_twice):
    corpus = shuffled(FIVE, seed) if seed else FIVE
    wanted = cut_plainly(corpus, ids)
    chosen = corpus.filter(doc_type=["report", "interpretation"]) if is_twice else corpus
    chosen = chosen.filter(report_id=sorted(ids))
    assert_same(chosen, wanted)
    assert len(chosen.filters) == 1 + is_twice
    assert_same(chosen.filter(level="county"), wanted.filter(level="county"))
    assert repr(chosen) == repr(wanted)


def test_a_joined_corpus_is_cut_like_another():
    first, second = FIVE.filter(year=2023), FIVE.filter(year=[2020, 2022, 2023])
    both = first + second
    plain = (cut_plainly(FIVE, set(each.reports["report_id"])) for each in (first, second))
    assert_same(both, next(plain) + next(plain))
    ids = {"990103-2023", "990100-2020"}
    assert_same(both.filter(report_id=ids), cut_plainly(both, ids))


def test_places_are_found_by_locality_issuer_or_title():
    assert list(FIVE.filter(place="望溪").reports["report_id"]) == ["990103-2022", "990103-2023"]
    assert len(FIVE.filter(place="法治政府建设情况报告")) == 5
    assert len(FIVE.filter(place="没有的地方")) == 0


def test_tables_are_cut_when_they_are_asked_for():
    chosen = FIVE.filter(year=2023)
    assert not {*TABLES, "texts", "private"} & set(vars(chosen))
    assert len(chosen) == 2
    assert set(TABLES) & set(vars(chosen)) == {"reports"}
    assert chosen.sections is chosen.sections


def test_nothing_is_copied_where_all_is_chosen():
    every = FIVE.filter(doc_type=["report", "interpretation"])
    numbers = (corpus.sentences["start"].array._data for corpus in (every, FIVE))
    assert np.shares_memory(*numbers)
    every.sentences.loc[0, "start"] = -1
    assert FIVE.sentences["start"].iat[0] >= 0


@pytest.mark.parametrize("way", [lambda c: pickle.loads(pickle.dumps(c)), copy.copy, replace])
def test_a_choice_can_be_sent_away_without_the_rest(way):
    chosen = FIVE.filter(year=2023)
    measures.keys(chosen)
    sent = way(chosen)
    assert_same(sent, chosen)
    assert sent.filters == chosen.filters
    assert set(vars(sent)) == {each.name for each in fields(Corpus)}
    assert sent.whole is sent
    assert chosen.whole is FIVE


def test_a_misspelt_attribute_is_none():
    for corpus in (FIVE, FIVE.filter(year=2023)):
        with pytest.raises(AttributeError, match="sentence'"):
            _ = corpus.sentence
        assert not hasattr(corpus, "__wrapped__")


def test_what_is_kept_of_a_corpus_cannot_be_changed_from_outside():
    corpus = small_corpus.five()
    for measure in (measures.keys, measures.successions, measures.indicators, measures.passages):
        given = measure(corpus)
        before = given.copy()
        given["year"] = 1
        pd.testing.assert_frame_equal(measure(corpus), before)


def test_what_is_made_once_is_made_once_and_shared_by_a_choice_of_all():
    corpus, asked = small_corpus.five(), []

    def count(each):
        asked.append(len(each))
        return len(each)

    every = corpus.filter(doc_type=["report", "interpretation"])
    assert [corpus.once(count), every.once(count), every.once(count)] == [5, 5, 5]
    assert corpus.filter(year=2023).once(count) == 2
    assert asked == [5, 2]


MEASURES = {
    "keys": measures.keys,
    "theme_shares": measures.theme_shares,
    "theme_years": measures.theme_years,
    "passages by theme": measures.passages,
    "passages by part": lambda c: measures.passages(c, by="part"),
    "required_parts": measures.required_parts,
    "overview": measures.overview,
    "statuses": measures.statuses,
    "coverage": measures.coverage,
    "indicators": lambda c: measures.indicators(c, include_plan=True),
    "indicators, fewer qualifiers": lambda c: measures.indicators(c, split=["scope"]),
    "changes": measures.changes,
    "successions": measures.successions,
    "audit": measures.audit,
    "audit_evidence": measures.audit_evidence,
    "completeness": measures.completeness,
    "part_spans": measures.part_spans,
    "timeliness": measures.timeliness,
    "punctuality": measures.punctuality,
    "concordance": lambda c: measures.concordance(c, ["行政复议", "执法"], most=None),
    "terms": lambda c: measures.concordance(c, "法治", kind="term", sort="1R", most=None),
    "reuse": measures.reuse,
    "reuse by part": lambda c: measures.reuse(c, by="part", against="parent"),
    "reused_passages": measures.reused_passages,
    "occurrences": lambda c: measures.occurrences(c, "执法"),
    "pattern": lambda c: measures.concordance(c, "执法.", kind="pattern", window=5, most=None),
    "collocation": lambda c: measures.collocation(c, "执法", kind="term"),
    "ngrams": measures.ngrams,
    "ngrams, own term": lambda c: measures.ngrams(c, dictionary=OWN),
    "lexical_diversity": measures.lexical_diversity,
    "lexical_diversity by theme": lambda c: measures.lexical_diversity(c, by="theme"),
    "lexical_diversity, own term": lambda c: measures.lexical_diversity(c, dictionary=OWN),
    "dictionary_effect": lambda c: measures.dictionary_effect(c, ["执法人员"], ["法治"]),
    "word_frequency": lambda c: measures.word_frequency(word_matrix(c), most=20),
    "word_frequency by year": lambda c: measures.word_frequency(word_matrix(c, "part"), by="year"),
    "word_frequency of some": lambda c: measures.word_frequency(
        word_matrix(c, dictionary=OWN), by="place", words=["执法人员", "执法", "法治", "飞艇"]
    ),
    "tf_idf": lambda c: measures.tf_idf(word_matrix(c, "theme"), by="theme"),
    "new_words": lambda c: measures.new_words(word_matrix(c), minimum_reports=1),
    "vanished_words": lambda c: measures.vanished_words(
        word_matrix(c, "section", dictionary=OWN), minimum_reports=1
    ),
}
OWN = words.dictionary(["执法人员"])
# Some of two places in another order than they were read in, and all.
CHOICES = ([5, 2, 3, 4], range(3), range(8))


@pytest.mark.parametrize("name", MEASURES)
def test_a_choice_is_measured_as_if_nothing_else_had_been_read(taught, name):
    measure = MEASURES[name]
    if name != "keys":
        measure(taught)  # what is kept of the whole must not show in a choice
    for rows in CHOICES:
        ids = list(taught.reports["report_id"].iloc[list(rows)])
        wanted = measure(cut_plainly(taught, set(ids)))
        for _ in range(2):
            found = measure(taught.filter(report_id=ids))
            pd.testing.assert_frame_equal(found, wanted)
            assert found.attrs == wanted.attrs


def test_sequences_counted_ahead_are_those_counted_when_asked_for(taught):
    corpus = replace(taught)
    begun = ngrams_ahead(corpus)
    next(begun)
    begun.close()  # a reader has clicked: what is left is done later
    assert counted_of_whole(corpus) is None
    assert len(list(ngrams_ahead(corpus))) > 3 and not list(ngrams_ahead(corpus))
    assert counted_of_whole(corpus) is not None
    wishes = ({}, {"without": ["的"]}, {"n": 3, "minimum": 4}, {"minimum_reports": 3})
    wishes += ({"minimum": 1}, {"n": 5}, {"formulas": False}, {"dictionary": OWN})
    for rows in CHOICES:
        ids = list(taught.reports["report_id"].iloc[list(rows)])
        for wish in wishes:
            found = measures.ngrams(corpus.filter(report_id=ids), **wish)
            wanted = measures.ngrams(cut_plainly(taught, set(ids)), **wish)
            pd.testing.assert_frame_equal(found, wanted)
            assert found.attrs == wanted.attrs


def test_a_choice_of_nothing_has_the_columns(taught):
    nothing = taught.filter(year=1900)
    for name, measure in MEASURES.items():
        if not name.startswith(("coverage", "terms", "concordance", "word_frequency")):
            assert len(measure(nothing)) == 0
            assert list(measure(nothing).columns) == list(measure(taught).columns), name


def test_indicators_have_one_unit(taught):
    panel = measures.indicators(taught)
    assert panel.columns.is_unique
    stated = taught.figures.set_index(["report_id", "start", "indicator"])["base_unit"]
    units = stated[~stated.index.duplicated()]
    for row in panel.head(200).itertuples():
        assert row.unit == units[row.report_id, row.start, row.indicator]


def test_a_data_set_opens_in_one_piece(taught, tmp_path):
    opened = open_dataset(save(taught + taught.filter(year=2024), tmp_path))
    assert dict(opened.words.dtypes) == dict(taught.words.dtypes)
    pd.testing.assert_frame_equal(opened.sentences, taught.sentences)
