"""Rules over the whole curriculum: one function a rule, kept in the table ``RULES``.

Rules assume records of the right form, so a source that could not be read is passed over.
The codes of all diagnostics, those of the loader included, stand in ``codes``.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from borderrights.errors import Diagnostic
from borderrights.lint import (  # noqa: F401
    bank,
    contents,
    glossary,
    ids,
    items,
    laws,
    modules,
    paths,
    prose,
    readings,
    stories,
    tests,
    whole,
)
from borderrights.lint.allow import Suppressed, sift
from borderrights.lint.rule import RULES
from borderrights.load import load_project, uncollected
from borderrights.project import Project

__all__ = ["RULES", "Report", "check", "examine", "lint"]


class Report(NamedTuple):
    """What is wrong with a curriculum, and what is let stand."""

    project: Project
    problems: list[Diagnostic]
    suppressed: list[Suppressed]


def lint(project: Project) -> list[Diagnostic]:
    """Return what the rules say about ``project``, sorted by file and line."""
    return sorted({found for rule in RULES for found in rule(project)})


@uncollected()
def examine(root: Path) -> Report:
    """Read the sources below ``root`` and return them with all problems, sorted."""
    project, problems = load_project(root)
    kept, suppressed = sift(project, lint(project))
    return Report(project, sorted({*problems, *kept}), suppressed)


def check(root: Path) -> tuple[Project, list[Diagnostic]]:
    """Return the sources below ``root`` and all problems that are not let stand."""
    return examine(root)[:2]
