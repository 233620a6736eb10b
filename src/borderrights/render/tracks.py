"""Pages of a track: what one will be able to do, the order, the paths, the tests, what to carry."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import get_args

from borderrights import course, model
from borderrights.forms import parts
from borderrights.model import Audience
from borderrights.paths import minutes_of
from borderrights.project import Page, Project
from borderrights.render.page import pdf_links
from borderrights.render.parts import table
from borderrights.strings import say


def order(project: Project, audience: str, root: str) -> str:
    """Return the modules of an audience in order: minutes, what they rest on, what one learns.

    Args:
        project: All sources.
        audience: A track of the plan; the core stands before it.
        root: Relative path from the page to the root of the site.
    """
    entries = [
        e for e in (project.plan.modules if project.plan else ()) if e.track in ("core", audience)
    ]
    numbers = {entry.id: entry.number for entry in project.plan.modules} if project.plan else {}
    heads = ("module", "before", "alone", "class", "short")
    rows, sums = [], [0, 0, 0]
    for entry in entries:
        sources = project.module(entry.id)
        module = sources.module if sources else None
        title = f"{entry.number}. {entry.title}"
        if module is None:
            mark = say("module.in-preparation")
            rows.append(_row(f"{escape(title)} ({escape(mark)})", ["", "", "", ""]))
            continue
        minutes = module.minutes
        times = [minutes.self_study, minutes.classroom, minutes.short]
        sums = [a + b for a, b in zip(sums, times, strict=True)]
        link = f'<a href="{root}modules/{entry.stem}/lesson.html">{escape(title)}</a>'
        before = ", ".join(str(numbers[p]) for p in module.prerequisites if p in numbers)
        rows.append(_row(link, [before or "–", *map(str, times)]))
    foot = _row(escape(say("plan.total")), ["", *map(hours, sums)])
    shown = table(
        say("track.order"), [say(f"track.column.{name}") for name in heads], "".join(rows), foot
    )
    return shown + _objectives(project, entries)


def _objectives(project: Project, entries: Iterable[model.PlanEntry]) -> str:
    parts_shown = []
    for entry in entries:
        sources = project.module(entry.id)
        if sources and sources.module:
            rows = "".join(f"<li>{escape(o.text)}</li>" for o in sources.module.objectives)
            title = escape(f"{entry.number}. {entry.title}")
            parts_shown.append(f"<details><summary>{title}</summary><ul>{rows}</ul></details>")
    return f'<div class="br-able">{"".join(parts_shown)}</div>'


def _row(name: str, cells: Iterable[str]) -> str:
    shown = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{name}</th>{shown}</tr>'


def hours(minutes: int) -> str:
    """Return a time in hours and minutes, or in minutes where it is less than two hours."""
    if minutes < 120:
        return say("time.minutes", minutes=minutes)
    return say("time.hours", hours=minutes // 60, minutes=f"{minutes % 60:02d}")


def paths(project: Project, reader: str, root: str) -> str:
    """Return the paths of a reader, shortest first: each day with its sessions and its end."""
    # A path for everybody is one for the professions and their trainers.
    names = {reader} if reader == "monitors" else {reader, "all"}
    mine = [path for path in project.paths.values() if names & set(path.audiences)]
    mine.sort(key=lambda path: sum(day.minutes for day in path.days))
    return "".join(_path(project, path, root) for path in mine)


def _path(project: Project, path: course.Path, root: str) -> str:
    whole = sum(day.minutes for day in path.days)
    days = "".join(_day(project, path, day, root) for day in path.days)
    return (
        f'<section class="br-way"><h3 id="path-{path.id}">{escape(path.title)}</h3>'
        f"<p>{escape(path.summary)} {escape(hours(whole))}.</p>"
        f"<details><summary>{escape(say('path.show'))}</summary>{days}</details></section>"
    )


def _day(project: Project, path: course.Path, day: course.Day, root: str) -> str:
    rows, clock = [], 0
    for session in day.sessions:
        minutes = minutes_of(project, path, session)
        rows.append(_row(_session(project, session, root), [_clock(clock), str(minutes)]))
        clock += minutes
    label = say("path.day", title=day.title, time=hours(day.minutes))
    heads = [say(f"path.column.{name}") for name in ("session", "from", "minutes")]
    return f"<h4>{escape(label)}</h4>" + table(label, heads, "".join(rows))


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _session(project: Project, session: course.Session, root: str) -> str:
    if session.module:
        return _taken(project, session.module, session.form, root)
    if session.groups:
        return "<br>".join(
            f"{escape(say(f'audience.{group}'))}: {_taken(project, name, session.form, root)}"
            for group, name in session.groups.items()
        )
    if session.test:
        return escape(say(f"path.{session.test}"))
    return escape(session.activity or say("path.break"))


def _taken(project: Project, module_id: str, form: str, root: str) -> str:
    """Return a module as a session names it, linked if it is written."""
    entry = project.entry(module_id)
    if entry is None:
        return escape(module_id)
    title = escape(f"{entry.number}. {entry.title}")
    if project.module(entry.id):
        title = f'<a href="{root}modules/{entry.stem}/lesson.html">{title}</a>'
    return f"{title} ({escape(say(f'path.form.{form}'))})"


def tests(project: Project, track: str, root: str, trainers: bool) -> str:
    """Return the links to forms and boosters: page, sheet, and the key for trainers."""
    sources = next((t for t in project.tests if t.test and t.test.track == track), None)
    if sources is None or sources.test is None:
        return f"<p>{escape(say('module.in-preparation'))}</p>"
    rows = []
    for part in parts(sources.test):
        page = f"{root}quizzes/tests/{track}-{part.slug}.html"
        sheet = pdf_links(f"{root}pdf/tests/{track}/{part.slug}")
        cells = [f'<a href="{page}">{escape(part.title)}</a>', sheet]
        if trainers:
            cells.append(pdf_links(f"{root}pdf/trainers/tests/{track}/{part.slug}-key"))
        shown = "".join(f"<td>{cell}</td>" for cell in cells[1:])
        rows.append(f'<tr><th scope="row">{cells[0]}</th>{shown}</tr>')
    heads = [say("tests.page"), say("tests.sheet"), *([say("tests.key")] if trainers else ())]
    look = pdf_links(f"{root}pdf/tests/{track}/transfer")
    return (
        table(say("tests.label"), heads, "".join(rows))
        + f"<p>{escape(say('tests.transfer'))} {look}</p>"
    )


def sheets(pages: Iterable[Page], reader: str | None, root: str) -> str:
    """Return the sheets for a reader, or all where None: page, PDFs and what each is for."""
    rows = []
    for page in pages:
        front = page.front
        if not isinstance(front, course.CarryFront):
            continue
        if reader is None or {reader, "all"} & set(front.audiences):
            place = page.path.removesuffix(".md")
            printed = pdf_links(f"{root}pdf/{place.removeprefix('book/')}")
            rows.append(
                f'<li><a href="{root}{place}.html">{escape(front.title)}</a>: '
                f"{escape(front.summary)} {printed}</li>"
            )
    return f'<ul class="br-carried">{"".join(rows)}</ul>'


def all_sheets(pages: Iterable[Page], root: str) -> str:
    """Return every sheet once, under the first audience that it is for."""
    names: tuple[str, ...] = (*get_args(Audience), "monitors")
    found: dict[str, list[Page]] = {name: [] for name in names}
    for page in pages:
        if isinstance(page.front, course.CarryFront):
            found[page.front.audiences[0]].append(page)
    return "".join(
        f"<h2>{escape(say(f'audience.{name}'))}</h2>{sheets(mine, None, root)}"
        for name, mine in found.items()
        if mine
    )


def national_modules(project: Project, track: str) -> list[model.Module]:
    """Return the modules of the core and of a track that leave points to national law."""
    mine = (sources.module for sources in project.of_track(track))
    return [module for module in mine if module and module.national_law]


def national_points(project: Project, track: str) -> str:
    """Return every point of national law of a track, by module, each with its floor."""
    out = []
    for module in national_modules(project, track):
        rows = "".join(
            f'<li>{escape(point.ask)} <span class="br-floor">{escape(say("national.floor"))} '
            f"{escape(point.floor)}</span></li>"
            for point in project.refs(module).points.values()
        )
        title = escape(f"{module.number}. {module.title}")
        out.append(f"<h3>{title}</h3><ul>{rows}</ul>")
    return "".join(out)
