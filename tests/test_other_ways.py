"""Measures of words, themes and reuse beside other ways to work them out: plain loops.

What a library gives as well (SciPy, scikit-learn, NLTK) is held to it in the tests of the measure.
"""

from collections import Counter, defaultdict
from itertools import combinations, permutations
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit import lexicons, measures, themes
from reportkit.measures.reuse.letters import letters
from reportkit.measures.theme_shifts import _trend
from tests.small_corpus import corpus, report
from tests.word_tables import matrix, told

YEARS = range(2020, 2024)
WORDS = ("old", "new", "b")
# Of each place the words of its report on each year; None where it has no report.
LIVES = st.lists(
    st.lists(st.none() | st.sets(st.sampled_from(WORDS)), min_size=4, max_size=4),
    min_size=1,
    max_size=4,
)


def lived(places):
    return [
        (f"p{number}", year, held)
        for number, row in enumerate(places)
        for year, held in zip(YEARS, row, strict=True)
        if held is not None
    ]


def judged(reports, word, forward):
    """First year of a word (last, if not forward) and the reports of places that did without."""
    sign = 1 if forward else -1
    turn = min((sign * year for _, year, held in reports if word in held), default=None)
    edges = defaultdict(list)
    for place, year, _ in reports:
        edges[place].append(sign * year)
    if turn is None or turn == min(sign * year for _, year, _ in reports):
        return None
    having = [place for place, _, held in reports if word in held]
    return sign * turn, sum(min(edges[place]) < turn for place in having)


@given(LIVES)
@settings(deadline=None, max_examples=60)
@pytest.mark.parametrize("forward", [True, False])
def test_new_and_vanished_words(forward, places):
    reports = lived(places)
    if not reports:
        return
    texts = [
        (" ".join(["a", *sorted(held)]), {"place": place, "year": year})
        for place, year, held in reports
    ]
    wanted = {word: judged(reports, word, forward) for word in WORDS}
    wanted = {word: each for word, each in wanted.items() if each and each[1] > 0}
    measure = measures.new_words if forward else measures.vanished_words
    table = measure(matrix(*texts), minimum_reports=1)
    turns = table["first_year" if forward else "last_year"]
    found = dict(zip(table["word"], zip(turns, table["judged_reports"], strict=True), strict=True))
    assert found == wanted


def plain_mixture(text, heading_end):
    """Shares by a plain search at each character: the longest term that begins there."""
    terms = lexicons.themes()
    themes_of = defaultdict(list)
    for theme, listed in terms.items():
        for term, weight in listed.items():
            themes_of[term].append((theme, weight))
    counts, headed, at = Counter(), set(), 0
    while at < len(text):
        found = max((t for t in themes_of if text.startswith(t, at)), key=len, default=None)
        if found:
            counts[found] += 1
            headed |= {found} if at < heading_end else set()
        at += len(found) if found else 1
    weights = defaultdict(float)
    for term, n in counts.items():
        times = 1 + log(n) + (2 if term in headed else 0)
        for theme, weight in themes_of[term]:
            weights[theme] += times * weight / len(themes_of[term])
    return {theme: weight / sum(weights.values()) for theme, weight in weights.items()}


LONG = {"disputes": 30, "enforcement": 60, None: 10}


def room(report_id, place, year, given, sign="字"):
    """Report with a section for each theme, of one sentence of so many characters."""
    sections = [
        (2, f"({n})", "情", "achievements", theme, [sign * (length - 4)])
        for n, (theme, length) in enumerate(given)
    ]
    return report(report_id, place, year, sections=sections)


def test_room_by_hand():
    given = [("disputes", 30), ("enforcement", 60), ("disputes", 20), (None, 10)]
    built = corpus(room("a", "望溪县", 2021, given), room("b", "望溪县", 2023, given[:1]))
    passages = measures.passages(built).query("report_id == 'a'")
    assert passages["n_chars"].tolist() == [30, 60, 20, 10]
    assert passages["theme"].fillna("–").tolist() == ["disputes", "enforcement", "disputes", "–"]
    shares = measures.theme_shares(built).set_index(["report_id", "theme"])["share"]
    assert shares["a"][["disputes", "enforcement", "none"]].tolist() == [50 / 120, 0.5, 10 / 120]
    assert shares["a"].sum() == shares["b", "disputes"] == 1
    years = measures.theme_years(built).query("theme == 'disputes'").set_index("year")
    assert years["n_reports"].to_dict() == {2021: 1, 2022: 0, 2023: 1}
    assert years["share"].fillna(-1).tolist() == [50 / 120, -1, 1]


@given(
    st.lists(
        st.tuples(st.sampled_from(["甲县", "乙县"]), st.sampled_from([2021, 2022, 2024])),
        min_size=1,
        max_size=4,
    ),
    st.lists(st.sampled_from(list(LONG.items())), min_size=1, max_size=6),
)
@settings(deadline=None, max_examples=30)
def test_room_of_themes(where, given):
    built = corpus(
        # No two of the same words: these would be copies, which are not counted twice.
        *(room(f"r{n}", *each, given[: n + 1], "甲乙丙丁"[n]) for n, each in enumerate(where)),
    )
    shares = measures.theme_shares(built)
    for n, _ in enumerate(where):
        own = shares[shares["report_id"] == f"r{n}"].set_index("theme")["share"]
        held = given[: n + 1]
        total = sum(length for _, length in held)
        for theme in LONG:
            wanted = sum(length for each, length in held if each == theme) / total
            assert own[theme or "none"] == pytest.approx(wanted)
    years = measures.theme_years(built).query("theme == 'disputes'")
    told = {(row.place, row.year): row for row in years.itertuples()}
    span = range(min(year for _, year in where), max(year for _, year in where) + 1)
    assert set(told) == {(place, year) for place, _ in where for year in span}
    for at, row in told.items():
        assert row.n_reports == where.count(at)
        if where.count(at) == 1:
            of = shares[(shares["report_id"] == f"r{where.index(at)}")].set_index("theme")
            assert row.share == of.loc["disputes", "share"]
        else:
            assert row.share != row.share  # missing


PIECES = (
    "行政复议",
    "行政执法",
    "监督",
    "应急预案",
    "普法",
    "。",
    "全年",
    "地方立法",
    "数据共享",
    "整改",
)


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.integers(0, 10))
@settings(deadline=None, max_examples=30)
def test_mixtures(pieces, heading_end):
    text = "".join(pieces)
    assert dict(themes.mixture(text, heading_end).shares) == pytest.approx(
        plain_mixture(text, heading_end)
    )


@given(st.lists(st.integers(1, 400), min_size=3, max_size=6, unique=True))
@settings(deadline=None, max_examples=30)
def test_trends(shares):
    """Kendall's tau by all pairs, and p by all orders that years could have."""

    def tau(listed):
        signs = [1 if later > sooner else -1 for sooner, later in combinations(listed, 2)]
        return sum(signs) / len(signs)

    own = tau(shares)
    orders = [abs(tau(order)) >= abs(own) - 1e-9 for order in permutations(shares)]
    found = _trend(range(len(shares)), shares)
    assert found == pytest.approx((own, sum(orders) / len(orders)))


@given(st.lists(st.text("行政复议开展执法,1。", max_size=20), min_size=1, max_size=4))
@settings(deadline=None, max_examples=30)
def test_pairs_are_the_sequences_of_two(texts):
    built = told(*texts)
    pairs = measures.pair_matrix(built)
    listed = measures.ngrams(built, n=2, minimum=1, minimum_reports=1)
    wanted = dict(zip(listed["words"], listed["count"], strict=True))
    assert dict(zip(pairs.names, pairs.frequency.tolist(), strict=True)) == wanted


SAID = (
    "全年组织执法人员集中培训并逐一考试。",
    "建立涉企检查扫码登记制度并公开结果。",
    "推动行政争议在诉前得到实质化解。",
    "把普法课堂开进社区和田间地头。",
)


def said(held):
    section = [(1, "一、", "情况", "achievements", "disputes", [SAID[n] for n in sorted(held)])]
    return {"sections": section}


@given(st.lists(st.sets(st.integers(0, 3)), min_size=2, max_size=6))
@settings(deadline=None, max_examples=30)
def test_shared_sentences(reports):
    """Reports of three places in turn; a sentence is shared if two places have it."""
    built = corpus(
        *(report(f"r{n}", f"第{n % 3}县", 2020 + n, **said(held)) for n, held in enumerate(reports))
    )
    table = measures.shared_sentences(built)
    found = {
        built.quote(*rows.iloc[0][["report_id", "start", "end"]]): (
            rows["n_places"].iloc[0],
            sorted(rows["report_id"]),
        )
        for _, rows in table.groupby("sentence")
    }
    holders = {n: [i for i, held in enumerate(reports) if n in held] for n in range(4)}
    wanted = {
        SAID[n]: (len({i % 3 for i in ids}), [f"r{i}" for i in ids]) for n, ids in holders.items()
    }
    assert found == {text: each for text, each in wanted.items() if each[0] > 1}


@given(st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3)))
@settings(deadline=None, max_examples=30)
def test_shares_of_reuse(before, now):
    """Sentences that last year's report has word for word, by characters."""
    built = corpus(
        *(report(f"r{y}", "望溪县", y, **said(h)) for y, h in ((2022, before), (2023, now)))
    )
    row = measures.reuse(built).set_index("report_id").loc["r2023"]
    size = {n: len(letters(SAID[n])) for n in range(4)}
    total = sum(size[n] for n in now)
    if not total:
        assert row[["unchanged", "new"]].isna().all()
        return
    assert row["unchanged"] == pytest.approx(sum(size[n] for n in now & before) / total)
    assert row["new"] == pytest.approx(sum(size[n] for n in now - before) / total)
    if before:
        gone = sum(size[n] for n in before - now) / sum(size[n] for n in before)
        assert row["dropped"] == pytest.approx(gone)
