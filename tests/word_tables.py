"""Word matrices and corpora whose words can be counted by hand."""

import re

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from reportkit.matrix import WordMatrix
from tests.small_corpus import corpus, report

KEYS = {"report_id": "str", "place": "str", "year": "Int64", "level": "str", "part": "str"}


def matrix(*units):
    """Matrix of units, each a text of words with blanks between and what is known of it."""
    texts = [text.split() for text, _ in units]
    words = sorted({word for text in texts for word in text})
    counts = np.array([[text.count(word) for word in words] for text in texts], dtype=np.int32)
    rows = [{"report_id": f"r{n}"} | known for n, (_, known) in enumerate(units)]
    table = pd.DataFrame(rows, columns=list(KEYS)).astype(KEYS)
    index = pd.Index(words, dtype=object, name="word")
    return WordMatrix(index, table, csr_array(counts.reshape(len(texts), -1)), "by hand")


def speaking(report_id, place, year, *sentences, part="achievements", theme="disputes", **more):
    """One report: a heading and these sentences, all of one part and theme."""
    sections = [(1, "一、", "情况", part, theme, list(sentences))]
    return report(report_id, place, year, sections=sections, **more)


def told(*texts):
    """Corpus of a report for each text, of invented places in 2023; 。 ends a sentence."""
    return corpus(
        *(
            speaking(f"r{n}", f"第{n}县", 2023, *re.findall("[^。]+。?|。", text))
            for n, text in enumerate(texts)
        )
    )
