"""Reports that state some figures, one a sentence, for tests of indicators."""

from tests.small_corpus import report

WANGXI = {"province": "云岭省", "prefecture": "清澜市", "code": "990103"}


def stated(words, value, indicator, **more):
    """One sentence and the figure in it."""
    kind = {"%": "rate", "亿元": "amount"}.get(more.get("base_unit", "件"), "count")
    row = {"words": words, "value": value, "indicator": indicator, "base_unit": "件"}
    return row | {"kind": kind, "hedge": "", "repeats": False, "is_plan": False} | more


def telling(report_id, year, *figures, **more):
    """One report that states some figures, one a sentence."""
    sections = [(1, "一、", "工作情况", "achievements", None, [f"{f['words']}。" for f in figures])]
    facts = {"locality": "云岭省清澜市望溪区"} | WANGXI | more
    made = report(report_id, facts.pop("locality"), year, sections=sections, **facts)
    sentences = made["rows"]["sentences"][1:]
    made["rows"]["figures"] = [
        {
            "report_id": report_id,
            "section_id": 1,
            "sentence_id": s["sentence_id"],
            "text": f["words"],
        }
        | {"start": s["start"], "end": s["end"] - 1}
        | {key: value for key, value in f.items() if key != "words"}
        for s, f in zip(sentences, figures, strict=True)
    ]
    return made
