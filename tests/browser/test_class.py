"""The class server: a notebook as a page without code, with no other host there."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from reportkit import paths
from reportkit.charts import label
from tests.browser import lab
from tests.browser.panel_on_page import PanelOnPage

pytestmark = pytest.mark.browser
SECONDS = 90
NOTEBOOK = "06-reuse.ipynb"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where ``reportkit class`` serves a notebook, as it prints it."""
    missing = [lab.CHROMIUM.name] * (not lab.has_browser()) + ["voila"] * (not find_spec("voila"))
    if missing:
        reason = f"{', '.join(missing)} missing here"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    private = tmp_path_factory.mktemp("class")
    (private / "notebooks").mkdir()
    shutil.copy(paths.notebooks_folder() / NOTEBOOK, private / "notebooks")
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
            page.get_by_role("link", name=NOTEBOOK).click()
        tab = opening.value
        tab.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.locator(".rk-canvas svg").wait_for(timeout=SECONDS * 1000)
        yield tab, foreign, errors


@pytest.fixture(scope="module")
def panel(opened):
    return PanelOnPage(opened[0])


def test_a_panel_is_drawn(panel):
    assert label("title.reuse_years") in panel.texts()


def test_a_control_speaks_with_its_kernel(panel):
    panel.view("reused_passages")
    assert label("column.share_of_section") in panel.heads()
    panel.choose(places=["清澜市"])
    assert set(panel.column(label("column.place"))) == {"清澜市"}


def test_a_row_leads_to_its_words(panel):
    panel.root.locator(".rk-table tbody button").first.focus()
    quotes = panel.answer_to(lambda: panel.page.keyboard.press("Enter"))
    assert len(quotes) == 2
    assert all("清澜市" in quote.where for quote in quotes)
    assert all(quote.match for quote in quotes)


def test_text_is_there_and_code_is_not(opened):
    page = opened[0]
    assert page.get_by_text("The question:").is_visible()
    assert page.get_by_text("import reportkit").count() == 0


def test_without_the_token_nothing_is_shown(address, opened):
    page = opened[0].context.new_page()
    page.context.clear_cookies()
    page.goto(address.partition("?")[0])
    assert page.get_by_text(NOTEBOOK).count() == 0
    assert page.locator("input[type=password]").count() > 0
    page.close()


def test_no_other_host_was_asked_and_the_console_stayed_clean(opened):
    """Runs last: what the whole visit asked for."""
    assert opened[1] == []
    assert opened[2] == []
