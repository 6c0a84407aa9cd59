"""Quantities: what is found, what is left alone, and what holds for any text."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.lexicons import card, rows
from reportkit.quantities import find

CASES = json.loads((Path(__file__).parent / "cases" / "quantities.json").read_text("utf-8"))
LEXICONS = (
    "units",
    "unit-traps",
    "hedges",
    "change-words",
    "number-names",
    "counted-nouns",
    "label-trims",
)
HEDGES = {"", "about", "near", "over", "at_least", "at_most", "under"}
KINDS = {"count", "rate", "amount", "duration", "change", "other"}
SIGNS = (
    "0123456789一两三十百千万亿半余多几约近以上内从由至到-~,.、。“”《》()%‰"
    "件个次元年月日天成倍分之翻番第\t\n "
)


def marked(case):
    known = pytest.mark.xfail(strict=True, reason=case["comment"])
    return pytest.param(case, id=case["label"], marks=[known] if case["expect"] == "fail" else [])


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case):
    found = find(case["text"])
    assert [q.text for q in found] == [e["text"] for e in case["expected"]]
    for quantity, expected in zip(found, case["expected"], strict=True):
        assert {field: getattr(quantity, field) for field in expected} == expected


def test_labels_of_cases_are_unique():
    assert len({case["label"] for case in CASES}) == len(CASES)


@given(st.text(st.sampled_from(SIGNS), max_size=60))
def test_any_text_gives_its_own_characters_in_order(text):
    found = find(text)
    for quantity in found:
        assert text[quantity.start : quantity.end] == quantity.text != ""
        assert quantity.hedge in HEDGES
        assert quantity.kind in KINDS
        assert len(quantity.subject) <= 24
        if quantity.value is None:
            assert quantity.low < quantity.high
    for one, two in pairwise(found):
        assert one.end <= two.start


@given(st.text(max_size=80))
def test_no_text_raises(text):
    find(text)


@given(st.text(st.sampled_from(SIGNS), max_size=60), st.data())
def test_spans_are_not_crossed(text, data):
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(ends[::2], ends[1::2], strict=False))
    for quantity in find(text, spans):
        assert any(low <= quantity.start and quantity.end <= high for low, high in spans)


def test_overlapping_spans_give_a_figure_once():
    text = "受理87件,办结66件。"
    assert find(text, [(0, len(text)), (0, 6), (3, len(text))]) == find(text)


def test_empty_text_and_no_spans():
    assert find("") == []
    assert find("受理87件", []) == []


def test_digits_beyond_any_report_are_no_number():
    assert find("1" * 400 + "件") == []


@pytest.mark.parametrize("name", LEXICONS)
def test_lexicon_has_card_and_no_duplicates(name):
    table = rows(name)
    assert card(name)["rows"] == len(table)
    assert len({tuple(row.values()) for row in table}) == len(table)
    assert all(row["form"] == row["form"].strip() != "" for row in table)


def test_units_are_part_of_their_forms():
    assert all(row["form"].startswith(row["unit"]) for row in rows("units"))
    assert all(row["form"].startswith(row["unit"]) for row in rows("unit-traps"))


def test_hedges_and_kinds_are_those_of_the_contract():
    assert {row["hedge"] for row in rows("hedges")} <= HEDGES
    assert {row["kind"] for row in rows("units")} <= KINDS
