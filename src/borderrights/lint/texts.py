"""All marked-up texts of a curriculum, as the rules about them go through them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from borderrights.markup import Node, parse_text
from borderrights.national import NOTED
from borderrights.project import LawSources, ModuleSources, Page, Project
from borderrights.yamltree import Place


class Marked(NamedTuple):
    """A page, or a field of a YAML file."""

    path: str
    source: str
    sources: ModuleSources | None = None
    page: Page | None = None
    place: Place = ()
    """Where the field stands in its file; empty for a page."""

    def nodes(self) -> Iterator[Node]:
        """Yield all nodes of the tree, in reading order."""
        return iter(self.page.nodes) if self.page else parse_text(self.source).walk()

    def named(self) -> Iterator[Node]:
        """Yield the roles and directives."""
        for node in self.nodes():
            if node.kind in ("role", "directive"):
                yield node

    def line(self, project: Project, node: Node | None = None) -> int:
        """Return the line of ``node``; of a field the first, where no node is given."""
        if self.page:
            return self.page.offset + (node.line if node else 1)
        return project.line(self.path, *self.place) + (node.line - 1 if node else 0)


def marked(project: Project, sign: str = "") -> Iterator[Marked]:
    """Yield every marked-up text: glossary, pages, things to carry, answers of national law, items.

    Fields without ``sign`` are left out.
    """
    for index, term in enumerate(project.glossary.terms if project.glossary else ()):
        if sign in term.text:
            yield Marked("book/glossary.yml", term.text, place=("terms", index, "text"))
    for sources in project.modules:
        for page in sources.pages:
            yield Marked(page.path, page.source, sources, page)
    for page in project.sheets:
        yield Marked(page.path, page.source, None, page)
    for law in project.laws.values():
        yield from _of_law(project, law, sign)
    for found in project.item_texts:
        if sign in found.text:
            yield Marked(found.path, found.text, found.sources, place=found.place)


def _of_law(project: Project, law: LawSources, sign: str) -> Iterator[Marked]:
    for stem, overlay in law.overlays.items():
        path = f"{law.folder}/{stem}.yml"
        sources = next((found for found in project.modules if found.stem == stem), None)
        fields: list[tuple[Place, str | None]] = [
            ((name,), getattr(overlay, name)) for name in NOTED
        ]
        for index, answer in enumerate(overlay.answers):
            fields.append((("answers", index, "text"), answer.text))
            fields.append((("answers", index, "gap"), answer.gap))
        for place, text in fields:
            if text and sign in text:
                yield Marked(path, text, sources, place=place)
