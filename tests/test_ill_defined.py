"""What can't be worked out is missing, never 0: every measure of words, themes and reuse."""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from reportkit import ReportkitError, measures
from reportkit.matrix import word_matrix
from tests.small_corpus import corpus, five, report
from tests.word_tables import matrix, speaking

LEXICON = measures.theme_lexicon(add={"digital": ["云上办"]})
RULE = "企业 or 调解"
OF_WORDS = {
    "word_frequency": lambda m: measures.word_frequency(m, by="year"),
    "tf_idf": measures.tf_idf,
    "new_words": lambda m: measures.new_words(m, minimum_reports=1),
    "vanished_words": lambda m: measures.vanished_words(m, minimum_reports=1),
    "spreading_words": lambda m: measures.spreading_words(m, minimum_places=1),
    "keyness": lambda m: measures.keyness(m, {"year": 2023}, minimum_range=1),
    "dispersion": lambda m: measures.dispersion(m, minimum=1),
}
OF_CORPORA = {
    **{name: lambda c, ask=ask: ask(word_matrix(c)) for name, ask in OF_WORDS.items()},
    "pairs": lambda c: measures.word_frequency(measures.pair_matrix(c)),
    "ngrams": measures.ngrams,
    "lexical_diversity": measures.lexical_diversity,
    "concordance": lambda c: measures.concordance(c, "企业", sort="1R"),
    "collocation": lambda c: measures.collocation(c, "企业"),
    "occurrences": lambda c: measures.occurrences(c, "企业"),
    "dictionary_effect": lambda c: measures.dictionary_effect(c, ["企业调解"], ["推进"]),
    "theme_shares": lambda c: measures.theme_shares(c, intervals=100),
    "theme_years": measures.theme_years,
    "theme_shifts": measures.theme_shifts,
    "theme_means": lambda c: measures.theme_means(c, "year", intervals=100),
    "theme_mixtures": measures.theme_mixtures,
    "theme_hits": measures.theme_hits,
    "lexicon_effect": lambda c: measures.lexicon_effect(c, LEXICON),
    "lexicon_hits": lambda c: measures.lexicon_hits(c, LEXICON),
    "lexicon_sections": lambda c: measures.lexicon_sections(c, LEXICON),
    "lexicon_shares": lambda c: measures.lexicon_shares(c, LEXICON),
    "query": lambda c: measures.query(c, RULE),
    "query_hits": lambda c: measures.query_hits(c, RULE),
    "query_shares": lambda c: measures.query_shares(c, {"one": RULE}),
    "reuse": measures.reuse,
    "reuse_parent": lambda c: measures.reuse(c, against="parent"),
    "reused_passages": measures.reused_passages,
    "shared_sentences": measures.shared_sentences,
    "near_duplicates": measures.near_duplicates,
    "similarity": measures.similarity,
}


def silent():
    """Reports saved without text, whose table of words is empty."""
    made = five()
    return replace(
        made,
        texts={},
        sentences=made.sentences.assign(text=pd.array([None] * len(made.sentences), "str")),
    )


AWKWARD = {
    "no report": corpus,
    "one report": lambda: corpus(report("a", "望溪县", 2023)),
    "one report without sentences": lambda: corpus(report("a", "望溪县", 2023, sections=[])),
    "no year and no place": lambda: corpus(*(report(i, None, None, level=None) for i in "abc")),
    "no text": silent,
    "one text twice": lambda: corpus(*(report(i, "望溪县", 2023) for i in "ab")),
}


@cache
def awkward(kind):
    return AWKWARD[kind]()


@cache
def usual_columns(name):
    return list(OF_CORPORA[name](five()).columns)


@pytest.mark.parametrize("kind", AWKWARD)
@pytest.mark.parametrize("name", OF_CORPORA)
def test_a_table_of_the_same_columns_or_a_clear_refusal(name, kind):
    try:
        table = OF_CORPORA[name](awkward(kind))
    except ReportkitError as error:
        assert len(str(error)) > 20
        return
    assert list(table.columns) == usual_columns(name)
    numbers = table.select_dtypes("number").to_numpy(np.float64, na_value=np.nan)
    assert not np.isinf(numbers).any()


def test_reports_without_words_are_in_no_share():
    three = matrix(
        ("a b", {"year": 2023}), ("a", {"year": 2023}), ("", {"year": 2023}), ("", {"year": 2022})
    )
    shares = measures.word_frequency(three).set_index("word")["share_of_units"]
    assert shares.to_dict() == {"a": 1.0, "b": 0.5}
    assert set(measures.word_frequency(three, by="year")["year"]) == {2023}
    weights = measures.tf_idf(three).set_index(["report_id", "word"])["tf_idf"]
    assert weights["r0", "a"] == weights["r1", "a"] == 0
    assert weights["r0", "b"] == pytest.approx(np.log(2) / 2)
    assert measures.tf_idf(three).attrs["n_units"] == 2
    spread = measures.dispersion(three, minimum=1)
    assert spread.attrs["n_units"] == 2 and spread["share_of_units"].tolist() == [1.0, 0.5]


def test_one_report_says_nothing_of_rarity_or_spread():
    one = matrix(("a a b", {"year": 2023}), ("", {"year": 2023}))
    table = measures.tf_idf(one, most=1)
    assert table["word"].tolist() == ["a"]
    assert table["tf_idf"].isna().all() and table["rank"].isna().all()
    spread = measures.dispersion(one, minimum=1)
    assert spread[["dp", "dp_norm", "juilland_d"]].isna().all(axis=None)


def test_a_report_of_unknown_year_is_in_neither_group():
    units = matrix(
        ("a b", {"year": 2023, "level": "county"}),
        ("a c", {"year": None, "level": "county"}),
        ("a d", {"year": None, "level": "province"}),
        ("a e", {"year": 2022, "level": None}),
    )
    of_year = measures.keyness(units, {"year": 2023}, minimum_range=1)
    assert of_year.attrs["n_reports_reference"] == 1
    assert set(of_year["word"]) == {"a", "b", "e"}
    # The province's is no county's report, whatever its year; that of 2022 is of another year.
    both = measures.keyness(units, {"year": 2023, "level": "county"}, minimum_range=1)
    assert both.attrs["n_reports_reference"] == 2
    assert set(both["word"]) == {"a", "b", "d", "e"}
    with pytest.raises(ReportkitError, match="may be"):
        measures.keyness(units.rows(np.array([True, True, False, False])), {"year": 2023})
    # Who gives a True or False a unit has said where each belongs.
    plain = measures.keyness(units, np.array([True, False, False, False]), minimum_range=1)
    assert plain.attrs["n_reports_reference"] == 3


def test_a_word_of_all_reports_is_no_trait_of_any():
    units = matrix(*((f"a w{n}", {"year": 2022 + n}) for n in range(2)))
    assert measures.tf_idf(units).query("word == 'a'")["tf_idf"].tolist() == [0, 0]
    row = measures.keyness(units, {"year": 2023}, minimum_range=1).set_index("word").loc["a"]
    assert row[["log_ratio", "pct_diff", "log_likelihood", "log_odds_z"]].tolist() == [0, 0, 0, 0]
    assert row["p"] == 1 and pd.isna(row["direction"])


def test_shares_of_a_report_without_text_are_missing():
    built = corpus(
        speaking("a", "望溪县", 2022, "调解员说和二百起纠纷并逐一回访。"),
        report("b", "望溪县", 2023, sections=[]),
    )
    shares = measures.theme_shares(built).set_index("report_id")["share"]
    assert shares["b"].isna().all() and shares["a"].notna().all()
    row = measures.reuse(built).set_index("report_id").loc["b"]
    assert row[["unchanged", "numbers_changed", "reworded", "new"]].isna().all()
    assert measures.similarity(built)["similarity"].isna().all()
    fits = measures.query_shares(built, {"one": "调解"}).set_index("report_id")["share"]
    assert pd.isna(fits["b"]) and fits["a"] > 0
