"""The curriculum itself: every source of every written module is without a problem."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from borderrights.errors import Diagnostic
from borderrights.lint import check

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    str(path.relative_to(ROOT))
    for pattern in ("modules/**/*.yml", "modules/**/*.md", "quizzes/*.yml", "book/**/*.yml")
    for path in ROOT.glob(pattern)
)


@cache
def found() -> Sequence[Diagnostic]:
    return check(ROOT)[1]


def test_there_are_sources() -> None:
    assert len(SOURCES) > 20


@pytest.mark.parametrize("path", SOURCES)
def test_source_has_no_problem(path: str) -> None:
    assert [str(problem) for problem in found() if problem.path == path] == []


def test_the_curriculum_as_a_whole_has_no_problem() -> None:
    assert [str(problem) for problem in found() if problem.path not in SOURCES] == []
