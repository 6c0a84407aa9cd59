"""Planted paragraphs, terms and themes are found, and what else is claimed is known.

The figures are those of docs/planted-words.md: where a rule or the generator changes them, look at
what changed, then write the page anew (python docs/planted_words.py).
"""

import runpy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit import words
from reportkit.corpus.reader import read_corpus
from reportkit.errors import ReportkitError
from reportkit.matrix import word_matrix
from reportkit.measures.novelty import spreading_words
from tests.planted_scoring import Ground, lines
from tests.planted_words_scoring import KINDS, SIDES, tallies
from tests.word_tables import matrix

PAGE = Path(__file__).resolve().parents[1] / "docs" / "planted-words.md"


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    return Ground(folder, lambda path: read_corpus([path]), places=12, years=6, seed=2024)


@pytest.fixture(scope="module")
def found(ground):
    return tallies(ground)


def test_every_kind_is_planted(found):
    for kind in (f"{kind}_{side}" for side in SIDES for kind in KINDS):
        assert found[kind].planted >= 3, kind
    assert found["term_spread"].planted >= 1 and found["theme_shift"].planted >= 4


def test_what_is_planted_is_found_and_nothing_else(found):
    assert {kind: list(map(str, t.missed)) for kind, t in found.items() if t.missed} == {}
    assert {kind: list(map(str, t.besides)) for kind, t in found.items() if t.besides} == {}


def test_a_dictionary_with_the_term_shows_it_whole(ground):
    term = ground.plants("term_spread")[0]["term"]
    whole = spreading_words(word_matrix(ground.corpus, dictionary=words.dictionary([term])))
    assert whole["word"].tolist() == [term]
    assert whole["kept"].tolist() == [1.0]


def test_the_page_has_these_figures(found):
    page = PAGE.read_text(encoding="utf-8")
    assert "\n".join(lines(found)) in page


def test_the_page_is_of_the_command():
    assert "Written by `python docs/planted_words.py`" in PAGE.read_text(encoding="utf-8")
    settings = runpy.run_path(str(PAGE.with_name("planted_words.py")), run_name="page")
    assert settings["DEFAULT"] == {"places": 12, "years": 6, "seed": 2024}


# The measure of spreading words by hand.


def told(**texts):
    """Matrix of places over the years from 2020 on; None is a year without a report."""
    rows = [
        (text, {"place": place, "year": 2020 + turn})
        for place, listed in texts.items()
        for turn, text in enumerate(listed)
        if text is not None
    ]
    return matrix(*rows)


def test_a_word_that_places_take_up_and_keep_spreads():
    table = spreading_words(
        told(
            甲=["a new", "a new", "a new", "new"],
            乙=["a", "a new", "a new off", "a new"],
            丙=["a", None, "a new", "new"],
            丁=["a", "a off", "a", "a"],
        ),
        minimum_places=2,
    )
    assert table["word"].tolist() == ["new"]
    new = table.iloc[0]
    assert new[["first_year", "first_taken", "last_taken"]].tolist() == [2020, 2021, 2022]
    assert new[["n_years_taken", "n_places_taken", "n_places_before"]].tolist() == [2, 2, 1]
    # Three years of 甲 after its first, two of 乙, one of 丙.
    assert new[["n_later", "kept", "places"]].tolist() == [6, 1.0, "乙; 丙"]


def test_a_word_that_is_dropped_again_or_comes_at_once_does_not_spread():
    dropped = told(甲=["a", "a new", "a", "a new"], 乙=["a", "a", "a new", "new"], 丙=["a new"] * 4)
    assert spreading_words(dropped, minimum_places=2).empty
    assert spreading_words(dropped, minimum_places=2, kept=0.6)["word"].tolist() == ["new"]
    at_once = told(甲=["a", "a law", "a law", "law"], 乙=["a", "a law", "a law", "law"])
    assert spreading_words(at_once, minimum_places=2).empty


def test_a_word_that_half_as_many_places_had_from_the_start_is_in_use():
    texts = {"甲": ["a", *["a new"] * 3], "乙": ["a", "a", "a new", "new"], "丙": ["a new"] * 4}
    assert spreading_words(told(**texts), minimum_places=2)["word"].tolist() == ["new"]
    texts["丁"] = ["a new"] * 4
    assert spreading_words(told(**texts), minimum_places=2).empty


def test_what_is_taken_up_at_the_end_is_not_yet_kept():
    # Three reports after it, for two places: 甲 has two and 乙 one, then 乙 none.
    texts = {"甲": ["a", "a new", "a new", "new"], "乙": ["a", "a", "a new", "new"]}
    assert spreading_words(told(**texts), minimum_places=2)["word"].tolist() == ["new"]
    texts["乙"] = ["a", "a", "a", "a new"]
    assert spreading_words(told(**texts), minimum_places=2).empty
    # What came after it elsewhere proves nothing of these two.
    assert spreading_words(told(**texts, 丙=["a new"] * 4), minimum_places=2).empty


# Since when a place has a word in five years (5 is never), and a year in which it is otherwise.
HELD = st.tuples(st.integers(0, 5), st.sampled_from([None, None, None, 2, 4]))


@given(st.lists(HELD, min_size=3, max_size=6))
@settings(deadline=None, max_examples=60)
def test_spreading_words_are_those_that_plain_loops_find(held):
    """An independent way: each place's years one by one."""
    rows = {
        f"p{n}": [(year >= since) != (year == otherwise) for year in range(5)]
        for n, (since, otherwise) in enumerate(held)
    }
    texts = {name: ["a new" if has else "a" for has in row] for name, row in rows.items()}
    starts = {name: row.index(True) for name, row in rows.items() if any(row)}
    taken = {name: start for name, start in starts.items() if start > 0}
    later = sum(4 - start for start in taken.values())
    spreads = (
        len(taken) >= 2
        and len(set(taken.values())) > 1
        and all(all(rows[name][start:]) for name, start in starts.items())
        and len(starts) - len(taken) <= len(taken) / 2
        and later >= 1.5 * len(taken)
    )
    found = spreading_words(told(**texts), minimum_places=2)
    assert found["word"].tolist() == (["new"] if spreads else [])


def test_spreading_words_of_nothing_and_wrong_calls():
    one = told(甲=["a b"])
    assert spreading_words(one, minimum_places=1).empty
    with pytest.raises(ReportkitError, match="kept"):
        spreading_words(one, kept=0)
    with pytest.raises(ReportkitError, match="no report_id"):
        spreading_words(one.group("year"))
