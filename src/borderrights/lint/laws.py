"""Rules about the law of a State that an adopting institution adds."""

from __future__ import annotations

from collections.abc import Iterator

from borderrights.errors import Diagnostic, did_you_mean
from borderrights.lint.rule import problem, rule
from borderrights.markup import parse_text
from borderrights.project import SHOWN_LAW, LawSources, ModuleSources, Project


@rule
def laws(project: Project) -> Iterator[Diagnostic]:
    """A law names instruments and points that exist; the book shows a law that exists."""
    if project.shown and project.shown.law not in project.laws:
        name = project.shown.law
        hint = did_you_mean(name, project.laws)
        message = f"law '{name}' is not known"
        yield problem(project, SHOWN_LAW, ("law",), "unknown-law", message, hint)
    instruments = {instrument.id for instrument in project.instruments or ()}
    for law in project.laws.values():
        for index, name in enumerate(law.law.not_bound if law.law else ()):
            if project.instruments is not None and name not in instruments:
                path, hint = f"{law.folder}/law.yml", did_you_mean(name, instruments)
                message = f"instrument '{name}' is not known"
                place = ("not_bound", index)
                yield problem(project, path, place, "unknown-instrument", message, hint)
        for sources in project.modules:
            if sources.stem in law.overlays:
                yield from _overlay(project, law, sources)


def _overlay(project: Project, law: LawSources, sources: ModuleSources) -> Iterator[Diagnostic]:
    path, overlay = f"{law.folder}/{sources.stem}.yml", law.overlays[sources.stem]
    if overlay.module != sources.entry.id:
        message = f"module '{overlay.module}' does not fit the file's name"
        hint = f"write '{sources.entry.id}'"
        yield problem(project, path, ("module",), "plan-mismatch", message, hint)
    known = [point.id for point in sources.module.national_law] if sources.module else None
    seen = set()
    for index, answer in enumerate(overlay.answers):
        place = ("answers", index)
        if known is not None and answer.point not in known:
            message = f"national '{answer.point}' is not known"
            hint = did_you_mean(answer.point, known)
            yield problem(project, path, place, "unknown-national", message, hint)
        if answer.point in seen:
            message = f"point '{answer.point}' is answered twice"
            yield problem(project, path, place, "repeated-id", message, "keep one of the answers")
        seen.add(answer.point)
        for name in ("text", "gap"):
            kinds = [n.kind for n in parse_text(getattr(answer, name) or "").children]
            if kinds not in ([], ["paragraph"]):
                message = f"the {name} of '{answer.point}' is more than a paragraph"
                hint = "say it in one paragraph; what is longer belongs under 'lesson'"
                yield problem(project, path, (*place, name), "answer-form", message, hint)
