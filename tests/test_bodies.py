"""One place has one key, and one name, in every table, matrix and choice."""

import pytest

from reportkit import measures
from reportkit.corpus.bodies import bodies
from reportkit.matrix import word_matrix
from tests.small_corpus import corpus, report

# The same county on five pages, its neighbour of the same name, and who else reports there.
PAGES = {
    "a": ("泊岩县", {"level": "county"}),
    "b": ("云岭省清澜市泊岩县", {"issuer": "泊岩县人民政府"}),
    "c": ("清澜市泊岩县", {"level": "county", "issuer": "清澜市泊岩县人民政府"}),
    "d": ("泊岩縣", {"level": "county"}),
    "bureau": ("泊岩县", {"level": "department", "issuer": "泊岩县司法局"}),
    "street": ("泊岩县云碓街道", {"level": "township", "issuer": "泊岩县云碓街道办事处"}),
    "street2": ("泊岩县云碓街道", {"level": "township"}),
    "nameless": (None, {"level": "department"}),
}
SAID = [(1, "一、", "工作情况", "achievements", None, ["全年组织执法人员集中培训并逐一考试。"])]


def listed(pages):
    return corpus(
        *(
            report(name, place, 2018 + n, sections=SAID, **{"level": None, "issuer": None} | more)
            for n, (name, (place, more)) in enumerate(pages.items())
        )
    )


def test_one_place_has_one_key_and_name_however_its_pages_write_it():
    known = bodies(listed(PAGES))
    assert len({known[name].key for name in "abcd"}) == 1
    assert {known[name].name for name in "abcd"} == {"泊岩县"}
    assert {known[name].locality for name in "abcd"} == {"云岭省清澜市泊岩县"}
    assert known["bureau"].key != known["a"].key
    assert known["bureau"].name == "泊岩县司法局"
    assert known["bureau"].locality == known["a"].locality
    assert known["street"].key == known["street2"].key
    assert known["street"].name == known["street2"].name == "泊岩县云碓街道"
    assert known["nameless"] == (None, None, None)


def test_all_that_asks_for_places_gives_the_same():
    here = listed(PAGES)
    keys = measures.keys(here).set_index("report_id")["place"]
    units = word_matrix(here).units.set_index("report_id")["place"]
    assert units.fillna("–").to_dict() == keys.fillna("–").to_dict()
    assert measures.pair_matrix(here).units["place"].nunique() == keys.nunique()
    follows = measures.successions(here).set_index("report_id")["next_report_id"]
    assert follows[["a", "b", "c"]].tolist() == ["b", "c", "d"]
    years = measures.theme_years(here)
    assert set(years["place"]) == set(keys.dropna())
    shared = measures.shared_sentences(here)
    # 泊岩县 with its bureau, and the street; the nameless one is a place of its own.
    assert shared["n_places"].max() == 3


def test_a_name_does_not_depend_on_what_is_chosen():
    pages = PAGES | {"far": ("宁州泊岩县", {"level": "county"})}
    here = listed(pages)
    names = {name: body.name for name, body in bodies(here).items()}
    # 泊岩县 alone could now be either, so it is taken for none; 清澜市泊岩县 is told in full.
    assert (names["a"], names["c"], names["far"]) == ("泊岩县", "云岭省清澜市泊岩县", "宁州泊岩县")
    chosen = here.filter(report_id=["a", "c"])
    assert measures.keys(chosen).set_index("report_id")["place"].to_dict() == {
        "a": names["a"],
        "c": names["c"],
    }
    assert set(word_matrix(chosen).units["place"]) == {names["a"], names["c"]}


def test_a_code_tells_a_division_and_its_latest_report_names_it():
    coded = {"level": "county", "code": "990103", "prefecture": "清澜市"}
    pages = {
        "old": ("清澜市望溪县", coded),
        "new": ("清澜市望溪市", coded),
        "other": ("清澜市望溪市", coded | {"code": "990199"}),
    }
    known = bodies(listed(pages))
    assert known["old"].key == known["new"].key != known["other"].key
    # Another code, the same name in full: nothing on the pages tells them apart.
    assert {known[name].name for name in pages} == {"望溪市"}


def test_offices_of_one_name_in_two_places_are_told_in_full():
    pages = {
        "a": ("清澜市望溪区", {"level": "department", "issuer": "望溪区司法局"}),
        "b": ("宁远市望溪区", {"level": "department", "issuer": "望溪区司法局"}),
    }
    known = bodies(listed(pages))
    assert [known[name].name for name in pages] == ["清澜市望溪区司法局", "宁远市望溪区司法局"]


@pytest.mark.parametrize("wanted", ["泊岩县", "云岭省", "清澜市泊岩县"])
def test_units_are_chosen_by_name_or_part_of_the_locality(wanted):
    matrix = word_matrix(listed(PAGES))
    assert matrix.mask({"place": wanted}).any()
