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
