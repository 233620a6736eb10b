"""Directives that make a whole page from data: modules, glossary, standards, the map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes

from borderrights.render import lists, page
from borderrights.sphinxext.directives import ModuleDirective
from borderrights.sphinxext.sources import depends, module_of, project_of, root_of


class CurriculumDirective(ModuleDirective):
    """``{curriculum}``: all modules by track, the unwritten ones as in preparation."""

    def run(self) -> list[nodes.Node]:
        """Return the list made from ``book/plan.yml``."""
        project = project_of(self.env)
        depends(self.env, "book/plan.yml", *(f"{m.folder}/module.yml" for m in project.modules))
        return self.html(lists.curriculum(project, root_of(self.env.docname)))


class VisitorsDirective(ModuleDirective):
    """``{visitors}``: lines ``page | who | what``; pages that are not in this book are left out."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a card for each kind of visitor."""
        rows = []
        for line in self.content:
            page_name, who, what = (part.strip() for part in line.split("|"))
            if page_name in self.env.found_docs:
                rows.append((page_name, who, what))
        return self.html(lists.visitors(rows, root_of(self.env.docname)))


class GlossaryDirective(ModuleDirective):
    """``{glossary-list}``: every term with definition, source, word to avoid."""

    def run(self) -> list[nodes.Node]:
        """Return the list made from ``book/glossary.yml``."""
        return self.html(lists.glossary(project_of(self.env), self.refs))


class StandardsDirective(ModuleDirective):
    """``{standards-list}``: every provision with its mark, and where it is taught and tested."""

    def run(self) -> list[nodes.Node]:
        """Return the list made from ``book/standards/*.yml``."""
        project = project_of(self.env)
        for sources in project.modules:
            depends(self.env, f"{sources.folder}/module.yml", f"{sources.folder}/lesson.md")
            depends(self.env, f"quizzes/{sources.stem}.yml")
        return self.html(lists.standards(project, self.refs))


class FiguresOfQuality(ModuleDirective):
    """``{quality}``: counts from the registry and from double keying."""

    def run(self) -> list[nodes.Node]:
        """Return the counts."""
        project = project_of(self.env)
        for sources in project.modules:
            depends(self.env, f"quizzes/{sources.stem}.yml", f"quizzes/{sources.stem}.keys.yml")
        depends(self.env, "book/plan.yml")
        return self.html(lists.quality(project, self.refs))


class MapDirective(ModuleDirective):
    """``{map}``: the map of the fictional States, with its text alternative."""

    def run(self) -> list[nodes.Node]:
        """Return the drawing inline, so that it follows the colours of the page."""
        depends(self.env, "book/figures/map.svg", "book/figures/map.md")
        folder = Path(self.env.srcdir) / "book" / "figures"
        svg = (folder / "map.svg").read_text(encoding="utf-8")
        words = (folder / "map.md").read_text(encoding="utf-8")
        return self.html(page.map_figure(svg, words, self.refs))


class SessionPlanDirective(ModuleDirective):
    """``{session-plan}``: the table of steps at the head of a trainer's page."""

    def run(self) -> list[nodes.Node]:
        """Return table, links to the trainer's PDFs and the observer's sheet."""
        sources = module_of(self.env)
        if sources is None or sources.trainer is None:
            return self.refuse("no-module", "this page belongs to no module with a session plan")
        return self.html(page.session_plan(sources, root_of(self.env.docname)))


def setup_lists(app: Any) -> None:
    """Register the directives."""
    app.add_directive("curriculum", CurriculumDirective)
    app.add_directive("visitors", VisitorsDirective)
    app.add_directive("glossary-list", GlossaryDirective)
    app.add_directive("standards-list", StandardsDirective)
    app.add_directive("quality", FiguresOfQuality)
    app.add_directive("map", MapDirective)
    app.add_directive("session-plan", SessionPlanDirective)
