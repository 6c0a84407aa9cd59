"""A page of faces of invented data, as a shared file holds them: to be driven without a kernel."""

from __future__ import annotations

import os
from unittest.mock import patch

import pandas as pd

import reportkit as rk
from reportkit import charts, faces, panels
from reportkit.share.outputs import in_script
from tests.small_corpus import PLAIN, corpus, report
from tests.writing import REPORT, write

EVIL = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
# Unknown, negative, formulas, and letters that a browser could take for markup.
TABLE = pd.DataFrame(
    {
        "place": ["丙县", EVIL, "甲县", "=1+1", "@乙县"],
        "n_chars": pd.array([30, None, 1200, -5, 0], dtype="Int64"),
        "share": [0.5, 0.25, None, 0.0, 1.0],
        "complete": pd.array([True, None, False, True, False], dtype="boolean"),
    }
)
# More words on enforcement in one report than in the other, so that a share tells which it is.
MORE = [
    (level, marker, title, part, theme, words * 4 if theme == "enforcement" else words)
    for level, marker, title, part, theme, words in PLAIN
]


def themes(view="theme_years"):
    """Matrix of one theme by place and year: pickers of places, years and themes."""
    loaded = corpus(
        report("a1", "望溪县", 2022), report("a2", "望溪县", 2023, sections=MORE),
        report("b1", "临溪县", 2022, sections=MORE), report("b2", "临溪县", 2023),
        report("c1", "上溪县", 2023, sections=PLAIN[2:]),
    )  # fmt: skip
    panel = panels.Themes(loaded)
    panel.view.value = view
    return panel


# More places than are drawn one by one, so that they are counted.
MANY = charts.MOST_REPORTS + 1


def folded():
    """Reports of many places, counted by level and year: marks without a row of their own."""
    levels = ("township", "county", None)
    loaded = corpus(
        *(report(f"r{n}", f"第{n}镇", 2022 + n % 2, level=levels[n % 3]) for n in range(MANY))
    )
    panel = panels.Coverage(loaded)
    panel.places.value = panel.places.options
    return panel


def unplaced():
    """Shares of themes of two places and of a report that names neither place nor year."""
    loaded = corpus(
        report("a1", "望溪县", 2022), report("b1", "临溪县", 2023), report("c1", None, None)
    )
    return panels.Themes(loaded)


# Provinces of the map, from the north, as the keyboard goes through them.
ON_THE_MAP = ("内蒙古自治区", "新疆维吾尔自治区", "北京市", "河南省", "广东省")


def provinces():
    """Invented towns of real provinces, one report more in each than in the one before."""
    loaded = corpus(
        *(
            report(f"r{n}-{k}", f"{name}第{k}市", 2023, province=name)
            for n, name in enumerate(ON_THE_MAP)
            for k in range(n + 1)
        )
    )
    panel = panels.Coverage(loaded)
    panel.view.value = "provinces"
    return panel


def told(folder):
    """Two parsed reports of one place, the later with a number changed."""
    texts = {"a": REPORT, "b": REPORT.replace("2024", "2025").replace("2023", "2024")}
    texts["b"] = texts["b"].replace("培训执法人员310人次", "培训执法人员420人次")
    return rk.load(write(folder, **texts))


def payloads(folder) -> list[dict]:
    """Faces of the page, in their order."""
    loaded = told(folder)
    hits = panels.Concordance(loaded, what="执法")
    with patch.dict(os.environ, {faces.VARIABLE: "text"}):
        made = [
            panel._repr_mimebundle_()[faces.MIME]
            for panel in (
                themes(), panels.Reading(loaded), panels.SideBySide(loaded), folded(), unplaced(),
                hits, provinces(), themes("theme_trends"),
            )
        ]  # fmt: skip
    table = faces.table_face(TABLE, f'甲/乙: "表" {EVIL}', language="en").payload()
    return [made[0], table, *made[1:]]


def write_page(folder) -> list[dict]:
    """Write page.html into a folder; give the faces that it holds."""
    made = payloads(folder / "reports")
    divs = "".join(
        f'<div class="reportkit-face"><script type="application/json">{in_script(each)}</script>'
        "</div>"
        for each in made
    )
    html = (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>faces</title>'
        f"<style>{faces.style()}</style><body>{divs}"
        f'<script type="module">{faces.script()}</script></body></html>'
    )
    (folder / "page.html").write_text(html, encoding="utf-8")
    return made
