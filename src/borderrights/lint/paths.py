"""Rules about paths: days whose minutes add up, modules that exist and follow what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from borderrights import course, model
from borderrights.errors import Diagnostic, did_you_mean
from borderrights.lint.rule import problem, rule
from borderrights.paths import minutes_of
from borderrights.project import Project
from borderrights.yamltree import Place


@rule
def paths(project: Project) -> Iterator[Diagnostic]:
    """A path fills its days to the minute and takes modules in an order that they allow."""
    for file, path in project.paths.items():
        yield from _path(project, file, path)


def _path(project: Project, file: str, path: course.Path) -> Iterator[Diagnostic]:
    if file != f"book/paths/{path.id}.yml":
        message = f"path '{path.id}' does not fit the file's name"
        yield problem(project, file, ("id",), "plan-mismatch", message, "name the file as the path")
    entries = {entry.id: entry for entry in (project.plan.modules if project.plan else ())}
    passed: set[str] = set()
    sessions = [session for day in path.days for session in day.sessions]
    inside = {session.module for session in sessions if session.module}
    inside.update(name for session in sessions for name in (session.groups or {}).values())
    for d, day in enumerate(path.days):
        for s, session in enumerate(day.sessions):
            place: Place = ("days", d, "sessions", s)
            named = [
                session.module,
                session.groups,
                session.test,
                session.pause,
                session.activity,
            ]
            if sum(part is not None for part in named) != 1:
                message = f"session {s + 1} of '{day.title}' is not one thing"
                hint = "name one of module, groups, test, break or activity"
                yield problem(project, file, place, "path-session", message, hint)
            if (session.activity is None) != (session.minutes is None):
                message = f"session {s + 1} of '{day.title}' has minutes of its own or lacks them"
                hint = "an activity says its minutes; modules, tests and breaks know theirs"
                yield problem(project, file, place, "path-session", message, hint)
            taken = {str(group): name for group, name in (session.groups or {}).items()}
            if session.module:
                taken = dict.fromkeys(path.audiences, session.module)
            for name, readers in _readers(taken).items():
                if name not in entries:
                    message = f"module '{name}' is not known"
                    hint = did_you_mean(name, entries)
                    yield problem(project, file, place, "unknown-module", message, hint)
                    continue
                found = _module(project, file, place, entries[name], readers, passed, inside)
                yield from found
                passed.add(name)
        total = sum(minutes_of(project, path, session) for session in day.sessions)
        # A test that could not be read has minutes, but nobody knows how many.
        unread = any(s.test for s in day.sessions) and any(t.test is None for t in project.tests)
        if total != day.minutes and not unread:
            message = f"'{day.title}' adds up to {total} minutes, not {day.minutes}"
            hint = "change the sessions, or the minutes of the day"
            yield problem(project, file, ("days", d, "minutes"), "path-minutes", message, hint)


def _readers(taken: Mapping[str, str]) -> dict[str, set[str]]:
    """Return module → those who take it, from reader → module."""
    return {name: {r for r, m in taken.items() if m == name} for name in taken.values()}


def _module(
    project: Project,
    file: str,
    place: Place,
    entry: model.PlanEntry,
    readers: set[str],
    passed: set[str],
    inside: set[str],
) -> Iterator[Diagnostic]:
    if entry.id in passed:
        message = f"module '{entry.id}' stands twice in the path"
        yield problem(project, file, place, "path-order", message, "take it once")
    if {"all", *readers}.isdisjoint(entry.audiences) and "monitors" not in readers:
        message = f"module '{entry.id}' is for {', '.join(entry.audiences)}"
        hint = "take a module of the core or of the audience"
        yield problem(project, file, place, "path-audience", message, hint)
    sources = project.module(entry.id)
    for before in sources.module.prerequisites if sources and sources.module else ():
        if before in inside and before not in passed:
            message = f"module '{entry.id}' comes before '{before}', which it rests on"
            yield problem(project, file, place, "path-order", message, "change their order")
