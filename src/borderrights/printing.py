"""The project's modules, tests and things to carry to PDFs on disk."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from borderrights import course, model
from borderrights.markup import Node
from borderrights.national import NOTED
from borderrights.project import ModuleSources as Written
from borderrights.project import Page, Project
from borderrights.render.exams import TestPapers, test_documents
from borderrights.render.handout import Sheets, sheet, write_all
from borderrights.render.laws import LawBox, law_box
from borderrights.render.paper import Document, ModuleSources, Points
from borderrights.render.tracks import national_modules
from borderrights.strings import say


def write_pdfs(
    project: Project,
    folder: Path,
    *,
    modules: Iterable[Written] | None = None,
    trainer: bool = True,
    names: bool = False,
) -> list[Path]:
    """Write the PDFs of ``modules`` (all where None) below ``folder``; return what changed.

    Modules with a part that could not be read are passed over; ``check`` says what is wrong.
    """
    chosen = project.modules if modules is None else modules
    ready = [paper for sources in chosen if (paper := _sources(project, sources))]
    others = _others(project, names) if modules is None else ()
    return write_all(
        ready, folder, others=others, trainer=trainer, names=names, complete=modules is None
    )


def _others(project: Project, names: bool) -> Iterator[tuple[str, Document]]:
    """Yield what belongs to no module: tests and things to carry, each with its folder."""
    if project.plan is None:
        return
    version = project.plan.edition.version
    date = datetime.date.fromisoformat(project.plan.edition.date)
    refs, points = project.refs(), _points(project)
    for sources in project.tests:
        if sources.test:
            papers = TestPapers(sources.test, refs, version, date)
            for made in test_documents(papers, names=names):
                yield f"tests/{sources.test.track}", made
    sheets: dict[Sheets, tuple[Page, ...]] = {"carry": project.carried, "joint": project.joint}
    for folder, pages in sheets.items():
        for page in pages:
            if isinstance(page.front, course.CarryFront):
                name = Path(page.path).stem
                made = sheet(folder, page.front, page.tree, name, refs, points, (version, date))
                yield folder, made


def _points(project: Project) -> Points:
    """Return the points of national law by track, those of the core for each."""
    return {
        track: [
            (
                say("print.module", number=module.number, title=module.title),
                list(project.refs(module).points.values()),
            )
            for module in national_modules(project, track)
        ]
        for track in course.TRACKS
    }


def _sources(project: Project, sources: Written) -> ModuleSources | None:
    handout, in_charge = _page(sources.handout), _page(sources.in_charge)
    trainer = sources.trainer
    if not (sources.module and sources.quiz and handout and in_charge and project.plan):
        return None
    if trainer is None or not isinstance(trainer.front, model.TrainerFront):
        return None
    edition = project.plan.edition
    return ModuleSources(
        module=sources.module,
        quiz=sources.quiz,
        handout=handout,
        in_charge=in_charge,
        trainer=(trainer.front, trainer.tree),
        figures=sources.figures,
        refs=project.refs(sources.module),
        version=edition.version,
        date=datetime.date.fromisoformat(edition.date),
        laws=_laws(project, sources),
    )


def _laws(project: Project, sources: Written) -> dict[str, LawBox]:
    """Return the boxes of the law that the book shows, by page."""
    law = project.law
    made = {page: law_box(law, sources, page) for page in NOTED} if law else {}
    return {page: box for page, box in made.items() if box}


def _page(page: Page | None) -> tuple[model.PageFront, Node] | None:
    if page is None or not isinstance(page.front, model.PageFront):
        return None
    return page.front, page.tree
