"""The script that draws charts is put together once, by a process beside the kernel."""

import subprocess

import pytest

from reportkit.charts import vega


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """An empty place for it, and no process at work."""
    path = tmp_path / "vega.js"
    monkeypatch.setattr(vega, "_kept", lambda: path)
    monkeypatch.setattr(vega, "_at_work", [])
    return path


def never(*_, **__):
    raise AssertionError("asked for again")


def test_another_process_puts_it_together_and_it_is_waited_for(kept, monkeypatch):
    vega.begin()
    vega.begin()
    assert len(vega._at_work) == 1
    monkeypatch.setattr(vega.vl_convert, "javascript_bundle", never)
    assert "vegaEmbed" in vega.script()
    assert list(kept.parent.iterdir()) == [kept], "nothing unfinished is left"
    monkeypatch.setattr(subprocess, "Popen", never)
    monkeypatch.setattr(vega, "_at_work", [])
    vega.begin()


@pytest.mark.parametrize("program", ["import sys; sys.exit(1)", None])
def test_where_no_process_does_it_the_kernel_does(kept, monkeypatch, program):
    if program is None:
        monkeypatch.setattr(vega.sys, "executable", "/nowhere/python")
    else:
        monkeypatch.setattr(vega, "_PROGRAM", program)
    monkeypatch.setattr(vega.vl_convert, "javascript_bundle", lambda *_, **__: "drawn here")
    vega.begin()
    assert vega.script() == "drawn here"
    assert kept.read_text(encoding="utf-8") == "drawn here"
