"""Work ahead: done while an event loop has nothing else to do, a slice at a time."""

from __future__ import annotations

import asyncio
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from threading import Event, get_ident

import pandas as pd
import pytest

from reportkit import panels
from reportkit.errors import ReportkitError
from reportkit.measures import bootstrap, facing
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


# -- a kernel that answers widgets in a thread of its own ----------------------------------------

# Controls that a reader sets while work ahead goes on, and what each is set to.
READERS = [
    ("Audit", [("view", "returning"), ("view", "answered")]),
    ("Reuse", [("against", "parent"), ("view", "near_duplicates"), ("view", "similarity")]),
    ("Themes", [("view", "theme_intervals"), ("view", "theme_years"), ("theme", "enforcement")]),
    ("Words", [("view", "keyness"), ("group", "theme"), ("view", "ngrams"), ("group", "place")]),
]


def read_through(panel, changes):
    """Tables that a reader sees who sets controls, unticks places and ticks them again."""
    panel.places.value = panel.places.options
    seen = []
    for number, (name, value) in enumerate(changes):
        getattr(panel, name).value = value
        seen.append(panel.data)
        panel.places.value = panel.places.options[number % 2 :]
        seen.append(panel.data)
    return seen


@pytest.mark.parametrize(("name", "changes"), READERS)
def test_controls_may_change_in_another_thread_while_work_goes_on(often_switched, name, changes):
    panel, alone = (getattr(panels, name)(replace(corpus_named("teaching"))) for _ in range(2))
    alone.places.value = alone.places.options[:1]
    expected, workers = read_through(alone, changes), []

    async def kernel():
        ahead = panel.ahead
        panel.ahead = lambda: (workers.append(get_ident()) for _ in ahead())
        panel.places.value = panel.places.options[:1]
        seen = await asyncio.to_thread(read_through, panel, changes)
        while panel._idle._work.gi_frame is not None:  # begun in that thread, ended in this
            await asyncio.sleep(0.01)
        return seen

    seen = asyncio.run(asyncio.wait_for(kernel(), timeout=60))
    assert set(workers) == {get_ident()}
    for one, other in zip(seen, expected, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_a_redraw_in_another_thread_waits_for_the_slice():
    panel = panels.Coverage(replace(corpus_named("teaching")))
    slice_begun, drawn_meanwhile = Event(), []

    def work():
        slice_begun.set()
        time.sleep(0.2)
        drawn_meanwhile.append("part" in panel.data)
        yield

    def reader():
        slice_begun.wait()
        panel.view.value = "required_parts"
        return panel.data

    async def kernel():
        panel._idle.begin(work())
        return await asyncio.to_thread(reader)

    data = asyncio.run(asyncio.wait_for(kernel(), timeout=30))
    assert drawn_meanwhile == [False]
    assert "part" in data


def test_a_change_is_drawn_that_comes_while_another_thread_lets_controls_follow():
    panel = panels.Coverage(replace(corpus_named("teaching")))
    with ThreadPoolExecutor() as pool:
        with idle.ONE_AT_A_TIME, panel.held():
            change = pool.submit(setattr, panel.view, "value", "required_parts")
            time.sleep(0.1)
            assert "part" not in panel.data
        change.result(timeout=30)
    assert "part" in panel.data


@pytest.fixture
def often_switched():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    yield
    sys.setswitchinterval(before)


MADE_AHEAD = [
    ("Audit", "view", "answered", (facing, "Overlap")),
    ("Audit", "view", "returning", (facing, "Overlap")),
    (
        "Reuse",
        "against",
        "parent",
        (import_module("reportkit.measures.reuse.alignment"), "partners"),
    ),
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
    monkeypatch.setattr(panels.idle, "MOST_AHEAD", 2)
    panel = panels.Audit(replace(corpus_named("teaching")))
    assert len(list(panel.portions("place"))) == 1
    assert not list(panel.portions("place"))


def test_what_is_chosen_is_measured_first_and_then_some_of_the_rest():
    panel = panels.Audit(replace(corpus_named("teaching")))
    panel.places.value = panel.places.options[1:2]
    first, *rest = (list(few.reports["report_id"]) for few in panel.portions("place"))
    assert set(first) == set(panel.choice.report_ids)
    assert len(first) + sum(map(len, rest)) == len(panel.choice.offered)
    assert not list(panel.portions("place"))


def test_nothing_chosen_is_nothing_to_do():
    panel = panels.Audit(replace(corpus_named("teaching")))
    panel.places.value = ()
    assert not list(panel.ahead())
