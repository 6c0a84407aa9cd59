"""Tables that set years side by side: the year's own column or row has the key, others none."""

import pytest

from reportkit.corpus.document import documents
from reportkit.indicators.tables import time_of
from reportkit.sources import Source

TITLE = "望溪区2024年法治政府建设情况报告\n一、主要成效\n两年数据如下:\n"
ROWS = (
    "行政复议受理案件(件)\t318\t297\t-6.6%\n"
    "行政诉讼败诉率(%)\t9.1\t7.2\t下降1.9个百分点\n"
    "法律援助案件(件)\t455\t402\t-11.6%\n"
)
WANTED = {
    "297": "reconsideration_accepted",
    "7.2": "litigation_loss_rate",
    "402": "legal_aid_cases",
}


def keys(text):
    (found,) = documents(Source("a.txt", text, "txt", "utf-8", ""), "a.txt")
    return {row[4]: row[14] for row in found.rows["figures"] if row[14]}


@pytest.mark.parametrize(
    "head",
    ["指标\t2023年\t2024年\t增减", "项目\t上年\t本年\t同比", "类别\t去年\t今年\t较上年"],
)
def test_only_this_years_column_states_the_indicator(head):
    assert keys(f"{TITLE}{head}\n{ROWS}") == WANTED


def test_the_order_of_the_columns_does_not_matter():
    rows = ROWS.replace("318\t297", "297\t318").replace("9.1\t7.2", "7.2\t9.1")
    rows = rows.replace("455\t402", "402\t455")
    assert keys(f"{TITLE}指标\t2024年\t2023年\t增减\n{rows}") == WANTED


def test_a_table_without_years_is_read_as_before():
    rows = "行政复议受理\t45\n行政诉讼一审\t12"
    found = keys(f"{TITLE}项目\t数量(件)\n{rows}\n")
    assert found == {"45": "reconsideration_accepted", "12": "litigation_first_instance_cases"}


@pytest.mark.parametrize("years", [("2023", "2024"), ("2023年", "2024年度"), ("上年", "本年")])
def test_only_this_years_row_states_the_indicator(years):
    table = (
        "年份\t行政处罚案件(件)\t行政检查(次)\t罚没金额(万元)\n"
        f"{years[0]}\t487\t3542\t20.15\n{years[1]}\t539\t2917\t21.74\n"
    )
    wanted = {"539": "penalty_cases", "2917": "administrative_inspections"}
    assert keys(f"{TITLE}{table}") == wanted | {"21.74": "penalty_amount_yuan"}


def test_a_row_of_totals_is_told_by_the_heads_of_its_columns():
    table = "单位\t法律援助案件(件)\t普法活动(场)\n柳坪镇\t12\t31\n东堡镇\t9\t18\n合计\t21\t49\n"
    assert keys(f"{TITLE}{table}") == {"21": "legal_aid_cases", "49": "publicity_events"}


def test_a_share_of_the_change_column_is_a_change():
    (found,) = documents(
        Source("a.txt", f"{TITLE}指标\t2023年\t2024年\t增减\n{ROWS}", "txt", "utf-8", ""), "a.txt"
    )
    said = {row[4]: (row[11], row[12]) for row in found.rows["figures"]}
    assert said["6.6%"] == ("change", "down")
    assert said["1.9个百分点"] == ("change", "down")
    assert said["297"] == ("count", "")


def test_years_that_are_not_the_reports_say_nothing():
    assert time_of("2030年", 2024) is None
    assert time_of("2023年", None) is None
