"""The passport of a result: what it was made from, so that it can be made again or doubted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from .. import lexicons, words
from .fingerprint import fingerprint

if TYPE_CHECKING:
    from .corpus import Corpus

# Lexicons that a reader's own numbers depend on; the rules are in the fingerprint.
_NAMED = ("themes", "indicators")
_HASH_LENGTH = 16
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Passport:
    """What a corpus holds and what read it.

    Attributes
    ----------
    corpus : str
        Its name.
    hash : str
        Of the report_ids and the files' SHA-256: two corpora of one hash hold the same files.
    reports, invented : int
        Reports, and how many of them say that they are invented.
    years : str
        First and last year reported on; empty if none is known.
    filters : tuple of str
        What was chosen, in the order it was.
    reportkit, rules, segmenter : str
        Version, fingerprint of rules and code, and what cut the words, when the files were read;
        "unknown" for a corpus put together by hand.
    lexicons : Mapping
        Lexicon to version, now.
    made : str
        Today, YYYY-MM-DD.
    steps : tuple of str
        Lines of code that made a result of it, with all that was set for it; empty for a corpus.
    """

    corpus: str
    hash: str
    reports: int
    invented: int
    years: str
    filters: tuple[str, ...]
    reportkit: str
    rules: str
    segmenter: str
    lexicons: Mapping[str, str]
    made: str
    steps: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionary, for JSON."""
        lists = {"filters": list(self.filters), "steps": list(self.steps)}
        return asdict(self) | lists | {"lexicons": dict(self.lexicons)}

    def __str__(self) -> str:
        """Say all of it in lines; that something is invented comes first."""
        warning = f"INVENTED: {self.invented} of {self.reports} reports\n" if self.invented else ""
        rows = (f"{name}: {_shown(value)}" for name, value in self.as_dict().items())
        return warning + "\n".join(rows)


def passport(corpus: Corpus) -> Passport:
    """Passport of a corpus as it is now."""
    known = corpus.reports["year"].dropna()
    return Passport(
        corpus=corpus.name,
        hash=_hash(corpus),
        reports=len(corpus),
        invented=int(corpus.reports["invented"].sum()),
        years=f"{known.min()}–{known.max()}" if len(known) else "",
        filters=corpus.filters,
        reportkit=corpus.made_with.get("reportkit", UNKNOWN),
        rules=corpus.made_with.get("rules", UNKNOWN),
        segmenter=corpus.made_with.get("segmenter", UNKNOWN),
        lexicons={name: str(lexicons.card(name)["version"]) for name in _NAMED},
        made=date.today().isoformat(),
    )


def now() -> dict[str, str]:
    """What reads files now: version of reportkit, fingerprint of its rules, segmenter."""
    return {
        "reportkit": version("reportkit"),
        "rules": fingerprint(),
        "segmenter": words.segmenter(),
    }


def joined(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    """What read two corpora that are now one: both, where they differ."""
    if not first or not second:
        return dict(first or second)
    return {key: " + ".join(dict.fromkeys((first[key], second[key]))) for key in first}


def _hash(corpus: Corpus) -> str:
    files = sorted(zip(corpus.reports["report_id"], corpus.reports["sha256"], strict=True))
    lines = "\n".join(f"{report_id} {digest}" for report_id, digest in files)
    return sha256(lines.encode()).hexdigest()[:_HASH_LENGTH]


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {version}" for name, version in value.items())
    return "; ".join(value) if isinstance(value, list) else str(value)
