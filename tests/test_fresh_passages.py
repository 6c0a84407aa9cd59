"""Passages annotated before they were first read: figures to the character, and indicators."""

import pytest

from reportkit import indicators
from tests import indicator_scoring, passage_scoring
from tests.passage_scoring import ROUNDS, SAID
from tests.scoring import Score

# Floors, not aims: docs/accuracy.md and docs/indicator-accuracy.md have the figures themselves.
FIGURES, SAID_OF_THEM, INDICATORS = 0.99, 0.98, 0.97


@pytest.fixture(scope="module", params=ROUNDS)
def scored(request):
    return passage_scoring.of_round(request.param)


def test_figures_to_the_character(scored):
    total = scored["figures"]
    assert total.hits > 100
    assert total.f1 >= FIGURES, (total.extra, total.missed)


@pytest.mark.parametrize("measure", SAID)
def test_what_is_said_of_them(scored, measure):
    assert scored[measure].share >= SAID_OF_THEM, scored[measure].missed


@pytest.mark.parametrize("name", ROUNDS)
def test_indicators(name):
    keys, total = set(indicators.catalogue()), Score()
    for wanted in passage_scoring.gold(name):
        rows = passage_scoring.parsed(wanted["file"])["figures"]
        total += indicator_scoring.indicators(rows, wanted, keys)
    assert total.hits > 60
    assert total.f1 >= INDICATORS, (total.extra, total.missed)


@pytest.mark.parametrize("name", ROUNDS)
def test_annotations_stand_where_they_are_said_to(name):
    for wanted in passage_scoring.gold(name):
        text = passage_scoring.parsed(wanted["file"])["text"]
        for row in [*wanted["figures"], *wanted["zeros"]]:
            assert text[row["offset"] : row["offset"] + len(row["text"])] == row["text"]


@pytest.mark.parametrize("name", ROUNDS)
def test_offsets_give_the_words_back(name):
    for wanted in passage_scoring.gold(name):
        line = passage_scoring.parsed(wanted["file"])
        for row in line["figures"]:
            assert line["text"][row["start"] : row["end"]] == row["text"]
