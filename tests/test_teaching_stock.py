"""The phrase stock of the teaching corpus: complete, well formed, varied, about no real place."""

import re
from collections import Counter, defaultdict

import pytest

from reportkit import lexicons

FILES = ("phrases", "headings", "names", "wordlists", "rewordings")
PARTS = ("preamble", "achievements", "leadership", "problems", "plan", "closing")
HEADED_PARTS = ("achievements", "leadership", "problems", "plan")
ROLES = [
    "sentence",
    "clause",
    "lead",
    "problem",
    "cause",
    "commitment",
    "answer",
    "zero",
    "ditto",
    "boast",
]
LEVELS = ["province", "prefecture", "county", "zone", "township", "department"]
FREQUENT = (
    "reconsideration_|litigation_|leader_court|disputes_|normative_documents_|enforcement_p|"
    "enforcement_[fns]|legal_aid_|npc_|cppcc_|open_info_|publicity_|officials_law_exam"
)
# Keys that offices seldom state.
RARE = {"reconsideration_mediated", "litigation_lost_cases"}
OPTIONS = {
    "scope": {"whole_area", "own_level", "departments", "townships", "government_defendant"},
    "basis": {"incl_carried_over", "of_accepted", "of_concluded", "average"},
    "period": {"year", "cumulative", "as_of", "several_years", "part_year"},
    "hedge": {"at_least", "at_most", "over"},
}
PLACE_KINDS = {"province", "prefecture", "county", "district", "county_city", "zone", "township"}
SUFFIXES = ("", "省", "市", "县", "区", "镇", "乡", "街道", "旗", "州", "盟", "自治县", "自治州")
SLOT = re.compile(r"\{([^{}]*)\}")
KEY = r"[a-z][a-z_]*"
FORMS = (
    re.compile(r"(place|full|parent|year|last_year|next_year|area|dept)"),
    re.compile(rf"list:{KEY}"),
    re.compile(rf"!{KEY}(&{KEY})*\|[^|]+"),
    re.compile(rf"\+{KEY}\|%"),
    re.compile(rf"#{KEY}\|[^|=]+\|\d+-\d+(\|\w+=[\w&]+)*"),
    re.compile(rf"{KEY}(&{KEY})*\|[^|=]+(\|\w+=[\w&]+)*"),
)


def phrases():
    return lexicons.rows("phrases")


def slots(text):
    return [found[1] for found in SLOT.finditer(text)]


def figure_names(text):
    """Names of the figures that a text states, free ones with their #."""
    heads = [s.split("|")[0] for s in slots(text) if "|" in s and s[0] not in "!"]
    return {name for head in heads for name in head.lstrip("+").split("&")}


def stated(text):
    """Indicators that a text states by a slot of their own; a change counts for …_growth."""
    found = set()
    for head in (s.split("|")[0] for s in slots(text) if "|" in s):
        if head[0] == "+":
            found.add(f"{head[1:]}_growth")
        elif head[0] != "#":
            found.update(head.lstrip("!").split("&"))
    return found


def options(slot):
    return [word.split("=", 1) for word in slot.split("|") if re.fullmatch(r"\w+=[\w&]+", word)]


def test_ids_are_unique_and_in_order():
    ids = [row["id"] for row in phrases()]
    assert ids == sorted(set(ids))


def test_columns_hold_known_words():
    themes = {"", *lexicons.themes()}
    for row in phrases():
        assert row["part"] in PARTS, row
        assert row["theme"] in themes, row
        assert row["role"] in ROLES, row
        assert set(row["levels"].split()) <= set(LEVELS), row
        assert row["text"], row
        assert not row["text"].endswith("。"), row


def test_no_text_occurs_twice():
    assert [t for t, n in Counter(r["text"] for r in phrases()).items() if n > 1] == []


def test_signs_are_half_width():
    texts = ("phrases", "headings", "wordlists", "rewordings")
    for row in (row for name in texts for row in lexicons.rows(name)):
        assert not re.search("[，；：（）？！]", row["text"]), row
        assert not re.search(r"\d,\d", row["text"]), row


def test_slots_are_well_formed():
    for row in phrases():
        assert row["text"].count("{") == row["text"].count("}") == len(slots(row["text"])), row
        for slot in slots(row["text"]):
            assert any(form.fullmatch(slot) for form in FORMS), (row["id"], slot)


def test_options_of_slots_are_known():
    catalogue = {row["key"] for row in lexicons.rows("indicators")}
    known = {**OPTIONS, "indicator": catalogue, "also": catalogue}
    for row in phrases():
        for name, value in (pair for slot in slots(row["text"]) for pair in options(slot)):
            assert set(value.split("&")) <= known[name], (row["id"], name, value)


def test_ranges_run_upwards():
    for row in phrases():
        for low, high in re.findall(r"\|(\d+)-(\d+)", row["text"]):
            assert int(low) <= int(high), row


def test_words_of_lists_exist():
    lists = {row["list"] for row in lexicons.rows("wordlists")}
    asked = {s[5:] for row in phrases() for s in slots(row["text"]) if s.startswith("list:")}
    assert asked <= lists


def test_every_indicator_of_a_slot_is_in_the_catalogue():
    catalogue = {row["key"] for row in lexicons.rows("indicators")}
    names = {n for r in phrases() for n in stated(r["text"]) if not n.endswith("_growth")}
    assert names - catalogue == set()


def test_indicators_are_stated_in_several_wordings():
    used = Counter(name for row in phrases() for name in stated(row["text"]))
    assert len(used) >= 111
    catalogue = {row["key"] for row in lexicons.rows("indicators")}
    few = {n for n, times in used.items() if times < 2 and n in catalogue}
    assert few == set()
    frequent = {n: used[n] for n in catalogue & used.keys() if re.match(FREQUENT, n)}
    assert {n for n, times in frequent.items() if times < 5} <= RARE


@pytest.mark.parametrize(
    ("column", "value", "least"),
    [
        ("role", "cause", 20),
        ("role", "commitment", 60),
        ("role", "answer", 30),
        ("role", "zero", 20),
        ("role", "ditto", 15),
        ("part", "problems", 60),
        ("part", "plan", 60),
        ("part", "leadership", 50),
        ("part", "preamble", 30),
        ("part", "closing", 15),
        *[("theme", theme, 40) for theme in lexicons.card("themes")["categories"]],
    ],
)
def test_the_stock_is_large_enough(column, value, least):
    assert sum(row[column] == value for row in phrases()) >= least


def test_every_level_has_every_theme():
    for level in LEVELS:
        counts = Counter(
            row["theme"]
            for row in phrases()
            if row["part"] == "achievements" and (not row["levels"] or level in row["levels"])
        )
        assert min(counts[theme] for theme in lexicons.themes()) >= 10, level


def test_sums_and_rates_name_slots_of_their_row():
    for row in phrases():
        there = figure_names(row["text"])
        for rule in filter(None, row["sum"].split("; ")):
            found = re.fullmatch(r"total=(\S+) (parts|within)=(\S+)", rule)
            assert found, row
            assert {found[1], *found[3].split(",")} <= there, row
        for rule in filter(None, row["rate"].split(";")):
            assert set(re.split(r"[=/+]", rule.strip())) <= there, row


def test_enough_rows_have_sums():
    assert sum(bool(row["sum"]) for row in phrases()) >= 25


def test_pairs_are_whole():
    pairs = defaultdict(list)
    for row in phrases():
        pairs[row["pair"]].append(row["role"])
    del pairs[""]
    shapes = {tuple(sorted(roles)) for roles in pairs.values()}
    assert shapes == {("answer", "commitment"), ("problem", "problem")}


def test_rewordings_are_of_the_same_kind():
    by_id = {row["id"]: row for row in phrases()}
    reworded = [row for row in phrases() if row["variant_of"]]
    assert len(reworded) >= 40
    for row in reworded:
        other = by_id[row["variant_of"]]
        assert (row["part"], row["theme"], row["role"]) == (
            other["part"],
            other["theme"],
            other["role"],
        )
        assert figure_names(row["text"]) - figure_names(other["text"]) <= {
            n for n in figure_names(row["text"]) if n.startswith("#")
        }, row


def test_second_wordings_say_the_same_in_other_words():
    """Same slots; what would answer an announcement is kept out by the first wording."""
    first = {row["id"]: row["text"] for row in phrases()}
    announced = [re.compile(row["words"]) for row in lexicons.rows("announced")]
    rows = lexicons.rows("rewordings")
    assert len({row["id"] for row in rows}) == len(rows) >= 130
    for row in rows:
        own, text = first[row["id"]], row["text"]
        assert sorted(slots(own)) == sorted(slots(text)), row
        assert own not in text and text not in own
        for words in announced:
            assert words.search(own) or not words.search(text), (row, words.pattern)


def test_parts_and_themes_have_many_headings():
    rows = lexicons.rows("headings")
    for part in HEADED_PARTS:
        assert sum((r["part"], r["level_hint"]) == (part, "1") for r in rows) >= 8
    for theme in lexicons.themes():
        assert sum((r["part"], r["theme"]) == ("achievements", theme) for r in rows) >= 8
    assert len({r["text"] for r in rows}) == len(rows)


def test_word_lists_have_a_usual_size():
    sizes = Counter(row["list"] for row in lexicons.rows("wordlists"))
    assert len(sizes) >= 25
    assert {name: n for name, n in sizes.items() if not 6 <= n <= 20} == {}


@pytest.mark.parametrize("name", FILES)
def test_cards_count_their_rows(name):
    assert lexicons.card(name)["rows"] == len(lexicons.rows(name))


def real_names():
    """Names of all divisions and zones, short ones too."""
    found = {row["name"] for row in lexicons.rows("divisions")}
    for row in lexicons.rows("short_names"):
        found |= {row["short"], row["name"]}
    for row in lexicons.rows("zones"):
        found |= {row["name"], *filter(None, row["short"].split(";"))}
    return found


def test_places_are_invented():
    real = real_names()
    rows = [row for row in lexicons.rows("names") if row["kind"] in PLACE_KINDS]
    assert len({row["stem"] for row in rows}) >= 60
    zones = " ".join(row["name"] + " " + row["short"] for row in lexicons.rows("zones"))
    for row in rows:
        assert row["text"].startswith(row["stem"]), row
        assert 2 <= len(row["stem"]) <= 4, row
        for suffix in SUFFIXES:
            assert row["stem"] + suffix not in real, (row, suffix)
        assert row["text"] not in zones
        if row["kind"] != "zone":
            assert row["stem"] not in zones, row


def test_no_text_names_a_real_place():
    long_names = {name for name in real_names() if len(name) > 2}
    sizes = {len(name) for name in long_names}
    for row in (*phrases(), *lexicons.rows("headings"), *lexicons.rows("wordlists")):
        text = SLOT.sub("\n", row["text"])
        pieces = {text[i : i + n] for n in sizes for i in range(len(text) - n + 1)}
        assert not pieces & long_names, row
