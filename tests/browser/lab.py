"""JupyterLab in Debian's chromium, cut off from every other host."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name is looked up: what gets past the routing below reaches nobody.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
HERE = "127.0.0.1"
BOOT_SECONDS, RUN_SECONDS = 60, 60

FAILED = ".jp-OutputArea-output:is([data-mime-type$='.error'], [data-mime-type$='.stderr'])"
# A prompt is [ ] before, [*] while and [7] after a cell runs; an error ends the run.
RAN_OR_FAILED = rf"""() => document.querySelector("{FAILED}")
  || [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
    .every(prompt => /\[\d+\]/.test(prompt.textContent))"""


@contextmanager
def server(folder: Path, private: Path):
    """Serve a folder with ``reportkit lab``; give its address and token."""
    port, token = _free_port(), secrets.token_hex(16)
    command = [
        Path(sys.executable).with_name("reportkit"), "lab", "--folder", folder, "--allow-root",
        "--no-browser", f"--ip={HERE}", f"--port={port}", f"--IdentityProvider.token={token}",
    ]  # fmt: skip
    log = (private / "lab.log").open("wb")
    process = subprocess.Popen(command, stdout=log, stderr=log, env=_own_settings(private))
    try:
        _wait_for(f"http://{HERE}:{port}/api?token={token}", process, private / "lab.log")
        yield f"http://{HERE}:{port}", token
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        log.close()


@contextmanager
def browser(private: Path, width: int = 1280, height: int = 1000):
    """Open a page in chromium; give it with lists of foreign requests and of console errors."""
    from playwright.sync_api import sync_playwright

    foreign: list[str] = []
    errors: list[str] = []

    def gate(route):
        if urlsplit(route.request.url).hostname in (HERE, None):
            route.continue_()
        else:
            foreign.append(route.request.url)
            route.abort()

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            private / "chromium",
            executable_path=CHROMIUM,
            headless=True,
            args=list(FLAGS),
            viewport={"width": width, "height": height},
        )
        context.route("**/*", gate)
        page = context.new_page()
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("websocket", lambda socket: _note_foreign(socket.url, foreign))
        yield page, foreign, errors
        context.close()


def run_all(page, address: str, token: str, notebook: str) -> None:
    """Open a notebook and run all its cells, as a reader does from the menu."""
    page.goto(f"{address}/lab/tree/{notebook}?token={token}&reset")
    # The notebook's own sign says idle before there is a kernel; cells run then do nothing.
    idle = page.get_by_text(re.compile(r"\| Idle$"))
    idle.wait_for(timeout=BOOT_SECONDS * 1000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(RAN_OR_FAILED, timeout=RUN_SECONDS * 1000)
    failed = page.locator(FAILED).all_inner_texts()
    assert not failed, failed
    idle.wait_for(timeout=RUN_SECONDS * 1000)


def end_kernels(address: str, token: str) -> None:
    """End the kernels that run, so that those of earlier notebooks hold no memory."""
    with urlopen(f"{address}/api/sessions?token={token}") as answer:
        running = json.load(answer)
    for session in running:
        url = f"{address}/api/sessions/{session['id']}?token={token}"
        with urlopen(Request(url, method="DELETE")):
            pass


def _note_foreign(url: str, foreign: list[str]) -> None:
    if urlsplit(url).hostname != HERE:
        foreign.append(url)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HERE, 0))
        return int(free.getsockname()[1])


def _own_settings(private: Path) -> dict[str, str]:
    """Environment in which nobody's settings are read or changed."""
    own = {
        name: str(private / name.lower())
        for name in (
            "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR",
            "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR",
        )
    }  # fmt: skip
    return {**os.environ, **own}


def _wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + BOOT_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urlopen(address):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    said = re.sub(r"token=\w+", "token=…", log.read_text(errors="replace"))
    raise AssertionError(f"JupyterLab did not come up:\n{said[-2000:]}")


def has_browser() -> bool:
    """Whether Debian's chromium is here."""
    return shutil.which(str(CHROMIUM)) is not None
