"""Any file gives a Source: what it is, its text, or what is wrong and what to do."""

import hashlib
import json
import os
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.errors import ReportkitError
from reportkit.sources import SUFFIXES, find_files, read_bytes, read_file

REFUSED = json.loads(
    (Path(__file__).parent / "cases" / "sources_refused.json").read_text(encoding="utf-8")
)
TEXT = "望溪区人民政府2023年法治政府建设情况报告\r\n全年受理行政复议案件143件，办结110件。\n"


def _bytes(escaped):
    return escaped.encode("ascii").decode("unicode_escape").encode("latin-1")


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["label"])
def test_what_cannot_be_read_says_what_to_do(case):
    source = read_bytes(_bytes(case["bytes"]), case["name"])
    assert source.text is None
    assert source.format == case["format"]
    assert case["action"] in source.problems[-1].action


def test_text_is_as_it_stands(tmp_path):
    path = tmp_path / "望溪区.txt"
    path.write_bytes(TEXT.encode())
    source = read_file(path)
    assert (source.text, source.name, source.format) == (TEXT, str(path), "txt")
    assert source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (dict(source.meta), source.problems) == ({}, ())


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("报告.doc", f"<html><body><p>{TEXT * 9}</p></body></html>", "html"),
        ("报告.txt", f"<div><p>{TEXT * 9}</p><p>甲</p></div>", "html"),
        ("报告.wps", TEXT, "txt"),
        ("报告.pdf", TEXT, "txt"),
        ("报告.html", TEXT, "txt"),
    ],
)
def test_content_decides_and_a_wrong_name_is_noted(name, content, kind):
    source = read_bytes(content.encode(), name)
    assert source.format == kind
    assert [problem.what for problem in source.problems] == [
        f"The name ends in {Path(name).suffix}, but the content is {kind}."
    ]


@pytest.mark.parametrize("name", ["报告.txt", "报告.md", "报告", "报告.2023"])
def test_names_that_promise_nothing_else_need_no_note(name):
    assert read_bytes(TEXT.encode(), name).problems == ()


def test_a_source_may_go_to_another_process():
    source = read_bytes(b"<html><title>a</title><p>b</p></html>", "a.html")
    assert pickle.loads(pickle.dumps(source)) == source


def test_markup_in_a_text_is_text():
    assert read_bytes("公式 a<b 和 <p> 标记".encode(), "a.txt").format == "txt"


def test_enormous_text(monkeypatch):
    monkeypatch.setattr("reportkit.sources.LARGEST_TEXT", 10)
    assert "most that is read" in read_bytes(TEXT.encode(), "a.txt").problems[0].what


def test_enormous_file(tmp_path, monkeypatch):
    monkeypatch.setattr("reportkit.sources.files.LARGEST_FILE", 10)
    path = tmp_path / "a.pdf"
    path.write_text(TEXT)
    source = read_file(path)
    assert (source.text, source.sha256) == (None, "")
    assert "most that is read" in source.problems[0].what


def test_files_that_cannot_be_opened(tmp_path):
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("missing.txt", "broken.txt", "pipe.txt", ".", "nul\x00.txt"):
        source = read_file(tmp_path / name)
        assert (source.text, source.sha256, len(source.problems)) == (None, "", 1), name


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_closed_files_and_folders(tmp_path):
    folder, path = tmp_path / "closed", tmp_path / "closed.txt"
    folder.mkdir(mode=0)
    path.write_text(TEXT)
    path.chmod(0)
    found = list(find_files([tmp_path]))
    assert found == [path, folder]
    assert all("right to read" in read_file(path).problems[0].action for path in found)


def test_name_in_gb18030_can_be_printed(tmp_path):
    raw = os.path.join(os.fsencode(tmp_path), "望溪区.txt".encode("gb18030"))  # noqa: PTH118 - bytes
    Path(os.fsdecode(raw)).write_text(TEXT)
    (path,) = find_files([tmp_path])
    assert read_file(path).name.endswith("望溪区.txt")


def test_a_reader_that_fails_gives_a_problem(monkeypatch):
    def fail(content, name):
        raise RecursionError("too deep")

    monkeypatch.setattr("reportkit.sources._read", fail)
    (problem,) = read_bytes(b"x", "a.docx").problems
    assert "RecursionError: too deep" in problem.what


def _make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def test_files_of_folders(tmp_path):
    _make(
        tmp_path,
        *("b.txt", "a.HTML", "2023/c.docx", "2023/d.pdf", "2023/old.doc", "scan.jpg"),
        *("README.md", "~$c.docx", ".hidden.txt", ".git/e.txt", "Thumbs.db", ".DS_Store"),
        *("page.html", "page_files/x.html", "__MACOSX/c.docx", "notes.csv", "~WRL1.docx"),
    )
    found = [str(path.relative_to(tmp_path)) for path in find_files([tmp_path])]
    top = ["a.HTML", "b.txt", "page.html", "scan.jpg"]
    assert found == [*top, "2023/c.docx", "2023/d.pdf", "2023/old.doc"]


def test_a_file_that_is_named_is_taken_once_whatever_its_name(tmp_path):
    _make(tmp_path, "README.md", "notes.csv", "a.txt")
    given = [tmp_path / "notes.csv", tmp_path / "README.md", tmp_path, tmp_path / "a.txt"]
    assert [path.name for path in find_files(given)] == ["notes.csv", "README.md", "a.txt"]
    assert [path.name for path in find_files(str(tmp_path / "a.txt"))] == ["a.txt"]


def test_circles_of_links_end(tmp_path):
    _make(tmp_path, "a/b.txt")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    assert len(list(find_files([tmp_path]))) == 1


def test_path_that_does_not_exist_is_a_wrong_call(tmp_path):
    with pytest.raises(ReportkitError, match=r"No file or folder .*2023.*Give the path"):
        list(find_files([tmp_path, tmp_path / "2023"]))


def test_suffixes_are_lower_case_and_once():
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in SUFFIXES)


@settings(deadline=None)
@given(
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04word/document", b"<html><p>", b"\xff\xfe"]),
    st.binary(max_size=400),
    st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf", "a.doc", "a"]),
)
def test_no_bytes_raise(head, tail, name):
    source = read_bytes(head + tail, name)
    assert source.text is None or source.text.strip()
    assert source.text is not None or source.problems
    assert all(problem.what and problem.action for problem in source.problems)
    assert "\ud800" not in (source.text or "") and (source.text or "").encode() is not None


@pytest.mark.parametrize("sign", ["1", "(", "一", "<", "。\n", "\x00", "&lt;"])
def test_long_texts_take_linear_time(sign):
    start = time.process_time()
    read_bytes(sign.encode() * (2_000_000 // len(sign.encode())), "a.txt")
    assert time.process_time() - start < 5


def test_real_reports_are_read_as_they_stand(shared_corpus):
    for path in shared_corpus.glob("*.txt"):
        source = read_file(path)
        assert source.text == path.read_bytes().decode()
        assert source.problems == ()
