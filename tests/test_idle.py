"""Work ahead: done while an event loop has nothing else to do, a slice at a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from importlib import import_module

import pandas as pd
import pytest

from reportkit import panels
from reportkit.errors import ReportkitError
from reportkit.measures import answers, bootstrap
from reportkit.panels import idle
from reportkit.panels.idle import Idle

from .panels_to_try import corpus_named


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(idle, "PAUSE", 0.0)
    monkeypatch.setattr(idle, "BETWEEN", 0.0)


def slices(done, name, n, then=None):
    for number in range(n):
        done.append((name, number))
        yield
    if then:
        raise then


def test_slices_are_done_one_by_one_and_other_work_comes_between():
    done = []

    async def reader():
        Idle().begin(slices(done, "work", 3))
        for _ in range(8):
            done.append("reader")
            await asyncio.sleep(0)

    asyncio.run(reader())
    assert [each for each in done if each != "reader"] == [("work", n) for n in range(3)]
    assert done[0] == "reader"
    assert "reader" in done[done.index(("work", 0)) : done.index(("work", 1))]


def test_new_work_takes_the_place_of_old():
    done = []

    async def reader():
        own = Idle()
        own.begin(slices(done, "old", 100))
        for _ in range(4):
            await asyncio.sleep(0)
        own.begin(slices(done, "new", 2))
        while ("new", 1) not in done:
            await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(reader(), timeout=30))
    old = [each for each in done if each[0] == "old"]
    assert 0 < len(old) < 100
    assert done == [*old, ("new", 0), ("new", 1)]


def test_work_that_is_refused_ends_without_a_word(caplog):
    done = []

    async def reader():
        Idle().begin(slices(done, "work", 1, then=ReportkitError("no text")))
        await asyncio.sleep(0.01)

    asyncio.run(reader())
    assert done == [("work", 0)]
    assert not caplog.records


def test_nothing_is_done_where_no_loop_runs():
    done = []
    Idle().begin(slices(done, "work", 1))
    assert not done


MADE_AHEAD = [
    ("Audit", "view", "answered", (answers.Stretches, "shared")),
    ("Audit", "view", "returning", (answers.Stretches, "shared")),
    ("Reuse", "against", "parent", (import_module("reportkit.measures.reuse.alignment"), "pairs")),
    ("Themes", "view", "theme_intervals", (bootstrap, "_interval")),
]


@pytest.mark.parametrize(("name", "control", "value", "slow"), MADE_AHEAD)
def test_what_was_made_ahead_is_not_made_again(monkeypatch, name, control, value, slow):
    before, asked = (getattr(panels, name)(replace(corpus_named("teaching"))) for _ in range(2))
    getattr(asked, control).value = value
    for _ in before.ahead():
        pass
    monkeypatch.setattr(*slow, never)
    getattr(before, control).value = value
    assert len(before.data)
    pd.testing.assert_frame_equal(before.data, asked.data)


def never(*_, **__):
    raise AssertionError("made again")


def test_very_many_reports_are_not_measured_ahead(monkeypatch):
    monkeypatch.setattr(panels.panel, "MOST_AHEAD", 5)
    panel = panels.Audit(replace(corpus_named("teaching")))
    assert not list(panel.ahead())


def test_nothing_chosen_is_nothing_to_do():
    panel = panels.Audit(replace(corpus_named("teaching")))
    panel.places.value = ()
    assert not list(panel.ahead())
