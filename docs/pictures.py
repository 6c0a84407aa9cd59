"""Remake docs/pictures/: python docs/pictures.py [beginnings of names: 03 shared].

Runs the notebooks in JupyterLab and shares them, with every other host blocked, and takes a
picture of each view of each panel and of each shared file. What is shown is invented (the teaching
corpus) or figures only (the five reports, which come without text). Look at each before you keep
it.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Locator

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from reportkit import lexicons  # noqa: E402  # tests/ is no package of ours
from reportkit.share import share  # noqa: E402
from tests.browser import lab  # noqa: E402
from tests.browser.panel_on_page import PanelOnPage  # noqa: E402

FOLDER = Path(__file__).with_name("pictures")
NOTEBOOKS = ROOT / "notebooks"
# High enough for the whole of a panel; JupyterLab draws nothing of what is out of sight.
WIDTH, HIGH, FOLD = 1280, 4000, 820
# A higher picture is no picture: fewer places are shown then, and what is still higher is cut.
TALL, FEW = 1150, 3
LOOK = {"type": "jpeg", "quality": 44}
SHARED = "shared"
# What a reader might type where a view is about words of one's own.
OWN_TERMS = "法律知识培训、行政执法案卷、清廉机关"


def main(wanted: list[str]) -> None:
    """Take the pictures whose names begin with one of these; all if none is given."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as private:
        if not wanted or any(not name.startswith(SHARED) for name in wanted):
            in_lab(Path(private), wanted)
        if not wanted or any(name.startswith(SHARED) for name in wanted):
            shared(Path(private))


def in_lab(private: Path, wanted: list[str]) -> None:
    """Every view of every panel."""
    folder = private / "notebooks"
    shutil.copytree(NOTEBOOKS, folder, ignore=shutil.ignore_patterns(".*"))
    with lab.server(folder, private) as (address, token), lab.browser(private) as (page, *_):
        for notebook in sorted(folder.glob("*.ipynb")):
            if wanted and not notebook.name.startswith(tuple(wanted)):
                continue
            lab.end_kernels(address, token)
            page.set_viewport_size({"width": WIDTH, "height": HIGH})
            lab.run_all(page, address, token, notebook.name)
            for place in range(page.locator(".reportkit").count()):
                take(PanelOnPage(page, place), notebook.name[:2])


def take(panel: PanelOnPage, number: str) -> None:
    """Each view; of the first one the controls too."""
    panel.root.scroll_into_view_if_needed()
    panel.await_drawn()
    said = panel.listed("places").locator("label").all_text_contents()
    every = [name.strip() for name in said if name.strip(" \n\u200b")]
    for n, view in enumerate(views(panel)):
        if view == "dictionary_effect":
            panel.write_list("own_terms", OWN_TERMS)
        if view:
            panel.view(view)
        shown = panel.root.locator(".rk-face") if n else panel.root
        if shown.bounding_box()["height"] > TALL and len(every) > FEW:
            panel.choose(places=every[:FEW])
        if not panel.root.locator("[data-tab]").count():
            panel.root.locator(".rk-table tbody button").first.click()
            panel.root.locator(".rk-evidence h4").wait_for()
        name = view or panel.control("read").count() * "reading"
        picture(panel, shown, FOLDER / f"{number}-{name}.jpeg")
        panel.choose(places=None)


def picture(panel: PanelOnPage, shown: Locator, path: Path) -> None:
    """What is shown, from its top."""
    shown.evaluate("e => e.scrollIntoView()")
    panel.page.wait_for_timeout(300)
    box = shown.bounding_box()
    box["height"] = min(box["height"], TALL)
    panel.page.screenshot(path=path, clip=box, **LOOK)


def views(panel: PanelOnPage) -> list[str]:
    """Keys of the views that a panel offers; a single empty one if it has no such list."""
    keys = {row["zh"]: row["key"] for row in lexicons.rows("labels") if row["key"][:5] == "view."}
    offered = panel.control("view").locator("option").all_text_contents()
    return [keys[" ".join(said.split())].removeprefix("view.") for said in offered] or [""]


def shared(private: Path) -> None:
    """Top of the index, and the first panel of each shared file."""
    out = private / "shared"
    # With text: only the invented reports have any.
    written = share([NOTEBOOKS], out, text=True, progress=print)
    with lab.browser(private / "files", WIDTH, FOLD) as (page, *_):
        for name, path in files(out, [file.path for file in written]):
            page.goto(path.as_uri())
            if page.locator(".reportkit-face").count():
                page.locator(".rk-face").first.evaluate("face => face.scrollIntoView()")
                page.wait_for_timeout(1000)
            page.screenshot(path=FOLDER / f"{SHARED}-{name}.jpeg", **LOOK)


def files(out: Path, written: list[Path]) -> Iterator[tuple[str, Path]]:
    """What each file's picture is called."""
    yield "index", out / "index.html"
    for path in written:
        yield path.name[:2], path


if __name__ == "__main__":
    main(sys.argv[1:])
