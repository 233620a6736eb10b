"""Rules about scenarios: a story that can be played to its end, whatever one chooses."""

from __future__ import annotations

from collections.abc import Iterator

from borderrights import model
from borderrights.errors import Diagnostic, did_you_mean
from borderrights.lint.rule import items_of, problem, rule
from borderrights.project import Bank, Project
from borderrights.story import Story


@rule
def scenarios(project: Project) -> Iterator[Diagnostic]:
    """A scenario has no loop, no dead end, nothing that cannot be reached, and real endings."""
    for bank, index, item in items_of(project):
        if isinstance(item, model.Scenario):
            broken = list(_names(project, bank, index, item))
            yield from broken
            if not broken:
                yield from _graph(project, bank, index, item)


def _names(project: Project, bank: Bank, index: int, item: model.Scenario) -> Iterator[Diagnostic]:
    nodes = {node.id for node in item.nodes}
    flags = {flag.id for flag in item.flags}
    where: tuple[str | int, ...] = ("items", index)
    if item.start not in nodes:
        message = f"scenario '{item.id}' starts at '{item.start}', which is no node"
        hint = did_you_mean(item.start, nodes)
        yield problem(project, bank.path, (*where, "start"), "scenario-node", message, hint)
    for n, node in enumerate(item.nodes):
        place = (*where, "nodes", n)
        if node.ending and node.choices:
            message = f"node '{node.id}' is an ending and has choices"
            hint = "remove one of the two"
            yield problem(project, bank.path, place, "scenario-ending", message, hint)
        if not node.ending and not node.choices:
            message = f"node '{node.id}' is a dead end"
            hint = "give it choices, or say 'ending: met', 'partly' or 'harm'"
            yield problem(project, bank.path, place, "scenario-dead-end", message, hint)
        for c, choice in enumerate(node.choices):
            at = (*place, "choices", c)
            if choice.goto not in nodes:
                message = f"choice '{choice.id}' of node '{node.id}' goes to '{choice.goto}'"
                hint = did_you_mean(choice.goto, nodes)
                yield problem(project, bank.path, at, "scenario-node", message, hint)
            for flag in (choice.sets, choice.needs, choice.unless):
                if flag and flag not in flags:
                    message = f"choice '{choice.id}' of node '{node.id}' names flag '{flag}'"
                    hint = did_you_mean(flag, flags)
                    yield problem(project, bank.path, at, "scenario-flag", message, hint)


def _graph(project: Project, bank: Bank, index: int, item: model.Scenario) -> Iterator[Diagnostic]:
    story = Story(item)
    where: tuple[str | int, ...] = ("items", index)
    loop = _loop(item)
    if loop:
        message = f"scenario '{item.id}' has a loop: {' → '.join(loop)}"
        hint = "let the story move on; a reader can always go back by the page's own button"
        yield problem(project, bank.path, where, "scenario-loop", message, hint)
        return
    reached = {node for node, _ in story.states}
    for n, node in enumerate(item.nodes):
        if node.id not in reached:
            message = f"node '{node.id}' cannot be reached"
            hint = "lead a choice to it, or delete it"
            place = (*where, "nodes", n)
            yield problem(project, bank.path, place, "scenario-unreachable", message, hint)
    for node_id, flags in sorted(story.states, key=lambda state: (state[0], sorted(state[1]))):
        if story.nodes[node_id].ending:
            continue
        count = len(story.open_choices((node_id, flags)))
        if count < 2:
            n = [node.id for node in item.nodes].index(node_id)
            have = f"flags {', '.join(sorted(flags))} set" if flags else "no flag set"
            message = f"node '{node_id}' has {count} open choice{'s'[: count != 1]} with {have}"
            hint = "leave at least two choices open in every case"
            place = (*where, "nodes", n)
            yield problem(project, bank.path, place, "scenario-choices", message, hint)
            if count == 0:
                return
    yield from _shape(project, bank, where, item, story)


def playable(item: model.Scenario) -> bool:
    """Say whether every choice leads to a node and none leads back."""
    named = {item.start, *(choice.goto for node in item.nodes for choice in node.choices)}
    return named <= {node.id for node in item.nodes} and not _loop(item)


def _loop(item: model.Scenario) -> list[str]:
    """Return the nodes of a loop in the order in which they follow each other, or nothing."""
    following = {node.id: [choice.goto for choice in node.choices] for node in item.nodes}
    done: set[str] = set()
    for first in following:
        trail: list[str] = []
        ahead = [(first, iter(following[first]))] if first not in done else []
        trail = [first] if ahead else []
        while ahead:
            node, rest = ahead[-1]
            step = next(rest, None)
            if step is None:
                done.add(node)
                ahead.pop()
                trail.pop()
            elif step in trail:
                return [*trail[trail.index(step) :], step]
            elif step not in done:
                trail.append(step)
                ahead.append((step, iter(following[step])))
    return []


def _shape(
    project: Project,
    bank: Bank,
    where: tuple[str | int, ...],
    item: model.Scenario,
    story: Story,
) -> Iterator[Diagnostic]:
    def shape(message: str, hint: str) -> Diagnostic:
        message = f"scenario '{item.id}' {message}"
        return problem(project, bank.path, where, "scenario-shape", message, hint)

    decisions = [node for node in item.nodes if not node.ending]
    endings = [node for node in item.nodes if node.ending]
    if not 4 <= len(decisions) <= 8:
        yield shape(f"has {len(decisions)} decisions", "have 4 to 8")
    if not 6 <= len(item.nodes) <= 15:
        yield shape(f"has {len(item.nodes)} nodes", "have 6 to 15, endings included")
    if len(endings) < 3 or len({node.ending for node in endings}) < 3:
        yield shape("has endings of one or two kinds", "have three: met, partly and harm")
    for node in decisions:
        counts_here = [len(story.open_choices(s)) for s in story.states if s[0] == node.id]
        most = max(counts_here, default=3)  # what cannot be reached is reported above
        if not 3 <= most <= 4:
            yield shape(f"offers {most} choices at '{node.id}'", "offer 3 or 4 at a time")
    counts = story.endings()
    met = sum(count for node, count in counts.items() if story.nodes[node].ending == "met")
    if met < 2:
        yield shape(f"has {met} paths that end 'met'", "leave at least two acceptable paths")
    if story.nodes[story.best().ending].ending != "met":
        yield shape("earns most on a path that does not end 'met'", "mend the points")
    for flag in item.flags:
        uses = [c for node in item.nodes for c in node.choices if flag.id in (c.needs, c.unless)]
        sets = [c for node in item.nodes for c in node.choices if flag.id == c.sets]
        if not uses or not sets:
            yield shape(f"does not use flag '{flag.id}'", "set it and need it, or delete it")
