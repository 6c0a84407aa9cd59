"""Fixtures that several rooms' tests share."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

# What was parsed on this machine before must not stand in for what a test parses.
_CACHE = TemporaryDirectory(prefix="reportkit-tests-")
os.environ["REPORTKIT_CACHE"] = _CACHE.name

SHARED = Path(__file__).resolve().parents[2] / "shared"


def _shared(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        reason = f"{name}/ of the real reports is not on this machine ({folder})"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def shared_corpus() -> Path:
    """Folder of the five real reports: required where CI is set, else skipped when missing."""
    return _shared("corpus")


@pytest.fixture(scope="session")
def shared_gold() -> Path:
    """Folder of the hand annotations of three of them."""
    return _shared("gold")
