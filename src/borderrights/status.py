"""How far the curriculum is: every module and every part of it, as the sources have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from borderrights import model
from borderrights.project import LawSources, ModuleSources, Project

Part = Callable[[ModuleSources], str]
DONE, OPEN = "yes", "-"


def _there(name: str) -> Part:
    return lambda sources: DONE if getattr(sources, name) else OPEN


def _count(kind: type) -> Part:
    def count(sources: ModuleSources) -> str:
        items = sources.quiz.items if sources.quiz else ()
        return str(sum(isinstance(item, kind) for item in items)) if items else OPEN

    return count


def _questions(sources: ModuleSources) -> str:
    items = sources.quiz.items if sources.quiz else ()
    others = (model.Scenario, model.Reflection)
    return str(sum(not isinstance(item, others) for item in items)) if items else OPEN


def _read(sources: ModuleSources) -> str:
    """Return how many of the keyed items a second reader has answered."""
    if sources.quiz is None or sources.reading is None:
        return OPEN
    keyed = [i.id for i in sources.quiz.items if not isinstance(i, model.Reflection)]
    answered = sum(name in sources.reading.responses for name in keyed)
    return DONE if answered == len(keyed) else f"{answered}/{len(keyed)}"


PARTS: dict[str, Part] = {
    "lesson": _there("lesson"),
    "figures": lambda sources: str(len(sources.figures)) if sources.figures else OPEN,
    "questions": _questions,
    "scenario": _count(model.Scenario),
    "reflection": _count(model.Reflection),
    "read": _read,
    "handout": _there("handout"),
    "in-charge": _there("in_charge"),
    "trainer": _there("trainer"),
}


def table(project: Project) -> Iterator[str]:
    """Yield the lines of the table: a module each, then the tests, then a count."""
    entries = project.plan.modules if project.plan else ()
    width = max((len(entry.stem) for entry in entries), default=6)
    yield " ".join(["module".ljust(width), *PARTS])
    for entry in entries:
        sources = project.module(entry.id)
        marks = [part(sources) if sources else OPEN for part in PARTS.values()]
        cells = (mark.ljust(len(name)) for mark, name in zip(marks, PARTS, strict=True))
        yield " ".join([entry.stem.ljust(width), *cells]).rstrip()
    for tests in project.tests:
        if tests.test:
            forms = tests.test.forms
            boosters = ", ".join(str(len(booster.items)) for booster in tests.test.boosters)
            line = f"form A {len(forms.A)}, form B {len(forms.B)}, boosters {boosters}"
            yield f"{f'test {tests.test.track}'.ljust(width)} {line}"
    yield f"{len(project.modules)} of {len(entries)} modules written"


def laws(project: Project, everything: bool = False) -> Iterator[str]:
    """Yield how many points of national law each law answers, and the open ones of the one shown.

    Args:
        project: All sources.
        everything: Whether to list the open points of laws that the book does not show, too.
    """
    for law in project.laws.values():
        left = list(_open_points(project, law))
        answered = sum(len(overlay.answers) for overlay in law.overlays.values())
        shown = law is project.law
        state = "shown" if shown else "not shown"
        yield f"law '{law.id}' ({state}): {answered} points answered, {len(left)} open"
        if shown or everything:
            width = max((len(f"{s.stem} {name}") for s, name, _ in left), default=0)
            for sources, name, ask in left:
                yield f"  open: {f'{sources.stem} {name}'.ljust(width)}  {ask}"


def _open_points(project: Project, law: LawSources) -> Iterator[tuple[ModuleSources, str, str]]:
    """Yield the points that a law leaves open: module, id and question, in the order to print."""
    for sources in project.modules:
        overlay = law.overlays.get(sources.stem)
        for point in sources.module.national_law if sources.module else ():
            if overlay is None or overlay.answer(point.id) is None:
                yield sources, point.id, point.ask
