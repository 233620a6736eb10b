"""The curriculum itself: every source of every written module is without a problem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from borderrights.errors import Diagnostic
from borderrights.lint import check
from borderrights.load import load_project

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


def test_the_registry_names_texts_and_no_files_of_its_authors() -> None:
    """Where a provision was read is said so that a stranger can open the same text."""
    for _, provision in load_project(ROOT)[0].provisions():
        where = f"{provision.read_in or ''} {provision.why or ''}"
        assert not re.search(r"\.md\b|\.json\b|\btreaties/|correction C\d", where), provision.id
