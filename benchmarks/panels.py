"""Timings of whole redraws of panels with 2,000 reports loaded, and of a notebook's first chart.

Usage: python benchmarks/panels.py [--all] [NAMES of panels, to time only these]
--all ticks every place first, instead of the 20 that a panel opens with.
A redraw is everything the kernel does when a control changes: choose, measure, draw, and hand the
face to the widget. Times are of the processor, so that other work on the machine counts little.

Columns, in milliseconds:

made    the panel is made, with the first 20 places; nothing was asked of the corpus before;
        ahead is what a notebook does then while it waits for its reader, in slices
first   the control is set to a value for the first time: what no redraw can have kept
again   median of going from one value to another and back, as a reader does

Without names, then: seconds on the clock from a cold start of the kernel to the first panel of
each notebook, once with an empty cache and once with what that run has kept. Only an idle machine
says these.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from math import isnan, nan
from statistics import median
from tempfile import TemporaryDirectory

import nbformat
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import start_new_kernel
from many import corpus_of_2000

from reportkit import panels
from reportkit.corpus import Corpus
from reportkit.panels import Panel
from reportkit.panels.idle import settle
from reportkit.paths import notebooks_folder

PANELS: tuple[type[Panel], ...] = (
    panels.Coverage,
    panels.Themes,
    panels.Words,
    panels.Concordance,
    panels.Indicators,
    panels.Audit,
    panels.Reuse,
    panels.SideBySide,
    panels.Reading,
)
# What a reader types into controls without a list: each is new to the panel at first.
TYPED: dict[str, list[object]] = {
    "own_terms": ["行政执法人员", "执法检查", "全面依法", "清廉机关、群众反映"],
    "own_stopwords": ["推进", "加强、推进"],
    "what": ["执法监督", "行政复议"],
}
ROUNDS, MOST_VALUES = 3, 8
REDRAW, FIRST_CHART = 100, 4.0
VIEW = "application/vnd.jupyter.widget-view+json"
# Where a kernel keeps what it made.
VARIABLE = "REPORTKIT_CACHE"


def milliseconds(panel: Panel, control: str, value: object) -> float:
    """Time of the processor to set a control and redraw."""
    begun = time.process_time()
    getattr(panel, control).value = value
    return (time.process_time() - begun) * 1000


def controls(panel: Panel) -> Iterator[tuple[str, list[object]]]:
    """Controls and values to go through, the present one last."""
    years = list(panel.years.value)
    yield "years", [years[1:], years]
    places = list(panel.places.value)
    yield "places", [places[1:], places]
    for name in panel.controls():
        options = getattr(getattr(panel, name), "options", None)
        if options:
            present = getattr(panel, name).value
            values = [v for v in (o[1] if isinstance(o, tuple) else o for o in options)]
            yield name, [*[v for v in values if v != present][:MOST_VALUES], present]
        elif name in TYPED:
            yield name, TYPED[name]


def rows(panel: Panel) -> Iterator[tuple[str, float, float]]:
    """Each control, in each view: worst first time, median of the others."""
    views = [v for _, v in panel.view.options] if hasattr(panel, "view") else [None]
    for view in views:
        if view is not None:
            yield f"→ {view}", milliseconds(panel, "view", view), nan
        for name, values in controls(panel):
            if name == "view" or len(values) < 2:
                continue
            first = [milliseconds(panel, name, value) for value in values]
            again = [milliseconds(panel, name, v) for _ in range(ROUNDS) for v in values[-2:]]
            yield f"   {name}", max(first), median(again)


def ahead(panel: Panel) -> Iterator[float]:
    """Times of the slices of work that is done before the reader moves."""
    settle()
    work, begun = panel.ahead(), time.process_time()
    for _ in work:
        yield (time.process_time() - begun) * 1000
        begun = time.process_time()


def report(corpus: Corpus, kind: type[Panel], *, every_place: bool) -> None:
    """Print the rows of one panel."""
    begun = time.process_time()
    panel = kind(replace(corpus))
    made = (time.process_time() - begun) * 1000
    slices = list(ahead(panel))
    longest = max(slices, default=0)
    print(f"{kind.__name__}: made in {made:.0f}, ahead {sum(slices):.0f}, a slice {longest:.0f}")
    if every_place:
        everywhere = panel.places.options
        print(f"{'   every place ticked':<28}{milliseconds(panel, 'places', everywhere):9.0f}")
    for name, first, again in rows(panel):
        over = "  over" if again > REDRAW or (isnan(again) and first > REDRAW) else ""
        shown = "" if isnan(again) else f"{again:9.0f}"
        print(f"{name:<28}{first:9.0f}{shown:>9}{over}", flush=True)


def first_chart(name: str, cache: str) -> float:
    """Seconds from starting a kernel until the first panel of a notebook is handed over."""
    cells = nbformat.read(notebooks_folder() / name, as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    first = next(n for n, source in enumerate(code) if "panels." in source)
    begun = time.perf_counter()
    manager, client = start_new_kernel(env={**os.environ, VARIABLE: cache})
    try:
        for source in code[: first + 1]:
            shown = run(client, source)
        return shown - begun
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run(client: BlockingKernelClient, source: str) -> float:
    """Run a cell as a reader does; when a widget was shown, or nan."""
    asked = client.execute(source, allow_stdin=True)  # else nobody is there to use a widget
    shown = nan
    while True:
        message = client.get_iopub_msg(timeout=120)
        if message["parent_header"].get("msg_id") != asked:
            continue
        if VIEW in message["content"].get("data", {}):
            shown = time.perf_counter()
        if message["content"].get("execution_state") == "idle":
            return shown


def first_charts(name: str) -> tuple[float, float]:
    """With nothing kept, as on the day of the installation, and with what was kept then."""
    with TemporaryDirectory() as cache:
        return first_chart(name, cache), first_chart(name, cache)


def main() -> None:
    """Measure and print."""
    every_place, wanted = "--all" in sys.argv, [a for a in sys.argv[1:] if a != "--all"]
    corpus = corpus_of_2000()
    print(f"{len(corpus)} reports; ms of the processor; limit of a redraw {REDRAW}")
    print(f"{'':<28}{'first':>9}{'again':>9}")
    for kind in PANELS:
        if not wanted or kind.__name__ in wanted:
            report(corpus, kind, every_place=every_place)
    if not wanted and not every_place:
        for path in sorted(notebooks_folder().glob("*.ipynb")):
            empty, kept = first_charts(path.name)
            over = "  over" if empty > FIRST_CHART else ""
            told = f"{empty:6.1f} s to the first chart with an empty cache, then {kept:.1f} s"
            print(f"{path.name:<40}{told}{over}", flush=True)


if __name__ == "__main__":
    main()
