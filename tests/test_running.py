"""Running text: choices share what was read and cut, and keep no more copies than are asked for."""

import numpy as np
import pandas as pd

from reportkit import words
from reportkit.running import cut, running_text, without_text
from reportkit.running.text import MOST_KEPT
from reportkit.words import recut
from tests.small_corpus import corpus, five, report

SAID = ["推进依法行政,规范行政执法。", "行政执法人员参加培训。", "依法行政"]


def spoken():
    """Reports that say different things, one of them nothing of law."""
    lines = (SAID, ["全年检查九百家企业。"], SAID[::-1])
    parts = [[(1, "一、", "工作情况", None, None, list(each))] for each in lines]
    return corpus(*(report(f"r{n}", "望溪县", 2020 + n, sections=p) for n, p in enumerate(parts)))


def test_what_a_dictionary_changes_is_the_same_report_by_report_and_in_any_choice():
    own, whole = words.dictionary(["依法行政", "行政执法人员"]), spoken()
    for ids in (["r2"], ["r0", "r1"], ["r1"], ["r0", "r1", "r2"], ["r2", "r0"]):
        running = running_text(whole.filter(report_id=ids))
        assert running.recut(own) == recut(running.plain, words.dictionary(), own)
        changes = running.recut(own)
        starts = np.array([start for start, _, _ in (*changes.gone, *changes.come)], dtype=int)
        reports = {running.report_ids[n] for n in running.report[running.sentence_at(starts)]}
        assert set(running.touched(own)) == reports
        found = running.tokens(own)
        spelt = [running.plain[i:j] for i, j in zip(found.start, found.end, strict=True)]
        assert [found.words[n] for n in found.number] == spelt
        assert spelt == [word for _, _, word in own.spans(running.plain, words_only=True)]
        assert (running.sentence_at(found.start) == found.sentence).all()


def test_a_dictionary_with_fewer_terms_may_change_any_report():
    running, usual = running_text(spoken()), words.dictionary()
    assert running.touched(usual) == []
    assert running.touched(usual, formulas=False) is None
    assert running.touched(words.dictionary(without=["依法行政"])) is None


def test_copies_of_the_choices_asked_for_last_are_kept():
    whole = five()
    ids = whole.reports["report_id"].tolist()
    first = running_text(whole.filter(report_id=ids[:1]))
    assert running_text(whole.filter(report_id=ids[:1])) is first
    for n in range(1, MOST_KEPT + 1):
        running_text(whole.filter(report_id=ids[n : n + 1]))
    assert running_text(whole.filter(report_id=ids[:1])) is not first


def test_reports_that_are_cut_are_cut_in_every_choice():
    whole, usual = five(), words.dictionary()
    ids = whole.reports["report_id"].tolist()
    cut(whole.filter(report_id=ids[:2]))
    assert running_text(whole.filter(report_id=ids[:1])).is_cut(usual)
    assert not running_text(whole).is_cut(usual)


def test_sentences_are_described_as_the_table_of_them_is():
    running = running_text(five().filter(year=2023))
    some = np.array([3, 0, 3])
    columns = ["report_id", "section_id", "start"]
    wanted = running.sentences[columns].take(some).reset_index(drop=True)
    pd.testing.assert_frame_equal(running.described(some, columns), wanted)
    assert (running.numbers("start") == running.sentences["start"]).all()
    printed = running.printed(some)
    assert printed[0] == printed[2] != printed[1]


def test_reports_without_text_are_counted():
    both = five() + corpus(report("silent", "望溪县", 2019), text=False)
    silent = both.sentences["report_id"] == "silent"
    both.sentences.loc[silent, "text"] = None
    assert without_text(both) == 1 == running_text(both).without_text
    assert without_text(both.filter(year=2023)) == 0
