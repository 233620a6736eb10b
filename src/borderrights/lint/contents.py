"""Rules about the table of contents: every written page is in the book, in the plan's order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from borderrights.errors import Diagnostic
from borderrights.forms import parts
from borderrights.lint.rule import rule
from borderrights.load import read_text
from borderrights.project import Project
from borderrights.toc import TOC, files_of
from borderrights.yamltree import read_yaml

PAGES = ("lesson", "handout", "in-charge", "trainer")


@rule
def contents(project: Project) -> Iterator[Diagnostic]:
    """Pages of modules, tests and things to carry stand in ``_toc.yml``, the modules in order."""
    if not (project.root / TOC).is_file():
        hint = "list the pages of the book, as Jupyter Book's documentation says"
        yield Diagnostic(TOC, 1, "missing-file", f"'{TOC}' is missing", hint)
        return
    text, unreadable = read_text(project.root, TOC)
    yield from unreadable
    if text is None:
        return
    tree, problems = read_yaml(TOC, text)
    yield from problems
    if tree is None:
        return
    listed = list(files_of(tree.value))
    for page in _wanted(project):
        if page not in listed:
            hint = f"add '- file: {page}' where it belongs"
            yield Diagnostic(TOC, 1, "toc-missing", f"'{page}' is not in the book", hint)
    for page in listed:
        if not _is_page(project.root, page):
            hint = "write the page, make the notebooks, or take the line out"
            yield Diagnostic(TOC, 1, "toc-unknown", f"'{page[:60]}' is no page", hint)
    order = [m.folder for m in project.modules if f"{m.folder}/lesson" in listed]
    found = [page.removesuffix("/lesson") for page in listed if page.endswith("/lesson")]
    if found != order and sorted(found) == sorted(order):
        odd = next(a for a, b in zip(found, order, strict=True) if a != b)
        hint = "follow the order of book/plan.yml"
        yield Diagnostic(TOC, 1, "toc-order", f"'{odd}' stands out of order", hint)


def _wanted(project: Project) -> Iterator[str]:
    """Yield the pages that the book has to show."""
    for sources in project.modules:
        yield from (f"{sources.folder}/{page}" for page in PAGES)
        yield f"quizzes/{sources.stem}"
    for tests in project.tests:
        for part in parts(tests.test) if tests.test else ():
            yield f"{tests.path.removesuffix('.yml')}-{part.slug}"
    for page in project.sheets:
        yield page.path.removesuffix(".md")


def _is_page(root: Path, name: str) -> bool:
    try:
        return any((root / f"{name}{end}").is_file() for end in (".md", ".ipynb"))
    except (OSError, ValueError):  # no name that a file could have
        return False
