"""Blocks of a module's pages that are made from its facts: at a glance, the way on, the plan."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from borderrights.markup import Refs, parse_page, to_html
from borderrights.markup.html import std_html
from borderrights.model import Module, TrainerFront
from borderrights.project import ModuleSources, Project
from borderrights.render.parts import table
from borderrights.strings import say

PAPERS = ("a4", "us-letter")


def glance(project: Project, module: Module, refs: Refs) -> str:
    """Return whom the module is for, its minutes, its objectives, and what it rests on."""
    minutes = module.minutes
    time = say("glance.time", alone=minutes.self_study, together=minutes.classroom)
    rows = [
        (say("glance.for"), escape(", ".join(say(f"audience.{a}") for a in module.audiences))),
        (say("glance.minutes"), escape(time)),
        (
            say("glance.objectives"),
            _list(f'<a href="#{o.id}">{escape(o.text)}</a>' for o in module.objectives),
        ),
    ]
    if module.prerequisites:
        before = _list(_prerequisite(project, other, refs) for other in module.prerequisites)
        rows.append((say("glance.before"), before))
    # Without tooltips: each stands again where the lesson cites the provision.
    bare = replace(refs, provisions={i: replace(r, gloss="") for i, r in refs.provisions.items()})
    provisions = ", ".join(std_html(i, bare) for i in module.standards if i in refs.provisions)
    folded = (
        f"<details><summary>{escape(say('glance.show'))}</summary><p>{provisions}</p></details>"
    )
    rows.append((say("glance.standards"), folded))
    body = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in rows)
    return f'<dl class="br-glance">{body}</dl>'


def _list(entries: object) -> str:
    assert hasattr(entries, "__iter__")
    return f"<ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>"


def _prerequisite(project: Project, module_id: str, refs: Refs) -> str:
    entry = project.entry(module_id)
    if entry is None:
        return escape(module_id)
    title = escape(f"{entry.number}. {entry.title}")
    if project.module(module_id):
        return f'<a href="{refs.root}modules/{entry.stem}/lesson.html">{title}</a>'
    return f"{title} ({escape(say('module.in-preparation'))})"


def after_lesson(sources: ModuleSources, root: str) -> str:
    """Return the links to quiz, take-away pages, PDFs and notebook."""
    stem = sources.stem
    pages = [
        (f"{root}quizzes/{stem}.html", say("after.quiz")),
        (f"{root}{sources.folder}/handout.html", say("after.handout")),
        (f"{root}{sources.folder}/in-charge.html", say("after.in-charge")),
    ]
    links = "".join(f'<li><a href="{href}">{escape(text)}</a></li>' for href, text in pages)
    printed = "".join(
        f"<li>{escape(say(f'document.{name}'))}: {pdf_links(f'{root}pdf/{stem}/{name}')}</li>"
        for name in ("handout", "in-charge", "quiz-sheet", "scenario-cards")
    )
    notebook = (
        f'<a href="{root}notebooks/{stem}.ipynb" download>{escape(say("after.notebook"))}</a>'
    )
    return (
        f'<nav class="br-downloads" aria-label="{escape(say("after.label"))}">'
        f"<h2>{escape(say('after.title'))}</h2><ul>{links}</ul>"
        f"<h3>{escape(say('after.print'))}</h3><ul>{printed}<li>{notebook}</li></ul></nav>"
    )


def pdf_links(stem: str) -> str:
    """Return a link for each size of paper."""
    return ", ".join(
        f'<a href="{stem}-{paper}.pdf">{escape(say(f"paper.{paper}"))}</a>' for paper in PAPERS
    )


def session_plan(sources: ModuleSources, root: str) -> str:
    """Return the table of steps, the trainer's PDFs and the observer's sheet."""
    assert sources.trainer and isinstance(sources.trainer.front, TrainerFront)
    front = sources.trainer.front
    rows = "".join(
        f'<tr><th scope="row">{escape(step.title)}</th><td>{step.minutes}</td>'
        f"<td>{step.short or '–'}</td><td>{escape(say(f'mode.{step.mode}'))}</td>"
        f"<td>{escape(', '.join(step.materials)) or '–'}</td></tr>"
        for step in front.plan
    )
    total = sum(step.minutes for step in front.plan), sum(step.short for step in front.plan)
    heads = [say(f"plan.{name}") for name in ("step", "minutes", "short", "mode", "materials")]
    foot = (
        f'<tr><th scope="row">{escape(say("plan.total"))}</th>'
        f"<td>{total[0]}</td><td>{total[1]}</td><td></td><td></td></tr>"
    )
    pdfs = "".join(
        f"<li>{escape(say(f'document.{name}'))}: "
        f"{pdf_links(f'{root}pdf/trainers/{sources.stem}/{name}')}</li>"
        for name in ("session-plan", "quiz-key", "scenario-debrief")
    )
    return (
        f'<ul class="br-plain">{pdfs}<li><a href="{root}{sources.folder}/lesson.html">'
        f"{escape(say('plan.lesson'))}</a></li></ul>"
        + table(say("plan.label"), heads, rows, foot)
        + _observer(front)
    )


def _observer(front: TrainerFront) -> str:
    if not front.observer:
        return ""
    heads = [say(f"observer.{name}") for name in ("look", "yes", "no")]
    rows = "".join(
        f'<tr><th scope="row">{escape(row.look_for)}</th><td>{escape(row.yes)}</td>'
        f"<td>{escape(row.no)}</td></tr>"
        for row in front.observer
    )
    title = say("observer.title")
    shown = table(title, heads, rows)
    return f"<details><summary>{escape(title)}</summary>{shown}</details>"


def map_figure(svg: str, words: str, refs: Refs) -> str:
    """Return the map inline with its description folded below.

    Args:
        svg: The drawing, with ``<title>`` and ``<desc>``.
        words: Markdown with front matter; the body says what the map shows.
        refs: What roles in the words point to.
    """
    body = words.split("---\n", 2)[-1] if words.startswith("---\n") else words
    return (
        f'<figure class="br-map">{svg.strip()}<figcaption>{escape(say("map.caption"))}</figcaption>'
        f"<details><summary>{escape(say('map.words'))}</summary>"
        f"<div>{to_html(parse_page(body), refs)}</div></details></figure>"
    )
