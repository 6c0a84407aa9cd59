"""Ids of reports and copies of one text."""

import pytest

from reportkit.corpus import read_corpus
from reportkit.corpus.identity import Ids, base_id
from tests.writing import REPORT, write


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ({"code": "320411", "year": 2023, "doc_type": "report"}, "320411-2023"),
        ({"issuer": "望溪区司法局", "year": 2020, "doc_type": "report"}, "望溪区司法局-2020"),
        (
            {"locality": "某省 某市/开发区", "year": 2020, "doc_type": "report"},
            "某省某市开发区-2020",
        ),
        ({"code": "320411", "doc_type": "report"}, "320411-noyear"),
        (
            {"code": "320411", "year": 2023, "doc_type": "interpretation"},
            "320411-2023-interpretation",
        ),
        ({"doc_type": "other"}, "file-noyear-other"),
    ],
)
def test_base_id(report, expected):
    assert base_id({"source": "a/file.txt", **report}) == expected


def test_a_second_document_gets_a_suffix_and_a_problem():
    ids = Ids()
    report = {"code": "320411", "year": 2023, "doc_type": "report", "source": "a.txt"}
    assert ids.give(report) == ("320411-2023", None)
    second, problem = ids.give(report)
    assert second == "320411-2023-2"
    assert problem.what.startswith("duplicate: document 2")


def copies_of(folder, other):
    corpus = read_corpus([write(folder, a=REPORT, b=other)])
    return corpus.problems[corpus.problems["what"].str.contains("of its text stands in")]


def test_a_mirror_with_other_signs_is_a_copy(tmp_path):
    mirror = (
        REPORT.replace(",", "，").replace(":", "：").replace("执法", "執法").replace("清澜", "青嵐")
    )
    assert len(copies_of(tmp_path, mirror)) == 1


def test_last_years_report_is_no_copy_although_sentences_return(tmp_path):
    last = REPORT.replace("2023", "2022").replace("2024", "2023")
    assert copies_of(tmp_path, last).empty


def test_another_text_is_no_copy(tmp_path):
    title = "石渡县人民政府关于2023年法治政府建设情况的报告"
    other = f"{title}\n一、主要做法\n健全应急预案体系,开展演练12次。\n"
    assert copies_of(tmp_path, other).empty


def test_an_office_that_does_not_say_its_name_is_no_duplicate_of_another():
    ids = Ids()
    report = {"locality": "清澜市", "level": "department", "year": 2023, "doc_type": "report"}
    report["source"] = "a.txt"
    assert ids.give(report)[1] is None
    second, problem = ids.give(report)
    assert second == "清澜市-2023-2"
    assert not problem.what.startswith("duplicate")
