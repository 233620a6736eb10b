"""PDFs and notebooks beside the pages that link them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from borderrights.printing import write_pdfs
from borderrights.sphinxext.sources import has_trainers, project_of


def write(app: Any, exception: Exception | None) -> None:
    """Bring the downloads into the output; made anew only where a source has changed."""
    if exception is not None or app.builder.name not in ("html", "dirhtml"):
        return
    project = project_of(app.env)
    made = Path(app.srcdir) / "_build" / "pdf"
    write_pdfs(project, made)
    out = Path(app.outdir)
    _remove_stale_pages(out, app.env.found_docs)
    _mirror(made, out / "pdf", trainers=has_trainers(app.env))
    shutil.rmtree(out / "notebooks", ignore_errors=True)  # what an earlier build left goes
    (out / "notebooks").mkdir()
    for sources in project.modules:  # those of the tests hold keys, and no page links them
        notebook = project.root / "quizzes" / f"{sources.stem}.ipynb"
        if notebook.is_file():
            shutil.copyfile(notebook, out / "notebooks" / notebook.name)


def _remove_stale_pages(out: Path, found: set[str]) -> None:
    """Remove pages that an earlier build left: a trainer's page must not stay behind."""
    for folder in ("book", "modules", "quizzes"):
        for page in sorted((out / folder).rglob("*.html")):
            if page.relative_to(out).with_suffix("").as_posix() not in found:
                page.unlink()


def _mirror(source: Path, target: Path, *, trainers: bool) -> None:
    """Copy PDFs that differ; without trainers, what was left from a build with them goes."""
    if not trainers:
        shutil.rmtree(target / "trainers", ignore_errors=True)
    for file in sorted(source.rglob("*.pdf")):
        inside = file.relative_to(source)
        if inside.parts[0] == "trainers" and not trainers:
            continue
        copy = target / inside
        copy.parent.mkdir(parents=True, exist_ok=True)
        stat = file.stat()
        if not copy.exists() or (copy.stat().st_mtime, copy.stat().st_size) != (
            stat.st_mtime,
            stat.st_size,
        ):
            shutil.copy2(file, copy)
