"""Web pages: no line of a body is lost, wherever it stands; surely menus go."""

import json
import time
from pathlib import Path

import pytest

from reportkit.sources import read_bytes
from reportkit.sources.markup import tame

CASES = Path(__file__).parent / "cases"
PAGES = json.loads((CASES / "sources_pages.json").read_text(encoding="utf-8"))
SMALL = json.loads((CASES / "sources_html.json").read_text(encoding="utf-8"))


def _read(page):
    html = "\n".join(page["html"])
    return read_bytes(html.encode(page["encoding"]), "page.html")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["label"])
def test_body_whole_and_in_order(page):
    lines = _read(page).text.split("\n")
    places = [lines.index(line) for line in page["body"]]
    assert places == sorted(places)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["label"])
def test_title_source_and_date_stay_and_furniture_goes(page):
    text = _read(page).text
    assert [line for line in page["around"] if line not in text] == []
    assert [piece for piece in page["gone"] if piece in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["label"])
def test_meta_and_encoding(page):
    source = _read(page)
    assert dict(source.meta) == page["meta"]
    assert (source.format, source.encoding) == ("html", page["encoding"])
    assert source.problems == ()


@pytest.mark.parametrize("case", SMALL, ids=lambda case: case["label"])
def test_lines_of_a_page(case):
    source = read_bytes(case["html"].encode(), "page.html")
    assert (source.text and source.text.split("\n")) == case["lines"]
    said = " ".join(problem.what for problem in source.problems)
    assert case["problem"] in said if case["problem"] else said == ""


def test_wrong_charset_is_not_believed():
    html = '<html><meta charset="gb2312"><p>望溪区法治政府建设情况报告</p></html>'
    assert read_bytes(html.encode("utf-8"), "a.html").encoding == "utf-8"


def test_big5_page_that_says_so_needs_no_warning():
    body = "望溪區法治政府建設情況報告，行政機關依法辦理各類案件，群眾滿意。" * 10
    html = f'<html><meta charset="big5"><body><p>{body}</p></body></html>'
    source = read_bytes(html.encode("big5"), "a.html")
    assert (source.encoding, source.text, source.problems) == ("big5", body, ())


def test_address_from_the_note_of_a_browser():
    note = "<!-- saved from url=(0026)http://www.example.org/a -->"
    html = f"<!DOCTYPE html>{note}<html><p>正文</p></html>"
    assert read_bytes(html.encode(), "a.html").meta["url"] == "http://www.example.org/a"


HOSTILE = {
    "open blocks": "<div>" * 50_000,
    "open letters": "".join(f"<font size={n}>" for n in range(2_000)) + "<p>字" * 20_000,
    "open spans": "<span>" * 50_000 + "<div>字</div>" * 5_000,
    "brackets": "<" * 500_000,
    "half tag": "<p " + "a" * 1_000_000,
    "ampersands": "<p>" + "&" * 500_000,
    "rows": "<table><tr><td>" * 5_000,
    "spaces": "<p>字" + " \n" * 500_000 + "字",
    "display": "<p style='display" + " " * 500_000 + "'>字",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_take_linear_time(html):
    start = time.process_time()
    read_bytes(b"<html>" + html.encode(), "a.html")
    assert time.process_time() - start < 5


def test_text_of_too_deep_elements_stays():
    html = "<html>" + "<div>" * 3_000 + "<p>望溪</p>" + "</div>" * 3_000 + "<p>清澜</p></html>"
    assert read_bytes(html.encode(), "a.html").text == "望溪\n清澜"
    assert tame("<p>" * 3_000) == "<p>" * 3_000


@pytest.mark.parametrize("tag", ["nav", "header", "footer"])
@pytest.mark.parametrize(
    "words", ["【教学用虚构文本】本文为虚构。", "【教學用虛構文本】本文為虛構。"]
)
def test_that_a_text_is_invented_is_never_dropped(tag, words):
    html = f"<html><body><{tag}><p>{words}</p></{tag}><p>望溪区依法履职。</p></body></html>"
    source = read_bytes(html.encode(), "page.html")
    assert words in source.text
    assert not any("hidden" in problem.what for problem in source.problems)
