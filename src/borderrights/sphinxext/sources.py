"""The sources of the curriculum inside a Sphinx build: loaded once, tracked as dependencies."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util import logging

from borderrights.load import load_project
from borderrights.markup import Refs
from borderrights.project import LAWS, ModuleSources, Project

logger = logging.getLogger(__name__)
SHARED = ("book/glossary.yml", "book/plan.yml")


def load(app: Any) -> None:
    """Read the sources; every problem of form becomes a warning at its place."""
    project, problems = load_project(Path(app.srcdir))
    for found in problems:
        location = f"{app.srcdir}/{found.path}:{found.line}"
        message = f"{found.message} — {found.hint} [{found.code}]"
        logger.warning(message, type="borderrights", subtype=found.code, location=location)
    app.borderrights = project


def mark_law(app: Any, config: Any) -> None:
    """Let the build know by a check sum whether anything of a law of a State has changed."""
    files = sorted((Path(app.srcdir) / LAWS).rglob("*.yml"))
    config.borderrights_law = hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()


def project_of(env: Any) -> Project:
    """Return the project of a build."""
    project: Project = env.app.borderrights
    return project


def root_of(docname: str) -> str:
    """Return the relative path from a page to the root of the site."""
    return "../" * docname.count("/")


def has_trainers(env: Any) -> bool:
    """Say whether this build has the part for trainers."""
    return any(name.endswith("/trainer") for name in env.found_docs)


def module_of(env: Any, docname: str | None = None) -> ModuleSources | None:
    """Return the module to which a page belongs."""
    parts = (docname or env.docname).split("/")
    if len(parts) < 2 or parts[0] not in ("modules", "quizzes"):
        return None
    return next((found for found in project_of(env).modules if found.stem == parts[1]), None)


def refs_of(env: Any) -> Refs:
    """Return what roles can name on the page that is being read."""
    sources = module_of(env)
    return project_of(env).refs(sources.module if sources else None, root_of(env.docname))


def depends(env: Any, *paths: str) -> None:
    """Note that the page being read is made from these sources too."""
    for path in paths:
        env.note_dependency(str(Path(env.srcdir) / path))


def depends_on_shared(env: Any) -> None:
    """Note the sources that roles can reach from any page."""
    depends(env, *SHARED)
    folder = Path(env.srcdir) / "book" / "standards"
    depends(env, *(f"book/standards/{file.name}" for file in sorted(folder.glob("*.yml"))))


def warn(subtype: str, message: str, location: nodes.Node | tuple[str, int]) -> None:
    """Warn about a mistake of an author, at its place."""
    logger.warning(message, type="borderrights", subtype=subtype, location=location)
