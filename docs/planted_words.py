"""Write docs/planted-words.md: python docs/planted_words.py [--places 12 --years 6 --seed 2024].

As docs/planted.py does for statements and numbers: generates the teaching corpus, reads it and
compares what the measures of words, themes and reuse claim with what was planted.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from reportkit.corpus.reader import read_corpus  # noqa: E402  # tests/ is no package of ours
from tests.planted_scoring import Finding, Ground, Tallies, lines  # noqa: E402
from tests.planted_words_scoring import BY, FEWEST_YEARS, STEADY, tallies  # noqa: E402

PAGE = Path(__file__).with_name("planted-words.md")
DEFAULT = {"places": 12, "years": 6, "seed": 2024}
OTHER_SEEDS = (7, 31)
HEAD = f"""# Paragraphs, terms and themes that were planted, and what the measures find

Written by `python docs/planted_words.py`; a test compares. The sibling of [planted.md](planted.md):
here are the paragraphs copied from last year's report or the parent's, with other numbers or
reworded, the term that spreads from place to place, and the themes whose share moves.

- **Paragraphs**: found where a row of `reused_passages` overlaps the planted paragraph and its
  source. Parents are given, by the generator's names: invented divisions have no code, and most
  names on the pages do not say who is above. `kind told`: of those found, how many are called
  unchanged, numbers_changed or reworded as they were planted.
- **Terms**: found where `spreading_words` has a word of the term, with as many places as took part.
- **Themes**: found where the shares of `theme_years` go the planted way: Kendall's tau of share and
  year is {STEADY} or more over {FEWEST_YEARS} years at least, and the last two years have {BY}
  times the share of the first two, or the reverse. This rule is the page's, not a measure's, and
  was set after looking at these three seeds.
- **Claimed besides**: not planted. The generator draws all years of a place, and all places, from
  one stock of sentences, so some meet again in the same order by chance; and shares of themes
  drift. Each passage was read: "true" means that its sentences stand in both reports as claimed.

The order of sentences decides: in a copied paragraph they keep it, drawn anew they do not. Before
`reused_passages` asked for it, 4 passages at seed 2024 and 9 at seed 7 were claimed besides against
last year's reports; the rule was set on seeds 2024, 7 and 31, so other seeds may do worse.
"""
WHY = {
    "copied_own": "The page of the year before names no place, so no report is known to be last "
    "year's.",
    "numbers_own": "Sentences of its source were not copied and stand between those that were, so "
    "what is left is too short for a passage.",
    "reworded_own": "Of one, six of eight sentences have a partner, in order but for one, and they "
    "are too short for a passage; the other has three sentences, and one is said in quite other "
    "words.",
    "kind told": "The text differs from its kind: sentences without another wording in the stock "
    "were planted as reworded and changed their figures only, a copy from a parent says 我区 for "
    "我市, and a planted paragraph stands beside sentences that came back by chance.",
    "term_spread": "Cut in two words that other sentences use too. With "
    "`words.dictionary([term])` it is found.",
    "theme_shift": "The shares do not go one way over the years, or the page does not print the "
    "place. Why the shares stray was not looked into.",
}
NOT_LOOKED = "Why was not looked into."
# Passages claimed besides, by how they begin: all of them were read and stand in both reports.
READ = (
    "理顺职责、优化流程",
    "部署妨碍统一市场和公平竞争政策措施清理",
    "组织有关部门对上级《电动自行车停放管理规定》",
    "围绕重大项目、民生实事开展政府督查",
    "政务服务大厅获评全省标准化示范窗口",
    "让程序成为习惯、让民意融入决策",
    "深入领会党的二十大精神",
)


def measured(places: int, years: int, seed: int) -> Tallies:
    """Tallies of one corpus."""
    with TemporaryDirectory() as folder:
        order = {"places": places, "years": years, "seed": seed}
        return tallies(Ground(Path(folder), lambda path: read_corpus([path]), **order))


def section(seed: int, found: Tallies) -> Iterator[str]:
    """One corpus: the table, what is not found and why, what is claimed besides."""
    yield f"\n## Seed {seed}\n"
    yield from lines(found)
    for name, listed in (("Not found", "missed"), ("Claimed besides", "besides")):
        rows = {kind: getattr(tally, listed) for kind, tally in found.items()}
        if not any(rows.values()):
            continue
        yield f"\n### {name}, seed {seed}\n"
        for kind, findings in rows.items():
            if findings:
                yield f"\n`{kind}`" + (
                    f": {WHY.get(kind, NOT_LOOKED)}\n" if listed == "missed" else "\n"
                )
                said = map(str, findings) if listed == "missed" else map(_judged, findings)
                yield from (f"- {each}" for each in said)


def _judged(finding: Finding) -> str:
    if not finding.words:
        return f"{finding} — the shares do so; nothing was planted"
    return f"{finding} — {'true' if finding.words.startswith(READ) else 'not read'}"


def main() -> None:
    """Measure, and write or print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in DEFAULT.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    wish = vars(parser.parse_args())
    if wish != DEFAULT:
        sys.stdout.write("\n".join(section(wish["seed"], measured(**wish))) + "\n")
        return
    text = [HEAD]
    for seed in (DEFAULT["seed"], *OTHER_SEEDS):
        text += section(seed, measured(**{**wish, "seed": seed}))
    PAGE.write_text("\n".join(text).replace("\n\n\n", "\n\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
