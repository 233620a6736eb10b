"""A scenario on paper: cards to decide by and what each choice leads to; apart, the debrief.

A player who sees points while choosing plays for points, so points and comments are a document of
their own, for the trainer. The cards' data do not hold them.
"""

from __future__ import annotations

from borderrights import model
from borderrights.markup import Refs
from borderrights.render.paper import (
    LETTERS,
    Data,
    Document,
    ModuleSources,
    document,
    inline,
    sources_line,
    text,
    whole,
)
from borderrights.story import Story
from borderrights.strings import say


def scenarios(sources: ModuleSources) -> list[model.Scenario]:
    """Return the scenarios that are played in class, in authored order."""
    played = sources.quiz.using("quiz", "lesson")
    return [item for item in played if isinstance(item, model.Scenario)]


def scenario_cards(sources: ModuleSources) -> Document | None:
    """Return the cards of the module's scenarios, or nothing where it has none."""
    found = scenarios(sources)
    if not found:
        return None
    title = found[0].title if len(found) == 1 else sources.module.title
    return document(
        sources.head,
        "scenario-cards",
        "learner",
        title,
        intro=say("print.cards-intro"),
        scenarios=[_scenario(item, f"s{n}", sources.refs) for n, item in enumerate(found, 1)],
        several=len(found) > 1,
        titles={
            "flags": say("scenario.flags"),
            "after": say("print.after"),
            "after-intro": say("print.after-intro"),
            "why": say("scenario.why"),
            "first": say("scenario.start"),
        },
    )


def _scenario(item: model.Scenario, key: str, refs: Refs) -> Data:
    numbers = {node.id: n for n, node in enumerate(item.nodes, 1)}
    flags = {flag.id: flag.label for flag in item.flags}
    nodes = [_node(item, node, key, numbers, flags, refs) for node in item.nodes]
    return {
        "title": item.title,
        "vignette": text(item.vignette, refs) if item.vignette else [],
        "flags": list(flags.values()),
        "start": f"{key}-card-{numbers[item.start]}",
        # The way to the first card needs no telling where it is the next thing on the page.
        "goto-start": say("scenario.goto", number=numbers[item.start])
        if item.start != item.nodes[0].id
        else "",
        "nodes": nodes,
    }


def scenario_debrief(sources: ModuleSources) -> Document | None:
    """Return points and comments of the module's scenarios, or nothing where it has none."""
    found = scenarios(sources)
    if not found:
        return None
    return document(
        sources.head,
        "scenario-debrief",
        "trainer",
        say(
            "print.debrief-title", title=found[0].title if len(found) == 1 else sources.module.title
        ),
        intro=say("print.debrief-intro"),
        scenarios=[_debrief(item, sources.refs) for item in found],
        several=len(found) > 1,
    )


def _debrief(item: model.Scenario, refs: Refs) -> Data:
    numbers = {node.id: n for n, node in enumerate(item.nodes, 1)}
    best = Story(item).best()
    steps = "; ".join(_step(item, step, numbers) for step in best.steps)
    decisions = [
        {
            "label": say("scenario.card", number=numbers[node.id]),
            "choices": [
                {
                    "letter": letter,
                    "text": inline(choice.text, refs),
                    "comment": text(choice.comment, refs),
                    "points": say("scenario.points", points=choice.points),
                }
                for letter, choice in zip(LETTERS, node.choices, strict=False)
            ],
        }
        for node in item.nodes
        if node.choices
    ]
    return {
        "title": item.title,
        "nodes": decisions,
        "best": f"{say('answer.best')} {steps} ({say('scenario.points', points=best.points)})",
        "sources": sources_line(item, refs),
    }


def _step(item: model.Scenario, step: str, numbers: dict[str, int]) -> str:
    node_id, choice_id = step.split(":")
    node = next(node for node in item.nodes if node.id == node_id)
    index = [choice.id for choice in node.choices].index(choice_id)
    return say("answer.best-step", card=numbers[node_id], letter=LETTERS[index])


def _node(
    item: model.Scenario,
    node: model.Node,
    key: str,
    numbers: dict[str, int],
    flags: dict[str, str],
    refs: Refs,
) -> Data:
    number = numbers[node.id]
    choices = []
    for letter, choice in zip(LETTERS, node.choices, strict=False):
        choices.append(
            {
                "letter": letter,
                "key": f"{key}-{number}{letter}",
                "name": f"{number}{letter}",
                "read": say("print.read", place=f"{number}{letter}"),
                "condition": _condition(choice, flags),
                "text": inline(choice.text, refs),
                "why": inline(choice.why, refs),
                "consequence": text(choice.consequence, refs),
                "sets": say("print.tick", label=flags[choice.sets]) if choice.sets else "",
                "goto": f"{key}-card-{numbers[choice.goto]}",
                "goto-label": say("scenario.goto", number=numbers[choice.goto]),
            }
        )
    ending = say("scenario.ending", ending=say(f"ending.{node.ending}")) if node.ending else ""
    return {
        "key": f"{key}-card-{number}",
        "label": say("scenario.card", number=number),
        "first": node.id == item.start,
        "text": text(node.text, refs),
        "whole": whole(node.text, *(part for c in node.choices for part in (c.text, c.why, ""))),
        "ending": ending,
        "choices": choices,
    }


def _condition(choice: model.Choice, flags: dict[str, str]) -> str:
    """Return what has to be ticked, or not, before a choice is open."""
    lines = []
    if choice.needs:
        lines.append(say("scenario.needs", label=flags[choice.needs]))
    if choice.unless:
        lines.append(say("scenario.unless", label=flags[choice.unless]))
    return " ".join(lines)
