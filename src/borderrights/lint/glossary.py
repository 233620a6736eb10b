"""Rules about glossary terms in lessons: a term is linked where a reader meets it first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from borderrights.errors import Diagnostic
from borderrights.lint.rule import rule
from borderrights.markup import Node
from borderrights.project import Page, Project

SKIPPED = ("heading", "target", "directive", "block_code")
"""Nodes in which no term is linked: a heading stands in lists of contents without its links."""


@rule
def first_use(project: Project) -> Iterator[Diagnostic]:
    """A term that a lesson links is linked at its first use, the opening case aside."""
    labels = {t.id: t.term for t in (project.glossary.terms if project.glossary else ())}
    for sources in project.modules:
        if sources.lesson:
            yield from _lesson(sources.lesson, labels)


def _lesson(page: Page, labels: dict[str, str]) -> Iterator[Diagnostic]:
    words = list(_words(page.tree))
    linked: set[str] = set()
    for place, node in enumerate(words):
        if node.kind != "role" or node.attrs["name"] != "term":
            continue
        ident = node.attrs["id"]
        if ident in linked or ident not in labels:
            continue
        linked.add(ident)
        pattern = re.compile(rf"\b{re.escape(labels[ident])}\b", re.IGNORECASE)
        earlier = next(
            (n for n in words[:place] if n.kind == "text" and pattern.search(n.text)), None
        )
        if earlier:
            message = f"'{labels[ident]}' stands here before it is linked"
            hint = f"link it here with {{term}}`{ident}`, and write it plainly below"
            yield Diagnostic(page.path, page.offset + earlier.line, "term-first", message, hint)


def _words(node: Node) -> Iterator[Node]:
    """Yield the texts and roles of a lesson in reading order, without headings and the case."""
    for child in node.children:
        if child.kind in SKIPPED or (child.kind == "box" and child.attrs["name"] == "case"):
            continue
        if child.kind in ("text", "role"):
            yield child
        else:
            yield from _words(child)
