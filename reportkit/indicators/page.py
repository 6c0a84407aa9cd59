"""One text, sentence by sentence: its words, found when asked for, and the topics before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..quantities import Quantity
from .clauses import ITEM, Clauses
from .engine import Engine
from .fitting import IN_HEADING, IN_SECTION, IN_SENTENCE
from .statement import Passage
from .tables import Tables
from .words import Words

# How many sentences back a number may take its topic from, and how many clauses.
_SENTENCES_BACK, _CLAUSES_BACK, _LONGEST_BACK = 3, 8, 300
_LONGEST_TITLE = 200


@dataclass(slots=True)
class Spot:
    """A figure where it stands: the index of its sentence, its words and its clauses."""

    sentence: int
    words: Words
    clauses: Clauses
    figure: Quantity


class Page:
    """A text with its sentences and headings, as read by one engine."""

    def __init__(
        self,
        engine: Engine,
        text: str,
        sentences: Sequence[Passage],
        headings: Sequence[str],
        year: int | None = None,
    ) -> None:
        self.engine, self.text, self.year = engine, text, year
        self.sentences, self.headings = sentences, headings
        self.begins = [sentence.start for sentence in sentences]
        self.tables = Tables(text, sentences, year)
        self._words: dict[int, Words] = {}
        self._heading_topics: dict[int, int] = {}

    def read(self, numbers: Sequence[int]) -> None:
        """Find the words of sentences that will be asked for."""
        spans = [(self.sentences[number].start, self.sentences[number].end) for number in numbers]
        self._words.update(zip(numbers, self.engine.read(self.text, spans), strict=True))

    def words(self, number: int) -> Words:
        """Words of a sentence."""
        if number not in self._words:
            self.read([number])
        return self._words[number]

    def topics_before(self, number: int, clauses: Clauses, clause: int) -> tuple[int, int]:
        """Nearest topics before a clause of a sentence, and how far off they are.

        A weak topic (企业) is taken along on the way to a strong one. What begins with 二是 takes
        nothing from what was said before it, but from its heading.
        """
        words, strong, mask = self.words(number), self.engine.strong, 0
        for back in range(clause, max(-1, clause - _CLAUSES_BACK), -1):
            if back < clause:
                mask |= words.topics_between(*clauses.clause(back))
            if mask & strong:
                return mask, IN_SENTENCE
            if clauses.begins_item(back):
                return (mask, IN_SENTENCE) if mask else (self._of_heading(number), IN_HEADING)
        mask |= self._of_sentences(number)
        return (mask, IN_SECTION) if mask else (self._of_heading(number), IN_HEADING)

    def _of_sentences(self, number: int) -> int:
        heading, mask = self.sentences[number].heading, 0
        for back in range(number - 1, max(-1, number - 1 - _SENTENCES_BACK), -1):
            sentence = self.sentences[back]
            if sentence.heading != heading:
                break
            low = max(sentence.start, sentence.end - _LONGEST_BACK)
            mask |= self.words(back).topics_between(low, sentence.end)
            if mask & self.engine.strong or ITEM.match(self.text, sentence.start, sentence.end):
                break
        return mask

    def _of_heading(self, number: int) -> int:
        heading = self.sentences[number].heading
        if heading is None or not 0 <= heading < len(self.headings):
            return 0
        if heading not in self._heading_topics:
            title = self.headings[heading][-_LONGEST_TITLE:]
            (words,) = self.engine.read(title, [(0, len(title))])
            self._heading_topics[heading] = words.topics_between(0, len(title))
        return self._heading_topics[heading]
