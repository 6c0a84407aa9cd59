"""How to cite what a panel shows, in the Chinese standard and for BibTeX."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

_KEY_LENGTH = 12
# What BibTeX reads as a command, and how it is printed instead.
_SPECIAL = {c: f"\\{c}" for c in "{}%&#_$"} | {"\\": "/", "~": " ", "^": " "}


class Citation(NamedTuple):
    """Citation of a result: ``gbt`` after GB/T 7714-2015, ``bibtex`` as an entry of its own."""

    gbt: str
    bibtex: str

    def __str__(self) -> str:
        """Both, one under the other."""
        return f"{self.gbt}\n\n{self.bibtex}"

    def __repr__(self) -> str:
        """As it is to be copied out of a notebook."""
        return str(self)


def citation(passport: Mapping[str, Any], title: str) -> Citation:
    """Citation of what ``title`` names, made from the corpus that ``passport`` describes.

    Parameters
    ----------
    passport : Mapping
        What ``corpus.passport().as_dict()`` gives.
    title : str
        Question or title of the panel.
    """
    made = str(passport["made"])
    invented = "，含虚构的教学文本" if passport["invented"] else ""
    held = f"{passport['reports']} 份报告，校验码 {passport['hash']}{invented}"
    tool = f"reportkit {passport['reportkit']}"
    # Data on a disk: the standard's OL (online) would ask for an address, and there is none.
    gbt = (
        f"The reportkit authors. {title}：语料 {passport['corpus']}（{held}）[DS/DK]. "
        f"{tool}，{made[:4]}（{made}）."
    )
    note = f"Corpus {passport['corpus']}, {passport['reports']} reports, hash {passport['hash']}"
    if passport["invented"]:
        note += ", with invented texts for teaching"
    fields = {
        "author": "{The reportkit authors}",
        "title": _bib(title),
        "year": made[:4],
        "howpublished": _bib(tool),
        "note": _bib(f"{note}; made on {made}"),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return Citation(gbt, f"@misc{{{_key(passport, title)},\n{lines}\n}}")


def _key(passport: Mapping[str, Any], title: str) -> str:
    """Key of its own for each corpus and question."""
    made = sha256(f"{passport['hash']} {title}".encode()).hexdigest()
    return f"reportkit-{made[:_KEY_LENGTH]}"


def _bib(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)
