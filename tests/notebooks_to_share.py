"""Notebooks of invented places that the tests of sharing write, run and read again."""

import base64

import nbformat

from tests.writing import REPORT, write

PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Er"
    "kJggg=="
)
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
# A stand-in for a panel: what any panel shows while a notebook is run to be shared.
PANEL = f"""from reportkit import faces, measures
shares = measures.theme_shares(corpus)
class Panel:
    def _repr_mimebundle_(self, **_):
        columns = faces.columns_of(shares[["place", "year", "theme", "share"]])
        said = dict(before="前面的话", match="EVIDENCE", after="后面的话")
        quote = faces.Quote(name="望溪区", section="", start=0, end=4, note="", **said)
        there = shares["place"]
        places = tuple((place, place) for place in there.unique())
        face = faces.Face(
            "占多大篇幅？",
            spec=charts.driven(charts.theme_shares(shares), {{"place": list(there.unique())}}),
            columns=columns,
            rows=faces.rows_of(shares, columns),
            pickers=[faces.Picker("place_shown", "地方", places, tuple(there))],
            evidence={{0: {{"title": "一行", "quotes": [quote], "note": ""}}}},
            traceable=True,
            reading="横看一行。",
            notes=[{EVIL!r}],
            passport=corpus.passport().as_dict(),
            cite=faces.citation(corpus.passport().as_dict(), "占多大篇幅？"),
        )
        return {{faces.MIME: face.payload(), "text/plain": "a panel"}}
Panel()"""
CHARTS = (
    ("theme_shares", "theme_shares"),
    ("theme_years", "theme_years"),
    ("required_parts", "required_parts"),
    ("overview", "report_dates"),
    ("overview", "report_lengths"),
)
FIRST = [
    "# 一个题目 *试* · A title\n\n**The question:** what goes along?\n\n"
    "[the next](02-next.ipynb#再看) [not here](09-missing.ipynb) [a page](https://example.org/page)"
    " [bad](javascript:alert(3)) <script>alert(4)</script>\n\n"
    "![dot](dot.png) ![far](https://example.org/far.png) ![outside](../outside.png)\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |",
    ">import reportkit as rk\nfrom reportkit import charts, measures",
    '>corpus = rk.load("reports")\ncorpus',
    ">" + PANEL,
    *(f">charts.{chart}(measures.{measure}(corpus))" for measure, chart in CHARTS),
    ">measures.theme_shares(corpus)",
    '>corpus.sentences[["report_id", "sentence_id", "text"]]',
    '>corpus.figures[["text", "value", "unit", "kind"]]',
    '>print("<b>plain</b>")\nprint(corpus.text(corpus.reports["report_id"].iloc[0]))',
    ">import sys\nprint('a warning of /home/someone', file=sys.stderr)",
    ">import ipywidgets\nipywidgets.IntSlider()",
    ">ipywidgets.HBox([ipywidgets.FloatProgress()])",
    ">from IPython.display import HTML\nHTML('<img src=https://example.org/a.png onerror=f()>')",
    ">import pandas as pd\nimport altair as alt\n"
    f"cells = {{'a': [{EVIL!r}, None], 'b': [1.5, None], 2020: [1, 2]}}\n"
    "pd.DataFrame(cells, index=['x', 'y'])",
    ">alt.Chart(pd.DataFrame({'a': [1, 2], 'b': [3, 4]})).mark_bar().encode(x='a:O', y='b:Q')",
    ">object()",
]
NEXT = [
    "# 再看\n\n[back](01-first.ipynb)",
    ">import pandas as pd\npd.DataFrame({'a': [1]})",
    ">{'b', 'a'}",
    ">object()",
]


def notebook(path, cells):
    """Write a notebook; a cell that begins with > is code."""
    made = [
        nbformat.v4.new_code_cell(cell[1:])
        if cell.startswith(">")
        else nbformat.v4.new_markdown_cell(cell)
        for cell in cells
    ]
    for number, cell in enumerate(made):
        cell["id"] = f"cell-{number}"
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


def write_two(folder, places=3, years=2):
    """Two notebooks that lead to each other, reports beside them, and what must not be fetched."""
    names = [f"望溪{'甲乙丙丁戊己庚辛壬癸'[i]}区" for i in range(places)]
    reports = {
        f"r{i}-{year}": REPORT.replace("望溪区", name).replace("2023", str(year))
        for i, name in enumerate(names)
        for year in range(2023 - years + 1, 2024)
    }
    own = folder / "own"
    write(own / "reports", **reports)
    for path in (own / "dot.png", folder / "outside.png"):
        path.write_bytes(base64.b64decode(PICTURE))
    return [notebook(own / "01-first.ipynb", FIRST), notebook(own / "02-next.ipynb", NEXT)]
