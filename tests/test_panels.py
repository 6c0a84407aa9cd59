"""Panels: set a control, read what is shown. No kernel and no browser is needed for that."""

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

import reportkit as rk
from reportkit import charts, faces, measures, panels, words
from reportkit.errors import ReportkitError
from reportkit.panels import facing, own_words
from reportkit.panels.checklist import MOST_LISTED, Checklist
from reportkit.panels.choice import FIRST_PLACES
from reportkit.panels.evidence import MOST_QUOTES
from reportkit.reading import read
from tests.panels_to_try import (
    EVERY_VIEW,
    PANELS,
    VIEWS,
    corpus_named,
    drawn_rows,
    many,
    message,
    panel_on,
    payload,
)  # fmt: skip
from tests.small_corpus import PLAIN, corpus, five, report

each_view = pytest.mark.parametrize(("name", "view"), EVERY_VIEW)
each_panel = pytest.mark.parametrize("name", VIEWS)


@pytest.fixture
def themes():
    return panels.Themes(five())


def text_of(widget):
    return re.sub(r"<[^>]+>", "", widget.value)


def made_by(panel, loaded):
    """What the printed lines make, run where there is nothing but a corpus."""
    made = {"corpus": loaded}
    exec(str(panel.code), made)
    return made


def assert_consistent(panel):
    """Table, chart and page on the screen are those of ``data``, or there are none."""
    shown = payload(panel)
    assert (shown["spec"] is None) == (panel.chart is None)
    if not len(panel.data):
        assert panel.chart is None
        assert shown["rows"] == shown["columns"] == []
    assert len(shown["rows"]) == len(shown["row_ids"])
    assert set(shown["row_ids"]) <= set(panel.data.index)
    json.dumps(shown, allow_nan=False)


# -- every view: what is shown, its code, its face ------------------------------------------------


@each_view
@pytest.mark.parametrize(("of", "language"), [("five", "zh"), ("teaching", "en")])
def test_the_code_makes_the_same_table_and_chart(name, view, of, language):
    some = {"places": slice(2), "years": slice(1, None)} if of == "teaching" else {}
    panel = panel_on(name, of, view, language, **some)
    made = made_by(panel, corpus_named(of))
    assert_consistent(panel)
    if message(panel) and not len(panel.data):
        return  # there is nothing, and the reader is told
    pd.testing.assert_frame_equal(made["data"], panel.data)
    assert made.get("page", "") == payload(panel)["page"]
    assert ("chart" in made) == (panel.chart is not None)
    if "chart" in made:
        assert charts.spec(made["chart"]) == payload(panel)["spec"]


@each_view
@pytest.mark.parametrize(("of", "language"), [("empty", "en"), ("facts", "zh")])
def test_without_reports_or_text_it_says_something_useful(name, view, of, language):
    panel = panel_on(name, of, view, language)
    assert_consistent(panel)
    if of == "empty":
        assert charts.label("empty.corpus", language) in text_of(panel._message)
    if not len(panel.data):
        assert re.search("[一-鿿]", message(panel)) if language == "zh" else message(panel)
    if panel.chart is not None or payload(panel)["page"]:
        pd.testing.assert_frame_equal(made_by(panel, corpus_named(of))["data"], panel.data)
    assert len(panel.with_evidence()) == len(panel.data)
    assert facing.to_share(panel).payload()["language"] == language


@each_view
def test_nothing_chosen_says_what_to_do_and_leaves_no_old_chart(name, view):
    panel = panel_on(name, "teaching", view)
    panel.places.value = ()
    assert "各至少勾选一项" in text_of(panel._message)
    assert panel.chart is None
    assert len(panel.data) == 0
    assert payload(panel)["page"] == ""
    assert_consistent(panel)
    made_by(panel, corpus_named("teaching"))
    shared = facing.to_share(panel).payload()
    assert shared["spec"] is None
    assert any("各至少勾选一项" in note for note in shared["notes"])


# -- from a row to the characters -----------------------------------------------------------------


def stands_there(loaded, quote):
    """Whether a match is what its offsets address; covered lines and long passages aside."""
    text = loaded.quote(quote.report_id, quote.start, quote.end)
    if len(text) > measures.quotes.LONGEST or "█" in quote.match:
        half = (measures.quotes.LONGEST - 1) // 2
        return "█" in quote.match or quote.match == f"{text[:half]} … {text[-half:]}"
    return quote.match == text


def some_of(rows):
    """First, last and a few rows between."""
    n = len(rows)
    return [rows[i] for i in sorted({0, n // 2, n - 1} & set(range(n)))]


@each_view
def test_every_row_leads_to_words_that_stand_there_or_says_why_not(name, view):
    loaded, panel = corpus_named("teaching"), panel_on(name, "teaching", view)
    shown = payload(panel)
    assert message(panel) == ""
    assert shown["rows"]
    assert shown["title"]
    assert shown["reading"]
    assert all(column["label"] for column in shown["columns"])
    for row in some_of(panel.data.index.tolist()):
        found, told = panel.evidence(row), panel._trace(row)
        placed = found.dropna(subset=["start"])
        sizes = placed["report_id"].map(lambda i: len(loaded.texts[i]))
        assert ((placed["start"] >= 0) & (placed["start"] < placed["end"])).all()
        assert (placed["end"] <= sizes).all()
        assert all(stands_there(loaded, quote) for quote in placed.itertuples())
        assert len(told["quotes"]) <= len(found)
        assert len(told["quotes"]) == len(found) or told["note"]
        assert told["quotes"] or told["note"]


@each_view
def test_a_shared_file_has_places_or_reasons_and_pickers_that_drive_chart_and_table(
    name, view, monkeypatch
):
    panel = panel_on(name, "teaching", view, places=slice(2))
    monkeypatch.setenv(faces.VARIABLE, "text" if view == VIEWS[name][0] else "facts")
    shared = panel._repr_mimebundle_()[faces.MIME]
    json.dumps(shared, allow_nan=False)
    assert shared["evidence"].keys() == {str(row) for row in shared["row_ids"]}
    assert all(each["quotes"] or each["note"] for each in shared["evidence"].values())
    said = [quote["match"] for each in shared["evidence"].values() for quote in each["quotes"]]
    assert any(said) == (view == VIEWS[name][0])
    params = {each["name"] for each in (shared["spec"] or {}).get("params", [])}
    for picker in shared["pickers"]:
        assert shared["spec"] is None or picker["param"] in params
        assert len(picker["values"]) == len(shared["rows"])
        offered = {option["value"] for option in picker["options"]}
        assert set(picker["values"]) <= offered


def test_a_folded_chart_that_cannot_be_asked_for_a_place_offers_no_picker_of_places():
    """Else the table would show one place under the picture of all."""
    panel = panels.Audit(many(90))
    panel.places.value = panel.places.options
    panel.view.value = "completeness"
    shared = facing.to_share(panel).payload()
    assert "place" not in {key for row in drawn_rows(panel) for key in row}
    assert [picker["param"] for picker in shared["pickers"]] == ["year_shown"]


def test_a_frequent_word_says_how_many_more_places_there_are():
    panel = panel_on("Words", "teaching", "word_frequency")
    row = int(panel.data["count"].idxmax())
    n, told = int(panel.data["count"].max()), panel._trace(row)
    assert n > MOST_QUOTES
    assert len(told["quotes"]) == MOST_QUOTES
    assert told["note"] == charts.label("evidence.more", n=n - MOST_QUOTES)
    evidence = panel.with_evidence().loc[row]
    assert evidence["evidence_at"].count(";") == MOST_QUOTES - 1
    assert evidence["evidence_more"] == n - MOST_QUOTES


def test_a_word_printed_in_traditional_script_is_found_where_it_stands():
    heading = (2, "(一)", "行政復議", "achievements", None, ["全年辦理行政復議案件九件。"])
    one = corpus(report("a", "清澜市", 2023, sections=[PLAIN[0], heading]))
    found = panels.hits.standing(one, ["行政复议", "没有的词"])
    assert {one.quote(r.report_id, r.start, r.end) for r in found.itertuples()} == {"行政復議"}
    assert set(found["word"]) == {"行政复议"}


def test_a_neighbour_leads_to_sentences_that_hold_the_word_looked_for():
    loaded, panel = corpus_named("teaching"), panel_on("Concordance", "teaching", "collocation")
    for quote in panel.evidence(0).itertuples():
        assert panel.what.value in read(quote.before + quote.match + quote.after).text
        there = loaded.quote(quote.report_id, quote.start, quote.end)
        assert read(there).text == panel.data["word"][0]
    found = panel.spans(panel.data).groupby("row").size()
    assert found.tolist() == panel.data["count"].tolist(), "the places that are counted, no others"


def test_dates_and_names_lead_to_where_they_are_stated():
    panel = panels.Coverage(five())
    panel.view.value = "report_dates"
    row = int(panel.data.index[panel.data["report_id"] == "990100-2020"][0])
    (quote,) = panel._trace(row)["quotes"]
    assert (quote["match"], quote["start"], quote["end"]) == ("2020", 6, 10)
    assert quote["note"] == "年度"


def test_a_row_that_is_not_there_is_refused(themes):
    for row in (-1, len(themes.data)):
        with pytest.raises(ReportkitError, match="counted from 0"):
            themes.evidence(row)
    assert themes._trace(10**6) == {"title": "", "quotes": [], "note": ""}


def secret(*spans):
    one = corpus(report("a", "清澜市", 2023))
    return type(one)(**one.tables(), texts=one.texts, private={"a": spans})


def test_lines_with_a_contact_are_covered():
    one = corpus(report("a", "清澜市", 2023))
    start = int(one.sections["start"].iloc[1])
    for name in ("Themes", "SideBySide", "Reading", "Coverage"):
        panel = getattr(panels, name)(secret((start, start + 3)))
        said = json.dumps(facing.to_share(panel).payload(), ensure_ascii=False)
        said += json.dumps([panel._trace(row) for row in panel.data.index], ensure_ascii=False)
        assert "(一)规" not in said
    words = measures.with_words(secret((start, start + 3)), measures.passages(one))["words_there"]
    assert any(each.startswith("███") for each in words)


# -- choosing -------------------------------------------------------------------------------------


def test_it_shows_everything_to_begin_with(themes):
    assert list(themes.places.value) == ["清澜市", "清澜市望溪区", "白石滩高新区", "地方未写明"]
    assert list(themes.years.value) == [2020, 2022, 2023, "年度未写明"]
    assert themes.data["report_id"].nunique() == 5
    assert "4 / 4 个地方 · 4 / 4 个年度 → 5 份报告" in text_of(themes._state)
    assert "corpus.filter" not in themes.code


def test_choosing_places_and_years_changes_table_chart_code_and_passport(themes):
    themes.places.value = ["清澜市望溪区"]
    assert set(themes.data["report_id"]) == {"990103-2022", "990103-2023"}
    themes.years.value = [2023]
    assert set(themes.data["report_id"]) == {"990103-2023"}
    assert {row["report_id"] for row in drawn_rows(themes)} == {"990103-2023"}
    assert {row[0] for row in payload(themes)["rows"]} == {"清澜市望溪区"}
    assert "990103-2023" in themes.code
    assert "990103-2022" not in themes.code
    assert themes.passport.reports == 1
    assert ", 1 reports" in themes.citation.bibtex


def test_the_passport_says_what_was_set_and_not_twice_what_was_chosen():
    panel = panel_on("Words", "teaching", "word_frequency")
    panel.own_terms.value = "全面依法"
    said = panel.passport
    assert any("全面依法" in step for step in said.steps)
    assert said.steps[-1] == str(panel.code).splitlines()[-2]
    panel.places.value = panel.places.options[:1]
    assert panel.passport.filters[-1].startswith("report_id = ")
    assert not any("corpus.filter" in step for step in panel.passport.steps)
    assert panel.corpus.passport().steps == ()


def test_places_without_a_report_in_the_years_say_which_years_they_have(themes):
    themes.places.value = ["清澜市"]
    themes.years.value = [2023]
    assert "有报告的年度：2020。" in text_of(themes._message)


def test_a_choice_is_shared_by_panels():
    loaded = five()
    first = panels.Themes(loaded)
    second = panels.Coverage(loaded, choice=first.choice)
    first.places.value = ["清澜市"]
    assert set(second.data["report_id"]) == {"990100-2020"}
    second.places.value = ["清澜市望溪区"]
    assert set(first.data["report_id"]) == {"990103-2022", "990103-2023"}
    assert second.places is first.places


@pytest.mark.parametrize("chosen", [None, ()])
def test_a_choice_of_another_corpus_is_refused(chosen):
    """Also where nothing is chosen yet that the corpus does not have."""
    loaded = five()
    part = loaded.filter(report_id=["990103-2022", "990103-2023"])
    for mine, other in ((part, loaded), (loaded, part), (loaded, many(3))):
        choice = panels.Choice(other)
        choice.places.value = choice.places.options if chosen is None else chosen
        with pytest.raises(ReportkitError, match="another corpus"):
            panels.Themes(mine, choice=choice)


def test_level_and_province_choose_the_places_that_have_them():
    panel = panel_on("Themes", "teaching")
    levels = dict(panel.choice.level.options)
    assert None in levels.values()
    panel.choice.level.value = "zone"
    known = measures.keys(corpus_named("teaching")).merge(
        corpus_named("teaching").reports[["report_id", "level"]], on="report_id"
    )
    zones = set(known.loc[known["level"] == "zone", "place"])
    assert zones
    assert set(panel.places.value) == zones == set(panel.data["place"])
    panel.choice.level.value = None
    assert set(panel.places.value) == zones, "all are listed again, the ticks stay"


def test_a_reader_is_told_while_the_kernel_is_at_work():
    """And no longer when it is done, whether something is shown or refused."""
    panel = panels.Themes(five())
    told = []
    panel._face.observe(lambda change: told.append(change["new"]), names="working")
    panel._face.observe(lambda _: told.append("drawn"), names="payload")
    panel.view.value = "theme_years"
    panel.places.value = ()
    assert told == [True, "drawn", False] * 2


def of_provinces(names):
    """Corpus of one town a province, two years for every second one, and a report of nowhere."""
    towns = [
        report(f"r{i}-{year}", f"{name}第一市", year, province=name, code=f"99{i}100")
        for i, name in enumerate(names)
        for year in (2022, 2023)[: 1 + i % 2]
    ]
    return corpus(*towns, report("nowhere", None, 2023, level=None))


def test_provinces_are_a_map_where_five_of_them_are_here():
    names = ["江苏省", "河南省", "湖南省", "北京市", "广东省"]
    panel = panels.Coverage(of_provinces(names))
    panel.view.value = "provinces"
    assert panel.data["n_reports"].tolist() == [1, 2, 1, 2, 1]
    assert_consistent(panel)
    made = made_by(panel, panel.corpus)
    pd.testing.assert_frame_equal(made["data"], panel.data)
    assert set(panel.evidence(1)["report_id"]) == {"r1-2022", "r1-2023"}
    assert panel.name(panel.data.loc[1]) == "河南省"
    assert charts.label("foot.no_province", n=1) in json.dumps(
        panel.chart.to_dict(), ensure_ascii=False
    )


def test_provinces_are_not_offered_where_they_would_be_no_map():
    few = panels.Coverage(of_provinces(["江苏省", "河南省", "湖南省", "北京市", "云岭省"]))
    assert "provinces" not in [value for _, value in few.view.options]


def test_a_range_of_years_keeps_the_years_not_stated():
    panel = panels.Themes(five())
    panel.choice.first_year.value = 2022
    assert panel.years.value == (2022, 2023, "年度未写明")
    panel.choice.last_year.value = 2022
    assert panel.years.value == (2022, "年度未写明")
    panel.choice.first_year.value = 2023  # the wrong way round is understood
    assert panel.years.value == (2022, 2023, "年度未写明")
    assert set(panel.data["year"].dropna()) == {2022, 2023}


@each_panel
def test_one_change_draws_once(name, monkeypatch):
    panel = panel_on(name, "teaching")
    drawn = []
    panel._face.observe(lambda change: drawn.append(change["new"]), names="payload")
    for change in (
        lambda: setattr(panel.places, "value", panel.places.options[:2]),
        lambda: setattr(panel.choice.last_year, "value", panel.choice.last_year.options[-2][1]),
        lambda: setattr(panel.choice.level, "value", "county"),
    ):
        drawn.clear()
        change()
        assert len(drawn) <= 1
    drawn.clear()
    panel.places.value = panel.places.value[::-1]
    assert drawn == [], "the same places in another order are no change"
    panel._face.unobserve_all("payload")
    panel.choice.last_year.value = panel.choice.last_year.options[-1][1]


def test_searching_and_all_and_nothing():
    panel = panels.Themes(many(30))
    before = panel._face.payload
    panel.places.search.value = "第1"
    assert panel._face.payload is before
    _, every, nothing, _ = panel.places.children[0].children
    nothing.click()
    assert panel.places.value == ()
    every.click()
    assert panel.places.value == panel.places.options


# -- own controls ---------------------------------------------------------------------------------


def is_shown(control):
    return control.layout.display != "none"


@each_panel
def test_every_control_that_stands_there_changes_what_is_shown_or_printed(name):
    panel = panel_on(name, "teaching")
    assert all(control.description for control in panel._own.values())
    tried = {"view"}
    for view in VIEWS[name]:
        if view:
            panel.view.value = view
        for key, control in panel._own.items():
            if key in tried or not is_shown(control):
                continue
            before, kept = (str(panel.code), payload(panel)), control.value
            options = [value for _, value in getattr(control, "options", ()) if value != kept]
            changed = (not kept) if isinstance(kept, bool) else next(iter(options), "工作")
            control.value = changed
            if (str(panel.code), payload(panel)) != before:
                tried.add(key)
            assert_consistent(panel)
            control.value = kept
    assert tried >= panel._own.keys(), "a control that does nothing anywhere is dead"


def test_the_theme_is_what_table_and_chart_show():
    panel = panel_on("Themes", "teaching", "theme_years", "en")
    panel.theme.value = "enforcement"
    assert {row[payload_column(panel, "theme")] for row in payload(panel)["rows"]} == {
        charts.label("theme.enforcement", "en")
    }
    named = charts.label("theme.enforcement", "en")
    assert named in json.dumps(payload(panel)["spec"])
    panel.theme.value = panel.theme.options[0][1]


def payload_column(panel, key):
    return [column["key"] for column in payload(panel)["columns"]].index(key)


@pytest.mark.parametrize(
    ("kind", "what"),
    [("pattern", "行政("), ("pattern", "[[:nope:]]"), ("pattern", r"(.)\1"), ("pattern", "(?=a)"),
     ("pattern", ""), ("term", ""), ("term", "   "), ("word", ""), ("term", "a\nb")],
)  # fmt: skip
def test_what_cannot_be_searched_becomes_a_message(kind, what):
    panel = panel_on("Concordance", "teaching", "occurrences")
    assert panel.chart is not None
    with panel.held():
        panel.kind.value, panel.what.value = kind, what
    panel._draw()
    assert message(panel)
    assert panel.chart is None
    assert_consistent(panel)
    made_by(panel, corpus_named("teaching"))
    with panel.held():
        panel.kind.value, panel.what.value = "term", "行政复议"
    panel._draw()
    assert message(panel) == ""
    assert len(panel.data)


def test_a_word_that_stands_nowhere_says_so():
    panel = panel_on("Concordance", "teaching", "concordance")
    panel.what.value = "没有这个词"
    assert charts.label("empty.word", what="没有这个词") in text_of(panel._message)
    panel.kind.value = "word"
    assert charts.label("empty.word_as_cut", what="没有这个词") in text_of(panel._message)
    panel.kind.value = "term"
    panel.what.value = "行政复议"
    panel = panel_on("Reading", "teaching")
    panel.term.value = "没有这个词"
    assert message(panel) == ""
    panel.term.value = ""


ENGLISH = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+")


def refused_words(panel, language="zh"):
    """Message, which has to be in the panel's language, with all that was shown before gone."""
    assert_consistent(panel)
    said = unescape(text_of(panel._message))
    assert panel.chart is None
    assert len(panel.data) == 0
    assert bool(ENGLISH.search(said)) == (language == "en")
    return said


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("view", VIEWS["Concordance"])
@pytest.mark.parametrize(
    ("kind", "what", "why"),
    [
        ("term", "", "没有写要查的词"),
        ("word", " \u200b", "没有写要查的词"),
        ("pattern", "", "1 到 1000 个可见字符"),
        ("pattern", "x" * 1001, "1 到 1000 个可见字符"),
        ("pattern", "甲; 乙(", "括号没有配对"),
        ("pattern", "甲)", "多了一个 )"),
        ("pattern", "[甲", "方括号没有配对"),
        ("pattern", "*甲", "* 前面没有可以重复的字"),
        ("pattern", "甲**", "** 重复号连用"),
        ("pattern", "甲{2000}", "{2000} 重复次数不对"),
        ("pattern", "(?=甲)", "不支持 (?= 这种写法"),
        ("pattern", r"\1", "不支持 \\1 这种写法"),
        ("pattern", "[甲-乙]", "字组 甲-乙 写错了"),
        ("pattern", "(?P<甲", "不支持 (?P<甲"),
    ],
)
def test_what_cannot_be_looked_up_is_told_in_the_panels_language(view, kind, what, why, language):
    panel = panel_on("Concordance", "teaching", view, language)
    with panel.held():
        panel.kind.value, panel.what.value = kind, what
    panel._draw()
    said = refused_words(panel, language)
    assert why in said or language == "en"


def test_groups_that_cannot_be_compared_are_told_in_the_panels_language():
    panel = panel_on("Words", "teaching", "keyness")
    panel.reference.value = panel.target.value
    assert "重叠" in refused_words(panel)
    panel.reference.value = None
    panel = panel_on("Words", "teaching", "keyness", years=slice(-1, None))
    assert "目标组就是全部所选报告" in refused_words(panel)


def test_reports_without_text_among_others_are_told_in_the_panels_language():
    mixed = corpus_named("five") + corpus_named("facts")
    panel = panels.Words(mixed)
    panel.own_terms.value = "行政执法人员"
    assert "没有原文" in refused_words(panel)
    panel = panels.Concordance(mixed, what="企业")
    assert charts.label("note.without_text", n=5) in payload(panel)["notes"]
    panel.places.value = measures.keys(corpus_named("facts"))["place"].tolist()
    assert "没有原文" in refused_words(panel)


def test_an_error_that_no_phrase_knows_is_told_as_it_is():
    said = charts.refusal("Nobody foresaw this.")
    assert said == charts.label("refused.other", a="Nobody foresaw this.")
    assert charts.refusal("Nobody foresaw this.", "en") == "Nobody foresaw this."


# -- words of one's own ----------------------------------------------------------------------------


@pytest.fixture
def own():
    """Panel of words over the teaching corpus, left as it was."""
    panel = panel_on("Words", "teaching", "word_frequency")
    yield panel
    with panel.held():
        panel.own_terms.value = panel.own_stopwords.value = ""
        panel.stopwords.value = False


def word(panel, term):
    rows = panel.data[panel.data["word"] == term]
    return int(rows["count"].iloc[0]) if len(rows) else None


def test_a_term_of_ones_own_is_a_word_from_then_on(own):
    loaded = corpus_named("teaching")
    pair = measures.ngrams(loaded, n=2, without=words.stopwords()).iloc[0]
    term, (first, _) = pair["ngram"], pair["words"].split()
    before = word(own, first)
    assert word(own, term) is None
    own.own_terms.value = term
    n = word(own, term)
    assert n >= pair["count"]
    assert word(own, first) == before - n
    effect = measures.dictionary_effect(loaded, [term]).iloc[0]
    told = charts.label("note.own_taken", word=term, n=n, taken=effect["taken_from"])
    assert told in own.remarks()[-1]
    pd.testing.assert_frame_equal(made_by(own, loaded)["data"], own.data)
    assert f"own = words.dictionary(terms=['{term}'])" in own.code
    told = own._trace(int(own.data.index[own.data["word"] == term][0]))
    assert {read(quote["match"]).text for quote in told["quotes"]} == {term}
    assert len(told["quotes"]) == min(n, MOST_QUOTES)


def test_a_stop_word_of_ones_own_is_listed_no_longer_but_still_counted(own):
    first, rate = own.data["word"][0], own.data["per_1000"][1]
    own.own_stopwords.value = first
    assert first not in set(own.data["word"])
    assert own.data["per_1000"][0] == rate
    assert "without=own.stopwords" in own.code
    pd.testing.assert_frame_equal(made_by(own, corpus_named("teaching"))["data"], own.data)
    own.stopwords.value = True
    assert first not in set(own.data["word"]), "the tick is about the usual ones"
    assert "的" in set(own.data["word"])
    pd.testing.assert_frame_equal(made_by(own, corpus_named("teaching"))["data"], own.data)


@pytest.mark.parametrize(
    "written", ["甲乙\n丙丁", "甲乙、丙丁", "甲乙,丙丁", "甲乙，丙丁；", " 甲乙 ; 丙丁 、"]
)
def test_words_can_be_written_in_any_way(written):
    assert own_words.typed(written, "").terms == ("甲乙", "丙丁")


def test_what_is_written_twice_counts_once_and_is_said(own):
    own.own_terms.value = "行政執法人員、行政执法人员、\u200b"
    assert own._typed.terms == ("行政执法人员",)
    assert own.remarks()[-1] == charts.label("note.own_again", words="行政执法人员")


def test_half_of_a_character_is_told(own):
    own.own_terms.value = "\ud800"
    assert "半个字符" in refused_words(own)


def test_what_words_of_ones_own_change_is_listed_and_leads_to_the_sentences(own):
    own.view.value = "dictionary_effect"
    assert charts.label("empty.own_words") in text_of(own._message)
    own.own_terms.value = "行政执法人员、没有的词、<b>词</b>"
    own.own_stopwords.value = "推进"
    rows = payload(own)["rows"]
    keys = [column["key"] for column in payload(own)["columns"]]
    told = {row[keys.index("term")]: dict(zip(keys, row, strict=True)) for row in rows}
    assert list(told) == ["行政执法人员", "没有的词", "<b>词</b>", "推进"]
    assert told["没有的词"]["occurrences"] == 0
    assert told["没有的词"]["remark"] == charts.label("remark.never")
    assert own._trace(1)["note"] == charts.label("evidence.never")
    first = told["行政执法人员"]
    assert f"行政执法 {first['gained']}" in first["taken_from"]
    assert len(own.evidence(0)) == first["occurrences"]
    assert set(own.evidence(0)["match"]) == {"行政执法人员"}
    assert len(own.evidence(3)) == told["推进"]["occurrences"] > told["推进"]["gained"] == 0
    assert f"{told['推进']['per_1000']:.2f}" in told["推进"]["remark"]
    shown = {key: part for key, part in payload(own).items() if key != "passport"}
    assert json.dumps(shown).count("<b>") == json.dumps(rows).count("<b>")


def test_a_control_of_words_stands_there_only_where_it_does_something(own):
    assert is_shown(own.own_stopwords)
    own.view.value = "new_words"
    assert not is_shown(own.own_stopwords)
    assert is_shown(own.own_terms)
    bare = panels.Words(corpus_named("facts"))
    assert not is_shown(bare.own_terms)
    bare.own_stopwords.value = bare.data["word"][0]
    assert bare.own_stopwords.value not in set(bare.data["word"])


def test_a_refused_step_names_the_chosen_reports_in_the_passport():
    panel = panel_on("Words", "teaching", "keyness")
    panel.years.value = panel.years.options[-1:]
    assert message(panel)
    assert panel.passport.reports == len(panel.choice.report_ids)
    assert_consistent(panel)


def test_an_error_nobody_foresaw_leaves_no_old_chart(themes, monkeypatch):
    def broken(*_given, **_options):
        raise ZeroDivisionError

    monkeypatch.setattr(measures, "theme_years", broken)
    with pytest.raises(ZeroDivisionError):
        themes.view.value = "theme_years"
    assert themes.chart is None
    assert len(themes.data) == 0
    assert payload(themes)["spec"] is None
    assert payload(themes)["title"] == charts.label("title.theme_years")
    assert message(themes)


def test_two_reports_are_set_side_by_side_and_stay_while_they_are_chosen():
    panel = panel_on("SideBySide", "teaching")
    first, second = panel.report.value, panel.other.value
    assert first != second
    place = measures.keys(corpus_named("teaching")).set_index("report_id")["place"]
    assert place[first] == place[second], "to begin with, one place in two years"
    panel.places.value = [place[first]]
    assert (panel.report.value, panel.other.value) == (first, second)
    assert panel.passport.reports == 2
    panel.other.value = first
    assert charts.label("empty.pair") in text_of(panel._message)
    panel.other.value = second
    panel.years.value = panel.years.options[:1]
    assert charts.label("empty.pair") in text_of(panel._message)
    assert_consistent(panel)


def two_places():
    """Reports of two places on one year."""
    return corpus(report("a", "望溪县", 2023), report("b", "临溪县", 2023))


def test_of_two_places_neither_has_dropped_what_the_other_writes():
    """They begin theme by theme; sentence by sentence is for two years of one place."""
    assert panels.SideBySide(two_places()).view.value == "pair_by_theme"
    assert panels.SideBySide(corpus_named("five")).view.value == "side_by_side"


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("Words", "new_words"), ("Words", "vanished_words"), ("Audit", "returning"),
        ("Audit", "answered"), ("Reuse", "reused_passages"),
    ],
)  # fmt: skip
def test_where_no_place_has_several_years_there_is_nothing_to_compare(name, view):
    panel = getattr(panels, name)(two_places())
    panel.view.value = view
    assert charts.label("empty.years") in text_of(panel._message)


def test_a_pair_of_reports_is_called_by_both():
    panel = panels.Reuse(two_places())
    panel.view.value = "similarity"
    assert panel._trace(0)["title"] == "望溪县 · 2023 – 临溪县 · 2023"


def test_an_indicator_that_was_not_found_may_still_be_there():
    panel = panel_on("Indicators", "teaching", "indicator_coverage")
    (row, *_) = panel.data.index[panel.data["status"] == "not stated"]
    assert panel._trace(int(row))["note"] == charts.label("evidence.not_stated")


@pytest.mark.parametrize("rest", [True, False])
def test_the_words_behind_a_key_word_are_those_of_the_two_groups(rest):
    """As many as were counted, and each says of which group it is."""
    panel = panel_on("Words", "teaching", "keyness")
    target, other = (panel.target.options[n][1] for n in (-1, 0))
    with panel.held():
        panel.target.value, panel.reference.value = target, None if rest else other
    panel._draw()
    rows = panel.data.head(20)
    spans = panel.spans(rows)
    for side in ("target", "reference"):
        said = spans[spans["note"] == charts.label(f"side.{side}")].groupby("row").size()
        counted = rows.loc[rows[f"count_{side}"] > 0, f"count_{side}"]
        assert said.to_dict() == counted.to_dict()
    years = set(spans["report_id"].map(measures.keys(panel.corpus).set_index("report_id")["year"]))
    assert rest or years == {target, other}


def test_a_report_without_a_number_can_be_read():
    panel = panels.Reading(five())
    assert len(panel.data) == 0
    assert "全年检查九百家企业" in payload(panel)["page"]
    assert message(panel) == ""
    made = made_by(panel, five())
    assert made["page"] == payload(panel)["page"]
    assert panel.passport.reports == 1


def test_reading_marks_numbers_and_a_term():
    panel = panel_on("Reading", "teaching")
    page = payload(panel)["page"]
    rows = {int(row) for row in re.findall(r'data-row="(\d+)"', page)}
    assert rows
    assert rows <= set(panel.data.index)
    panel.term.value = "行政"
    assert len(payload(panel)["page"]) > len(page)
    assert "'行政'" in panel.code
    panel.term.value = ""


# -- a panel of one's own -------------------------------------------------------------------------


def test_the_panel_of_ones_own_in_the_docs_works():
    page = (Path(__file__).parents[1] / "docs" / "panels.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"## A panel of your own.*?```python\n(.*?)```", page, re.S)
    made = {}
    exec(lines, made)
    panel = made["panel"]
    assert panel.data["signed"].isna().all()
    assert len(panel.data)
    assert panel.message == ""
    assert payload(panel)["title"] == panel.title
    assert panel.reading in payload(panel)["reading"]
    made["corpus"] = panel.corpus
    exec(str(panel.code), made)
    pd.testing.assert_frame_equal(made["data"], panel.data)


# -- what goes along ------------------------------------------------------------------------------


def test_data_is_a_copy_and_nothing_can_be_set(themes):
    taken = themes.data
    taken["share"] = 0
    assert themes.data["share"].max() > 0
    for name in ("data", "chart", "code", "passport", "citation"):
        with pytest.raises(AttributeError):
            setattr(themes, name, None)


def test_files_open_again_with_the_same_values_and_evidence(tmp_path):
    panel = panel_on("Indicators", "teaching", "indicators")
    data = panel.with_evidence()
    read = pd.read_csv(panel.to_csv(tmp_path / "a.csv"), dtype=str)
    assert list(read) == list(data)
    assert read["evidence_at"].tolist() == data["evidence_at"].tolist()
    assert pd.to_numeric(read["value"]).tolist() == data["value"].tolist()
    for number, cell in enumerate(data["evidence_at"]):
        at = [re.fullmatch(r"(.+):(\d+)-(\d+)", each).groups() for each in cell.split("; ")]
        words = [corpus_named("teaching").quote(i, int(s), int(e)) for i, s, e in at]
        assert "; ".join(words) == data["evidence_words"].iloc[number]
    panel.to_xlsx(tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").stat().st_size > 5000


@pytest.mark.parametrize("name", PANELS)
def test_where_nothing_is_chosen_a_file_has_heads_at_most(name, tmp_path):
    panel = panel_on(name, "five", places=slice(0))
    lines = panel.to_csv(tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1
    assert panel.to_xlsx(tmp_path / "a.xlsx").exists()


def test_the_passport_and_the_citation_say_what_was_chosen(themes):
    assert themes.passport.as_dict()["reports"] == 5
    assert "5 份" in themes.citation.gbt
    assert repr(themes).startswith("<Themes of invented: ")


def test_a_panel_shows_its_widget_and_a_picture_for_readers_without(themes):
    data, _ = themes._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert any(kind.startswith("application/vnd.vegalite") for kind in data)
    themes.places.value = []
    data, _ = themes._repr_mimebundle_()
    assert not any(kind.startswith("application/vnd.vegalite") for kind in data)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_panel_of_invented_reports_says_so_also_in_a_shared_file(language):
    real, told = report("a", "望溪区", 2023), report("b", "临溪区", 2023, invented=True)
    panel = panels.Themes(corpus(real, told), language=language)
    said = charts.label("state.invented", language, n=1)
    assert said in text_of(panel._state)
    assert said in facing.to_share(panel).payload()["notes"]
    panel.places.value = ["望溪区"]
    assert said not in text_of(panel._state)
    assert said not in facing.to_share(panel).payload()["notes"]


def test_names_from_files_are_text_everywhere():
    bad = '<script>alert(1)</script>"&'
    one = report("<b>x</b>", bad, 2023, doc_type="<i>", source="<u>", level="<s>")
    two = report("<b>y</b>", bad, 2022)
    for name, views in VIEWS.items():
        panel = getattr(panels, name)(corpus(one, two))
        for view in views if name == "SideBySide" else views[:1]:
            if view:
                panel.view.value = view
            for markup in (panel._state.value, message(panel), payload(panel)["page"]):
                assert "<script" not in markup
                assert "<b>x" not in markup
            json.dumps(payload(panel))


def test_messages_from_what_was_typed_are_text(monkeypatch):
    panel = panels.Concordance(five(), what="<img src=x onerror=alert(1)>(")
    panel.kind.value = "pattern"
    assert message(panel)
    assert "<img" not in message(panel)


def test_something_that_is_no_corpus_or_no_language_is_refused():
    with pytest.raises(ReportkitError, match="not DataFrame"):
        panels.Themes(pd.DataFrame())
    with pytest.raises(ReportkitError, match="Unknown language 'de'"):
        panels.Themes(five(), language="de")


def test_constructing_displays_nothing(capsys):
    panels.Themes(five())
    assert capsys.readouterr().out == ""


def test_importing_reportkit_does_not_import_widgets():
    code = (
        "import sys, reportkit; assert not {'ipywidgets', 'anywidget', 'altair'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_corpus_can_be_facts_and_texts_together():
    both = corpus_named("facts") + five()
    panel = panels.Themes(both)
    rows = panel.data.groupby("report_id").head(1).index
    answers = [panel._trace(int(row)) for row in rows]
    assert all(each["quotes"] or each["note"] for each in answers)
    assert isinstance(rk.load("five-reports"), type(both))


# -- checklists -----------------------------------------------------------------------------------


def listed(checklist):
    return [box.description for box in checklist._list.children]


def box(checklist, name):
    return next(b for b in checklist._list.children if b.description == name)


def test_a_long_list_begins_with_a_few_places_and_can_be_searched():
    panel = panels.Themes(many(120))
    assert len(panel.places.value) == FIRST_PLACES
    assert f"{FIRST_PLACES} / 120" in text_of(panel._state)
    assert len(listed(panel.places)) == MOST_LISTED
    assert "另有 60 个" in text_of(panel.places._more)
    before = panel.data
    panel.places.search.value = "第11"
    assert {"第11县", "第110县", "第119县"} <= set(listed(panel.places))
    assert "第50县" not in listed(panel.places)
    assert len(panel.places.value) == FIRST_PLACES, "what is ticked stays ticked"
    panel.places.search.value = ""
    pd.testing.assert_frame_equal(panel.data, before)


def test_what_is_ticked_is_listed_however_far_down_it_stands():
    checklist = Checklist("places", [f"第{i}县" for i in range(120)], ["第99县"])
    assert "第99县" in listed(checklist)
    assert checklist.value == ("第99县",)


def test_a_short_list_has_no_search(themes):
    assert themes.places.search not in themes.places.children[0].children


def test_ticking_a_box_is_choosing(themes):
    box(themes.places, "清澜市").value = False
    assert "清澜市" not in themes.places.value
    assert "990100-2020" not in set(themes.data["report_id"])
    box(themes.places, "清澜市").value = True
    assert themes.data["report_id"].nunique() == 5


def test_setting_the_value_ticks_the_boxes(themes):
    themes.years.value = [2023, 2020]
    assert themes.years.value == (2020, 2023)
    assert {b.description: b.value for b in themes.years._list.children} == {
        "2020": True, "2022": False, "2023": True, "年度未写明": False,
    }  # fmt: skip


def test_narrowing_lists_and_ticks_only_these():
    told = []
    checklist = Checklist("places", ["甲", "乙", "丙"], ["甲"])
    checklist.on_change(lambda: told.append(checklist.value))
    checklist.narrow(["乙", "丙"])
    assert checklist.value == ("乙", "丙")
    assert listed(checklist) == ["乙", "丙"]
    checklist.narrow(None)
    assert listed(checklist) == ["甲", "乙", "丙"]
    assert told == [("乙", "丙")]


def test_an_unknown_place_names_those_that_are_there(themes):
    with pytest.raises(ReportkitError, match="Did you mean '清澜市'"):
        themes.places.value = ["清澜"]
    assert themes.data["report_id"].nunique() == 5
