"""Which words reports use: how often, in which group more than in another, from which year on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import ipywidgets as w
import pandas as pd

from .. import charts, matrix, measures, words
from ..charts.novelty import MOST_WORDS
from ..measures.diversity import diversity_ahead
from ..measures.ngrams import ngrams_ahead
from ..running import without_text
from . import own_words
from .evidence import NO_SPANS
from .groups import FINER, GROUPS, values_of
from .hits import all_are_cut, characters, cut_ahead, standing
from .notes import NotShownError
from .one_of import OneOf
from .panel import Panel
from .recipe import Ref, Step
from .sequences import in_a_row
from .word_views import DIGITS, MOST_ROWS, RUNNING, VIEWS

# Controls that words of one's own are typed into.
_OWN = ("own_terms", "own_stopwords")


class Words(Panel):
    """Panel of words: most frequent, key, characteristic, new and vanished ones, and sequences.

    Attributes
    ----------
    view : Dropdown
        word_frequency, keyness, tf_idf, new_words, vanished_words, ngrams, lexical_diversity or
        dictionary_effect.
    group : Dropdown
        What groups are told apart by in keyness and tf_idf: year, place, level, part or theme.
    target, reference : Dropdown
        The two groups of keyness; None as reference stands for all the rest.
    stopwords : Checkbox
        Whether the frequent words are listed that say nothing by themselves.
    own_terms : Textarea
        Terms that shall come out whole, a line each, or with 、 , ; or a blank between them.
    own_stopwords : Textarea
        Words that shall not be listed, written alike.

    See Also
    --------
    Panel : Everything else that it has.
    """

    percents = ("share_of_units",)
    over_years = ("new_words", "vanished_words")

    def controls(self) -> Mapping[str, w.ValueWidget]:
        """``view``, ``group``, ``target``, ``reference``, ``stopwords`` and own words."""
        views = [(self.say(f"view.{key}"), key) for key in VIEWS]
        groups = [(self.say(f"column.{key}"), key) for key in GROUPS]
        group = self.dropdown("group", groups)
        target = OneOf(self.say("control.target"), [])
        reference = OneOf(self.say("control.reference"), [(self.say("control.rest"), None)])
        listed = w.Checkbox(description=self.say("control.stopwords"), indent=False)
        listed.layout.width = "auto"
        return {
            "view": self.dropdown("view", views),
            "group": group,
            "target": target,
            "reference": reference,
            "stopwords": listed,
            "own_terms": self._typed_list("own_terms"),
            "own_stopwords": self._typed_list("own_stopwords"),
        }

    @property
    def topic(self) -> str:
        """Title and reading of the view."""
        return str(self._own["view"].value)

    @property
    def picks(self) -> Sequence[str]:
        """None for words: over some places their frequency is another number, not a part."""
        return ("place", "year") if self.topic == "lexical_diversity" else ()

    def steps(self, chosen: Ref) -> list[Step]:
        """Counts, what they say, and the chart of it."""
        self._show_controls()
        self._offer()
        if self.topic in RUNNING and len(self.corpus) and not self.corpus.texts:
            raise NotShownError(self.say("empty.text"))
        self._typed = own_words.typed(*(self._own[name].value for name in _OWN))
        self._effect = Step(
            "effect", measures.dictionary_effect, "measures", (chosen,), self._typed.options()
        )
        if self.topic == "dictionary_effect":
            if not self._typed.options():
                raise NotShownError(self.say("empty.own_words"))
            return [self._effect._replace(name="data")]
        return [*self._dictionary(), *self._measured(chosen)]

    def _measured(self, chosen: Ref) -> list[Step]:
        """Count the words, or let them run, and measure."""
        listed, options = self._without()
        cut = {"dictionary": Ref("own")} if self._typed.terms else {}
        if self.topic in RUNNING:
            data = Step("data", self._measure, "measures", (chosen,), {**options, **cut})
            drawn = [] if self.topic == "ngrams" else [self.draw(self.topic)]
            return [*listed, data, *drawn]
        by = {"by": self._group} if self._asks("group") and self._group in FINER else {}
        counts = Step("counts", matrix.word_matrix, "matrix", (chosen,), {**by, **cut})
        given, more = self._asked()
        data = Step("data", self._measure, "measures", (Ref("counts"), *given), {**options, **more})
        return [*listed, counts, data, *self._drawn()]

    def ahead(self) -> Iterator[None]:
        """Words as they run, and which parts and themes there are: that is found once for all."""
        for by in FINER:
            values_of(self.corpus, (), by)
            yield
            matrix.word_matrix(self.corpus, by)
            yield
        yield from cut_ahead(self, diversity_ahead)
        if self.corpus.texts and all_are_cut(self.corpus):
            yield from ngrams_ahead(self.corpus)

    def columns(self, data: pd.DataFrame) -> list[str]:
        """What the view is about."""
        if self.topic == "tf_idf":
            return [self._group, "word", "tf_idf", "count", "units_with"]
        return list(VIEWS[self.topic].columns)

    def shown(self, data: pd.DataFrame) -> pd.DataFrame:
        """First rows; of two groups the first of each."""
        if self.topic != "keyness" or len(data) <= MOST_ROWS:
            few = data.head(self._most)
        else:
            half = MOST_ROWS // 2
            few = pd.concat([data.head(half), data.tail(half)])
        return self._readable(few)

    shared = shown

    def name(self, row: pd.Series) -> str:
        """The word, or the words that stand in a row."""
        named = next((name for name in ("ngram", "term") if name in row), None)
        return str(row[named]) if named else super().name(row)

    def spans(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Where the words stand in the chosen reports; in those of a group, if it has one."""
        if not self.chosen.texts or self.topic == "lexical_diversity":
            return NO_SPANS
        if self.topic == "dictionary_effect":
            return characters(self.chosen, rows)
        if self.topic == "ngrams":
            return in_a_row(standing(self.chosen, _split(rows), self._used()), rows)
        found = standing(self.chosen, rows["word"], self._used())
        by = ["word", self._group] if self.topic == "tf_idf" else ["word"]
        if self._asks("group"):
            found = self._grouped(found)
        if self.topic == "keyness":
            found = self._compared(found)
        places = rows.assign(row=rows.index)[["row", *by]].merge(found, on=by)
        return places[[c for c in ("row", "report_id", "start", "end", "note") if c in places]]

    def silence(self, row: pd.Series) -> str:
        """That there is no text to look into, unless whole reports are measured."""
        if self.topic == "lexical_diversity":
            return super().silence(row)
        never = self.topic == "dictionary_effect" and self.chosen.texts
        return self.say("evidence.never" if never else "evidence.no_text")

    def remarks(self) -> Sequence[str]:
        """How many rows are not printed, and what words of one's own have changed."""
        left = len(self.data) - len(self.shown(self.data))
        said = [self.say("note.rows", n=left)] if left else []
        if not self._typed.options() or without_text(self.chosen):
            return said
        whole = self.topic == "dictionary_effect"
        effect = None if whole else self._made(self._effect)
        return [*said, *own_words.told(self._typed, effect, self.say)]

    @property
    def _group(self) -> str:
        return str(self._own["group"].value)

    @property
    def _most(self) -> int:
        """Rows that are printed; the most frequent words are asked for with those that tie."""
        whole = self.topic in ("word_frequency", "lexical_diversity")
        return len(self.data) if whole else MOST_ROWS

    @property
    def _measure(self) -> Any:  # noqa: ANN401  # any of the measures of words
        return getattr(measures, self.topic)

    def _asks(self, control: str) -> bool:
        return control in VIEWS[self.topic].controls

    def _readable(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows with the digits that are read, and with the names of the groups."""
        if "tf_idf" in rows:
            rows = rows.assign(tf_idf=1000 * rows["tf_idf"])
        if "taken_from" in rows:
            rows = own_words.readable(rows, self.say)
        if "direction" in rows:
            names = dict(zip(("target", "reference"), self._sides(), strict=True))
            rows = rows.assign(direction=rows["direction"].map(names))
        return rows.round({c: d for c, d in DIGITS.items() if c in rows})

    def _grouped(self, found: pd.DataFrame) -> pd.DataFrame:
        """Places of words with the group that they are in."""
        if self._group in found:
            return found
        return found.merge(self.chosen.reports[["report_id", self._group]], on="report_id")

    def _compared(self, found: pd.DataFrame) -> pd.DataFrame:
        """Places of words in the two groups, and in which: others are no part of the numbers."""
        target, reference = (self._own[name].value for name in ("target", "reference"))
        cells = found[self._group]
        first = cells.eq(target).fillna(False).astype(bool)
        second = cells.notna() if reference is None else cells.eq(reference).fillna(False)
        sides = {True: self.say("side.target"), False: self.say("side.reference")}
        return found.assign(note=first.map(sides))[first | second.astype(bool)]

    # -- the two groups --------------------------------------------------------------------------

    def _asked(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Arguments of the measure besides the counts and the words left out."""
        if self.topic == "word_frequency":
            return (), {"most": MOST_ROWS}
        if self.topic == "tf_idf":
            return (), {"by": self._group}
        if self.topic != "keyness":
            return (), {}
        target, reference = (self._own[name].value for name in ("target", "reference"))
        other = {} if reference is None else {"reference": {self._group: reference}}
        return ({self._group: target},), other

    def _drawn(self) -> list[Step]:
        """The chart, with what it needs besides the table."""
        if self.topic == "keyness":
            target, reference = self._sides()
            return [self.draw("keyness", {"target": target, "reference": reference})]
        if self.topic not in ("new_words", "vanished_words"):
            return [self.draw(self.topic)]
        by_year = {"by": "year", "words": Ref("data", "word", MOST_WORDS)}
        spread = Step("spread", measures.word_frequency, "measures", (Ref("counts"),), by_year)
        return [spread, self.draw(self.topic, {"spread": Ref("spread")})]

    def _sides(self) -> tuple[str, str]:
        """Names of the two groups, as the controls print them."""
        return str(self._own["target"].label), str(self._own["reference"].label)

    def _offer(self) -> None:
        """Values of the group in the chosen reports; the last is compared with the first year."""
        group, target, reference = (self._own[name] for name in ("group", "target", "reference"))
        values = values_of(self.corpus, self.choice.report_ids, group.value)
        named = [(self._named(group.value, value), value) for value in values]
        every = [(self.say("control.rest"), None), *named]
        if list(target.options) == named and list(reference.options) == every:
            return
        kept = target.value, reference.value
        first = values[0] if group.value == "year" and len(values) > 1 else None
        with self.held():
            target.options, reference.options = named, every
            target.value = kept[0] if kept[0] in values else (values[-1] if values else None)
            reference.value = kept[1] if kept[1] in values else first

    def _named(self, group: str, value: object) -> str:
        return charts.label_or_value(group, str(value), self.language)

    # -- stop words and terms of one's own -------------------------------------------------------

    def _typed_list(self, key: str) -> w.Textarea:
        """Where words are typed; without text there is nothing to cut anew."""
        typed = w.Textarea(
            description=self.say(f"control.{key}"),
            placeholder=self.say("control.own_words_how"),
            continuous_update=False,
            style={"description_width": "initial"},
            layout=w.Layout(width="21em", max_width="100%", height="4.2em"),
        )
        if key == "own_terms" and not self.corpus.texts:
            typed.layout.display = "none"
        return typed

    def _dictionary(self) -> list[Step]:
        """Dictionary with one's own words, where it is asked for."""
        if not self._typed.terms and not self._asks("stopwords"):
            return []
        own = Step("own", words.dictionary, "words", (), self._typed.options())
        return [own] if self._typed.options() else []

    def _without(self) -> tuple[list[Step], dict[str, Any]]:
        """Words that are not listed: one's own, and the usual ones unless they are asked for."""
        own = list(self._typed.stopwords)
        if not self._asks("stopwords"):
            return [], {}
        if self._own["stopwords"].value:
            return [], {"without": own} if own else {}
        if own:
            return [], {"without": Ref("own", "stopwords")}
        return [Step("without", words.stopwords, "words")], {"without": Ref("without")}

    def _used(self) -> words.Dictionary | None:
        """Dictionary that the words shown are cut with; None for the usual one."""
        return words.dictionary(self._typed.terms) if self._typed.terms else None

    def _made(self, step: Step) -> Any:  # noqa: ANN401  # whatever the step makes
        """Result of one more step behind those of what is shown."""
        return self._recipe.run([*self._steps, step], {"corpus": self.corpus})[step.name]

    def _show_controls(self) -> None:
        """Only what the view asks for stands there."""
        for name in ("group", "target", "reference", "stopwords"):
            self._own[name].layout.display = None if self._asks(name) else "none"
        listed = self._asks("stopwords") or self._asks("own_stopwords")
        self._own["own_stopwords"].layout.display = None if listed else "none"


def _split(rows: pd.DataFrame) -> list[str]:
    """Single words of sequences."""
    return [word for sequence in rows["words"] for word in sequence.split()]
