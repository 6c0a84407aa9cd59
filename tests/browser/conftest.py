"""One JupyterLab and one chromium for all tests of the notebooks, and what they show."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

import reportkit
from reportkit import paths

from . import lab
from .panel_on_page import PanelOnPage

WIDTHS = (1280, 800)
# Environment variable: folder in which screenshots are kept.
PICTURES = "REPORTKIT_PICTURES"


@dataclass
class OpenNotebook:
    """A notebook after Run All Cells, and what the page asked for and complained of."""

    name: str
    page: object
    foreign: list[str]
    errors: list[str]
    pictures: Path

    def panel(self, place: int = 0) -> PanelOnPage:
        """Panel by its place in the notebook, 0 first."""
        return PanelOnPage(self.page, place)

    def keep_picture(self, name: str) -> None:
        """Screenshot, where somebody wants to look at it: each takes a third of a second."""
        if PICTURES in os.environ:
            self.page.screenshot(path=self.pictures / f"{name}.png")

    def assert_fits(self, panel: PanelOnPage, name: str) -> None:
        """Wide and narrow nothing of what the panel shows is cut; a picture of each is kept."""
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 1000})
            panel.root.locator(".rk-face").scroll_into_view_if_needed()
            self.keep_picture(f"{self.name}-{name}-{width}")
            assert panel.cut() == [], (name, width)
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 1000})

    def assert_quiet(self) -> None:
        """No request left the machine, nothing stands in the console, no dialog is open."""
        assert self.foreign == []
        assert self.errors == []
        assert self.page.locator(".jp-Dialog, .Toastify__toast").count() == 0


@pytest.fixture(scope="session")
def pictures(tmp_path_factory) -> Path:
    """Where screenshots go."""
    given = os.environ.get(PICTURES)
    folder = Path(given) if given else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def teaching():
    """What most notebooks load; 08 too while there are no files."""
    return reportkit.load("teaching")


@pytest.fixture(scope="session")
def chromium():
    """Skip where there is no chromium; fail in CI."""
    if not lab.has_browser():
        reason = f"{lab.CHROMIUM} is missing: apt install chromium fonts-noto-cjk"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)


@pytest.fixture(scope="session")
def lab_server(chromium, tmp_path_factory):
    """Address and token of a JupyterLab over a copy of the notebooks."""
    private = tmp_path_factory.mktemp("lab")
    folder = private / "notebooks"
    shutil.copytree(paths.notebooks_folder(), folder, ignore=shutil.ignore_patterns(".*"))
    with lab.server(folder, private) as found:
        yield found


@pytest.fixture(scope="module")
def lab_browser(chromium, tmp_path_factory):
    """The page of a module, its foreign requests and its console errors.

    Not of the session: while one Playwright runs, no other test can start its own.
    """
    with lab.browser(tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.fixture(scope="module")
def lab_page(lab_server, lab_browser, pictures):
    """Function that opens a notebook by the beginning of its name, and runs it, once a module.

    ``lab_page("03")`` stays open until another is asked for; the kernel of the one before ends.
    """
    address, token = lab_server
    page, foreign, errors = lab_browser
    opened: dict[str, OpenNotebook] = {}

    def open_notebook(name: str) -> OpenNotebook:
        if name not in opened:
            opened.clear()
            lab.end_kernels(address, token)
            foreign.clear()
            errors.clear()
            page.set_viewport_size({"width": 1280, "height": 1000})
            (path,) = paths.notebooks_folder().glob(f"{name}*.ipynb")
            lab.run_all(page, address, token, path.name)
            opened[name] = OpenNotebook(name, page, foreign, errors, pictures)
            opened[name].panel().await_drawn()
        return opened[name]

    return open_notebook


@pytest.fixture(autouse=True)
def _picture_of_a_failure(request):
    """Keep what a failing test of a notebook left on the page."""
    failed = request.session.testsfailed
    yield
    if request.session.testsfailed > failed and "lab_page" in request.fixturenames:
        page, _, _ = request.getfixturevalue("lab_browser")
        folder = request.getfixturevalue("pictures")
        page.screenshot(path=folder / f"failed-{request.node.name}.png")
