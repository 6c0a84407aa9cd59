"""Reuse of text: alignment, shares, passages, shared sentences, near duplicates, similarity."""

import json
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportkit
from reportkit import quantities
from reportkit.errors import ReportkitError
from reportkit.matrix import word_matrix
from reportkit.measures.copied import copied
from reportkit.measures.plain import wording
from reportkit.measures.reuse import (
    alignment,
    near_duplicates,
    reuse,
    reused_passages,
    shared_sentences,
    side_by_side,
    similarity,
    similarity_matrix,
)
from reportkit.measures.reuse.bare import bare, names_of
from reportkit.measures.reuse.dice import similar_pairs
from reportkit.measures.reuse.figures import Figure
from reportkit.measures.reuse.letters import letters
from reportkit.measures.reuse.pairing import STATUSES, partners
from reportkit.measures.reuse.pieces import Pieces, Wordings
from reportkit.measures.reuse.relatives import (
    COPY,
    NO_DIVISION,
    NO_LAST,
    NO_PARENT,
    relatives,
    set_aside,
)
from reportkit.reading import read

from .small_corpus import corpus, five, report
from .writing import REPORT, write

CASES = Path(__file__).parent / "cases"
# Sentences of last year and of this: unchanged, reworded, dropped and new.
SAME = "推行执法案卷评查全程网上留痕。"
STILL = "依托便民服务点延伸服务触角,让群众办事不出村。"
NOW = "借助便民服务点延伸服务触角,使群众办事不出村。"
GONE = "法治灯会吸引上万名游客驻足观看学习。"
FRESH = "无人机巡查河道并固定电子证据移送处理。"
PLACE = {"province": "云岭省", "prefecture": "清澜市", "county": "望溪区", "code": "990103"}
ABOVE = {"province": "云岭省", "prefecture": "清澜市", "code": "990100", "level": "prefecture"}


def sections(*sentences, theme="enforcement", part="achievements"):
    return [
        (1, "一、", "工作情况", part, None, []),
        (2, "(一)", "规范执法", part, theme, list(sentences)),
    ]


def counted_figures(built, **stated):
    """Corpus with a figure for each (report_id, words) at its place."""
    rows = []
    for report_id, words in stated.items():
        for text, unit in words:
            start = built.text(report_id).index(text)
            rows.append(
                {"report_id": report_id, "start": start, "end": start + len(text)}
                | {"text": text, "unit": unit}
            )
    figures = pd.DataFrame(rows, columns=built.figures.columns).astype(built.figures.dtypes)
    return replace(built, figures=figures)


def two_years():
    """One place in two years: a sentence of each status."""
    text = "全年受理行政复议申请{}件并逐件回访当事人。"
    built = corpus(
        report("then", "望溪区", 2022, sections=sections(SAME, text.format(46), STILL, GONE)),
        report("now", "望溪区", 2023, sections=sections(FRESH, SAME, NOW, text.format(52))),
    )
    return counted_figures(built, then=[("46件", "件")], now=[("52件", "件")])


def load(folder, **texts):
    return reportkit.load(write(folder, **texts))


class Said(NamedTuple):
    """What a sentence is compared by."""

    letters: str
    bare: str


def said(text, place=None):
    """Letters and bare letters of a text, its figures found as they are in a corpus."""
    plain = read(text).text
    marker = wording("statement-cues", "marker").match(plain)
    begin = marker.end() if marker else 0
    found = quantities.find(plain, [(0, len(plain))])
    figures = [Figure(q.start, q.end, q.unit or "") for q in found if q.start >= begin]
    own = names_of([place]) if place else None
    return Said(letters(plain[begin:]), bare(plain, begin, figures, own))


def paired(*two):
    """Status of each sentence of the first list, and which of the second it goes with."""
    known = Wordings()
    sides = [
        replace(
            Pieces.joined([]),
            start=np.zeros(len(side)),
            letters=known.numbers(each.letters for each in side),
            bare=known.numbers(each.bare for each in side),
            counted=np.ones(len(side), dtype=bool),
        )
        for side in two
    ]
    (found,) = partners([sides], known.texts)
    return [STATUSES[n] for n in found.status], found.earlier.tolist()


def judged(case):
    later = said(case["later"], case.get("later_place"))
    earlier = said(case["earlier"], case.get("earlier_place"))
    (status,), _ = paired([later], [earlier])
    return "different" if status == "new" else status


def cases(name):
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", cases("reuse"), ids=lambda case: case["label"])
def test_pairs_of_sentences(case):
    assert judged(case) == case["expected"], case["comment"]


def test_pairs_written_after_the_threshold_was_set():
    judgements = [(judged(case), case) for case in cases("reuse-fresh")]
    missed = [case["label"] for found, case in judgements if found != case["expected"]]
    # Four characters in five are other ones: said in other words, which is beyond this measure.
    assert missed == ["reworded-f10"]


# Setting figures and names apart


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("评查案卷近200份。", "评查案卷120余份。"),
        ("办结3至5件积案。", "办结4件积案。"),
        ("调解成功率98.5%以上。", "调解成功率约97%。"),
        ("二〇二三年印发方案。", "2024年印发方案。"),
        ("对有风险的六份要求重签。", "对有风险的5份要求重签。"),
        ("邀请二十九名代表旁听。", "邀请三十名代表旁听。"),
        ("1-11月办理案件。", "1-9月办理案件。"),
        ("我市开展评议。", "我县开展评议。"),
    ],
)
def test_figures_and_own_names_are_set_apart(one, other):
    assert said(one).bare == said(other).bare
    assert said(one).letters != said(other).letters


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("推行三项制度。", "推行两项制度。"),  # a name, not a count
        ("树牢四个意识。", "树牢两个意识。"),
        ("签约35家企业。", "走访35家企业。"),  # 约 in 签约 hedges nothing
        ("受理46件。", "受理46起。"),
        ("同比上升5%。", "同比下降5%。"),
    ],
)
def test_words_and_units_are_not_set_apart(one, other):
    assert said(one).bare != said(other).bare


def test_a_place_is_known_by_each_of_its_names():
    own = names_of(["云岭省清澜市望溪区", "清澜市"])
    names = ["云岭省清澜市望溪区政府", "望溪区政府", "清澜市望溪区政府", "区政府"]
    assert {bare(words, own=own) for words in names} == {"@政府"}
    assert names_of([]) is None


# Similarity of two sentences


def dice(first, second, groups=(0, 0)):
    """Coefficient of each of the first texts with each of the second; 0 where there is none."""
    ones = np.arange(len(first)), np.full(len(first), groups[0])
    others = np.arange(len(first), len(first) + len(second)), np.full(len(second), groups[1])
    i, j, alike = similar_pairs([*first, *second], ones, others, 1e-9)
    found = np.zeros((len(first), len(second)))
    found[i, j] = alike
    return found


def test_dice_by_hand():
    # 甲乙 乙丙 丙丁 and 乙丙 丙丁 丁戊: two of three in common, 2*2/(3+3).
    assert dice(["甲乙丙丁"], ["乙丙丁戊", "甲", "甲乙丙丁"]).tolist() == [[2 / 3, 0, 1]]
    assert dice([], ["甲乙"]).shape == (0, 1)


def test_only_texts_of_one_group_are_compared():
    assert dice(["甲乙丙"], ["甲乙丙"], groups=(1, 1)).tolist() == [[1]]
    assert dice(["甲乙丙"], ["甲乙丙"], groups=(0, 1)).tolist() == [[0]]


@settings(max_examples=50)
@given(st.lists(st.text("甲乙丙丁戊", max_size=8), min_size=1, max_size=5))
def test_dice_is_symmetric_and_equals_brute_force(texts):
    found = dice(texts, texts)
    assert np.array_equal(found, found.T)
    for i, j in combinations(range(len(texts)), 2):
        a, b = ({t[k : k + 2] for k in range(len(t) - 1)} for t in (texts[i], texts[j]))
        expected = 2 * len(a & b) / (len(a) + len(b)) if a or b else 0
        assert found[i, j] == pytest.approx(expected)


# Alignment


def test_alignment_by_hand():
    found = alignment(two_years(), "now", "then")
    told = found[found["counted"]].set_index("status")
    assert list(told.index) == ["new", "unchanged", "reworded", "dropped", "numbers_changed"]
    assert told.loc["unchanged", "similarity"] == told.loc["numbers_changed", "similarity"] == 1
    # 19 pairs of characters each; 借助 助便 使群 角使 and their like differ: 15 in common.
    assert told.loc["reworded", "similarity"] == 2 * 15 / 38
    assert pd.isna(told.loc["new", "similarity"])
    assert pd.isna(told.loc["dropped", "start"])
    assert told.loc["dropped", "part_earlier"] == "achievements"


def test_spans_give_back_the_sentences():
    built = two_years()
    told = alignment(built, "now", "then").query("counted").set_index("status")
    row = told.loc["reworded"]
    assert built.quote("now", row["start"], row["end"]) == NOW
    assert built.quote("then", row["start_earlier"], row["end_earlier"]) == STILL
    row = told.loc["dropped"]
    assert built.quote("then", row["start_earlier"], row["end_earlier"]) == GONE


def test_every_sentence_stands_in_one_row(tmp_path):
    built = load(tmp_path, a=REPORT, b=REPORT.replace("2023", "2022").replace("46件", "31件"))
    ids = list(built.reports["report_id"])
    found = alignment(built, *ids)
    for suffix, report_id in zip(("", "_earlier"), ids, strict=True):
        spans = found[[f"start{suffix}", f"end{suffix}"]].dropna()
        assert len(spans) == len(spans.drop_duplicates())
        own = built.sentences[built.sentences["report_id"] == report_id]
        assert set(found[f"sentence_id{suffix}"].dropna()) == set(own["sentence_id"])
    assert found["status"].isin(["unchanged", "numbers_changed"]).all()


def test_turned_round_new_is_dropped_and_all_else_stays():
    built = two_years()
    there, back = alignment(built, "now", "then"), alignment(built, "then", "now")
    turned = {"new": "dropped", "dropped": "new"}
    assert Counter(there["status"]) == Counter(back["status"].replace(turned))
    assert sorted(there["similarity"].dropna()) == pytest.approx(
        sorted(back["similarity"].dropna())
    )


def test_signs_script_blanks_and_line_ends_do_not_matter(tmp_path):
    other = REPORT.replace(",", ",").replace("\n", "\r\n").replace("2023", "2022")
    built = load(tmp_path, a=REPORT, b=other.replace("(一)", " (一)"))
    found = alignment(built, *built.reports["report_id"])
    assert set(found.loc[found["counted"], "status"]) <= {"unchanged", "numbers_changed"}
    for row in found.dropna(subset=["start", "start_earlier"]).itertuples():
        quotes = (
            built.quote(row.report_id, row.start, row.end),
            built.quote(row.earlier_report_id, row.start_earlier, row.end_earlier),
        )
        if row.status == "unchanged":
            one, two = (letters(read(words).text) for words in quotes)
            assert one == two


def test_paragraphs_may_change_places():
    built = corpus(
        report("a", "望溪区", 2022, sections=sections(SAME, GONE, FRESH)),
        report("b", "望溪区", 2023, sections=sections(FRESH, GONE, SAME)),
    )
    found = alignment(built, "b", "a")
    assert set(found["status"]) == {"unchanged"}


def test_one_partner_each_and_the_sum_of_similarities_is_largest():
    own = [said(text) for text in ("甲乙丙丁戊己庚辛", "甲乙丙丁戊己庚壬")]
    # The first resembles both more than the second does; taken greedily, the second has none.
    other = [said(text) for text in ("甲乙丙丁戊己庚癸", "子乙丙丁戊己庚辛")]
    assert paired(own, other) == (["reworded", "reworded"], [1, 0])


def test_what_stands_several_times_is_paired_in_the_order_of_the_texts():
    own = [said(text) for text in (SAME, GONE, SAME, SAME)]
    other = [said(text) for text in (SAME, FRESH, SAME)]
    assert paired(own, other) == (["unchanged", "new", "unchanged", "new"], [0, -1, 2, -1])


def test_short_sentences_and_headings_are_aligned_and_not_counted():
    built = corpus(
        report("a", "望溪区", 2022, sections=sections("一是成效明显。", SAME)),
        report("b", "望溪区", 2023, sections=sections("二是成效明显。", SAME)),
    )
    found = alignment(built, "b", "a").set_index("start")
    assert found["status"].eq("unchanged").all()
    assert found["counted"].tolist() == [False, False, False, True]


def test_semicolons_divide():
    built = corpus(
        report("a", "望溪区", 2022, sections=sections(f"{SAME[:-1]};{GONE}")),
        report("b", "望溪区", 2023, sections=sections(f"{FRESH[:-1]};{SAME}")),
    )
    found = alignment(built, "b", "a").query("counted")
    assert found["status"].tolist() == ["new", "unchanged", "dropped"]
    assert built.quote("b", *found.iloc[0][["start", "end"]]) == FRESH[:-1]


def test_wrong_calls_say_what_is_wrong():
    built = two_years()
    with pytest.raises(ReportkitError, match="itself"):
        alignment(built, "now", "now")
    with pytest.raises(ReportkitError, match="Unknown report"):
        alignment(built, "now", "never")
    with pytest.raises(ReportkitError, match="Unknown unit"):
        reuse(built, by="by_what")
    with pytest.raises(ReportkitError, match="Unknown comparison"):
        reuse(built, against="neighbour")
    with pytest.raises(ReportkitError, match="Unknown report"):
        reuse(built, against={"now": "never"})
    with pytest.raises(ReportkitError, match="threshold"):
        near_duplicates(built, threshold=0)
    with pytest.raises(ReportkitError, match="many_places"):
        shared_sentences(built, many_places=1)


# Side by side


def test_side_by_side_shows_what_differs():
    built = two_years()
    row = side_by_side(built, "now", "then").set_index("status").loc["numbers_changed"]
    assert [built.quote("now", *span) for span in row["changed"]] == ["52"]
    assert [built.quote("then", *span) for span in row["changed_earlier"]] == ["46"]
    told = side_by_side(built, "now", "then").query("counted").set_index("status")
    assert told.loc["unchanged", "changed"] == []
    assert told.loc["new", "changed"] is None
    assert told.loc["reworded", "text"] == NOW


def test_contact_lines_are_never_shown(tmp_path):
    built = load(tmp_path, a=REPORT, b=REPORT.replace("2023", "2022").replace("0000", "1111"))
    shown = side_by_side(built, *built.reports["report_id"])
    assert not shown.astype(str).apply(lambda c: c.str.contains("王某某|1234567")).any(axis=None)


def test_a_very_long_sentence_is_shown_as_changed_and_does_not_hang():
    long = "案卷评查全程网上留痕" * 3000
    built = corpus(
        report("a", "望溪区", 2022, sections=sections(f"推行{long}乙方。")),
        report("b", "望溪区", 2023, sections=sections(f"开展{long}甲方。")),
    )
    row = side_by_side(built, "b", "a").query("counted").iloc[0]
    assert row["status"] == "reworded"
    assert row["changed"] == [(row["start"], row["end"])]


# Shares


def test_shares_by_hand():
    built = two_years()
    row = reuse(built).set_index("report_id").loc["now"]
    sizes = [
        len(letters(s)) for s in (SAME, "全年受理行政复议申请52件并逐件回访当事人。", NOW, FRESH)
    ]
    assert row["n_chars"] == sum(sizes)
    shares = row[["unchanged", "numbers_changed", "reworded", "new"]].astype(float)
    assert shares.tolist() == pytest.approx([size / sum(sizes) for size in sizes])
    assert shares.sum() == pytest.approx(1)
    dropped = len(letters(GONE))
    assert row["dropped"] == pytest.approx(dropped / row["n_chars_other"])


def test_a_report_without_predecessor_is_missing_and_says_why():
    row = reuse(two_years()).set_index("report_id").loc["then"]
    assert row[["n_chars", "unchanged", "new", "dropped"]].isna().all()
    assert row["why"] == NO_LAST


def test_shares_by_part_and_theme_add_up_to_those_of_the_report():
    built = two_years()
    whole = reuse(built).set_index("report_id").loc["now"]
    for by in ("part", "theme"):
        rows = reuse(built, by).query("report_id == 'now'")
        assert (rows["n_chars"] * rows["new"]).sum() == pytest.approx(
            whole["n_chars"] * whole["new"]
        )
        assert rows[by].tolist() == [{"part": "achievements", "theme": "enforcement"}[by]]


def test_without_text_shares_are_missing_and_alignment_says_so():
    built = corpus(
        report("a", "望溪区", 2022, sections=sections(SAME)),
        report("b", "望溪区", 2023, sections=sections(SAME)),
        text=False,
    )
    silent = replace(built, sentences=built.sentences.assign(text=pd.NA).astype({"text": "str"}))
    row = reuse(silent).set_index("report_id").loc["b"]
    assert pd.isna(row["unchanged"])
    assert "text" in row["why"]
    assert len(reused_passages(silent)) == 0
    for call in (shared_sentences, near_duplicates):
        with pytest.raises(ReportkitError, match="sentences"):
            call(silent)
    with pytest.raises(ReportkitError, match="text"):
        alignment(silent, "b", "a")


def test_reports_without_sentences_that_count_are_missing():
    built = corpus(
        report("a", "望溪区", 2022, sections=sections()),
        report("b", "望溪区", 2023, sections=sections()),
    )
    row = reuse(built).set_index("report_id").loc["b"]
    assert row["n_chars"] == 0
    assert pd.isna(row["new"])


# Relatives


def test_parents_by_code_by_names_and_unknown():
    built = five()
    found = relatives(built, "parent").set_index("report_id")
    assert found.loc["990103-2022", "why"] == NO_PARENT
    assert found.loc["990100-2020", "why"] == NO_PARENT
    assert found.loc["baishi-2023", "why"] == NO_DIVISION
    above = corpus(
        report("above", "云岭省清澜市", 2022, **ABOVE),
        report("by-code", "望溪区", 2022, code="990103", parent_code="990100"),
        report("by-names", "云岭省清澜市望溪区", 2022, **PLACE | {"code": None}),
        report("by-name", "云岭省清澜市松港县", 2022),
        report("zone", "白石滩高新区", 2022, level="zone", parent_code="990100"),
        report("other-year", "望溪区", 2021, parent_code="990100"),
    )
    found = relatives(above, "parent").set_index("report_id")["other_report_id"]
    assert found.dropna().to_dict() == dict.fromkeys(
        ["by-code", "by-names", "by-name", "zone"], "above"
    )


def test_a_mirror_is_set_aside_and_a_district_that_copies_is_not():
    long = [SAME, GONE, FRESH, NOW]
    built = corpus(
        report("own", "望溪区", 2023, sections=sections(*long), code="990103"),
        report("mirror", "望溪区", 2023, sections=sections(*long), code="990103"),
        report("nowhere", None, 2023, sections=sections(*long)),
        report("copycat", "松港县", 2023, sections=sections(*long), code="990104"),
        report("last", "望溪区", 2022, sections=sections(*long), code="990103"),
    )
    assert set_aside(built) == ["mirror", "nowhere"]
    found = reuse(built)
    assert found.attrs["set_aside"] == ["mirror", "nowhere"]
    rows = found.set_index("report_id")
    assert rows.loc["own", "other_report_id"] == "last"
    assert rows.loc["mirror", "why"] == COPY
    shared = shared_sentences(built)
    assert set(shared["report_id"]) == {"own", "copycat", "last"}
    near = near_duplicates(built)
    assert {*near["report_id"], *near["other_report_id"]} == {"own", "copycat", "last"}


# Passages


def test_a_passage_is_found_and_single_sentences_are_not():
    moved = [SAME, GONE, FRESH, NOW]
    built = corpus(
        report("a", "望溪区", 2022, sections=sections(*moved)),
        report("b", "望溪区", 2023, sections=sections(*moved[1:], moved[0])),
        report("c", "松港县", 2022, sections=sections(SAME, "全县建成公共法律服务站点十一个。")),
        report("d", "松港县", 2023, sections=sections("选聘法治督察员并开展业务培训活动。", SAME)),
    )
    found = reused_passages(built)
    assert found["report_id"].tolist() == ["b"]
    row = found.iloc[0]
    assert (row["kind"], row["n_sentences"], row["unchanged"]) == ("unchanged", 4, 1)
    assert built.quote("b", row["start"], row["end"]) == "\n".join([*moved[1:], moved[0]])
    assert built.quote("a", row["start_other"], row["end_other"]) == "\n".join(moved)


# Shared sentences


def test_sentences_that_meet_in_another_order_are_no_passage():
    """Each was drawn from one stock of wordings; what was copied keeps its order, mostly."""
    told = [SAME, GONE, FRESH, NOW, "选聘法治督察员并开展业务培训活动。"]
    mixed = [told[n] for n in (3, 1, 4, 0, 2)]
    swapped = [told[n] for n in (0, 1, 3, 2, 4)]
    built = corpus(
        report("a", "望溪区", 2021, sections=sections(*told)),
        report("b", "望溪区", 2022, sections=sections(*mixed)),
        report("c", "松港县", 2021, sections=sections(*told)),
        report("d", "松港县", 2022, sections=sections(*swapped)),
    )
    assert reused_passages(built)["report_id"].tolist() == ["d"]
    assert set(reuse(built)["new"].dropna()) == {0.0}


def test_five_sentences_in_order_are_a_passage_however_short():
    short = [
        f"{each}建立健全工作机制。"
        for each in ("财政局也", "教育局也", "民政局也", "水利局也", "住建局也")
    ]
    rest = [
        f"第{n}项举措由有关单位按照职责分工抓好落实并且逐年检查评估。" for n in "甲乙丙丁戊己庚辛"
    ]
    built = corpus(
        report("a", "望溪区", 2021, sections=sections(*short)),
        report("b", "望溪区", 2022, sections=sections(*short, *rest)),
        report("c", "松港县", 2021, sections=sections(*short[:4])),
        report("d", "松港县", 2022, sections=sections(*short[:4], *rest)),
    )
    found = reused_passages(built)
    assert found["report_id"].tolist() == ["b"]
    assert found["n_chars"].iloc[0] < 200 and found["share_of_section"].iloc[0] < 0.75


def test_shared_sentences_by_hand():
    formula = "坚持以习近平新时代中国特色社会主义思想为指导,深入学习贯彻习近平法治思想。"
    built = corpus(
        report("a", "望溪区", 2022, sections=sections(SAME, formula)),
        report("b", "松港县", 2023, sections=sections(SAME, formula, FRESH)),
        report("c", "望溪区", 2023, sections=sections(GONE)),
        report("d", "望溪区", 2024, sections=sections(GONE)),
    )
    found = shared_sentences(built)
    # GONE stands in one place only, if in two years.
    holders = found.groupby("kind")["report_id"].agg(set).to_dict()
    assert holders == {"copied": {"a", "b"}, "formulaic": {"a", "b"}}
    row = found.query("kind == 'copied'").iloc[0]
    assert (row["n_places"], row["n_reports"], row["share_of_reports"]) == (2, 2, 0.5)
    assert built.quote(row["report_id"], row["start"], row["end"]) == SAME
    assert set(shared_sentences(built, many_places=2)["kind"]) == {"formulaic"}


# Near duplicates


def jaccard(one, other):
    a, b = ({t[i : i + 5] for i in range(len(t) - 4)} for t in (one, other))
    return len(a & b) / len(a | b)


def test_near_duplicates_equal_brute_force():
    rng = np.random.default_rng(7)
    signs = sorted({sign for case in cases("reuse") for sign in letters(case["later"])})
    signs = [sign for sign in signs if sign > "\u4e00"]
    base = "".join(rng.choice(signs, 120))
    texts = {}
    for n in range(24):
        changed = list(base if n % 2 else "".join(rng.choice(signs, 120)))
        for i in rng.choice(120, n // 2, replace=False):
            changed[i] = str(rng.choice(signs))
        texts[f"r{n:02d}"] = "".join(changed)
    texts["same"] = texts["r01"]
    reports = [
        report(i, f"第{i}望溪区", 2023, sections=sections(f"{t}。")) for i, t in texts.items()
    ]
    found = near_duplicates(corpus(*reports), threshold=0.5)
    got = {
        frozenset(pair): alike
        for *pair, alike in found[["report_id", "other_report_id", "similarity"]].itertuples(
            index=False
        )
    }
    del texts["same"]
    expected = {
        frozenset(pair): jaccard(texts[pair[0]], texts[pair[1]])
        for pair in combinations(texts, 2)
        if jaccard(texts[pair[0]], texts[pair[1]]) >= 0.5
    }
    assert got.pop(frozenset(("same", "r01"))) == 1
    assert got == pytest.approx(expected)
    turned = near_duplicates(corpus(*reversed(reports)), threshold=0.5)
    key = ["report_id", "other_report_id", "similarity"]
    pd.testing.assert_frame_equal(
        found[key].sort_values(key, ignore_index=True),
        turned[key].sort_values(key, ignore_index=True),
    )


def test_near_duplicates_spans_places_and_years():
    built = corpus(
        report("a", "望溪区", 2022, sections=sections(SAME, GONE, FRESH)),
        report("b", "松港县", 2022, sections=sections(SAME, GONE, FRESH)),
        report("c", None, 2023, sections=sections(GONE)),
    )
    row = near_duplicates(built).iloc[0]
    assert built.quote("b", row["start"], row["end"]) == f"{SAME}\n{GONE}\n{FRESH}"
    assert (row["same_place"], row["same_year"], row["similarity"]) == (False, True, 1.0)
    assert len(near_duplicates(built, "report")) == 1


# Similarity of words


def worded(report_id, place, year, words, **more):
    return report(report_id, place, year, **more), [
        {"report_id": report_id, "word": w, "count": n} for w, n in words.items()
    ]


def with_words():
    """Three reports, ten words in all, and one without any."""
    made = [
        worded("a", "望溪区", 2022, {"执法": 3, "复议": 4}),
        worded("b", "望溪区", 2023, {"执法": 3, "普法": 4}),
        worded("c", "松港县", 2023, {"普法": 1}),
        worded("d", "沐川县", 2023, {}),
    ]
    built = corpus(*(each for each, _ in made))
    rows = pd.DataFrame([row for _, rows in made for row in rows])
    table = rows.reindex(columns=built.words.columns).astype(built.words.dtypes)
    return replace(built, words=table)


def test_cosine_by_hand():
    found = similarity(with_words(), weights="counts")
    values = found.set_index(["other_report_id", "report_id"])["similarity"]
    by_pair = {frozenset(pair): value for pair, value in values.items()}
    assert by_pair[frozenset("ab")] == pytest.approx(9 / 25)
    assert by_pair[frozenset("bc")] == pytest.approx(4 / 5)
    assert by_pair[frozenset("ac")] == 0
    assert all(pd.isna(v) for pair, v in by_pair.items() if "d" in pair)
    assert found.attrs["weights"] == "counts"


def test_tfidf_equals_scikit_learn():
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.metrics.pairwise import cosine_similarity

    built = with_words()
    matrix = word_matrix(built)
    # A report without words says nothing of how rare a word is.
    spoken = matrix.rows(matrix.totals > 0)
    expected = cosine_similarity(TfidfTransformer().fit_transform(spoken.counts))
    order = list(spoken.units["report_id"])
    for row in similarity(built).dropna(subset=["similarity"]).itertuples():
        i, j = order.index(row.report_id), order.index(row.other_report_id)
        assert row.similarity == pytest.approx(expected[i, j])


def test_pairs_in_a_relation():
    built = with_words()
    assert len(similarity(built)) == 6
    assert len(similarity(built, "same_year")) == 3
    last = similarity(built, "last_year")
    assert last[["report_id", "other_report_id"]].to_numpy().tolist() == [["b", "a"]]
    assert len(similarity(built, "parent")) == 0
    with pytest.raises(ReportkitError, match="Unknown pairs"):
        similarity(built, "all_of_them")
    with pytest.raises(ReportkitError, match="does not have"):
        similarity(built, matrix=word_matrix(built.filter(year=2022)))


@pytest.mark.parametrize("pairs", ["all", "same_year", "last_year"])
@pytest.mark.parametrize("most", [1, 5, 300])
def test_the_most_similar_pairs_are_the_first_of_all(pairs, most):
    taught = reportkit.load("teaching")
    every = similarity(taught, pairs)
    few = similarity(taught, pairs, most=most)
    first = every.nlargest(most, "similarity", keep="first").reset_index(drop=True)
    pd.testing.assert_frame_equal(few, first)
    assert few.attrs["n_pairs"] == every.attrs["n_pairs"] == len(every)
    with pytest.raises(ReportkitError, match="most=0"):
        similarity(taught, most=0)


def test_a_matrix_of_all_reports_gives_a_pair_one_similarity_in_any_choice():
    taught = reportkit.load("teaching")
    words, ids = word_matrix(taught), list(taught.reports["report_id"])
    every = similarity(taught).set_index(["report_id", "other_report_id"])["similarity"]
    for chosen in (ids[5:9], ids[2:30], ids):  # each report's row is worked out when it is met
        found = similarity(taught.filter(report_id=chosen), matrix=words)
        told = found.set_index(["report_id", "other_report_id"])["similarity"]
        assert told.to_numpy() == pytest.approx(every[told.index].to_numpy(), nan_ok=True)
    last = similarity(taught, "last_year", matrix=words)
    told = last.set_index(["report_id", "other_report_id"])["similarity"]
    assert told.to_numpy() == pytest.approx(every[told.index].to_numpy(), nan_ok=True)


def test_square_of_similarities():
    square = similarity_matrix(similarity(with_words(), weights="counts"))
    assert square.loc["a", "b"] == square.loc["b", "a"] == pytest.approx(9 / 25)
    assert square.loc["a", "a"] == 1
    assert square.loc["d"].isna().all()


# Awkward corpora


@pytest.mark.parametrize("n", [0, 1])
def test_empty_corpora_and_single_sentences_give_empty_tables(n):
    built = corpus(*[report("a", "望溪区", 2022, sections=sections(SAME))][:n])
    assert len(reuse(built)) == n
    assert len(reused_passages(built)) == 0
    assert len(similarity(built)) == 0
    if n:
        assert len(shared_sentences(built)) == len(near_duplicates(built)) == 0


def test_the_corpus_in_another_order_gives_the_same():
    made = [
        report("a", "望溪区", 2022, sections=sections(SAME, STILL, GONE)),
        report("b", "望溪区", 2023, sections=sections(SAME, NOW, FRESH)),
        report("c", "松港县", 2023, sections=sections(FRESH, SAME)),
    ]
    there, back = corpus(*made), corpus(*reversed(made))
    for measure in (reuse, reused_passages, shared_sentences, near_duplicates):
        one, other = (
            measure(each).sort_values(["report_id"], kind="stable", ignore_index=True)
            for each in (there, back)
        )
        columns = [c for c in one if c not in ("sentence",)]
        pd.testing.assert_frame_equal(
            one[columns].sort_values(columns[:1] + columns[-2:], ignore_index=True),
            other[columns].sort_values(columns[:1] + columns[-2:], ignore_index=True),
        )


def test_copied_and_changed_paragraphs_of_the_teaching_corpus_are_found(tmp_path):
    from reportkit import teaching

    wish = {"places": 3, "years": 6, "faults": ()}
    built = reportkit.load(teaching.write(tmp_path, **wish))
    planted = teaching.truth(**wish).plants
    ids = {
        Path(s).name: i for s, i in built.reports[["source", "report_id"]].itertuples(index=False)
    }
    kinds = ("copied_", "numbers_", "reworded_")
    planted = planted[planted["plant"].str.startswith(kinds, na=False)]
    assert len(planted)
    missed = set()
    for row in planted.itertuples():
        own, other = ids[row.file], ids[row.other_file]
        found = reused_passages(built, against={own: other})
        shared = np.minimum(found["end"], row.end) - np.maximum(found["start"], row.start)
        if not shared.max() / (row.end - row.start) > 0.75:
            missed.add((row.plant, row.file))
    assert not missed


# Copies


def copies_by_sets(texts, years):
    """Numbers of the reports that copy an earlier one, from the rule as the module states it."""
    told = [dict.fromkeys(line for line in own if len(line) - 1 >= 12) for own in texts]
    holders = defaultdict(list)
    for number, own in enumerate(told):
        for line in own:
            holders[line].append(number)
    shared = Counter()
    for line, numbers in holders.items():
        linked = combinations(numbers, 2) if len(numbers) <= 30 else pairwise(numbers)
        for pair in linked:
            shared[pair] += len(line) - 1  # without 。
    size = [sum(len(line) - 1 for line in own) for own in told]
    return {
        second
        for (first, second), n in shared.items()
        if n >= 0.6 * min(size[first], size[second])
        and (None in (years[first], years[second]) or years[first] == years[second])
    }


@pytest.mark.parametrize("n_many", [0, 35])
def test_copies_of_a_choice_are_those_of_it_alone(n_many):
    """Of sentences in few reports and in many; a choice is asked as if it had been read alone."""
    rng = np.random.default_rng(5)
    signs = [chr(sign) for sign in range(0x4E00, 0x4E40)]
    stock = ["".join(rng.choice(signs, rng.integers(12, 30))) + "。" for _ in range(60)]
    texts = [list(rng.choice(stock, 6, replace=False)) for _ in range(12)]
    texts += [[*texts[n][:5], stock[n]] for n in (2, 3)]
    texts += [[*texts[7][:2], stock[59]] for _ in range(n_many)]
    years = [None if n % 5 == 0 else 2020 + n % 2 for n in range(len(texts))]
    built = corpus(
        *(
            report(f"r{n:02d}", f"第{n}望溪区", year, sections=sections(*told))
            for n, (year, told) in enumerate(zip(years, texts, strict=True))
        )
    )
    sizes = [len(built), 14, 40][: 3 if n_many else 2]
    for size in sizes:
        chosen = built.filter(report_id=list(built.reports["report_id"][:size]))
        found = {int(report_id.removeprefix("r")) for report_id in copied(chosen)}
        assert found == copies_by_sets(texts[:size], years[:size])
    assert copied(built)
