"""Rules over the whole curriculum: one function a rule, kept in the table ``RULES``.

Rules assume records of the right form, so a source that could not be read is passed over.
The codes of all diagnostics, those of the loader included, stand in ``codes``.
"""

from __future__ import annotations

from pathlib import Path

from borderrights.errors import Diagnostic
from borderrights.lint import bank, contents, ids, items, modules, prose, readings, stories  # noqa: F401
from borderrights.lint.rule import RULES
from borderrights.load import Project, load_project, uncollected

__all__ = ["RULES", "check", "lint"]


def lint(project: Project) -> list[Diagnostic]:
    """Return what the rules say about ``project``, sorted by file and line."""
    return sorted({found for rule in RULES for found in rule(project)})


@uncollected()
def check(root: Path) -> tuple[Project, list[Diagnostic]]:
    """Read the sources below ``root`` and return them with all problems, sorted."""
    project, problems = load_project(root)
    return project, sorted({*problems, *lint(project)})
