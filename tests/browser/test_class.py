"""The class server: a page without code whose chart and widgets work with no other host there."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from reportkit.charts import label
from tests.browser import lab
from tests.notebooks_to_share import notebook

pytestmark = pytest.mark.browser
SECONDS = 90
WIDGET = """>import anywidget, traitlets
class Counter(anywidget.AnyWidget):
    _esm = '''export default { render({ model, el }) {
      const button = document.createElement("button");
      const show = () => { button.textContent = "doubled: " + model.get("doubled"); };
      button.onclick = () => { model.set("n", model.get("n") + 1); model.save_changes(); };
      model.on("change:doubled", show); show(); el.append(button); } };'''
    n = traitlets.Int(0).tag(sync=True)
    doubled = traitlets.Int(0).tag(sync=True)
    @traitlets.observe("n")
    def _double(self, change):
        self.doubled = 2 * change["new"]
Counter()"""
CELLS = [
    "# 课堂\n\nwords of a text cell",
    ">import reportkit as rk\nfrom reportkit import charts, measures",
    '>corpus = rk.load("five-reports")',
    ">charts.theme_shares(measures.theme_shares(corpus))",
    WIDGET,
]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where ``reportkit class`` serves a notebook, as it prints it."""
    missing = [lab.CHROMIUM.name] * (not lab.has_browser()) + ["voila"] * (not find_spec("voila"))
    if missing:
        reason = f"{', '.join(missing)} missing here"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    private = tmp_path_factory.mktemp("class")
    (private / "notebooks").mkdir()
    notebook(private / "notebooks" / "class.ipynb", CELLS)
    with socket.socket() as free:
        free.bind((lab.HERE, 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("reportkit"), "class", f"--port={port}"]
    command += ["--folder", private / "notebooks", f"--Voila.ip={lab.HERE}"]
    own = {name: str(private / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    own |= {name: str(private / name) for name in ("JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    log = private / "log"
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **own})
        try:
            yield _printed(log, process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def _printed(log, process):
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and process.poll() is None:
        found = re.search(r"http://\S+/\?token=\w+", log.read_text(errors="replace"))
        if found:
            return found[0].replace("localhost", lab.HERE)
        time.sleep(0.2)
    raise AssertionError(f"the class server did not come up:\n{log.read_text(errors='replace')}")


@pytest.fixture(scope="module")
def opened(address, tmp_path_factory):
    with lab.browser(tmp_path_factory.mktemp("browser")) as (page, foreign, errors):
        page.goto(address)
        with page.context.expect_page() as opening:
            page.get_by_role("link", name="class.ipynb").click()
        tab = opening.value
        tab.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.get_by_role("button", name="doubled: 0").wait_for(timeout=SECONDS * 1000)
        yield tab, foreign, errors


def test_a_chart_is_drawn(opened):
    title = label("title.theme_shares")
    opened[0].locator(".vega-embed svg").get_by_text(title).wait_for()


def test_a_widget_speaks_with_its_kernel(opened):
    opened[0].get_by_role("button", name="doubled: 0").click()
    opened[0].get_by_role("button", name="doubled: 2").wait_for()


def test_text_is_there_and_code_is_not(opened):
    page = opened[0]
    assert page.get_by_text("words of a text cell").is_visible()
    assert page.get_by_text("import reportkit").count() == 0


def test_without_the_token_nothing_is_shown(address, opened):
    page = opened[0].context.new_page()
    page.context.clear_cookies()
    page.goto(address.partition("?")[0])
    assert page.get_by_text("class.ipynb").count() == 0
    assert page.locator("input[type=password]").count() > 0
    page.close()


def test_no_other_host_was_asked_and_the_console_stayed_clean(opened):
    """Runs last: what the whole visit asked for."""
    assert opened[1] == []
    assert opened[2] == []
