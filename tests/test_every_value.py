"""Every value of the panel and every verdict of the audit leads to the characters that state it."""

from pathlib import Path

import pytest

import reportkit
from reportkit import measures

SAMPLES = Path(__file__).parent / "reports"


@pytest.fixture(scope="module", params=["invented", "real", "teaching"])
def corpus(request):
    if request.param == "real":
        return reportkit.load(request.getfixturevalue("shared_corpus"))
    return reportkit.load("teaching" if request.param == "teaching" else SAMPLES)


def stated(corpus):
    """Text of every figure by its place, as the table has it."""
    rows = corpus.figures
    return {(r.report_id, r.start, r.end): r.text for r in rows.itertuples()}


def test_every_value_of_the_panel(corpus):
    texts = stated(corpus)
    panel = measures.indicators(corpus, include_plan=True)
    assert len(panel) > 100
    for row in panel.itertuples():
        quoted = corpus.quote(row.report_id, row.start, row.end)
        assert quoted
        assert quoted == texts[row.report_id, row.start, row.end]


def test_every_number_of_every_verdict(corpus):
    texts = stated(corpus)
    checks, proof = measures.audit(corpus), measures.audit_evidence(corpus)
    assert set(proof["check_id"]) == set(checks["check_id"])
    for row in proof.itertuples():
        assert (
            corpus.quote(row.report_id, row.start, row.end)
            == texts[row.report_id, row.start, row.end]
        )
