"""The directives of lessons: questions, drawings, boxes, the lines that frame a lesson."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from borderrights.errors import did_you_mean
from borderrights.markup.refs import Refs
from borderrights.national import NOTED
from borderrights.render import ladder, laws, page
from borderrights.render.question import quiz_html
from borderrights.sphinxext.nodes import Box, StaticHtml
from borderrights.sphinxext.sources import (
    depends,
    depends_on_shared,
    module_of,
    project_of,
    refs_of,
    root_of,
    warn,
)
from borderrights.strings import say


class ModuleDirective(SphinxDirective):
    """Base of directives that stand on a page of a module."""

    def html(self, html: str) -> list[nodes.Node]:
        """Return a node with finished HTML."""
        return [StaticHtml(html=html)]

    def refuse(self, code: str, message: str) -> list[nodes.Node]:
        """Warn at the directive's place and show nothing."""
        warn(code, message, (self.env.docname, self.lineno))
        return []

    @property
    def refs(self) -> Refs:
        """What roles can name here."""
        depends_on_shared(self.env)
        return refs_of(self.env)


class ItemDirective(ModuleDirective):
    """``{item} id``: a question of the module's bank."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the question as static HTML."""
        sources = module_of(self.env)
        if sources is None or sources.quiz is None or sources.module is None:
            return self.refuse("no-quiz", "this page belongs to no module with a quiz")
        depends(self.env, f"quizzes/{sources.stem}.yml", f"{sources.folder}/module.yml")
        wanted = self.arguments[0]
        items = {item.id: item for item in sources.quiz.items}
        if wanted not in items:
            hint = did_you_mean(wanted, items)
            return self.refuse("unknown-item", f"item '{wanted}' is not known — {hint}")
        return self.html(
            quiz_html(
                [items[wanted]],
                module_id=sources.module.id,
                title="",
                pass_mark=sources.quiz.pass_mark,
                objectives={o.id: (o.text, None) for o in sources.module.objectives},
                refs=self.refs,
                kind="lesson",
                first=self.next_number(),
            )
        )

    def next_number(self) -> int:
        """Return 1 for the first question of the page, 2 for the next."""
        number: int = self.env.temp_data.get("borderrights_items", 0) + 1
        self.env.temp_data["borderrights_items"] = number
        return number


class DrawingDirective(ModuleDirective):
    """``{drawing} name``: a figure of the module, with the same decision in words."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the drawing inline, so that it follows the colours of the page."""
        sources = module_of(self.env)
        figures = sources.figures if sources else {}
        name = self.arguments[0]
        if sources is None or name not in figures:
            hint = did_you_mean(name, figures)
            return self.refuse("unknown-drawing", f"drawing '{name}' is not known — {hint}")
        depends(self.env, f"{sources.folder}/figures/{name}.yml")
        return self.html(ladder.html(figures[name], name))


class GlanceDirective(ModuleDirective):
    """``{glance}``: audience, minutes, objectives, prerequisites and provisions at a glance."""

    def run(self) -> list[nodes.Node]:
        """Return the box made from ``module.yml``."""
        sources = module_of(self.env)
        if sources is None or sources.module is None:
            return self.refuse("no-module", "this page belongs to no module")
        depends(self.env, f"{sources.folder}/module.yml")
        return self.html(page.glance(project_of(self.env), sources.module, self.refs))


class AfterLessonDirective(ModuleDirective):
    """``{after-lesson}``: the way on – quiz, handouts, notebook."""

    def run(self) -> list[nodes.Node]:
        """Return the links to everything that was made from this module."""
        sources = module_of(self.env)
        if sources is None:
            return self.refuse("no-module", "this page belongs to no module")
        return self.html(
            law_of_page(self, "lesson") + page.after_lesson(sources, root_of(self.env.docname))
        )


class LawBoxDirective(ModuleDirective):
    """``{law-box} page``: what the law that the book shows adds to a page of a module."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the box, or nothing where no law is shown or it has nothing to add."""
        box = law_of_page(self, self.arguments[0])
        return self.html(box) if box else []


def law_of_page(directive: ModuleDirective, name: str) -> str:
    """Return the box of the shown law for a page of the module, or nothing."""
    project, sources = project_of(directive.env), module_of(directive.env)
    if project.law is None or sources is None or name not in NOTED:
        return ""
    box = laws.law_box(project.law, sources, name)
    return laws.law_html(box, directive.refs) if box else ""


class BoxDirective(SphinxDirective):
    """``:::{case}``, ``:::{say}`` and others: a box with a name and Markdown inside."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the box with its parsed content."""
        box = Box(name=self.name, title=say(f"box.{self.name}"))
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def setup_directives(app: Any) -> None:
    """Register the directives."""
    app.add_directive("item", ItemDirective)
    app.add_directive("drawing", DrawingDirective)
    app.add_directive("glance", GlanceDirective)
    app.add_directive("after-lesson", AfterLessonDirective)
    app.add_directive("law-box", LawBoxDirective)
    app.add_directive("case", BoxDirective)
    app.add_directive("say", BoxDirective)
    app.add_directive("note", BoxDirective, override=True)
    app.add_directive("solution", BoxDirective)
