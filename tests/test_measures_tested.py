"""Every measure of words, themes and reuse is held to a hand example and to another way.

A measure without a row, or a row whose tests are gone, fails. What is ill-defined is asked of all
of them in test_ill_defined.py.
"""

import inspect
import re
from pathlib import Path

import pytest

from reportkit import measures

HERE = Path(__file__).resolve().parent
# Measure, where it is worked out by hand, where by another implementation, a worked example of its
# author's or plain loops: module and beginning of the test's name.
TABLE = """
alignment         reuse::alignment_by_hand              reuse::dice_is_symmetric_and_equals
collocation       collocation::ten_words_by_hand        collocation::measures_are_those_of_nltk
concordance       concordance::a_term_with_its_context  concordance::as_many_words_as_the_table
dictionary_effect dictionary_effect::a_term_is_cut      dictionary_effect::counts_are_those_of
dispersion        dispersion::ten_words_by_hand         dispersion::the_published_example
keyness           keyness::ten_words_by_hand            keyness::g2_and_p_are_those_of_scipy
lexical_diversity diversity::by_hand                    diversity::hdd_is_that_of_scipy_s
lexicon_effect    theme_measures::the_effect_of_an_edit theme_measures::effects_by_theme_and
lexicon_hits      theme_measures::the_effect_of_an_edit theme_measures::effects_by_theme_and
lexicon_sections  theme_measures::sections_and_shares   theme_measures::an_unedited_lexicon
lexicon_shares    theme_measures::sections_and_shares   theme_measures::an_unedited_lexicon
near_duplicates   reuse::near_duplicates_spans          reuse::near_duplicates_equal_brute_force
new_words         frequency::new_words_by_hand          other_ways::new_and_vanished_words
ngrams            frequency::sequences_by_hand          frequency::sequences_are_those_of_nltk
occurrences       dispersion::marks_by_hand             dispersion::as_many_marks_as_the_words
pair_matrix       word_pairs::pairs_stand_side_by_side  other_ways::pairs_are_the_sequences_of_two
passages          other_ways::room_by_hand              theme_measures::passages_give_exactly_the
precision         precision::precision_by_hand          precision::the_interval_is_that_of_scipy
query             queries::a_rule_of_the_genre          queries::rules_fit_as_they_do_by_hand
query_hits        queries::near_is_between_two_hits     queries::hits_give_back_what_the_report
query_shares      queries::shares_by_hand               queries::shares_are_the_fitting_units
reuse             reuse::shares_by_hand                 other_ways::shares_of_reuse
reused_passages   reuse::a_passage_is_found             planted_words::what_is_planted_is_found
shared_sentences  reuse::shared_sentences_by_hand       other_ways::shared_sentences
side_by_side      reuse::side_by_side_shows_what        reuse::spans_give_back_the_sentences
similarity        reuse::cosine_by_hand                 reuse::tfidf_equals_scikit_learn
similarity_matrix reuse::square_of_similarities         reuse::tfidf_equals_scikit_learn
spreading_words   planted_words::a_word_that_places     planted_words::spreading_words_are_those
tf_idf            frequency::tf_idf_by_hand             frequency::tf_idf_is_that_of_scikit_learn
theme_hits        theme_measures::a_term_of_two_themes  theme_measures::hits_are_found_by_a_plain
theme_means       theme_measures::means_by_hand         theme_measures::draws_of_whole_reports_are
theme_mixtures    theme_measures::a_mixture_by_hand     other_ways::mixtures
theme_shares      other_ways::room_by_hand              other_ways::room_of_themes
theme_shifts      theme_shifts::a_theme_that_grows      other_ways::trends
theme_years       other_ways::room_by_hand              other_ways::room_of_themes
vanished_words    frequency::vanished_words_by_hand     other_ways::new_and_vanished_words
word_frequency    frequency::ten_words_by_hand          frequency::counts_are_those_of_scikit_learn
"""
TESTED = {name: places for name, *places in map(str.split, TABLE.strip().splitlines())}
# What makes, reads or writes what the measures take, or is another kind of measure.
OTHERS = """
NO_THEME Rule ThemeLexicon answered audit audit_evidence changes commitments completeness coverage
in_sentences indicators judgements keys missing_reports not_reports overview parse_rule part_spans
per provinces punctuality read_judgements required_parts rethemed returning save_judgements
shared_by shortcomings stated_figures statements status_counts statuses successions theme_lexicon
timeliness wide with_words
"""


def test_no_measure_is_without_its_row():
    assert set(measures.__all__) - set(OTHERS.split()) == set(TESTED)


@pytest.mark.parametrize("name", TESTED)
def test_its_tests_are_there(name):
    for place in TESTED[name]:
        module, _, test = place.partition("::")
        text = (HERE / f"test_{module}.py").read_text(encoding="utf-8")
        assert re.search(rf"^def test_{test}", text, re.MULTILINE), place


@pytest.mark.parametrize("name", TESTED)
def test_its_page_says_what_the_numbers_mean(name):
    said = inspect.getdoc(getattr(measures, name))
    assert "Returns\n-------" in said
    # Which way to read it and what it does not say; or it is of another measure that has it.
    assert "Notes\n-----" in said or ":func:" in said
