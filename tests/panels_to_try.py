"""Panels for tests: every view of each, over a few corpora that are loaded once."""

import json
from functools import cache

import reportkit as rk
from reportkit import panels
from tests.small_corpus import PLAIN, corpus, five, report

PANELS = (
    "Coverage", "Themes", "Words", "Concordance", "Indicators", "Audit", "Reuse", "SideBySide",
    "Reading",
)  # fmt: skip
# A city, one of its districts and its zone, three years: enough for every view to show something.
TAUGHT = {"locality": ["玄渚市", "玄渚市沐恩区", "玄渚综合保税区"], "year": [2022, 2023, 2024]}
# One is cut from other words, one is nowhere; a row for it says so.
OWN_TERMS = "行政执法人员、没有的词"


def views_of(panel):
    """Views that a panel offers now; (None,) for one without."""
    return tuple(value for _, value in panel.view.options) if hasattr(panel, "view") else (None,)


def many(n):
    """Short reports of many places."""
    return corpus(
        *(report(f"r{i:03}", f"第{i}县", 2020 + i % 5, sections=PLAIN[:2]) for i in range(n))
    )


@cache
def corpus_named(name):
    """One of: five, empty, facts (no text), teaching (a few reports of that corpus)."""
    if name == "five":
        return five()
    if name == "empty":
        return corpus()
    if name == "facts":
        return rk.load("five-reports")
    return rk.load("teaching").filter(**TAUGHT)


@cache
def _panel(name, of, language):
    return getattr(panels, name)(corpus_named(of), language=language)


def panel_on(name, of, view=None, language="zh", places=slice(None), years=slice(None)):
    """Panel at a view, with everything or some chosen, drawn once; one panel serves many tests."""
    panel = _panel(name, of, language)
    with panel.held():
        panel.choice.level.value = panel.choice.province.value = None
        panel.places.value = panel.places.options[places]
        panel.years.value = panel.years.options[years]
        if view is not None:
            panel.view.value = view
        if name == "Words":  # one view is about words that a reader types
            panel.own_terms.value = OWN_TERMS if view == "dictionary_effect" else ""
        if name == "Concordance":
            panel.kind.value, panel.what.value = "term", "行政复议"
    panel._draw()
    return panel


def payload(panel):
    """What the face shows."""
    return json.loads(panel._face.payload)


def message(panel):
    """Message to the reader, as markup."""
    return panel._message.value


def drawn_rows(panel):
    """Rows that the chart draws, as the front end gets them."""
    spec = payload(panel)["spec"] or {}
    return [row for rows in spec.get("datasets", {}).values() for row in rows]


VIEWS = {name: views_of(_panel(name, "empty", "zh")) for name in PANELS}
EVERY_VIEW = [(name, view) for name, views in VIEWS.items() for view in views]
