"""Write docs/planted.md: python docs/planted.py [--places 12 --years 6 --seed 2024].

Generates the teaching corpus, reads it, runs the measures and compares what they claim with what
was planted. Only the page of the default corpus is written; another is printed.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from reportkit.corpus.reader import read_corpus  # noqa: E402  # tests/ is no package of ours
from tests.planted_scoring import Finding, Ground, Tallies, agreeing, lines, tallies  # noqa: E402

PAGE = Path(__file__).with_name("planted.md")
DEFAULT = {"places": 12, "years": 6, "seed": 2024}
OTHER_SEEDS = (7, 31)
HEAD = """# What was planted, and what the measures find of it

Written by `python docs/planted.py`; a test compares. The teaching corpus (docs/teaching.md) plants
contradictions, cases carried over, noughts said by negation, late and missing reports and more, and
tells where. Here is what `measures` find, by place: a plant counts as found where the right kind of
claim stands in its own sentence.

- **found**: of the wrong sentences, those that `audit` contradicts; of the right ones (`…_right`,
  `carry_over`, `denominator`), those that it does not contradict.
- **claimed besides**: contradictions, noughts, late dates, gaps, returning problems and answered
  plans that were not planted. For the last two that is no error by itself: both years' texts are
  drawn from one stock, so that matters return by chance. All of them were read, see below.
- `basis said`: both years' rows of a changed denominator say of which cases they are.

Copied paragraphs, wandering terms and moving themes are measured with the measures of reuse.
"""
# The first measurement, before anything was mended for it: history, which no command can
# measure again. Seeds 2024, 7 and 31, all formats: found of planted.
FIRST = """
## The first run

Before anything was mended (found of planted; seeds 2024, 7, 31):

| kind | 2024 | 7 | 31 | besides |
|---|---|---|---|---|
| `sum_wrong` | 2 of 7 | 1 of 6 | 4 of 6 | 0 |
| `rate_wrong` | 0 of 6 | 0 of 4 | 0 of 4 | 0 |
| `change_wrong` | 1 of 5 | 0 of 5 | 0 of 3 | 0 |
| `concluded_over_accepted` | 3 of 5 | 3 of 5 | 4 of 5 | 0 |
| `resolved_over_screened` | 4 of 4 | 4 of 4 | 3 of 3 | 1, false |
| right sentences not accused | 121 of 121 | 156 of 156 | 129 of 129 | |
| `zero` | 6 of 30 | 14 of 50 | 7 of 24 | 10, 14, 7 |
| `late_submission` | 5 of 6 | 4 of 6 | 5 of 7 | 0 |
| `missing_report` | 3 of 4 | 2 of 3 | 3 of 4 | not counted |
| `cause_named` | 35 of 35 | 29 of 30 | 37 of 37 | 0, 1, 2 |
| `problem_returns` | 10 of 11 | 7 of 10 | 10 of 11 | 8, 6, 6 |
| `plan_answered` | 6 of 7 | 6 of 7 | 6 of 7 | 6, 9, 9 |

What was wrong, and where it was mended:

- **Generator.** Wrong totals and rates stood where a reader can explain them (a list that names
  some, 调解和解率 without its base): they are planted now only in sentences whose words leave one
  reading (data/teaching/provable.csv), so the rows of sums and rates above and below are of other
  sentences. A total of two parts missed one of them and so was the other; 新受理 spoke of older
  cases; last year's figure had another scope; 未发生败诉案件 was called a rate; a sentence told as
  naming no cause named one.
- **Audit.** One false accusation (其中 of an earlier statement). Not seen: outcome lists (结果为),
  lists behind a semicolon, a part above its whole in a list, 占审结数 of 办结的…件, bases that the
  words name (为基数, 在…件中), 终止审理等结案, a year's figure beside one that does not say so, and
  last year's report of a place whose department reports too.
- **Statutory.** A late date of a place of unknown level; 原因, with a comma behind it. Missing
  years had no measure (`missing_reports`), and a government that signs in two ways was two places.
- **Indicators.** Noughts in other words, mended meanwhile by their author.

After that, 432 further reports (seeds 5 and 11, 36 places) were measured before anything was mended
for them: 36 of 38 wrong sums, 32 of 32 wrong rates, 12 of 20 wrong changes, 47 of 47 impossible
relations were found; none of 714 right sentences was accused, and nothing else was.
"""
WHY = {
    "change_wrong": "The two years' words are read as different indicators, or one as none; "
    "what may count different things is not compared.",
    "basis said": "The base is said in words that the rules of bases do not hold.",
    "zero": "The negation is said in words that the rules do not hold.",
    "problem_returns": "Reworded with hardly a word in common, and of no kind in "
    "data/lexicons/shortcoming-kinds.csv (or a nearer one of that kind stands beside it).",
    "plan_answered": "The answer holds 0.298 of the plan's weight; 0.30 is asked of a sentence "
    "that refers back. The limit was not moved for one case.",
}
# Claims that were not planted, by how their words begin, and what a reader says of them: true of
# the two texts, or not.
SO = (
    "行政争议实质性化解的办法不多",
    "府院联动的深度和广度不够",
    "部分执法人员办案程序意识不强",
    "数据共享机制不畅",
    "部分案卷制作质量不高",
    "窗口人員對新政策掌握不夠及時",
    "部门间数据壁垒尚未彻底打破",
    "基层窗口人员流动频繁",
    "法治工作力量薄弱",
    "主要受编制和待遇限制",
    "法治工作人才紧缺",
    "公共法律服务供给不均衡",
    "業務系統條塊分割",
    "普法形式較為陳舊",
    "深入推进“八五”普法规划落实",
    "健全会前学法制度",
    "落實公平競爭審查制度",
    "落实公平竞争审查制度",
)
NOT_SO = {
    "應訴能力不足": "only the cause told with both is the same",
    "涉企检查统筹不足": "coordination of inspections, and of the whole",
    "应急管理基层基础薄弱": "staff for emergencies, and for powers handed down",
    "督察考核的刚性还需加强": "the same heading over another matter",
    "持续提升领导干部法治素养": "speaks of the matter, but of a test of it",
    "优化公共法律服务供给": "too general to be answered",
    "进一步压紧压实法治建设责任": "too general to be answered",
    "优化行政复议便民举措": "a lecture is no easier access",
}


def measured(places: int, years: int, seed: int, **order: object) -> tuple[Tallies, dict[str, int]]:
    """Tallies of one corpus, and how many right sentences have a check that agrees."""
    with TemporaryDirectory() as folder:
        ground = Ground(
            Path(folder), lambda path: read_corpus([path]), places=places, years=years, seed=seed,
            **order,
        )  # fmt: skip
        return tallies(ground), agreeing(ground)


def page(found: Tallies, agreed: dict[str, int]) -> Iterator[str]:
    """Sections of one corpus: the table, what is missed and why, what is claimed besides."""
    yield "\n## The default corpus\n"
    yield from lines(found)
    said = ", ".join(
        f"{number} of {found[kind].planted} `{kind}`" for kind, number in agreed.items()
    )
    yield f"\nOf the right sentences the audit says outright that they agree: {said}."
    yield "\n### Not found\n"
    for kind, tally in found.items():
        if tally.missed:
            yield f"\n`{kind}`: {WHY.get(kind, '')}\n"
            yield from (f"- {finding}" for finding in tally.missed)
    yield "\n### Claimed besides, and read\n"
    for kind, tally in found.items():
        if tally.besides:
            yield f"\n`{kind}`\n"
            yield from (f"- {_judged(finding)}" for finding in tally.besides)


def _judged(finding: Finding) -> str:
    reason = next((why for words, why in NOT_SO.items() if finding.words.startswith(words)), "")
    said = "true" if finding.words.startswith(SO) else "not read"
    return f"{finding} — {'not so: ' + reason if reason else said}"


def other(seed: int, found: Tallies) -> Iterator[str]:
    """Section of another seed: the numbers, and the misses without their reasons."""
    yield f"\n## Seed {seed}\n"
    yield from lines(found)
    yield ""
    for kind, tally in found.items():
        yield from (f"- `{kind}`, not found: {finding}" for finding in tally.missed)
    false = [f"`{kind}`: {_judged(f)}" for kind, t in found.items() for f in t.besides]
    yield from (f"- claimed besides: {line}" for line in false if not line.endswith("— true"))


def main() -> None:
    """Measure, and write or print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in DEFAULT.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    wish = vars(parser.parse_args())
    if wish != DEFAULT:
        sys.stdout.write("\n".join(other(wish["seed"], measured(**wish)[0])) + "\n")
        return
    text = [HEAD, *page(*measured(**wish)), FIRST]
    for seed in OTHER_SEEDS:
        text += other(seed, measured(**{**wish, "seed": seed})[0])
    PAGE.write_text("\n".join(text).replace("\n\n\n", "\n\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
