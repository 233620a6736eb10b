"""A scenario as a graph: what is open where, which paths exist, which is best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from borderrights.errors import ResponseError
from borderrights.model import Choice, Node, Scenario

Flags = frozenset[str]
State = tuple[str, Flags]
"""Where a reader stands: the node and the flags that are set."""


@dataclass(frozen=True)
class Walk:
    """A path through a scenario as far as it goes."""

    steps: tuple[tuple[Node, Choice, tuple[Choice, ...]], ...]
    """Node, the choice made there, and all choices that were open."""
    flags: Flags
    ending: Node | None


@dataclass(frozen=True)
class Path:
    """A whole path: the steps as a response names them, the points, the ending."""

    steps: tuple[str, ...]
    points: int
    ending: str


class Story:
    """Questions about one scenario; assumes that every ``goto`` exists and that it has no loop."""

    def __init__(self, item: Scenario) -> None:
        self.item = item
        self.nodes = {node.id: node for node in item.nodes}

    def open_choices(self, state: State) -> tuple[Choice, ...]:
        """Return the choices that a reader in ``state`` can make."""
        node, flags = state
        return tuple(
            choice
            for choice in self.nodes[node].choices
            if (choice.needs is None or choice.needs in flags)
            and (choice.unless is None or choice.unless not in flags)
        )

    @staticmethod
    def follow(state: State, choice: Choice) -> State:
        """Return the state after ``choice``."""
        flags = state[1] | {choice.sets} if choice.sets else state[1]
        return choice.goto, flags

    @property
    def start(self) -> State:
        """The state in which every reader begins."""
        return self.item.start, frozenset()

    @cached_property
    def states(self) -> frozenset[State]:
        """Every state that can be reached from the start; loops do no harm here."""
        seen: set[State] = set()
        ahead = [self.start]
        while ahead:
            state = ahead.pop()
            if state in seen or state[0] not in self.nodes:
                continue
            seen.add(state)
            ahead.extend(self.follow(state, choice) for choice in self.open_choices(state))
        return frozenset(seen)

    def walk(self, steps: Sequence[str]) -> Walk:
        """Follow ``steps`` (``node:choice``) from the start.

        Raises:
            ResponseError: A step names another node than the one reached, or a choice not open.
        """
        state, taken = self.start, []
        for step in steps:
            node = self.nodes[state[0]]
            open_choices = self.open_choices(state)
            choice = next((c for c in open_choices if f"{node.id}:{c.id}" == step), None)
            if choice is None:
                raise ResponseError(f"item '{self.item.id}': step '{step}' is not open here")
            taken.append((node, choice, open_choices))
            state = self.follow(state, choice)
        node = self.nodes[state[0]]
        return Walk(tuple(taken), state[1], node if node.ending else None)

    def best(self) -> Path:
        """Return the path with the most points; among equals the first in authored order."""
        return self._best_from[self.start]

    def endings(self) -> Counter[str]:
        """Return, for each ending node, the number of different paths that lead there."""
        return self._endings_from[self.start]

    @cached_property
    def _backwards(self) -> list[State]:
        """All states, each after every state that can follow it."""
        done: dict[State, None] = {}

        def visit(state: State) -> None:
            if state not in done:
                for choice in self.open_choices(state):
                    visit(self.follow(state, choice))
                done[state] = None

        visit(self.start)
        return list(done)

    @cached_property
    def _best_from(self) -> dict[State, Path]:
        best: dict[State, Path] = {}
        for state in self._backwards:
            node = self.nodes[state[0]]
            top = Path((), 0, node.id)
            for index, choice in enumerate(self.open_choices(state)):
                rest = best[self.follow(state, choice)]
                points = choice.points + rest.points
                if index == 0 or points > top.points:
                    top = Path((f"{node.id}:{choice.id}", *rest.steps), points, rest.ending)
            best[state] = top
        return best

    @cached_property
    def _endings_from(self) -> dict[State, Counter[str]]:
        counts: dict[State, Counter[str]] = {}
        for state in self._backwards:
            node = self.nodes[state[0]]
            here: Counter[str] = Counter({node.id: 1}) if node.ending else Counter()
            for choice in self.open_choices(state):
                here = here + counts[self.follow(state, choice)]
            counts[state] = here
        return counts
