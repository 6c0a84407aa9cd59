"""Files become tables; every row leads back to its characters; no file stops a corpus."""

import dataclasses
import shutil
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

import reportkit as rk
from reportkit.corpus import read_corpus, reader
from reportkit.corpus.tables import COLUMNS, TABLES, frame
from tests import small_corpus
from tests.test_architecture import rooms_imported
from tests.writing import REPORT, write

# The function of the same name hides the module.
fingerprint = import_module("reportkit.corpus.fingerprint")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    later = REPORT.replace("2024", "2025").replace("2023", "2024").replace("46件", "52件")
    write(folder, first=REPORT, later=later)
    write(folder / "more", empty="", copy=REPORT.replace(",", "，").replace("\n", "\r\n"))
    (folder / "scan.wps").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    return rk.load(folder)


@pytest.mark.parametrize("table", TABLES)
def test_columns_and_types_are_the_contract(corpus, table):
    assert dict(corpus.tables()[table].dtypes.astype(str)) == COLUMNS[table]
    assert dict(frame(table).dtypes.astype(str)) == COLUMNS[table]


@pytest.mark.parametrize("table", ["sentences", "figures"])
def test_rows_with_text_are_the_characters_they_address(corpus, table):
    rows = corpus.tables()[table]
    assert len(rows) > 10
    for row in rows.itertuples():
        assert corpus.quote(row.report_id, row.start, row.end) == row.text


def test_a_section_begins_with_its_marker_and_title(corpus):
    for row in corpus.sections.itertuples():
        quoted = corpus.quote(row.report_id, row.start, row.end)
        assert quoted.startswith(row.marker)
        assert row.title in quoted


def test_evidence_of_a_date_is_where_the_date_stands(corpus):
    signed = corpus.evidence.query("field == 'signed' and chosen").iloc[0]
    assert corpus.quote(signed.report_id, signed.start, signed.end) == "2024年2月20日"


def test_what_the_report_says_of_itself(corpus):
    row = corpus.reports.iloc[0]
    assert row["title"] == "望溪区人民政府关于2023年法治政府建设情况的报告"
    assert row["year"] == 2023
    assert row["signed"] == pd.Timestamp("2024-02-20")
    assert pd.isna(row["published"])
    assert pd.isna(row["code"])
    assert row["addressee"] == "清澜市人民政府"
    parts = [row[f"part_{p}"] for p in ("achievements", "problems", "leadership", "plan")]
    assert parts == ["heading"] * 4


@pytest.mark.parametrize("place", ["head", "foot"])
def test_a_text_that_says_so_is_invented_and_the_line_is_no_sentence(tmp_path, place):
    notice = "【教学用虚构文本】地名、机构、数字均为虚构。\n"
    write(tmp_path, told=notice + REPORT if place == "head" else REPORT + notice)
    told = rk.load(tmp_path)
    assert told.reports["invented"].tolist() == [True]
    assert not told.sentences["text"].str.contains("虚构").any()


def test_other_texts_are_not_invented(corpus):
    assert not corpus.reports["invented"].any()


def test_figures_know_their_section_and_whether_they_are_plans(corpus):
    figures = corpus.filter(year=2023).figures.drop_duplicates("text").set_index("text")
    assert figures.loc["120余份", ["value", "low", "hedge"]].tolist() == [120, 120, "over"]
    assert figures.loc["1.2万件", "value"] == 12000
    assert figures.loc["5个", "is_plan"]
    assert not figures.loc["46件", "is_plan"]
    sections = corpus.sections.set_index(["report_id", "section_id"])["title"]
    key = (figures.loc["46件", "report_id"], figures.loc["46件", "section_id"])
    assert sections[key] == "化解矛盾纠纷"


def test_ids_are_unique_and_tables_keep_to_them(corpus):
    ids = corpus.reports["report_id"]
    assert ids.is_unique
    for name in ("sections", "sentences", "figures", "words", "evidence"):
        assert set(corpus.tables()[name]["report_id"]) <= set(ids)


def test_a_bad_file_is_a_row_of_problems_and_stops_nothing(corpus):
    problems = corpus.problems.set_index("source")
    assert len(corpus) == 3
    assert "WPS" in problems.loc["scan.wps", "action"]
    assert problems.loc["more/empty.txt", "what"]


def test_a_copy_is_told_from_the_next_years_report(corpus):
    duplicates = corpus.problems[corpus.problems["what"].str.startswith("duplicate")]
    assert set(duplicates["source"]) == {"more/copy.txt"}
    assert duplicates["what"].str.contains("of its text stands in first.txt").any()


def test_two_files_of_one_place_and_year_get_different_ids(corpus):
    same = corpus.filter(year=2023).reports["report_id"]
    assert sorted(same) == ["望溪区人民政府-2023", "望溪区人民政府-2023-2"]


def test_contact_lines_are_in_no_table(corpus):
    for name, table in corpus.tables().items():
        cells = table.astype(str).to_numpy().ravel()
        assert not any("1234567" in str(cell) or "王某某" in str(cell) for cell in cells), name


def test_filter_cuts_all_tables_alike(corpus):
    small = corpus.filter(year=range(2024, 2026), place="望溪")
    assert len(small) == 1
    assert set(small.figures["report_id"]) == set(small.reports["report_id"])
    assert set(small.texts) == set(small.reports["report_id"])
    assert len(corpus.filter(year=1999)) == 0


def test_an_unknown_value_never_fits_a_filter(corpus):
    assert len(corpus.filter(code=["", "320411"])) == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda c: c.filter(yaer=2023), "Did you mean 'year'"),
        (lambda c: c.text("nothing-2023"), "Unknown report"),
        (lambda c: rk.load("no/such/place"), "There is nothing at"),
        (lambda c: rk.open_dataset("tests"), "datapackage.json"),
    ],
)
def test_a_wrong_call_says_what_is_possible(corpus, call, words):
    with pytest.raises(rk.ReportkitError, match=words):
        call(corpus)


def test_the_order_of_files_does_not_change_what_is_read(tmp_path):
    write(tmp_path / "a", x=REPORT)
    write(tmp_path / "b", y=REPORT.replace("望溪", "石渡").replace("46件", "9件"))
    one = read_corpus([tmp_path / "a", tmp_path / "b"])
    two = read_corpus([tmp_path / "b", tmp_path / "a"])
    columns = ["report_id", "start", "value"]
    pd.testing.assert_frame_equal(
        one.figures[columns].sort_values(columns, ignore_index=True),
        two.figures[columns].sort_values(columns, ignore_index=True),
    )


def test_adding_takes_a_file_once_and_keeps_its_text(corpus, tmp_path):
    folder = rk.save(corpus, tmp_path / "facts", text=False)
    facts = rk.load(folder)
    both = facts + corpus
    assert len(both) == len(corpus)
    assert both.text(both.reports["report_id"][0])


def test_adding_keeps_ids_apart(tmp_path):
    one = read_corpus([write(tmp_path / "a", x=REPORT)])
    two = read_corpus([write(tmp_path / "b", x=REPORT.replace("46件", "47件"))])
    both = one + two
    assert both.reports["report_id"].tolist() == ["望溪区人民政府-2023", "望溪区人民政府-2023-2"]
    for row in both.figures.itertuples():
        assert both.quote(row.report_id, row.start, row.end) == row.text


def test_adding_takes_no_id_that_the_other_side_has_itself(tmp_path):
    other = {"one": REPORT.replace("案卷", "卷宗"), "two": REPORT.replace("案卷", "文书")}
    both = rk.load(write(tmp_path / "a", only=REPORT)) + rk.load(write(tmp_path / "b", **other))
    assert both.reports["report_id"].is_unique
    assert len(both.texts) == 3
    for row in both.figures.itertuples():
        assert both.quote(row.report_id, row.start, row.end) == row.text


def test_words_are_counted_by_section(corpus):
    words = corpus.words
    assert words.groupby("report_id")["count"].sum().to_dict() == dict(
        zip(corpus.reports["report_id"], corpus.reports["n_words"], strict=True)
    )
    assert "行政复议" in set(words["word"])


def test_two_documents_in_one_file_are_two_reports(tmp_path):
    more = "全年开展执法检查32次,走访企业58家,收集意见建议146条。" * 5
    one = REPORT.replace("一是基层", f"{more}一是基层")
    other = one.replace("望溪", "石渡")
    both = read_corpus([write(tmp_path, both=one + "\n\n" + other)])
    assert both.reports["year"].tolist() == [2023, 2023]
    assert both.problems["what"].str.contains("2 documents in one file").any()
    for row in both.figures.itertuples():
        assert both.quote(row.report_id, row.start, row.end) == row.text


def test_only_what_changed_is_parsed_again(tmp_path, monkeypatch):
    folder = write(tmp_path, a=REPORT, b=REPORT.replace("望溪", "石渡"))
    read_corpus([folder])
    parsed = []
    parse = reader.parse_file
    monkeypatch.setattr(reader, "parse_file", lambda *a: parsed.append(a[1]) or parse(*a))
    write(folder, b=REPORT.replace("望溪", "石渡").replace("46件", "4600件"))
    again = read_corpus([folder])
    assert parsed == ["b.txt"]
    assert "4600件" in set(again.figures["text"])


# Passport --------------------------------------------------------------------------------------


def test_the_passport_says_what_was_chosen_and_what_read_it(corpus):
    said = corpus.filter(year=range(2020, 2024), place="望溪").passport()
    assert said.filters == ("year = range(2020, 2024)", "place = '望溪'")
    assert (said.reports, said.invented, said.years) == (2, 0, "2023–2023")
    assert "jieba" in said.segmenter
    assert "INVENTED" not in str(said)


def test_the_hash_of_a_corpus_is_of_its_files_only(corpus):
    ids = list(corpus.reports["report_id"])
    assert corpus.filter(report_id=ids).passport().hash == corpus.passport().hash
    assert corpus.filter(report_id=ids[:1]).passport().hash != corpus.passport().hash


def test_a_saved_corpus_keeps_who_read_it(corpus, tmp_path):
    again = rk.open_dataset(rk.save(corpus, tmp_path))
    assert again.passport() == dataclasses.replace(corpus.passport(), filters=())


def test_the_passport_of_invented_texts_says_so_first(tmp_path):
    write(tmp_path, told="【教学用虚构文本】地名、机构、数字均为虚构。\n" + REPORT)
    assert str(rk.load(tmp_path).passport()).startswith("INVENTED: 1 of 1 reports")


def test_a_corpus_put_together_by_hand_does_not_know_who_read_it():
    assert (
        small_corpus.corpus(small_corpus.report("a", "望溪区", 2023)).passport().rules == "unknown"
    )


# The teaching corpus -----------------------------------------------------------------------------


def test_the_teaching_corpus_opens_by_its_name_and_says_that_it_is_invented():
    teaching = rk.load("teaching")
    assert len(teaching) > 60
    assert teaching.reports["invented"].all()
    assert set(teaching.reports["year"].dropna()) == set(range(2019, 2025))
    assert str(teaching.passport()).startswith("INVENTED")
    assert rk.load("teaching").passport() == teaching.passport()


def copied_project(folder):
    """Package and data in another place, where files may be changed."""
    own = Path(fingerprint.__file__).resolve().parents[2]
    for name in ("reportkit", "data"):
        shutil.copytree(own / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize(
    ("changed", "reads_differently", "writes_differently"),
    [
        ("data/rules/units.csv", True, False),
        ("data/lexicons/themes.toml", True, False),
        ("data/divisions/divisions.csv", True, False),
        ("reportkit/reading.py", True, False),
        ("reportkit/lexicons.py", True, True),
        ("reportkit/outline/tree.py", True, False),
        ("reportkit/corpus/document.py", True, False),
        ("data/lexicons/labels.csv", False, False),
        ("reportkit/charts/look.py", False, False),
        ("reportkit/measures/keys.py", False, False),
        ("reportkit/panels/choice.py", False, False),
        ("reportkit/teaching/stock.py", False, True),
        ("data/teaching/phrases.csv", False, True),
    ],
)
def test_files_are_read_again_if_they_could_be_read_differently(
    tmp_path, monkeypatch, changed, reads_differently, writes_differently
):
    project = copied_project(tmp_path)
    monkeypatch.setattr(fingerprint, "_PACKAGE", project / "reportkit")
    monkeypatch.setattr(fingerprint, "data_folder", lambda: project / "data")
    states = fingerprint.fingerprint, fingerprint.generator_fingerprint
    before = [state.__wrapped__() for state in states]
    with (project / changed).open("ab") as file:
        file.write(b"\n#")
    after = [state.__wrapped__() for state in states]
    differ = [one != other for one, other in zip(before, after, strict=True)]
    assert differ == [reads_differently, writes_differently]


def test_the_fingerprint_covers_all_rooms_that_reading_uses():
    package = Path(fingerprint.__file__).resolve().parents[1]

    def used(room):
        files = [package / f"{room}.py", *(package / room).rglob("*.py")]
        # The call that opens the teaching corpus by its name reads it like any folder.
        files = [file for file in files if file.is_file() and file.name != "loading.py"]
        return set().union(*(rooms_imported(file) for file in files)) - {room}

    def all_used(first):
        found, waiting = set(), [first]
        while waiting:
            room = waiting.pop()
            found.add(room)
            waiting += used(room) - found
        return found

    assert set(fingerprint.READING) == all_used("corpus")
    assert set(fingerprint.WRITING) == all_used("teaching")
