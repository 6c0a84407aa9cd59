"""Running page heads inside a sentence: printed there, and none of its words when read again."""

import pandas as pd
import pytest

import reportkit as rk
from reportkit import measures, words
from reportkit.corpus.copies import telling
from reportkit.corpus.dataset import MASK
from reportkit.errors import ReportkitError
from reportkit.matrix import word_matrix
from reportkit.measures.audit.reports import reports
from reportkit.measures.commitments import rows_by_report
from reportkit.measures.plain import plain
from reportkit.running import running_text
from tests.writing import write

PARAGRAPHS = [
    "沙坪县人民政府关于2022年度法治政府建设情况的报告",
    "清澜市人民政府：",
    "2022年，沙坪县紧扣年度任务推进依法行政，各项工作取得新的进展。现将有关情况报告如下：",
    "一、主要工作情况",
    "（一）守好决策关口。县政府常务会议研究法治议题14次，审查合同协议260份、行政规范性文件35件，"
    "备案审查纠正问题4个，法律顾问出具意见118条，公开征求群众意见建议1,370条并且逐条答复。",
    "（二）规范行政执法。办理行政处罚案件2,480件，其中轻微不罚317件；组织案卷评查3次，抽查案卷6"
    "40份，发现并且整改问题95个，换发执法证件1,026个，开展执法业务培训21期。",
    "（三）化解矛盾纠纷。受理行政复议申请204件，审结188件，调解和解结案61件；人民调解组织调处纠纷"
    "5,312件，调解成功率达到97.6%，办理法律援助案件739件，为群众挽回损失860万元。",
    "二、存在的主要问题",
    "一是乡镇综合行政执法队伍专业人员偏少，能够独立办案的不多；二是行政复议决定履行情况的跟踪督促"
    "还不够及时；三是普法宣传的形式较为单一，针对青少年群体的内容仍然不足。",
    "三、2023年工作打算",
    "继续抓好行政执法规范化建设，年底前完成乡镇执法人员全员轮训；健全行政复议与信访衔接机制，推动更"
    "多行政争议在基层得到实质化解；丰富普法载体，建设青少年法治教育基地3个。",
    "沙坪县人民政府",
    "2023年2月9日",
]
# A word of the head that stands nowhere else.
HEAD = "沙坪县年鉴资料选编"
TURNS = {
    "head before the number": [HEAD, "— {} —"],
    "head after the number": ["— {} —", HEAD],
    "number in the foot and in the head": ["- {} -", "", "\f" + HEAD, "第{}页 共9页"],
    "two heads, set off": [HEAD, "", "{}/9", "", "沙坪县政务公开专辑", ""],
}


def printed(turn, every, width=29):
    """Paragraphs cut at a width, with the lines of a turn between pages of so many lines."""
    lines = []
    for paragraph in (f"\u3000\u3000{each}" for each in PARAGRAPHS):
        lines += [paragraph[at : at + width] for at in range(0, len(paragraph), width)]
    out = []
    for number, line in enumerate(lines, start=1):
        out.append(line)
        if number % every == 0:
            out += [each.format(number // every) for each in turn]
    return "\n".join(out)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The same report with nothing between its pages."""
    folder = tmp_path_factory.mktemp("whole")
    return rk.load(write(folder, a=printed([], 99)))


@pytest.fixture(scope="module", params=TURNS)
def corpus(request, tmp_path_factory):
    """The report with a turn of the page at every sixth, seventh … line."""
    folder = tmp_path_factory.mktemp("turned")
    texts = {f"every{n}": printed(TURNS[request.param], n) for n in (5, 6, 7, 8)}
    return rk.load(write(folder, **texts))


def heads(corpus):
    return corpus.evidence.query("field == 'running_head'")


def test_every_head_inside_a_sentence_is_stated(corpus):
    assert len(heads(corpus)) >= len(corpus)
    for row in heads(corpus).itertuples():
        assert corpus.quote(row.report_id, row.start, row.end) == row.value
        assert row.value in (HEAD, "沙坪县政务公开专辑")
        around = corpus.sentences.query(
            "report_id == @row.report_id and start < @row.start and end > @row.end"
        )
        assert len(around) == 1
    assert "running_head" not in measures.statements(corpus)["field"].tolist()


def test_words_are_those_of_the_report_without_heads(corpus, whole):
    expected = whole.words.groupby("word")["count"].sum().to_dict()
    for report_id, own in corpus.words.groupby("report_id"):
        assert own.groupby("word")["count"].sum().to_dict() == expected, report_id


def test_words_cut_anew_are_those_counted_at_first(corpus):
    matrix = word_matrix(corpus, "sentence")
    counted = corpus.words.groupby("word")["count"].sum().to_dict()
    assert dict(zip(matrix.words, matrix.frequency.tolist(), strict=True)) == counted


def as_read(corpus):
    """Plain reading of the sentences of each report."""
    running = running_text(corpus)
    ids = running.sentences["report_id"]
    return pd.Series(running.lines()).groupby(ids.tolist(), sort=False).agg(list).to_dict()


def test_sentences_are_read_again_as_those_of_the_report_without_heads(corpus, whole):
    (expected,) = as_read(whole).values()
    assert list(as_read(corpus).values()) == [expected] * len(corpus)
    known = {}
    (told,) = telling(whole.sentences, known).values()
    for again in telling(corpus.to_read("sentences"), known).values():
        assert again.numbers.tolist() == told.numbers.tolist()
        assert again.lengths.tolist() == told.lengths.tolist()


def test_a_choice_and_a_sum_of_corpora_are_read_alike(corpus, whole):
    (expected,) = as_read(whole).values()
    last = corpus.reports["report_id"].iloc[-1]
    assert as_read(corpus.filter(report_id=last)) == {last: expected}
    # Ids that both sides have are given anew, and heads go with their report.
    assert list(as_read(whole + corpus).values()) == [expected] * (1 + len(corpus))


def test_a_data_set_opened_again_is_read_alike(corpus, tmp_path):
    again = rk.open_dataset(rk.save(corpus, tmp_path / "with"))
    assert as_read(again) == as_read(corpus)
    facts = rk.open_dataset(rk.save(corpus, tmp_path / "without", text=False))
    for other in (again, facts):
        assert heads(other).to_numpy().tolist() == heads(corpus).to_numpy().tolist()
        pd.testing.assert_frame_equal(other.to_read("figures"), corpus.to_read("figures"))


def test_figures_are_those_of_the_report_without_heads(corpus, whole):
    expected = whole.figures[["value", "low", "high", "unit", "indicator"]]
    for report_id, own in corpus.figures.groupby("report_id", sort=False):
        pd.testing.assert_frame_equal(own[expected.columns].reset_index(drop=True), expected)
        for row in own.itertuples():
            assert corpus.quote(report_id, row.start, row.end) == row.text


def test_the_audit_reads_a_number_across_a_page(corpus, whole):
    (expected,) = ([f.text for f in each.rows] for each in reports(whole))
    parted = corpus.figures["text"].str.contains("\n")
    assert parted.any()
    for each in reports(corpus):
        assert [f.text for f in each.rows] == expected


def test_hits_stand_in_sentences_and_never_in_a_head(corpus, whole):
    assert len(measures.concordance(corpus, "选编")) == 0
    own = words.dictionary(["年鉴资料", "行政复议决定"])
    found = words.hits(corpus, own)
    count = found["term"].value_counts().to_dict()
    assert "年鉴资料" not in count
    once = words.hits(whole, own)["term"].value_counts()
    assert count == (len(corpus) * once).to_dict()
    for table in (found.head(200), measures.concordance(corpus, "行政复议")):
        for row in table.itertuples():
            shown = corpus.quote(row.report_id, row.start, row.end)
            assert shown == getattr(row, "match", shown)
            assert shown[0] == getattr(row, "term", "行")[0]


def test_rules_read_sentences_without_heads(corpus, whole):
    parts = ("achievements", "problems", "plan")
    (expected,) = ([p.text for p in plain(r.sentences)] for r in told(whole, parts))
    for report_id, rows in rows_by_report(corpus, *parts).items():
        read = plain(rows.sentences)
        assert [each.text for each in read] == expected
        for each in read:
            end = each.start + len(each.printed)
            assert corpus.quote(report_id, each.start, end) == each.printed


def told(corpus, parts):
    return rows_by_report(corpus, *parts).values()


def test_a_corpus_without_heads_is_read_as_it_is(whole):
    assert heads(whole).empty
    assert whole.to_read("sentences") is whole.sentences


@pytest.mark.parametrize("turn", [["联系电话：0000-7654321", "— {} —"], ["- {} -", "联系人：某某"]])
def test_a_contact_between_pages_is_shown_nowhere(turn, tmp_path):
    """It parts the sentence: what is left out of the reading would be printed with it."""
    corpus = rk.load(write(tmp_path / "in", a=printed(turn, 7)))
    contact = turn[0 if "联系" in turn[0] else 1]
    assert heads(corpus).empty
    assert not corpus.sentences["text"].str.contains(contact).any()
    (report_id,) = corpus.reports["report_id"]
    (text,) = rk.open_dataset(rk.save(corpus, tmp_path / "out")).texts.values()
    assert contact in corpus.text(report_id)
    assert contact not in text and MASK in text


def test_a_table_without_texts_is_refused(corpus):
    with pytest.raises(ReportkitError, match=r"Unknown table 'words'.*figures, sentences"):
        corpus.to_read("words")
