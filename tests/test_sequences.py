"""Places of sequences of words, counted by hand and against trying every place."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.panels.sequences import in_a_row

SENTENCES = st.lists(st.lists(st.sampled_from(["甲", "乙", "丙", ""]), max_size=12), max_size=4)
SEQUENCES = st.lists(
    st.lists(st.sampled_from(["甲", "乙", "丙", "丁"]), min_size=1, max_size=4).map(" ".join),
    max_size=5,
)


def places_in(sentences):
    """Words of sentences, a character each, two sentences a report; an empty one is a gap."""
    rows = [
        (word, f"r{number // 2}", number, 100 * number + at, 100 * number + at + 1)
        for number, words in enumerate(sentences)
        for at, word in enumerate(words)
        if word
    ]
    return pd.DataFrame(rows, columns=["word", "report_id", "sentence_id", "start", "end"])


@given(SENTENCES, SEQUENCES)
@settings(max_examples=150, deadline=None)
def test_sequences_are_found_where_they_stand_and_nowhere_else(sentences, sequences):
    rows = pd.DataFrame({"words": pd.array(sequences, dtype="str")})
    rows.index += 10
    expected = [
        (10 + row, f"r{number // 2}", 100 * number + at, 100 * number + at + len(wanted))
        for row, wanted in enumerate(sequence.split() for sequence in sequences)
        for number, words in enumerate(sentences)
        for at in range(len(words))
        if words[at : at + len(wanted)] == wanted
    ]
    found = in_a_row(places_in(sentences), rows)
    assert list(found.itertuples(index=False, name=None)) == expected


def test_words_of_two_sentences_are_no_sequence():
    places = places_in([["甲"], ["乙"]]).assign(start=[0, 1], end=[1, 2])
    assert not len(in_a_row(places, pd.DataFrame({"words": ["甲 乙"]})))
