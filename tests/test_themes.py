"""The mixture of themes of a passage."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit import lexicons, themes


@pytest.fixture
def small(monkeypatch):
    """A lexicon small enough to compute with."""
    terms = {
        "disputes": {"复议": 1, "行政复议": 1, "备案": 1, "受理": 0.5},
        "rulemaking": {"备案": 1, "立法": 1},
    }
    monkeypatch.setattr(lexicons, "themes", lambda: terms)
    for cached in (themes._themes_of, themes._finder):
        cached.cache_clear()
    yield
    for cached in (themes._themes_of, themes._finder):
        cached.cache_clear()


@pytest.mark.usefixtures("small")
def test_shares_by_hand():
    # 行政复议 twice: 1 + ln 2; 立法 once: 1; the longest match wins, so 复议 is not counted.
    shares = themes.mixture("行政复议和行政复议,立法").shares
    weight = 1 + math.log(2)
    assert shares["disputes"] == pytest.approx(weight / (weight + 1))
    assert shares["rulemaking"] == pytest.approx(1 / (weight + 1))


@pytest.mark.usefixtures("small")
def test_a_term_of_two_themes_counts_half_for_each_and_decides_nothing():
    found = themes.mixture("备案")
    assert found.shares == {"disputes": 0.5, "rulemaking": 0.5}
    assert found.first is None
    assert found.second is None
    assert found.margin == 0


@pytest.mark.usefixtures("small")
def test_a_word_of_many_contexts_weighs_less():
    assert themes.mixture("受理立法").shares["disputes"] == pytest.approx(0.5 / 1.5)


@pytest.mark.usefixtures("small")
def test_a_heading_weighs_more_than_a_word_in_passing():
    assert themes.mixture("立法和复议", 2).first == "rulemaking"


@pytest.mark.usefixtures("small")
def test_the_headings_above_a_passage_weigh_as_its_own():
    text = "立法 情况 和复议"
    hits = themes.Hits(text)
    assert hits.mixture(6, len(text), 6).first == "disputes"
    assert hits.mixture(6, len(text), 6, above=[(0, 2)]).first == "rulemaking"


def test_a_passage_without_terms_has_no_theme():
    found = themes.mixture("一二三四")
    assert (found.first, found.second, found.margin) == (None, None, None)


@given(st.text(alphabet="行政复议执法监督立法应急普法数字平台审批,。12", max_size=200))
def test_shares_sum_to_one_and_fall(text):
    shares = list(themes.mixture(text).shares.values())
    assert shares == sorted(shares, reverse=True)
    assert not shares or sum(shares) == pytest.approx(1)


# Which sections have a theme: level and part of each, the number of the heading above behind them.
A, P, Q = "achievements", "plan", "problems"
STANDING = {
    "below level 1 only, where level 1 is the parts": (
        [(1, A), (2, A, 0), (3, A, 1), (1, Q), (1, P), (2, P, 4)],
        {1, 2, 5},
    ),
    "all of level 1 where there is no other": ([(1, A), (1, A), (1, Q), (1, P)], {0, 1, 2, 3}),
    "level 1 divides its part, though another has sub-headings": (
        [(1, A), (1, A), (1, Q), (1, P), (2, P, 3)],
        {0, 1, 4},
    ),
    "of those abreast, one that is divided itself has none": (
        [(1, A), (2, A, 0), (1, A), (1, P)],
        {1, 2},
    ),
    "a part that is one section is no theme": ([(1, A), (1, P), (2, P, 1)], {2}),
    "no headings": ([], set()),
}


@pytest.mark.parametrize("name", STANDING)
def test_sections_that_have_a_theme(name):
    rows, wanted = STANDING[name]
    sections = [
        themes.Standing(n, above[0] if above else None, level, part)
        for n, (level, part, *above) in enumerate(rows)
    ]
    assert themes.themed(sections) == wanted
