"""Vega and its kin as one script, which draws charts without the network."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import vl_convert

from ..paths import cache_folder
from .pictures import VEGA_LITE

# What the script leaves for others to use.
_LEAVES = "globalThis.vegaEmbed = vegaEmbed;"
# The same as `_keep`, for a Python that loads nothing else.
_PROGRAM = """
import os, pathlib, sys, vl_convert
_, kept, leaves, release = sys.argv
unfinished = pathlib.Path(kept).with_suffix(f".{os.getpid()}")
unfinished.write_text(vl_convert.javascript_bundle(leaves, vl_version=release), encoding="utf-8")
unfinished.replace(kept)
"""
_LONGEST = 60.0
_at_work: list[subprocess.Popen[bytes]] = []


def begin() -> None:
    """Begin to put it together, unless it is kept from an earlier time.

    That takes a second or two, in which vl-convert lets nothing else go on: it is done by a
    process of its own while a notebook loads its corpus.
    """
    if _kept().is_file() or _at_work:
        return
    command = [sys.executable, "-P", "-c", _PROGRAM, str(_kept()), _LEAVES, VEGA_LITE]
    silent = subprocess.DEVNULL
    with suppress(OSError):  # where no process can be started it is done here, later
        _at_work.append(subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent))


def script() -> str:
    """JavaScript of Vega-Embed and all it needs."""
    for process in _at_work:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LONGEST)
    if not _kept().is_file():
        _keep(_kept())
    return _kept().read_text(encoding="utf-8")


def _keep(kept: Path) -> None:
    unfinished = kept.with_suffix(f".{os.getpid()}")  # two kernels may begin at once
    made: str = vl_convert.javascript_bundle(_LEAVES, vl_version=VEGA_LITE)
    unfinished.write_text(made, encoding="utf-8")
    unfinished.replace(kept)


@cache
def _kept() -> Path:
    """Where it is kept, for each release of what puts it together."""
    return cache_folder() / f"vega-{version('vl-convert-python')}.js"
