"""Shared files: they ask for nothing, say where they come from, and keep what is private."""

import gzip
import json
import os
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

import reportkit as rk
from reportkit import charts, cli, faces, measures
from reportkit.charts.pictures import picture
from reportkit.errors import ReportkitError
from reportkit.share import pictures, share, words
from reportkit.share.kernel import plain_table, sources
from reportkit.share.outputs import in_script
from reportkit.share.page import Head, Sheet, document
from reportkit.share.prose import Prose
from tests import small_corpus
from tests.notebooks_to_share import EVIL, FIRST, notebook, write_two

MEGABYTE = 1_000_000
TWO = pd.MultiIndex.from_tuples([("x", 1)], names=["p", None])


PACKED = re.compile(r'<script type="application/gzip">(.*?)</script>')


def unpacked(packed):
    return gzip.decompress(b64decode(packed)).decode()


def plain_json(content):
    return f'<script type="application/json">{content}</script>'


class Page(HTMLParser):
    """Elements of a file, the texts of its scripts, and its text."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.scripts, self.text, self._inside = [], [], "", ""
        self.html = PACKED.sub(lambda packed: plain_json(unpacked(packed[1])), html)
        self.feed(self.html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._inside = tag
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside == "script":
            attributes, before = self.scripts[-1]
            self.scripts[-1] = (attributes, before + data)
        elif self._inside != "style":
            self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def faces(self):
        return [json.loads(s) for a, s in self.scripts if a.get("type") == "application/json"]


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory):
    return write_two(tmp_path_factory.mktemp("notebooks"))


@pytest.fixture(scope="module")
def shared(notebooks, tmp_path_factory):
    """What is written with and without words of the reports, each run once."""
    done = {}

    def files(text):
        if text not in done:
            out = tmp_path_factory.mktemp("text" if text else "facts")
            ours, language = (notebooks[:1], "en") if text else (notebooks, "zh")
            done[text] = share(ours, out, text=text, language=language)
        return done[text]

    return files


@pytest.fixture
def facts(shared):
    return Page(shared(False)[0].path.read_text(encoding="utf-8"))


@pytest.fixture
def with_text(shared):
    return Page(shared(True)[0].path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def corpus(notebooks):
    return rk.load(notebooks[0].parent / "reports")


# -- nothing is asked for --------------------------------------------------------------------------


@pytest.mark.parametrize("text", [False, True])
def test_a_file_asks_for_nothing(shared, text):
    for file in shared(text):
        page = Page(file.path.read_text(encoding="utf-8"))
        loaded = [
            a[k] for _, a in page.elements for k in ("src", "srcset", "data", "poster") if k in a
        ]
        assert [url[:40] for url in loaded if not url.startswith("data:image/")] == []
        assert not {tag for tag, _ in page.elements} & {
            "link",
            "iframe",
            "object",
            "embed",
            "form",
            "base",
        }
        assert not [k for _, a in page.elements for k in a if k.startswith("on") or k == "ping"]
        led = [a["href"] for tag, a in page.elements if "href" in a and tag == "a"]
        local = {"#content", "01-first.html", "02-next.html#%E5%86%8D%E7%9C%8B"}
        assert set(led) <= local | {"https://example.org/page"}
        styles = "".join(re.findall(r"<style>(.*?)</style>", page.html, re.S))
        assert "url(" not in styles
        assert "@import" not in styles


def test_a_browser_may_run_the_one_script_and_fetch_nothing(facts):
    meta = [a for a in facts.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in meta[0]["content"].split(";"))
    runs = [text for a, text in facts.scripts if a.get("type") != "application/json"]
    digest = b64encode(sha256(runs[0].encode()).digest()).decode()
    assert len(runs) == 1
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"'sha256-{digest}'"
    assert "unsafe-eval" not in meta[0]["content"]


def test_what_stands_in_a_table_or_a_note_ends_no_script(facts):
    """The evil cell is there, as text; no element came of it."""
    cells = [c for face in facts.faces for row in face["rows"] for c in row]
    notes = [note for face in facts.faces for note in face["notes"]]
    assert EVIL in cells
    assert EVIL in notes
    assert "alert(1)</script>" not in facts.html.replace("alert(1)&lt;/script&gt;", "")
    assert not [a for a in facts.all("img") if "onerror" in a]
    assert "<script>alert(4)" not in facts.html


@given(
    st.recursive(
        st.text() | st.none() | st.integers(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
    )
)
def test_json_in_a_script_is_the_same_json_without_markup(content):
    written = in_script(content)
    assert "<" not in written
    assert json.loads(written) == content


# -- what goes along -------------------------------------------------------------------------------


def test_charts_tables_and_panels_come_as_faces(facts):
    titles = [face["title"] for face in facts.faces]
    drawn = [face for face in facts.faces if face["spec"]]
    assert titles[0] == "占多大篇幅？"
    assert len(drawn) == 7  # a panel, five charts of ours and one of altair's own
    assert all(face["spec"]["usermeta"]["embedOptions"]["ast"] for face in drawn)
    assert all("$schema" not in face["spec"] for face in drawn)
    tables = [face for face in facts.faces if face["columns"] and not face["spec"]]
    assert len(tables) == 4
    assert [c["key"] for c in tables[-1]["columns"]] == ["index", "a", "b", "2020"]
    assert tables[-1]["rows"][1] == ["y", None, None, 2]


def test_six_charts_stay_below_two_megabytes(tmp_path):
    """Sixty reports: as many rows as one picture holds."""
    first, _ = write_two(tmp_path, places=10, years=6)
    code = [cell for cell in FIRST if cell[0] == ">" and ("charts" in cell or "rk." in cell)]
    (file,) = share([notebook(first, ["# Six", *code])], tmp_path / "out")
    page = Page(file.path.read_text(encoding="utf-8"))
    assert len([face for face in page.faces if face["spec"]]) == 6
    assert page.html.count("data:image/png;base64,") == 6
    assert file.size == file.path.stat().st_size < 2 * MEGABYTE


def test_readers_without_scripts_have_picture_table_and_words(facts):
    still = re.findall(r"<noscript>(.*?)</noscript>", facts.html, re.S)
    assert len(still) == len(facts.faces)
    if charts.writes_chinese():
        assert still[0].startswith('<img src="data:image/png;base64,')
    assert '<th scope="col">地方</th>' in still[0]
    assert "横看一行。" in still[0]
    assert "未写明" in still[-2]


def test_code_is_folded_and_plain_output_escaped(facts):
    assert (
        '<details class="code"><summary>代码</summary><pre><code>import reportkit as rk'
        in facts.html
    )
    assert "&lt;b&gt;plain&lt;/b&gt;" in facts.html
    assert "&lt;object&gt;" in facts.html  # no place in memory, which differs each time


def test_what_cannot_come_along_says_so(facts):
    assert facts.text.count(charts.label("share.control")) == 1
    assert "example.org/a.png" not in facts.html.replace(
        "&#x27;&lt;img src=https://example.org/a.png", ""
    )
    for name in ("far", "outside"):
        assert charts.label("share.no_picture", name=name) in facts.text


def test_controls_that_need_a_kernel_are_said_to_be_missing(shared, facts):
    said = charts.label("share.kernel")
    assert said in facts.text
    assert said not in shared(False)[1].path.read_text(encoding="utf-8")  # it has no panel


def test_warnings_are_for_who_shares_and_not_for_who_reads(shared, facts):
    assert "a warning of /home/someone" in shared(False)[0].warnings
    assert "warning of /home" not in re.sub(r"<details.*?</details>", "", facts.html, flags=re.S)


def test_notebooks_lead_to_each_other_and_to_no_missing_file(shared, facts):
    second = Page(shared(False)[1].path.read_text(encoding="utf-8"))
    assert [a["href"] for a in second.all("a")] == ["#content", "01-first.html"]
    assert {"id": "再看"} in second.all("h1")
    assert "09-missing" not in facts.html
    assert "javascript:" not in facts.html


# -- words of the reports --------------------------------------------------------------------------


def test_without_text_no_sentence_goes_along(facts, corpus):
    told = [t for t in corpus.sentences["text"] if len(t) >= 10]
    assert told
    assert [t for t in told if t in facts.html] == []
    assert "EVIDENCE" not in facts.html.replace("&quot;EVIDENCE&quot;", "")
    (table,) = [f for f in facts.faces if "sentence_id" in [c["key"] for c in f["columns"]]]
    assert [c["key"] for c in table["columns"]] == ["report_id", "sentence_id"]
    assert "--text" in table["notes"][-1]


def test_figures_as_stated_are_facts(facts):
    (table,) = [f for f in facts.faces if "unit" in [c["key"] for c in f["columns"]]]
    assert "98.5%" in [row[0] for row in table["rows"]]


def test_with_text_the_sentences_go_along(with_text, corpus):
    told = [t for t in corpus.sentences["text"] if len(t) >= 10]
    assert [t for t in told if t not in with_text.html] == []
    assert with_text.faces[0]["evidence"]["0"]["quotes"][0]["match"] == "EVIDENCE"
    assert charts.label("share.text", "en") in with_text.text


@pytest.mark.parametrize("text", [False, True])
def test_a_line_with_a_contact_person_never_goes_along(shared, text):
    for file in shared(text):
        html = file.path.read_text(encoding="utf-8")
        assert "王某某" not in html
        assert "0000-1234567" not in html
    assert ("█" in shared(True)[0].path.read_text(encoding="utf-8")) is True


@given(st.text(), st.lists(st.text(min_size=2)))
def test_covered_lines_are_gone_and_the_rest_keeps_its_length(text, private):
    lines = [line for line in private if line.strip() and words.MASK not in line]
    covered = words.covered(lines)(text + "".join(lines))
    assert len(covered) == len(text + "".join(lines))


def face(**given):
    return faces.Face("题", "zh", **given).payload()


def test_columns_with_words_are_left_out_and_named():
    table = pd.DataFrame(
        {
            "place": ["望溪区"],
            "left": ["全年"],
            "match": ["复议"],
            "right": ["办结"],
            "1L": ["全年"],
        }
    )
    kept = words.facts_only(faces.table_face(table, "题").payload())
    assert [c["key"] for c in kept["columns"]] == ["place"]
    assert kept["rows"] == [["望溪区"]]
    assert "1L" in kept["notes"][-1]


@pytest.mark.parametrize(
    ("columns", "kept"),
    [
        (["title", "locality"], ["title", "locality"]),
        (["title", "marker"], ["marker"]),
        (["text", "unit"], ["text", "unit"]),
        (["text", "start"], ["start"]),
        (["value", "found_in"], ["found_in"]),
        (["value", "indicator"], ["value", "indicator"]),
        (["text_earlier", "has_text", "sentence_text"], ["has_text"]),
    ],
)
def test_the_same_name_is_words_in_one_table_and_a_fact_in_another(columns, kept):
    table = pd.DataFrame({column: ["x"] for column in columns})
    left = words.facts_only(faces.table_face(table, "题").payload())
    assert [c["key"] for c in left["columns"]] == kept


def test_a_line_of_a_report_is_known_again_and_its_title_is_a_fact():
    title, line = (
        "望溪区2023年法治政府建设情况报告",
        "三是注重实地练兵;四是办好每月一次的模拟庭审观摩",
    )
    known = set(words.marks([f"{title}\n {line}。\n2024年2月20日\n工作情况"], [title]))
    change = words.without_words("en", known)
    gone = charts.label("share.words_left_out", "en")
    for left in (line, f"  {line}。", "四是办好每月一次的模拟庭审观摩"):
        assert change(f"a\n{left}\nb") == f"a\n{gone}\nb"
    for kept in (title, "2024年2月20日", "工作情况", "四是办好"):
        assert change(kept) == kept


def test_a_page_with_sentences_is_left_out_and_said():
    page = "<p>调解员全年<mark>说和</mark>二百余起邻里纠纷。</p>"
    left = words.facts_only(face(page=page))
    assert left["page"] == ""
    assert left["notes"] == [charts.label("share.left_out_page")]
    assert words.facts_only(face(page="<p>48%</p>"))["page"] == "<p>48%</p>"


def test_rows_of_a_chart_lose_their_words_and_numbers_that_are_none():
    spec = {
        "title": "这是我们自己写的一个问题。它不动。",
        "datasets": {
            "rows": [
                {"text": "调解员全年说和二百余起纠纷,件件有回音,事事有着落", "n": float("nan")}
            ]
        },
    }
    left = words.facts_only(words.changed(face(spec=spec), str))
    assert left["spec"] == {"title": spec["title"], "datasets": {"rows": [{"n": None}]}}


# -- where it comes from ---------------------------------------------------------------------------


def test_the_head_says_title_language_and_question(facts, with_text):
    assert "<title>一个题目 试 · A title</title>" in facts.html
    assert facts.all("html") == [{"lang": "zh-CN"}]
    assert with_text.all("html") == [{"lang": "en"}]
    described = {a.get("name"): a.get("content") for a in facts.all("meta")}
    assert described["description"] == "what goes along?"
    assert facts.all("a")[0] == {"class": "skip", "href": "#content"}


def test_the_foot_says_what_it_was_made_from_and_how_to_cite_it(facts, corpus):
    said = corpus.passport().as_dict()
    for word in (said["hash"], said["segmenter"], said["made"], rk.__version__, "01-first.ipynb"):
        assert word in facts.text
    # One passport and one citation, in words and as an entry.
    assert facts.text.count(said["hash"]) == 3
    assert "[DS/DK]" in facts.text
    assert "@misc{" in facts.text
    assert charts.label("share.caution") in facts.text


@pytest.mark.parametrize("invented", [0, 2])
def test_a_banner_says_that_something_is_invented(invented):
    passport = small_corpus.five().passport().as_dict() | {"invented": invented}
    sheet = Sheet(Head("题", "", "zh"), "", False, "", [], [passport])
    assert (charts.label("share.banner") in document(sheet)) is bool(invented)


def test_the_index_leads_to_all_files(shared):
    files = shared(False)
    index = Page((files[0].path.parent / "index.html").read_text(encoding="utf-8"))
    assert [a["href"] for a in index.all("a")] == ["#content", "01-first.html", "02-next.html"]
    for word in (files[0].title, files[0].question, "MB"):
        assert word in index.text
    assert index.scripts == []


def test_the_same_notebook_gives_the_same_file(shared, notebooks, tmp_path):
    first = shared(False)[1].path.read_text(encoding="utf-8")
    (again,) = share(notebooks[1:], tmp_path / "out")
    alone = first.replace('<a href="01-first.html" rel="noopener">back</a>', "back")
    assert again.path.read_text(encoding="utf-8") == alone
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["02-next.html"]


# -- what goes wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "1 / 0",
        "import ipywidgets as w\nout = w.Output()\nwith out:\n    1 / 0\nw.VBox([out])",
    ],
)
def test_a_cell_that_fails_is_named_and_nothing_is_written(tmp_path, code):
    path = notebook(tmp_path / "bad.ipynb", ["# Bad", ">1 + 1", f">{code}"])
    with pytest.raises(ReportkitError) as caught:
        share([path], tmp_path / "out")
    assert "bad.ipynb, cell 3" in str(caught.value)
    assert "ZeroDivisionError: division by zero" in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_what_is_no_notebook_is_refused(tmp_path):
    (tmp_path / "a.ipynb").write_text("{", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for given_path, said in (
        ("a.ipynb", "can't be read"),
        ("b.ipynb", "no notebook"),
        ("empty", "no notebook"),
    ):
        with pytest.raises(ReportkitError, match=said):
            share([tmp_path / given_path], tmp_path / "out")
    with pytest.raises(ReportkitError, match="Unknown language 'fr'"):
        share([tmp_path], tmp_path / "out", language="fr")


def test_two_notebooks_of_one_name_are_refused(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
    paths = [notebook(tmp_path / folder / "a.ipynb", ["# A"]) for folder in ("x", "y")]
    with pytest.raises(ReportkitError, match=re.escape("a.html")):
        share(paths, tmp_path / "out")


def test_a_notebook_of_another_language_is_refused(tmp_path):
    path = notebook(tmp_path / "r.ipynb", ["# R"])
    content = json.loads(path.read_text(encoding="utf-8"))
    content["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ReportkitError, match="only Python"):
        share([path], tmp_path / "out")


def run(monkeypatch, capsys, *arguments):
    monkeypatch.setattr("sys.argv", ["reportkit", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code, capsys.readouterr()


def test_the_command_says_what_is_wrong_and_exits_with_two(monkeypatch, capsys, tmp_path):
    code, said = run(monkeypatch, capsys, "share", tmp_path / "no.ipynb", "--out", tmp_path / "out")
    assert code == 2
    assert "no.ipynb" in said.err


@pytest.mark.parametrize(
    ("command", "package", "extra"),
    [(["share", "x.ipynb", "--out", "y"], "nbclient", "lab"), (["class"], "voila", "class")],
)
def test_a_missing_package_is_named_with_its_extra(monkeypatch, capsys, command, package, extra):
    monkeypatch.setattr(cli, "find_spec", lambda name: None)
    code, said = run(monkeypatch, capsys, *command)
    assert code == 2
    assert package in said.err
    assert f"pip install -e '.[{extra}]'" in said.err


def test_the_class_is_served_with_our_page_and_settings(monkeypatch):
    called = {}
    monkeypatch.setattr(cli, "find_spec", lambda name: True)
    monkeypatch.setattr(os, "execve", lambda _, command, found: called.update(c=command, e=found))
    monkeypatch.setattr("sys.argv", ["reportkit", "class", "--port=8866"])
    with pytest.raises(SystemExit):
        cli.main()
    folder = cli.jupyter_folder()
    assert called["c"][1:3] == ["-m", "voila"]
    assert called["c"][-1] == "--port=8866"
    for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH"):
        assert str(folder) in called["e"][name].split(os.pathsep)
    settings = json.loads((folder / "voila.json").read_text(encoding="utf-8"))
    assert settings["Voila"]["auto_token"] is True
    template = folder / "voila" / "templates" / settings["VoilaConfiguration"]["template"]
    for file in template.iterdir():
        assert "//" not in re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.S)


# -- parts -----------------------------------------------------------------------------------------


def test_a_picture_becomes_small_and_stays_the_same_picture():
    if not charts.writes_chinese():
        pytest.skip("no font with Chinese characters here")
    chart = charts.theme_shares(measures.theme_shares(small_corpus.five()))
    large = picture(chart.to_dict())
    small = pictures.small(large)
    assert len(small) < len(large) / 3
    assert small[16:24] == large[16:24]  # width and height
    one, other = (Image.open(BytesIO(png)).convert("RGB") for png in (large, small))
    assert max(ImageStat.Stat(ImageChops.difference(one, other)).mean) < 2  # of 255


def test_colours_of_a_small_picture_are_near_those_of_the_large_one():
    colours = [(0, 114, 178), (213, 94, 0), (255, 255, 255), (34, 34, 34)]
    drawn = Image.new("RGBA", (40, 10), (0, 0, 0, 0))
    for number, colour in enumerate(colours):
        drawn.paste((*colour, 255), (10 * number, 0, 10 * number + 9, 10))
    written = BytesIO()
    drawn.save(written, "PNG")
    small = Image.open(BytesIO(pictures.small(written.getvalue()))).convert("RGB")
    for number, colour in enumerate(colours):
        assert small.getpixel((10 * number + 4, 5)) == pytest.approx(colour, abs=8)
    assert small.getpixel((9, 5)) == (255, 255, 255)  # what is clear is white


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (pd.DataFrame({1: [1], "a": [2]}), ["1", "a"]),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), ["a", "a (2)"]),
        (pd.DataFrame({("a", "b"): [1], ("a", ""): [2]}), ["a / b", "a"]),
        (pd.DataFrame({"a": [1]}, index=["x"]), ["index", "a"]),
        (pd.DataFrame({"a": [1]}, index=pd.Index(["x"], name="a")), ["a (index)", "a"]),
        (pd.DataFrame({"n": [1]}, index=TWO), ["p", "index", "n"]),
        (pd.DataFrame(), []),
    ],
)  # fmt: skip
def test_any_table_has_plain_columns(table, columns):
    plain = plain_table(table)
    assert list(plain.columns) == columns
    assert faces.table_face(plain, "题").payload()["columns"] is not None


def test_sources_name_corpora_and_private_lines(corpus):
    told = sources([corpus])
    assert told["passports"] == [corpus.passport().as_dict()]
    assert any("王某某" in line for line in told["private"])


def test_attached_pictures_come_along(tmp_path):
    prose = Prose(tmp_path, {}, "en")
    html = prose.html("![a](attachment:a.png)", {"a.png": {"image/png": 'AA"><script>'}})
    assert '<img src="data:image/png;base64,AAscript" alt="a">' in html
