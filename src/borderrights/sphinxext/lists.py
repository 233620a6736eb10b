"""Directives that make a whole page from data: modules, glossary, standards, the map."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes

from borderrights.errors import did_you_mean
from borderrights.project import Project
from borderrights.render import cases, coverage, laws, lists, page, tracks
from borderrights.sphinxext.directives import ModuleDirective
from borderrights.sphinxext.sources import (
    depends,
    depends_on_shared,
    has_trainers,
    module_of,
    project_of,
    root_of,
)
from borderrights.strings import say


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
    """``{standards-list} group``: each provision with its mark, where it is taught and tested."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the list made from ``book/standards/*.yml``."""
        project = project_of(self.env)
        for sources in project.modules:
            depends(self.env, f"{sources.folder}/module.yml", f"{sources.folder}/lesson.md")
            depends(self.env, f"quizzes/{sources.stem}.yml")
        group = self.arguments[0] if self.arguments else None
        return self.html(lists.standards(project, self.refs, group))


class InstrumentsDirective(ModuleDirective):
    """``{instruments}``: all instruments, with links to their pages."""

    def run(self) -> list[nodes.Node]:
        """Return the list made from ``book/standards/*.yml``."""
        root = self.refs.root
        return self.html(lists.instruments(project_of(self.env), root))


READERS: dict[str, Callable[[Project, str, str], str]] = {
    "track-order": tracks.order,
    "paths": tracks.paths,
    "carry-list": lambda project, reader, root: tracks.sheets(project.carried, reader, root),
    "cases": cases.cases,
    "national-points": lambda project, track, root: tracks.national_points(project, track),
}
"""Directives that take a track, or another kind of reader, and what they show."""


class ReaderDirective(ModuleDirective):
    """``{track-order}``, ``{paths}``, ``{tests}``, ``{carry-list}``, ``{cases}``, and others."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return what is made from all sources that the readers of this page may need."""
        project, root = project_of(self.env), root_of(self.env.docname)
        depends(self.env, "book/plan.yml", *(f"{m.folder}/module.yml" for m in project.modules))
        depends(self.env, *project.paths, *(test.path for test in project.tests))
        depends(self.env, *(page.path for page in project.sheets))
        if self.name == "cases":
            depends_on_shared(self.env)
            depends(self.env, *(f"{m.folder}/lesson.md" for m in project.modules))
        reader = self.arguments[0]
        if self.name == "tests":  # keys only stand in a book with trainers' pages
            return self.html(tracks.tests(project, reader, root, has_trainers(self.env)))
        return self.html(READERS[self.name](project, reader, root))


class LawDirective(ModuleDirective):
    """``{law} name``: every answer that is written on the law of one State, by module."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the boxes, whether or not the book shows this law elsewhere."""
        project, name = project_of(self.env), self.arguments[0]
        law = project.laws.get(name)
        if law is None:
            hint = did_you_mean(name, project.laws)
            return self.refuse("unknown-law", f"law '{name}' is not known — {hint}")
        depends(self.env, *(f"{m.folder}/module.yml" for m in project.modules))
        depends_on_shared(self.env)
        return self.html(laws.whole_law(project, law, root_of(self.env.docname)))


class CarryDirective(ModuleDirective):
    """``{carry-all}``: every thing to carry once, by audience."""

    def run(self) -> list[nodes.Node]:
        """Return the list made from the front matter of ``book/carry/*.md``."""
        project = project_of(self.env)
        depends(self.env, *(page.path for page in project.carried))
        return self.html(tracks.all_sheets(project.carried, root_of(self.env.docname)))


class JointDirective(ModuleDirective):
    """``{joint-list}``: the sheets of the joint exercise, each with its PDFs."""

    def run(self) -> list[nodes.Node]:
        """Return the list; all sheets are the trainer's, whoever is to read them."""
        project = project_of(self.env)
        depends(self.env, *(page.path for page in project.joint))
        return self.html(tracks.sheets(project.joint, None, root_of(self.env.docname)))


class PrintLinksDirective(ModuleDirective):
    """``{print-links}``: the PDFs of a thing to carry or of a sheet, below its title."""

    def run(self) -> list[nodes.Node]:
        """Return a line with a link for each size of paper."""
        folder, _, name = self.env.docname.removeprefix("book/").rpartition("/")
        links = page.pdf_links(f"{root_of(self.env.docname)}pdf/{folder}/{name}")
        return self.html(f'<p class="br-print">{escape(say("carry.print"))} {links}</p>')


class CoverageDirective(ModuleDirective):
    """``{coverage}``: each part and guideline with where it is taught and how often tested."""

    def run(self) -> list[nodes.Node]:
        """Return the table made from all modules, quizzes and tests."""
        project = project_of(self.env)
        depends(self.env, *(f"{m.folder}/module.yml" for m in project.modules))
        depends(self.env, *(bank.path for bank in project.banks))
        return self.html(coverage.table(project, root_of(self.env.docname)))


class FiguresOfQuality(ModuleDirective):
    """``{quality}``: counts from the registry and from double keying."""

    def run(self) -> list[nodes.Node]:
        """Return the counts."""
        project = project_of(self.env)
        depends_on_shared(self.env)
        depends(self.env, *(path for b in project.banks for path in (b.path, b.reading_path)))
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


class SessionPlansDirective(ModuleDirective):
    """``{session-plans}``: all session plans, by track."""

    def run(self) -> list[nodes.Node]:
        """Return the list made from the modules that are written."""
        project = project_of(self.env)
        depends(self.env, "book/plan.yml", *(f"{m.folder}/module.yml" for m in project.modules))
        return self.html(lists.session_plans(project, root_of(self.env.docname)))


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
    app.add_directive("instruments", InstrumentsDirective)
    app.add_directive("quality", FiguresOfQuality)
    app.add_directive("track-order", ReaderDirective)
    app.add_directive("paths", ReaderDirective)
    app.add_directive("tests", ReaderDirective)
    app.add_directive("carry-list", ReaderDirective)
    app.add_directive("cases", ReaderDirective)
    app.add_directive("carry-all", CarryDirective)
    app.add_directive("joint-list", JointDirective)
    app.add_directive("national-points", ReaderDirective)
    app.add_directive("law", LawDirective)
    app.add_directive("coverage", CoverageDirective)
    app.add_directive("print-links", PrintLinksDirective)
    app.add_directive("map", MapDirective)
    app.add_directive("session-plan", SessionPlanDirective)
    app.add_directive("session-plans", SessionPlansDirective)
