"""What a notebook prints to prove its page: a second reader's view, and every other response.

The reader's responses come in as literals from outside, so that a flipped key cannot hide by
being computed on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from borderrights import model
from borderrights.markup import parse_text, to_plain
from borderrights.quizview import View
from borderrights.reading import agrees
from borderrights.scoring import Score, score
from borderrights.story import Story


def confirmation(view: View, reading: Mapping[str, Any], argued: set[str]) -> str:
    """Return a table of the reader's scores.

    Raises:
        AssertionError: A response disagrees with the key, and the item is not in ``argued``.
    """
    lines, apart = [], []
    for item in view.bank:
        if isinstance(item, model.Reflection):
            continue
        response = reading.get(item.id)
        result = score(item, response)
        agreed = agrees(item, response)
        if not agreed and item.id not in argued:
            apart.append(item.id)
        lines.append(f"{item.id:<32} {_points(result)} {'agrees' if agreed else 'differs'}")
    assert not apart, f"the key and the second reader differ on {', '.join(apart)}"
    whole = view.result(reading)
    noun = "test" if view.pass_mark is None else "quiz"
    lines.append(f"{noun:<32} {whole.points:.2f} of {whole.possible:.2f} {view.verdict(whole)}")
    return "\n".join(lines)


def each_response(view: View) -> str:
    """Return score and feedback of each item for one response after the other."""
    blocks = []
    for item in view.bank:
        rows = [
            f"  {name}: {_points(score(item, response))} {feedback}"
            for name, response, feedback in _variations(item, view)
        ]
        if rows:
            blocks.append("\n".join([f"{item.id} ({item.kind})", *rows]))
    return "\n\n".join(blocks)


def _points(result: Score) -> str:
    return f"{result.points:.2f} of {result.possible:.2f}"


def _variations(item: model.AnyItem, view: View) -> Iterator[tuple[str, Any, str]]:
    """Yield a name, a response and what is said to it, for each part of ``item``."""

    def plain(text: str) -> str:
        return " ".join(to_plain(parse_text(text), view.refs).split())

    if isinstance(item, (model.Single, model.Multiple)):
        for option in item.options:
            response = option.id if isinstance(item, model.Single) else [option.id]
            yield option.id, response, plain(option.feedback)
    elif isinstance(item, model.Order):
        steps = [option.id for option in item.options]
        yield "in order", steps, ""
        for index, option in enumerate(item.options):
            late = [step for step in steps if step != option.id]
            late.insert(min(index + 1, len(late)), option.id)
            yield f"{option.id} one later", late, plain(option.feedback)
    elif isinstance(item, model.Match):
        for entry in item.left:
            for target in item.right:
                yield f"{entry.id}={target.id}", {entry.id: target.id}, plain(entry.feedback)
    elif isinstance(item, model.Judgement):
        for rated in item.options:
            for rating in item.scale:
                yield f"{rated.id}={rating}", {rated.id: rating}, plain(rated.feedback)
    elif isinstance(item, model.Scenario):
        yield from _first_steps(item, plain)


def _first_steps(item: model.Scenario, plain: Any) -> Iterator[tuple[str, Any, str]]:
    """Yield, for each choice of the story, a shortest way to it."""
    story = Story(item)
    ways: dict[Any, list[str]] = {story.start: []}
    ahead, told = [story.start], set()
    while ahead:
        state = ahead.pop(0)
        for choice in story.open_choices(state):
            steps = [*ways[state], f"{state[0]}:{choice.id}"]
            if steps[-1] not in told:
                told.add(steps[-1])
                yield steps[-1], steps, plain(choice.comment)
            following = story.follow(state, choice)
            if following not in ways:
                ways[following] = steps
                ahead.append(following)
    yield "best path", list(story.best().steps), ""
