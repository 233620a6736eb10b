"""The printed documents of a module: handout, page for the one in charge, quiz, cards, session.

``documents`` says what there is, ``compile`` makes one file, ``write_all`` makes a folder of them
and leaves alone what has not changed.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

from borderrights import course, model
from borderrights.files import write_whole
from borderrights.markup import Node, Refs
from borderrights.render.cards import scenario_cards, scenario_debrief
from borderrights.render.ladder import PAGE
from borderrights.render.laws import law_blocks
from borderrights.render.paper import (
    Data,
    Document,
    Masthead,
    ModuleSources,
    Points,
    document,
    drawing,
    page,
)
from borderrights.render.pdf import PAPERS, Manifest, compile, digest
from borderrights.render.sheets import quiz_key, quiz_sheet
from borderrights.strings import say

__all__ = ["PAPERS", "Document", "ModuleSources", "compile", "documents", "write_all"]


Sheets = Literal["carry", "joint"]
"""Things to carry, and the sheets of the joint exercise."""


def documents(sources: ModuleSources, *, names: bool = False) -> list[Document]:
    """Return every document of a module, those for learners first.

    Args:
        sources: The module's sources.
        names: Whether the quiz sheet has a line for a name.
    """
    cards, debrief = scenario_cards(sources), scenario_debrief(sources)
    return [
        _page(sources, "handout", sources.handout),
        _page(sources, "in-charge", sources.in_charge),
        quiz_sheet(sources, names=names),
        *([cards] if cards else []),
        quiz_key(sources),
        *([debrief] if debrief else []),
        session_plan(sources),
    ]


def session_plan(sources: ModuleSources) -> Document:
    """Return the plan of a session: times, prose of each step, observer's sheet, figures."""
    front, root = sources.trainer
    steps = {step.title: step for step in front.plan}
    body = page(root, sources.refs, sources.figures)
    for block in body:
        if block["t"] == "heading" and block["plain"] in steps:
            block["aside"] = _minutes(steps[block["plain"]])
    body += law_blocks(sources.laws.get("trainer"), sources.refs)
    return document(
        sources.head,
        "session-plan",
        "trainer",
        front.title,
        plan=_plan(front),
        body=body,
        observer=_observer(front),
        figures={
            "title": say("print.figures"),
            "drawings": [drawing(f, PAGE) for f in sources.figures.values()],
        },
    )


def sheet(
    folder: Sheets,
    front: course.CarryFront,
    root: Node,
    name: str,
    refs: Refs,
    points: Points,
    edition: tuple[str, datetime.date],
) -> Document:
    """Return a thing to carry, or a sheet of the joint exercise, as a handout.

    Args:
        folder: Which of the two it is; the exercise is for trainers, who hand it out.
        front: Its front matter.
        root: Its text.
        name: Name of its file.
        refs: What the roles in its text point to.
        points: Points of national law, for a sheet that lists them.
        edition: Version and day of the course.
    """
    head = Masthead(
        group=say(f"print.{folder}"),
        meta=say(f"print.{folder}-meta", title=front.title),
        audiences=front.audiences,
        version=edition[0],
        date=edition[1],
    )
    body = page(root, refs, {}, points)
    kind = say(f"print.{folder}-kind")
    people = ", ".join(say(f"audience.{name}") for name in front.audiences)
    return document(
        head,
        name,
        "learner" if folder == "carry" else "trainer",
        front.title,
        template="handout",
        kind=kind,
        # A trainer keeps the exercise, and hands a file of it to those it is for.
        readers="" if "trainers" in front.audiences else people,
        columns=front.columns,
        body=body,
    )


def write_all(
    sources: Sequence[ModuleSources],
    folder: Path,
    *,
    others: Iterable[tuple[str, Document]] = (),
    trainer: bool = True,
    names: bool = False,
    complete: bool = False,
    papers: Sequence[str] = PAPERS,
) -> list[Path]:
    """Write the documents of all modules, and others; return the paths of those made anew.

    A document is made again only if its data, its template, a font or Typst has changed, or if
    the file is not there any more. Documents for trainers lie in a folder of their own; without
    ``trainer`` those of an earlier run are taken away, so that no key stays behind by accident.

    Args:
        sources: The modules.
        folder: Where to write; made if it does not exist.
        others: Documents that belong to no module, each with the folder that it goes to.
        trainer: Whether to write what only a trainer may see.
        names: Whether the quiz sheet has a line for a name.
        complete: Whether these are all documents that the folder is to hold; what an earlier run
            made and nothing makes any more is then taken away.
        papers: Sizes of paper.
    """
    manifest = Manifest.read(folder)
    jobs: dict[Path, tuple[Document, str]] = {}
    made = [(m.module.stem, d) for m in sources for d in documents(m, names=names)]
    for place, one in (*made, *others):
        if one.audience == "learner" or trainer:
            above = Path("trainers") if one.audience == "trainer" else Path()
            for paper in papers:
                jobs[above / place / f"{one.name}-{paper}.pdf"] = one, paper
    marks = {name: digest(*job) for name, job in jobs.items()}
    stale = [name for name in jobs if not manifest.holds(name, marks[name])]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for name, content in zip(stale, pool.map(lambda n: compile(*jobs[n]), stale), strict=True):
            write_whole(folder / name, content)
            manifest.note(name, marks[name])
    if complete:
        manifest.keep(jobs)
    elif not trainer:
        manifest.drop("trainers/")
    manifest.write()
    return [folder / name for name in stale]


def _page(sources: ModuleSources, name: str, source: tuple[model.PageFront, Node]) -> Document:
    front, root = source
    body = page(root, sources.refs, sources.figures)
    body += law_blocks(sources.laws.get(name), sources.refs)
    return document(sources.head, name, "learner", front.title, body=body)


def _minutes(step: model.PlanStep) -> str:
    if step.short == 0:
        return say("print.minutes-full", minutes=step.minutes)
    return say("print.minutes", minutes=step.minutes, short=step.short)


def _plan(front: model.TrainerFront) -> Data:
    rows = [
        [
            str(number),
            step.title,
            say(f"mode.{step.mode}"),
            str(step.minutes),
            str(step.short) if step.short else "–",
            ", ".join(step.materials),
        ]
        for number, step in enumerate(front.plan, 1)
    ]
    full, short = sum(s.minutes for s in front.plan), sum(s.short for s in front.plan)
    return {
        "title": say("print.plan"),
        "head": [say(f"print.plan.{key}") for key in ("n", "step", "mode", "full", "short", "use")],
        "rows": rows,
        "total": ["", say("print.plan.total"), "", str(full), str(short), ""],
    }


def _observer(front: model.TrainerFront) -> Data:
    return {
        "title": say("print.observer"),
        "intro": say("print.observer-intro"),
        "fields": [say("print.observer.who"), say("print.observer.round")],
        "head": [say(f"print.observer.{key}") for key in ("look", "yes", "no", "seen")],
        "answers": [say("figure.yes"), say("figure.no")],
        "rows": [[row.look_for, row.yes, row.no] for row in front.observer],
        "words": say("print.observer.words"),
    }
