"""Questions as static HTML: complete without a script, and all that the script needs to work on.

No style attribute, no handler, no text in the data: everything an author wrote stands here once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Literal

import borderrights.render.question_scenario  # noqa: F401  (registers the kind)
from borderrights.markup import Refs
from borderrights.model import AnyItem, Scenario
from borderrights.payload import embed, for_quiz, version
from borderrights.render.parts import block, word
from borderrights.render.question_kinds import body

QuizKind = Literal["quiz", "lesson", "test"]


def item_html(
    item: AnyItem,
    refs: Refs,
    *,
    number: int | None = None,
    heading_level: int = 3,
    sealed: bool = False,
) -> str:
    """Return one question with its answers folded away.

    Args:
        item: The question.
        refs: What the roles in its texts point to, as seen from the page.
        number: Number to print, or none.
        heading_level: Level of its heading; nothing inside it is a heading.
        sealed: Whether the answers are locked in a template that only the script can open, and the
            question cannot be checked by itself.
    """
    name = f"q-{item.id}"
    texts = _without_tooltips(item, refs)
    parts = body(item, texts)
    vignette = block(item.vignette, texts, "br-vignette") if item.vignette else ""
    form = (
        # A form of method "dialog" outside a dialog is never sent, not even by the Enter key.
        f'<form class="br-form" method="dialog" autocomplete="off">{parts.ask}'
        f"{'' if sealed else _check(item)}</form>"
    )
    answers = _answers(item, parts.answers, refs)
    if sealed:
        answers = f'<template class="br-sealed">{answers}</template>'
    return (
        f'<section class="br-item" id="{name}" data-item="{item.id}" data-kind="{item.kind}" '
        f'aria-labelledby="{name}-h">{_heading(item, number, heading_level)}{vignette}'
        f"{_prompt(item, texts)}{form}"
        f"{answers}{_report(item)}</section>"
    )


def quiz_html(
    items: Sequence[AnyItem],
    *,
    module_id: str,
    title: str,
    pass_mark: int,
    objectives: Mapping[str, tuple[str, str | None]],
    refs: Refs,
    kind: QuizKind = "quiz",
    heading_level: int = 2,
    first: int = 1,
    sitting: int = 0,
) -> str:
    """Return a sitting: questions, the line that counts them, and the data to score them.

    Args:
        items: The questions in the order to show.
        module_id: The module that they belong to.
        title: Heading of a quiz; questions in a lesson have none of their own.
        pass_mark: Per cent.
        objectives: Id to text and address of the section that teaches it (none: no link).
        refs: What the roles in the texts point to, as seen from the page.
        kind: ``quiz`` ends with a result; ``lesson`` only counts; ``test`` says nothing before its
            end, not even where scripts are off.
        heading_level: Level of the title; questions stand one below.
        first: Number of the first question; a lesson counts on from one to the next.
        sitting: Number of questions that one sitting asks; 0 asks all.
    """
    used = [name for name in objectives if any(item.objective == name for item in items)]
    data = for_quiz(
        items,
        module_id=module_id,
        pass_mark=pass_mark,
        objectives=used,
        kind=kind,
        sitting=sitting if sitting < len(items) else 0,
    )
    questions = "".join(
        item_html(item, refs, number=number, heading_level=heading_level + 1, sealed=kind == "test")
        for number, item in enumerate(items, first)
    )
    size = ""
    if data["sitting"]:
        text = word("question.sitting", asked=sitting, all=len(items))
        size = f'<p class="br-size">{text}</p>'
    head = f"h{heading_level}"
    title_html = f'<{head} class="br-title">{escape(title)}</{head}>' if kind != "lesson" else ""
    script = f"<noscript><p>{word('question.no-script')}</p></noscript>" if kind == "test" else ""
    return (
        f'<div class="br-quiz" data-kind="{kind}" data-module="{escape(module_id)}">'
        f"{title_html}{_covers(used, objectives) if kind != 'lesson' else ''}{size}{script}"
        f'<p class="br-notice" hidden></p>{questions}'
        f'<div class="br-foot" hidden><p class="br-running"></p>'
        '<button type="button" class="br-button br-reset">'
        f"{word('question.start-over')}</button></div>"
        f'<div class="br-live" aria-live="polite"></div>{embed(data)}</div>'
    )


def _heading(item: AnyItem, number: int | None, level: int) -> str:
    label = word("question.bare") if number is None else word("question.numbered", number=number)
    title = (
        f'<span class="br-scenario-title">{escape(item.title)}</span>'
        if (isinstance(item, Scenario))
        else ""
    )
    return (
        f'<h{level} class="br-head" id="q-{item.id}-h"><span class="br-number">{label}</span> '
        f'<span class="br-kind">{word(f"kind.{item.kind}")}</span> {title}</h{level}>'
    )


def _prompt(item: AnyItem, refs: Refs) -> str:
    if isinstance(item, Scenario):
        return ""
    return block(item.prompt, refs, "br-prompt", id=f"q-{item.id}-p")


def _check(item: AnyItem) -> str:
    """Return the button to check an answer; a scenario and a reflection check themselves."""
    if item.kind in ("scenario", "reflection"):
        return ""
    return (
        '<p class="br-hint"></p><p class="br-actions" hidden>'
        f'<button type="submit" class="br-button br-check">{word("question.check")}</button></p>'
    )


def _answers(item: AnyItem, answers: str, refs: Refs) -> str:
    sources = _sources(item, refs)
    if not answers and not sources:
        return ""
    summary = word("question.answer" if answers else "question.sources")
    return f'<details class="br-answers"><summary>{summary}</summary>{answers}{sources}</details>'


def _sources(item: AnyItem, refs: Refs) -> str:
    """Return the provisions that the item rests on: a link and our paraphrase for each."""
    known = [name for name in item.standards if name in refs.provisions]
    if not known:
        return ""
    head = word("question.source" if len(known) == 1 else "question.sources")
    rows = "".join(f"<li>{_source(name, refs, isinstance(item, Scenario))}</li>" for name in known)
    return (
        f'<div class="br-sources"><p class="br-sources-head">{head}</p>'
        f'<ul role="list">{rows}</ul></div>'
    )


def _without_tooltips(item: AnyItem, refs: Refs) -> Refs:
    """Return what the texts of an item point to, without tooltips for the item's own sources.

    Their paraphrases stand in the list of sources, or where its links lead. As tooltips, which a
    phone cannot show anyway, they would weigh a thirtieth of a page of twenty questions.
    """
    told = {
        name: replace(refs.provisions[name], gloss="")
        for name in item.standards
        if name in refs.provisions
    }
    return replace(refs, provisions={**refs.provisions, **told}) if told else refs


def _source(name: str, refs: Refs, brief: bool) -> str:
    """Return a link to a provision with our paraphrase, once: a tooltip would only repeat it.

    A scenario rests on a dozen provisions, each of which stands in the comment that it decides;
    and a guideline's label is its title. For these the link alone is enough.
    """
    ref = refs.provisions[name]
    href = escape(refs.provision_href(name))
    link = f'<a class="br-std" href="{href}">{escape(ref.label)}</a>'
    if brief or name.startswith("ohchr-pg-"):
        return link
    return f'{link}: <span class="br-gloss">{escape(ref.gloss)}</span>'


def _report(item: AnyItem) -> str:
    return (
        f'<p class="br-report">{word("question.report")} <code>{item.id}</code>, '
        f"{word('question.version', version=version(item))}</p>"
    )


def _covers(used: Sequence[str], objectives: Mapping[str, tuple[str, str | None]]) -> str:
    """Return what the quiz tests; the script copies text and link into the result from here."""
    rows = []
    for name in used:
        text, href = objectives[name]
        shown = f'<a href="{escape(href)}">{escape(text)}</a>' if href else escape(text)
        rows.append(f'<li data-objective="{escape(name)}">{shown}</li>')
    if not rows:
        return ""
    return (
        f'<details class="br-covers"><summary>{word("question.covers")}</summary>'
        f"<ul>{''.join(rows)}</ul></details>"
    )
