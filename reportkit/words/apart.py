"""What is set apart before words are cut: dates, numbers, Latin strings, rare characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from .engines import BEHIND_HAN, BLANK, FIRST_HAN, HAN

# 5年 is a duration and 2023年度 a word behind a number, but 2023年 and 3月5日 are dates.
# Written digit first, for that is what a search can leap to.
_DATE = re.compile(
    r"[0-9](?<![0-9.][0-9])"
    r"(?:(?:(?<=1)9|(?<=2)0)[0-9]{2}年(?!度)(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
    r"|[0-9]?月(?:[0-9]{1,2}日)?)"
)
# A comma joins digits in thousands only: in 2023,12345 it ends a clause.
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+)?"
LATIN = re.compile("[A-Za-z][A-Za-z+]*")
_NUMBER_OR_LATIN = re.compile(rf"(?:{_NUMBER})%?|({LATIN.pattern})")
# Next to these the engines don't cut Chinese characters alike.
_UNLIKE = re.compile(r"[0-9A-Za-z+#&._%\-]")
_DATE_OR_RUN = re.compile(rf"{_DATE.pattern}|([{HAN}]+)")
_ASCII_LETTER = re.compile(b"[A-Za-z]")
# Chinese characters that only one engine knows, and halves of characters, which one refuses:
# pieces, but no words.
RARE = re.compile("[\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\ud800-\udfff]")

Span = tuple[int, int, str]


def without(text: str, spans: Iterable[Span]) -> str:
    """Text with a blank for every character of the spans."""
    kept, last = [], 0
    for start, end, _ in spans:
        kept.append(text[last:start])
        kept.append(BLANK * (end - start))
        last = end
    kept.append(text[last:])
    return "".join(kept)


def rest(text: str, spans: Iterable[Span]) -> str:
    """Text with one blank for each span: quicker, but offsets are lost."""
    kept, last = [], 0
    for start, end, _ in spans:
        kept.append(text[last:start])
        last = end
    kept.append(text[last:])
    return BLANK.join(kept)


def dates_and_numbers(text: str) -> Iterator[Span]:
    """Dates and numbers: pieces, but no words."""
    for match in _DATE.finditer(text):
        yield (*match.span(), match.group())
    for match in _NUMBER_OR_LATIN.finditer(_dateless(text)):
        if match.group(1) is None:
            yield (*match.span(), match.group())


def latin(text: str) -> Iterator[Span]:
    """Latin strings: words that no engine cuts."""
    return ((*match.span(), match.group()) for match in LATIN.finditer(text))


def for_engine(text: str) -> str:
    """Text with a blank for every character that engines would treat in their own way."""
    return RARE.sub(BLANK, _UNLIKE.sub(BLANK, _dateless(text)))


def for_counting(text: str) -> str:
    """Runs of Chinese characters with one blank between: all that words are cut from."""
    return BLANK.join(_DATE_OR_RUN.findall(text))


def runs(text: str) -> tuple[str, npt.NDArray[np.int32]]:
    """What :func:`for_counting` gives, with the place in the text of each of its signs."""
    signs = np.frombuffer(_dateless(text).encode("utf-32-le", "surrogatepass"), np.uint32)
    is_han = (signs >= ord(FIRST_HAN)) & (signs < ord(BEHIND_HAN))
    kept = is_han.copy()
    kept[1:] |= is_han[:-1]
    places = np.flatnonzero(kept).astype(np.int32)
    blanked = np.where(is_han, signs, np.uint32(ord(BLANK)))[places]
    return blanked.tobytes().decode("utf-32-le"), places


def latin_words(text: str) -> list[str]:
    """Latin strings alone; most texts have none, which their few ASCII characters tell at once."""
    if not _ASCII_LETTER.search(text.encode("ascii", "ignore")):
        return []
    return LATIN.findall(text)


def _dateless(text: str) -> str:
    return _DATE.sub(lambda match: BLANK * len(match.group()), text)
