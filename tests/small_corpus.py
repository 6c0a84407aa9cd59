"""A small corpus of invented places for tests of measures, charts and panels.

Built from rows, without parsing: what a test expects of a table can be counted by hand.
"""

from datetime import datetime

from reportkit.corpus import Corpus
from reportkit.corpus.tables import COLUMNS, REQUIRED_PARTS, TABLES, frame

# Level, number, heading, part, theme, sentences. Ten characters a sentence, 句号 included.
PLAIN = [
    (1, "一、", "工作情况", "achievements", None, []),
    (2, "(一)", "规范执法", "enforcement", "enforcement", ["全年检查九百家企业。"] * 3),
    (2, "(二)", "化解纠纷", "disputes", "disputes", ["调解员说和二百起事。"]),
    (1, "二、", "存在问题", "problems", None, ["少数同志还不会用法。"]),
    (1, "三、", "明年打算", "plan", None, ["明年再办十件民生事。"]),
]


def corpus(*reports, text=True):
    """Build a Corpus from what ``report`` gives."""
    rows = {table: [] for table in TABLES}
    for each in reports:
        for table, found in each["rows"].items():
            rows[table] += [
                tuple(
                    row.get(c, False if c in ("is_plan", "chosen") else None)
                    for c in COLUMNS[table]
                )
                for row in found
            ]
    tables = {table: frame(table, found) for table, found in rows.items()}
    texts = {r["rows"]["reports"][0]["report_id"]: r["text"] for r in reports}
    return Corpus(**tables, texts=texts if text else {}, name="invented")


def report(report_id, locality, year, *, sections=PLAIN, signed=None, published=None, **more):
    """One report: its text and its rows, offsets counted while the text is written."""
    title = f"{locality}{year}年法治政府建设情况报告"
    text, found_sections, sentences = f"{title}\n", [], []
    for number, (level, marker, heading, part, theme, own) in enumerate(sections, start=1):
        part = part if part in (*REQUIRED_PARTS, "preamble", "closing") else "achievements"
        start = len(text)
        _close(found_sections, level, start)
        found_sections.append(
            {"section_id": number, "level": level, "marker": marker, "title": heading}
            | {"part": part, "theme": theme, "start": start, "end": None}
        )
        for line in (f"{marker}{heading}", *own):
            sentences.append(
                {"section_id": number, "sentence_id": len(sentences) + 1, "part": part}
                | {"theme": theme, "start": len(text), "end": len(text) + len(line), "text": line}
            )
            text += f"{line}\n"
    _close(found_sections, 0, len(text))
    parts = {s["part"] for s in found_sections}
    row = {
        "title": title,
        "locality": locality,
        "level": "county",
        "year": year,
        "signed": signed and datetime.fromisoformat(signed),
        "published": published and datetime.fromisoformat(published),
        "doc_type": "report",
        "n_chars": sum(len(s["text"]) for s in sentences),
        "n_words": 40,
        "source": f"{report_id}.txt",
        "sha256": report_id,
        **{f"part_{p}": "heading" if p in parts else "absent" for p in REQUIRED_PARTS},
    } | more
    evidence = [{"field": "year", "value": str(year), "found_in": "title", "chosen": True}]
    evidence[0] |= {"start": len(str(locality)), "end": len(str(locality)) + len(str(year))}
    rows = {"reports": [row], "sections": found_sections, "sentences": sentences}
    rows |= {"evidence": evidence}
    return {
        "text": text,
        "rows": {t: [{"report_id": report_id} | r for r in f] for t, f in rows.items()},
    }


def _close(sections, level, at):
    for section in sections:
        if section["end"] is None and section["level"] >= level:
            section["end"] = at


def five():
    """Five documents of invented places: years, dates, parts and types differ."""
    short = [s for s in PLAIN if s[3] != "plan"]
    place = {"province": "云岭省", "prefecture": "清澜市"}
    district = place | {"county": "望溪区", "code": "990103"}
    return corpus(
        report(
            "990100-2020",
            "云岭省清澜市",
            2020,
            signed="2021-02-20",
            level="prefecture",
            code="990100",
            **place,
        ),
        report("990103-2022", "云岭省清澜市望溪区", 2022, signed="2023-03-18", **district),
        report("990103-2023", "云岭省清澜市望溪区", 2023, published="2024-02-06", **district),
        report("baishi-2023", "白石滩高新区", 2023, sections=short, level="zone"),
        report("unknown", None, None, sections=PLAIN[3:], doc_type="interpretation", level=None),
    )
