"""Still pictures of charts: drawn with few letters of a large font, and not twice."""

import json

import pytest

from reportkit import charts
from reportkit.charts import pictures
from reportkit.charts.lettering import LATIN, lettered
from reportkit.charts.rows import views
from tests.drawn_charts import drawn, small

writes = pytest.mark.skipif(not charts.writes_chinese(), reason="no Chinese font on this machine")


@pytest.fixture
def spec():
    """Matrix of shares: numbers in the cells, Chinese names beside them."""
    return drawn("theme_shares", small()["theme_shares"]).to_dict()


@pytest.fixture
def drawings(monkeypatch, tmp_path):
    """An empty cache, and the charts that are drawn."""
    monkeypatch.setattr(pictures, "cache_folder", lambda: tmp_path)
    told, draw = [], pictures.vl_convert.vegalite_to_png
    monkeypatch.setattr(
        pictures.vl_convert,
        "vegalite_to_png",
        lambda said, **options: (told.append(said), draw(said, **options))[1],
    )
    return told


def fonts(spec):
    marks = [view["mark"] for view in views(spec) if isinstance(view.get("mark"), dict)]
    return [mark.get("font") for mark in marks if mark["type"] == "text"]


def test_numbers_are_drawn_with_the_small_font(spec):
    before = json.dumps(spec)
    assert fonts(spec) == [None]
    assert fonts(lettered(spec)) == [LATIN]
    assert json.dumps(spec) == before


def test_one_chinese_word_keeps_the_font_that_has_it(spec):
    (rows,) = spec["datasets"].values()
    rows[-1]["shown"] = "无"
    assert fonts(lettered(spec)) == [None]


def test_words_that_the_chart_makes_itself_keep_their_font(spec):
    for view in views(spec):
        if view.get("mark", {}).get("type") == "text":
            view["encoding"]["text"] = {"field": "made_later"}
    assert fonts(lettered(spec)) == [None]


def test_a_font_that_is_named_stays(spec):
    for view in views(spec):
        if view.get("mark", {}).get("type") == "text":
            view["mark"]["font"] = "Somebody's"
    assert fonts(lettered(spec)) == ["Somebody's"]


@writes
def test_a_picture_is_drawn_once(spec, drawings):
    first = pictures.picture(spec)
    assert first.startswith(b"\x89PNG")
    assert pictures.picture(spec) == first
    assert len(drawings) == 1


@writes
def test_another_chart_is_another_picture(spec, drawings):
    first = pictures.picture(spec)
    assert pictures.picture(spec | {"background": "#eeeeee"}) != first
    assert len(drawings) == 2


@writes
def test_the_newest_pictures_are_kept(spec, drawings, monkeypatch, tmp_path):
    monkeypatch.setattr(pictures, "MOST_KEPT", 2)
    for shade in ("#111111", "#222222", "#333333"):
        pictures.picture(spec | {"background": shade})
    assert len(list((tmp_path / "pictures").iterdir())) == 2
    pictures.picture(spec | {"background": "#333333"})
    assert len(drawings) == 3


@writes
def test_where_nothing_can_be_kept_it_is_drawn_all_the_same(spec, drawings, tmp_path):
    (tmp_path / "pictures").write_text("a file is in the way")
    assert pictures.picture(spec) == pictures.picture(spec)
    assert len(drawings) == 2
