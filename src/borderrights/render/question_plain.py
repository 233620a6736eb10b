"""Questions as plain text, for a notebook that shows no HTML. Never a key, never feedback."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from borderrights.markup import Refs
from borderrights.model import AnyItem, Judgement, Match, Multiple, Order, Scenario, Single
from borderrights.render.parts import LETTERS, plain
from borderrights.render.question_kinds import partners_shown, steps_shown
from borderrights.render.question_scenario import cards
from borderrights.strings import say


def item_plain(item: AnyItem, refs: Refs, *, number: int | None = None) -> str:
    """Return one question: kind, situation, prompt and what can be answered."""
    label = say("question.bare") if number is None else say("question.numbered", number=number)
    lines = [f"{label}. {say(f'kind.{item.kind}')}"]
    if isinstance(item, Scenario):
        lines[0] += f": {item.title}"
    if item.vignette:
        lines.append(plain(item.vignette, refs))
    if not isinstance(item, Scenario):
        lines.append(plain(item.prompt, refs))
    return "\n".join([*lines, *_rows(item, refs)])


def quiz_plain(items: Sequence[AnyItem], refs: Refs, *, title: str = "") -> str:
    """Return all questions of a sitting, numbered, with an empty line between them."""
    questions = [item_plain(item, refs, number=number) for number, item in enumerate(items, 1)]
    return "\n\n".join([title, *questions] if title else questions)


def _lettered(texts: Sequence[str], refs: Refs) -> list[str]:
    return [f"  {name}. {plain(text, refs)}" for name, text in zip(LETTERS, texts, strict=False)]


@singledispatch
def _rows(item: AnyItem, refs: Refs) -> list[str]:
    """Return the lines below the prompt; a reflection has none."""
    return []


@_rows.register(Single)
@_rows.register(Multiple)
def _choice(item: Single | Multiple, refs: Refs) -> list[str]:
    return _lettered([option.text for option in item.options], refs)


@_rows.register
def _order(item: Order, refs: Refs) -> list[str]:
    return _lettered([option.text for option in steps_shown(item)], refs)


@_rows.register
def _match(item: Match, refs: Refs) -> list[str]:
    left = [f"  {n}. {plain(entry.text, refs)}" for n, entry in enumerate(item.left, 1)]
    return left + _lettered([target.text for target in partners_shown(item)], refs)


@_rows.register
def _judgement(item: Judgement, refs: Refs) -> list[str]:
    scale = " / ".join(say(f"rating.{rating}") for rating in item.scale)
    return [*_lettered([option.text for option in item.options], refs), f"  ({scale})"]


@_rows.register
def _scenario(item: Scenario, refs: Refs) -> list[str]:
    """Return the first card only: the others would tell the story before it is played."""
    start = next(node for node in item.nodes if node.id == item.start)
    choices = _lettered([choice.text for choice in start.choices], refs)
    number = cards(item)[item.start]
    return [say("scenario.card", number=number), plain(start.text, refs), *choices]
