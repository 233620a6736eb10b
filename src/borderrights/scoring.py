"""What a response to an item is worth. Pure: values in, values out.

The rules are written out in ``book/authoring.md`` and in ``tests/data/scoring.json``, whose rows
``assets/quiz/20-scoring.js`` must satisfy too. Neither side may have a rule without a row.

Responses, by kind of item:

* ``single``: id of an option
* ``multiple``: ids of the chosen options, in any order
* ``order``: ids of all options in the chosen order
* ``match``: left id → right id; pairs may be missing
* ``judgement``: option id → rating; ratings may be missing
* ``scenario``: ids of the choices made, ``["n1:a", "n2:c"]``, from the start on
* ``reflection``: the text that was written

``None`` is no response: no points, nothing marked but what would have been right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from borderrights.errors import ResponseError
from borderrights.model import (
    SCALE,
    AnyItem,
    Choice,
    Judgement,
    Match,
    Multiple,
    Order,
    Reflection,
    Scenario,
    Single,
)
from borderrights.story import Story

Response = Any
RIGHT, NEAR, WRONG, MISSED = "right", "near", "wrong", "missed"


@dataclass(frozen=True)
class Score:
    """What a response earned."""

    fraction: float
    """Share of the item's points, 0..1."""
    points: float
    """Points earned, 0..possible."""
    possible: float
    """The most that the item can earn; 0 for a reflection."""
    marks: Mapping[str, str]
    """Part of the item (option, left entry, step of a scenario) → right, near, wrong or missed."""
    complete: bool
    """Whether every part has a response; a scenario, whether it has reached an ending."""
    counts: bool = True
    """Whether it counts for pass or not yet; judgement items without a panel do not."""


@dataclass(frozen=True)
class Result:
    """The scores of a sitting, added up."""

    points: float
    possible: float
    percent: float
    """0..100; 0 where nothing could be earned."""
    passed: bool
    answered: int
    """Number of items with a complete response."""


def score(item: AnyItem, response: Response) -> Score:
    """Return what ``response`` earns on ``item``.

    Raises:
        ResponseError: The response names something the item does not have, or has the wrong shape.
    """
    fraction, marks, complete = RULES[type(item)](item, response)
    possible = 0.0 if isinstance(item, Reflection) else item.points
    counts = not (
        isinstance(item, Reflection) or (isinstance(item, Judgement) and item.panel is None)
    )
    return Score(fraction, fraction * possible, possible, marks, complete, counts)


def total(scores: Iterable[Score], pass_mark: int) -> Result:
    """Add up ``scores``; those that do not count add nothing to points or to possible points."""
    rows = list(scores)
    points = sum(row.points for row in rows if row.counts)
    possible = sum(row.possible for row in rows if row.counts)
    percent = 100 * points / possible if possible else 0.0
    # Sums of thirds and quarters may miss a whole pass mark by a rounding error.
    passed = possible > 0 and percent >= pass_mark - 1e-9
    return Result(points, possible, percent, passed, sum(row.complete for row in rows))


_Rating = tuple[float, dict[str, str], bool]


def _single(item: Single, response: Response) -> _Rating:
    if response is None:
        return 0.0, {item.key: MISSED}, False
    _known(item, [response], (option.id for option in item.options))
    if response == item.key:
        return 1.0, {response: RIGHT}, True
    return 0.0, {response: WRONG, item.key: MISSED}, True


def _multiple(item: Multiple, response: Response) -> _Rating:
    """Rate as QTI 2.1 ``map_response`` with lower bound 0 does."""
    chosen = _sequence(item, [] if response is None else response)
    _known(item, chosen, (option.id for option in item.options))
    _distinct(item, chosen)
    right = [part for part in chosen if part in item.key]
    wrong = [part for part in chosen if part not in item.key]
    marks = dict.fromkeys(right, RIGHT) | dict.fromkeys(wrong, WRONG)
    marks |= {part: MISSED for part in item.key if part not in chosen}
    return max(0.0, (len(right) - len(wrong)) / len(item.key)), marks, bool(chosen)


def _order(item: Order, response: Response) -> _Rating:
    """Rate the pairs in the right relative order so that chance, half of them, earns 0."""
    ids = [option.id for option in item.options]
    if response is None:
        return 0.0, dict.fromkeys(ids, MISSED), False
    chosen = _sequence(item, response)
    _known(item, chosen, ids)
    if sorted(chosen) != sorted(ids):
        raise ResponseError(f"item '{item.id}': an order must name every step once")
    place = {part: index for index, part in enumerate(chosen)}
    pairs = list(combinations(ids, 2))
    share = sum(place[first] < place[second] for first, second in pairs) / len(pairs)
    marks = {part: RIGHT if chosen[i] == part else WRONG for i, part in enumerate(ids)}
    return max(0.0, 2 * share - 1), marks, True


def _match(item: Match, response: Response) -> _Rating:
    pairs = _mapping(item, response)
    _known(item, pairs, item.key)
    _known(item, pairs.values(), (target.id for target in item.right))
    marks = {
        left: MISSED if left not in pairs else RIGHT if pairs[left] == right else WRONG
        for left, right in item.key.items()
    }
    hits = sum(mark == RIGHT for mark in marks.values())
    return hits / len(item.key), marks, len(pairs) == len(item.key)


def _judgement(item: Judgement, response: Response) -> _Rating:
    ratings = _mapping(item, response)
    _known(item, ratings, (option.id for option in item.options))
    _known(item, ratings.values(), SCALE)
    worth = {RIGHT: 1.0, NEAR: 0.5, WRONG: 0.0, MISSED: 0.0}
    marks = {}
    for option in item.options:
        if option.id not in ratings:
            marks[option.id] = MISSED
            continue
        distance = abs(SCALE.index(ratings[option.id]) - SCALE.index(option.key))
        marks[option.id] = (RIGHT, NEAR, WRONG, WRONG)[distance]
    fraction = sum(worth[mark] for mark in marks.values()) / len(marks)
    return fraction, marks, len(ratings) == len(item.options)


def _scenario(item: Scenario, response: Response) -> _Rating:
    story = Story(item)
    walk = story.walk(_sequence(item, [] if response is None else response))
    marks = {}
    for node, choice, open_choices in walk.steps:
        best = max(other.points for other in open_choices)
        marks[f"{node.id}:{choice.id}"] = _step_mark(choice, best)
    earned = sum(choice.points for _, choice, _ in walk.steps)
    best_points = story.best().points
    return (earned / best_points if best_points else 0.0), marks, walk.ending is not None


def band(fraction: float, items: int) -> tuple[float, float]:
    """Return the range, in per cent, in which the score of another form would probably lie.

    The score interval of Wilson (1927) with one standard error, so "probably" means two times in
    three; at 75 per cent of 25 items it reaches about nine points to each side. A test is a sample
    of what could be asked, and a single per cent would claim to know more.

    Args:
        fraction: Points earned, as a share of the possible, 0..1.
        items: Number of items that count, at least one.
    """
    middle = (fraction + 1 / (2 * items)) / (1 + 1 / items)
    spread = fraction * (1 - fraction) / items + 1 / (4 * items * items)
    half = spread**0.5 / (1 + 1 / items)
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def _step_mark(choice: Choice, best: int) -> str:
    if choice.points == best:
        return RIGHT
    return NEAR if choice.points else WRONG


def _reflection(item: Reflection, response: Response) -> _Rating:
    if response is not None and not isinstance(response, str):
        raise ResponseError(f"item '{item.id}': a reflection takes text")
    return 0.0, {}, bool(response and response.strip())


def _known(item: AnyItem, names: Iterable[object], known: Iterable[str]) -> None:
    allowed = set(known)
    for name in names:
        if not isinstance(name, str) or name not in allowed:
            raise ResponseError(f"item '{item.id}' has no '{name}'")


def _distinct(item: AnyItem, names: list[str]) -> None:
    if len(set(names)) != len(names):
        raise ResponseError(f"item '{item.id}': an option is chosen twice")


def _sequence(item: AnyItem, response: Response) -> list[str]:
    if isinstance(response, str) or not isinstance(response, (list, tuple, set, frozenset)):
        raise ResponseError(f"item '{item.id}' ({item.kind}) takes a list of ids")
    return sorted(response) if isinstance(response, (set, frozenset)) else list(response)


def _mapping(item: AnyItem, response: Response) -> dict[str, str]:
    if response is None:
        return {}
    if not isinstance(response, Mapping):
        raise ResponseError(f"item '{item.id}' ({item.kind}) takes pairs of ids")
    return dict(response)


RULES: dict[type[AnyItem], Callable[[Any, Response], _Rating]] = {
    Single: _single,
    Multiple: _multiple,
    Order: _order,
    Match: _match,
    Judgement: _judgement,
    Scenario: _scenario,
    Reflection: _reflection,
}
