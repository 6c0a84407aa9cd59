"""A corpus on disk is the corpus again, explained, and without what is private."""

import json

import pandas as pd
import pytest

import reportkit as rk
from reportkit.corpus import read_corpus
from reportkit.corpus.dataset import MASK
from reportkit.corpus.tables import COLUMNS, TABLES
from tests.writing import REPORT, write


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return read_corpus([write(tmp_path_factory.mktemp("in"), a=REPORT)], name="sample")


def test_what_is_saved_is_what_is_opened(corpus, tmp_path):
    again = rk.open_dataset(rk.save(corpus, tmp_path))
    for name, table in corpus.tables().items():
        pd.testing.assert_frame_equal(again.tables()[name], table)
    assert again.name == "sample"


def test_offsets_stay_true_although_private_lines_are_covered(corpus, tmp_path):
    again = rk.open_dataset(rk.save(corpus, tmp_path))
    text = again.text(again.reports["report_id"][0])
    assert len(text) == len(REPORT)
    assert "1234567" not in text
    assert MASK in text
    for row in again.figures.itertuples():
        assert again.quote(row.report_id, row.start, row.end) == row.text


def test_without_text_there_is_no_sentence_and_no_heading(corpus, tmp_path):
    facts = rk.open_dataset(rk.save(corpus, tmp_path, text=False))
    assert facts.sentences["text"].isna().all()
    assert facts.sections["title"].isna().all()
    assert facts.evidence["chosen"].all()
    assert not (tmp_path / "texts.parquet").exists()
    assert len(facts.figures) == len(corpus.figures)
    with pytest.raises(rk.ReportkitError, match="facts and figures"):
        facts.text(facts.reports["report_id"][0])


def test_saving_without_text_removes_an_earlier_text(corpus, tmp_path):
    rk.save(corpus, tmp_path, csv=True)
    rk.save(corpus, tmp_path, text=False)
    assert not list(tmp_path.glob("*.csv"))
    assert not (tmp_path / "texts.parquet").exists()


def test_the_package_explains_every_column(corpus, tmp_path):
    rk.save(corpus, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    fields = {r["name"]: r["schema"]["fields"] for r in package["resources"]}
    assert set(fields) == {*TABLES, "texts"}
    for table, columns in COLUMNS.items():
        assert [f["name"] for f in fields[table]] == list(columns)
        assert all(f["description"] for f in fields[table])


def test_csv_cells_are_no_formulas(tmp_path):
    title = '=HYPERLINK("x")人民政府关于2023年法治政府建设情况的报告'
    corpus = read_corpus([write(tmp_path / "in", a=REPORT)])
    corpus.reports.loc[0, "title"] = title
    rk.save(corpus, tmp_path / "out", csv=True)
    reports = pd.read_csv(tmp_path / "out" / "reports.csv")
    assert reports["title"][0] == "'" + title


@pytest.mark.parametrize("file", ["figures.parquet", "datapackage.json"])
@pytest.mark.parametrize("content", [b"nothing", b"[]", b"\xff\xfe\xff"])
def test_a_damaged_file_says_what_to_do(corpus, tmp_path, file, content):
    rk.save(corpus, tmp_path)
    (tmp_path / file).write_bytes(content)
    with pytest.raises(rk.ReportkitError, match=f"{file} can't be read .* `reportkit build`"):
        rk.open_dataset(tmp_path)


def test_a_missing_table_and_one_of_other_types_say_what_to_do(corpus, tmp_path):
    table = rk.save(corpus, tmp_path) / "figures.parquet"
    corpus.figures.assign(value="many").to_parquet(table)
    with pytest.raises(rk.ReportkitError, match="reportkit build"):
        rk.open_dataset(tmp_path)
    table.unlink()
    with pytest.raises(rk.ReportkitError, match="reportkit build"):
        rk.open_dataset(tmp_path)
