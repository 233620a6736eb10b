"""Quizzes to notebooks on disk."""

from __future__ import annotations

from borderrights.errors import Diagnostic, SourceError
from borderrights.files import write_whole
from borderrights.load import Project
from borderrights.render.notebook import build
from borderrights.sitting import sitting


def make(project: Project, *, write: bool = True) -> list[str]:
    """Return the paths of the notebooks that differ from their sources, and write them.

    Args:
        project: All sources, free of problems of form.
        write: Whether to write them or only to compare.

    Raises:
        SourceError: A module has no second reading.
    """
    texts = {}
    for sources in project.modules:
        path = f"quizzes/{sources.stem}.ipynb"
        if sources.reading is None:
            message = "there is no second reading"
            hint = f"write quizzes/{sources.stem}.keys.yml"
            raise SourceError([Diagnostic(path, 1, "missing-file", message, hint)])
        texts[path] = build(sitting(project, sources, root="../"), sources.reading)
    stale = []
    for path, text in texts.items():
        file = project.root / path
        if not file.is_file() or file.read_bytes() != text.encode("utf-8"):
            stale.append(path)
            if write:
                write_whole(file, text.encode("utf-8"))
    return stale
