"""A scenario as a deck of numbered cards: a game book without a script, one card at a time with."""

from __future__ import annotations

from html import escape

from borderrights.markup import Refs
from borderrights.model import Choice, Node, Scenario
from borderrights.render.parts import LETTERS, block, inline, letter, word
from borderrights.render.question_kinds import Body, body
from borderrights.story import Story
from borderrights.strings import say


def cards(item: Scenario) -> dict[str, int]:
    """Return the number printed on each card: the start is 1, the others follow as authored."""
    ids = [node.id for node in item.nodes]
    ids.sort(key=lambda node: node != item.start)
    return {node: number for number, node in enumerate(ids, 1)}


@body.register
def _scenario(item: Scenario, refs: Refs) -> Body:
    numbers = cards(item)
    nodes = {node.id: node for node in item.nodes}
    first, *rest = (_card(item, nodes[node], numbers, refs) for node in numbers)
    more = f'<div class="br-more">{"".join(rest)}</div>'
    return Body(f'{_flags(item)}<div class="br-deck">{first}{more}</div>', _best(item, numbers))


def _flags(item: Scenario) -> str:
    if not item.flags:
        return ""
    boxes = "".join(
        f'<label class="br-flag"><input type="checkbox" name="q-{item.id}-{flag.id}">'
        f"<span>{escape(flag.label)}</span></label>"
        for flag in item.flags
    )
    return (
        f'<fieldset class="br-flags br-paper"><legend>{word("scenario.flags")}</legend>'
        f"{boxes}</fieldset>"
    )


def _card(item: Scenario, node: Node, numbers: dict[str, int], refs: Refs) -> str:
    number, name = numbers[node.id], f"q-{item.id}-{node.id}"
    head = word("scenario.card", number=number)
    start = " br-start" if node.id == item.start else ""
    if node.ending:
        ending = word("scenario.ending", ending=say(f"ending.{node.ending}"))
        below = f'<p class="br-ending" data-ending="{node.ending}">{ending}</p>'
    else:
        ask = word("question.prompt.scenario")
        rows = "".join(
            _choice(item, node, index, choice, numbers, refs)
            for index, choice in enumerate(node.choices)
        )
        choices = f'<ul class="br-choices" role="list">{rows}</ul>'
        below = f'<p class="br-ask">{ask}</p>{choices}'
    return (
        f'<section class="br-card{start}" id="{name}" data-node="{node.id}" '
        f'aria-labelledby="{name}-h"><p class="br-card-head" id="{name}-h">{head}</p>'
        f"{block(node.text, refs, 'br-scene')}{below}</section>"
    )


def _choice(
    item: Scenario, node: Node, index: int, choice: Choice, numbers: dict[str, int], refs: Refs
) -> str:
    labels = {flag.id: flag.label for flag in item.flags}
    rules = "".join(
        f'<p class="br-rule">{word(f"scenario.{rule}", label=labels.get(flag, flag))}</p>'
        for rule, flag in (
            ("needs", choice.needs),
            ("unless", choice.unless),
            ("sets", choice.sets),
        )
        if flag
    )
    target = numbers.get(choice.goto, 0)
    link = (
        f'<p class="br-goto"><a href="#q-{item.id}-{choice.goto}">'
        f"{word('scenario.goto', number=target)}</a></p>"
    )
    return (
        f'<li class="br-choice" data-part="{node.id}:{choice.id}">'
        f'<p class="br-pick">{letter(index)}{inline(choice.text, refs, "br-text")}</p>'
        f'<div class="br-colleague"><span class="br-colleague-head">{word("scenario.why")}</span> '
        f"{inline(choice.why, refs, 'br-said')}</div>{rules}"
        f'<details class="br-after"><summary>{word("scenario.after")}</summary>'
        f"{block(choice.consequence, refs, 'br-consequence')}"
        f"{block(choice.comment, refs, 'br-comment')}"
        f'<p class="br-worth">{word("scenario.points", points=choice.points)}</p></details>'
        f"{link}</li>"
    )


def _best(item: Scenario, numbers: dict[str, int]) -> str:
    """Return the best path as a list of cards and letters; the texts stand on the cards."""
    letters = {
        f"{node.id}:{choice.id}": LETTERS[index]
        for node in item.nodes
        for index, choice in enumerate(node.choices)
    }
    path = ((step.split(":")[0], letters[step]) for step in Story(item).best().steps)
    steps = "".join(
        f"<li>{word('answer.best-step', card=numbers[node], letter=name)}</li>"
        for node, name in path
    )
    return f'<p class="br-best-head">{word("answer.best")}</p><ol class="br-best">{steps}</ol>'
