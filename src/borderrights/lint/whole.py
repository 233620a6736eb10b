"""Rules over the whole curriculum: what the plan promises is taught, tested and in the tests.

They speak of what is written: a track with a module in preparation still owes some of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from borderrights import model
from borderrights.course import TRACKS
from borderrights.errors import Diagnostic
from borderrights.lint.rule import problem, rule
from borderrights.project import Bank, ModuleSources, Project

PLAN = "book/plan.yml"
MIN_TESTED = 6
"""Scored items that name a part of the Principles or a Guideline."""


@rule
def promises(project: Project) -> Iterator[Diagnostic]:
    """What the plan gives to a written module is taught there and tested in the course."""
    if not _readable(project):
        return
    tested = _tested(project.banks)
    told = set()
    for index, entry in enumerate(project.plan.modules if project.plan else ()):
        sources = project.module(entry.id)
        if sources is None:
            continue
        taught = _taught([sources])
        for ident in (*entry.guidelines, *entry.principles):
            place = ("modules", index)
            if ident not in taught:
                message = f"no objective of '{entry.id}' is for '{ident}'"
                hint = "name it under an objective of that module, or give it to another"
                yield problem(project, PLAN, place, "untaught", message, hint)
            if tested[ident] < MIN_TESTED and ident not in told:
                told.add(ident)
                message = f"{tested[ident]} scored items name '{ident}'"
                hint = f"have at least {MIN_TESTED}"
                yield problem(project, PLAN, place, "untested", message, hint)


@rule
def covers(project: Project) -> Iterator[Diagnostic]:
    """Each profession is taught what concerns it, and its own items test it."""
    if not _readable(project):
        return
    for track, idents in (project.plan.covers if project.plan else {}).items():
        mine = _of(project, track)
        if mine is None:
            continue
        stems = {sources.stem for sources in mine}
        banks = [
            bank
            for bank in project.banks
            if (bank.sources and bank.sources.stem in stems)
            or bank.path == f"quizzes/tests/{track}.yml"
        ]
        taught, tested = _taught(mine), _tested(banks)
        for index, ident in enumerate(idents):
            place = ("covers", track, index)
            if ident not in taught:
                message = f"no objective for {track} is for '{ident}'"
                hint = "teach it in the core or in the track, or take it out of 'covers'"
                yield problem(project, PLAN, place, "untaught", message, hint)
            if tested[ident] < MIN_TESTED:
                message = f"{tested[ident]} scored items for {track} name '{ident}'"
                hint = f"have at least {MIN_TESTED}"
                yield problem(project, PLAN, place, "untested", message, hint)


@rule
def tests_of_tracks(project: Project) -> Iterator[Diagnostic]:
    """A track that is written has its tests, and they ask something from each of its modules."""
    objectives = project.all_objectives
    for track in TRACKS:
        path = f"quizzes/tests/{track}.yml"
        mine = _of(project, track)
        if not mine or objectives is None or track not in {s.entry.track for s in mine}:
            continue
        if not (project.root / path).is_file():
            message = f"all modules of {track} are written, and there is no '{path}'"
            hint = "write pre-test, post-test and boosters"
            yield Diagnostic(PLAN, 1, "no-test", message, hint)
        for sources in project.tests:
            if sources.path != path or sources.test is None:
                continue
            asked = {
                objectives[row.objective][0].stem
                for row in sources.test.blueprint
                if row.objective in objectives
            }
            for module in mine:
                if module.stem not in asked:
                    message = f"no row of the blueprint is for an objective of '{module.entry.id}'"
                    hint = "ask something from each module of the core and of the track"
                    yield problem(project, path, ("blueprint",), "test-blueprint", message, hint)


def _readable(project: Project) -> bool:
    """Say whether no source of a module failed; what seems missing may stand in one that did."""
    return all(s.module is not None and s.quiz is not None for s in project.modules)


def _of(project: Project, track: str) -> list[ModuleSources] | None:
    """Return the modules of the core and of a track; None while one is in preparation."""
    planned = project.plan.modules if project.plan else ()
    written = project.of_track(track)
    whole = len(written) == sum(entry.track in ("core", track) for entry in planned)
    return written if whole else None


def _taught(modules: list[ModuleSources]) -> set[str]:
    return {
        ident
        for sources in modules
        for objective in (sources.module.objectives if sources.module else ())
        for ident in (*objective.guidelines, *objective.principles)
    }


def _tested(banks: list[Bank] | tuple[Bank, ...]) -> Counter[str]:
    return Counter(
        ident
        for bank in banks
        for item in bank.items
        if not isinstance(item, model.Reflection)
        for ident in set(item.standards)
    )
