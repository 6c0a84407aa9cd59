"""Recipes: the steps that run are the lines that are printed, and nothing is done twice."""

import pandas as pd
import pytest

from reportkit import measures, words
from reportkit.panels.recipe import Code, Recipe, Ref, Step, code
from tests.small_corpus import five


class Counting:
    """Functions that say how often each was called."""

    def __init__(self):
        self.calls = []

    def double(self, number):
        self.calls.append("double")
        return 2 * number

    def add(self, number, other, more=0):
        self.calls.append("add")
        return number + other + more


@pytest.fixture
def counting():
    return Counting()


def steps(counting, more=0):
    return [
        Step("twice", counting.double, "measures", (Ref("corpus"),)),
        Step("data", counting.add, "measures", (Ref("twice"), 1), {"more": more}),
    ]


def test_steps_run_one_after_another_and_say_what_they_do(counting):
    results = Recipe().run(steps(counting, 5), {"corpus": 10})
    assert results == {"corpus": 10, "twice": 20, "data": 26}
    assert [str(step) for step in steps(counting, 5)] == [
        "twice = measures.double(corpus)",
        "data = measures.add(twice, 1, more=5)",
    ]


def test_what_has_not_changed_is_not_done_again(counting):
    recipe = Recipe()
    for more in (1, 2, 1, 2):
        recipe.run(steps(counting, more), {"corpus": 10})
    assert counting.calls == ["double", "add", "add"]


def test_a_step_is_done_again_if_one_that_it_needs_is_another(counting):
    """The line is the same; what it rests on is not."""
    recipe = Recipe()

    def after(first):
        return [
            Step("twice", counting.double, "measures", (first,)),
            Step("data", counting.add, "measures", (), {"number": Ref("twice"), "other": 1}),
        ]

    assert recipe.run(after(3), {})["data"] == 7
    assert recipe.run(after(4), {})["data"] == 9
    assert recipe.run(after(3), {})["data"] == 7
    assert counting.calls == ["double", "add"] * 2


def test_a_step_does_not_depend_on_lines_that_it_does_not_need(counting):
    recipe = Recipe()
    aside = Step("aside", counting.double, "measures", (8,))
    recipe.run(steps(counting), {"corpus": 10})
    recipe.run([aside, *steps(counting)], {"corpus": 10})
    assert counting.calls == ["double", "add", "double"]


def test_a_method_of_an_earlier_result_depends_on_it():
    corpus, recipe = five(), Recipe()
    one, two = (
        [
            Step("chosen", corpus.filter, "corpus", (), {"report_id": [i]}),
            Step("data", measures.overview, "measures", (Ref("chosen"),)),
        ]
        for i in ("990103-2022", "990103-2023")
    )
    for told in (one, two, one):
        data = recipe.run(told, {"corpus": corpus})["data"]
        assert data["report_id"].tolist() == told[0].options["report_id"]


def test_an_attribute_of_a_result_can_be_given(counting):
    made = Step("own", words.dictionary, "words", (), {"stopwords": ["推进"]})
    data = Step("data", sorted, "measures", (Ref("own", "stopwords"),))
    assert str(data) == "data = measures.sorted(own.stopwords)"
    assert "推进" in Recipe().run([made, data], {})["data"]
    other = made._replace(options={"stopwords": ["落实"]})
    assert "推进" not in Recipe().run([other, data], {})["data"]


def test_what_is_kept_is_bounded_and_the_newest_stays(counting):
    recipe = Recipe(most_kept=3)
    for number in range(50):
        found = recipe.run([Step("data", counting.double, "measures", (number,))], {})
        assert found["data"] == 2 * number
    assert len(recipe._kept) == 3
    recipe.run([Step("data", counting.double, "measures", (49,))], {})
    assert len(counting.calls) == 50


def test_a_refused_step_keeps_what_was_done_before_it(counting):
    recipe = Recipe()

    def refuse(_number):
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            recipe.run([*steps(counting), Step("chart", refuse, "charts", (Ref("data"),))],
                       {"corpus": 1})  # fmt: skip
    assert counting.calls == ["double", "add"]


def test_the_printed_lines_run_where_there_is_a_corpus():
    corpus = five()
    told = [
        Step("chosen", corpus.filter, "corpus", (), {"report_id": ["990103-2022"]}),
        Step("data", measures.theme_shares, "measures", (Ref("chosen"),)),
    ]
    printed = code(told, "data")
    assert isinstance(printed, Code)
    assert printed.splitlines() == [
        "from reportkit import measures",
        "",
        "chosen = corpus.filter(report_id=['990103-2022'])",
        "data = measures.theme_shares(chosen)",
        "data",
    ]
    assert repr(printed) == str(printed), "a notebook shows lines, not a quoted string"
    made = {"corpus": corpus}
    exec(printed, made)
    expected = Recipe().run(told, {"corpus": corpus})["data"]
    pd.testing.assert_frame_equal(made["data"], expected)


def test_no_step_is_the_corpus_itself():
    assert code([], "corpus") == "corpus"


@pytest.mark.parametrize("nasty", ["'); import os; ('", '"""', "\\", "a\nb", "\u2028", "{x}"])
def test_what_was_typed_is_printed_as_a_string_and_nothing_else(nasty):
    seen = []
    step = Step("data", seen.append, "measures", (nasty,), {})
    line = str(step).replace("measures.append", "seen.append")
    assert len(line.splitlines()) == 1
    exec(line, {"seen": seen})
    assert seen == [nasty]


def test_the_first_entries_of_a_result_are_printed_as_they_are_taken():
    first = Ref("data", "word", 2)
    assert repr(first) == "data.word[:2]" and repr(Ref("data", "word")) == "data.word"
    table = pd.DataFrame({"word": ["a", "b", "c"]})
    assert first.of({"data": table}).tolist() == eval(repr(first), {"data": table}).tolist()
    assert Ref("data", first=1).of({"data": [3, 4]}) == [3]
