"""What the front end needs to score a quiz, as JSON without a word of text.

The texts stand in the page's HTML, once. The script finds them there by the ids in this data.
``V`` changes whenever a script that reads the old shape would misread the new one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import singledispatch
from typing import Any

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

V = 1
"""Version of the shape of the data."""

Data = dict[str, Any]

# A "<" could close the script element; U+2028 and U+2029 end a line in older JavaScript.
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


# What authors note for each other; a learner never meets it.
_NOTES = frozenset({"argued", "lure", "move", "twin"})


def version(item: AnyItem) -> str:
    """Return eight hexadecimal digits that change whenever what a learner meets does."""
    # Absent fields are left out, so that a new optional field changes no version.
    content = _without_notes(item.model_dump(mode="json", exclude_none=True))
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()[:8]


def _without_notes(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_notes(v) for k, v in value.items() if k not in _NOTES}
    return [_without_notes(entry) for entry in value] if isinstance(value, list) else value


def for_item(item: AnyItem) -> Data:
    """Return the data of one item: what it is, what it is worth, and its key."""
    practice = isinstance(item, Reflection) or (isinstance(item, Judgement) and item.panel is None)
    return {
        "v": V,
        "id": item.id,
        "kind": item.kind,
        "version": version(item),
        "points": item.points,
        "objective": item.objective,
        "counts": not practice,
        **({"twin": item.twin} if item.twin else {}),
        **_key(item),
    }


def for_quiz(
    items: Sequence[AnyItem],
    *,
    module_id: str,
    pass_mark: int,
    objectives: Sequence[str],
    kind: str = "quiz",
    sitting: int = 0,
) -> Data:
    """Return the data of a quiz: its items, and the ids of the objectives in the order to show.

    ``sitting`` is the number of items that one sitting asks; 0 asks all.
    """
    return {
        "v": V,
        "module": module_id,
        "kind": kind,
        "pass": pass_mark,
        "sitting": sitting,
        "objectives": list(objectives),
        "items": [for_item(item) for item in items],
    }


def embed(data: Mapping[str, Any]) -> str:
    """Return ``data`` as a script element that no value in it can close."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    return f'<script type="application/json" class="br-data">{text}</script>'


@singledispatch
def _key(item: AnyItem) -> Data:
    raise TypeError(f"no key for {type(item).__name__}")


@_key.register
def _single(item: Single) -> Data:
    return {"options": [option.id for option in item.options], "key": item.key}


@_key.register
def _multiple(item: Multiple) -> Data:
    return {"options": [option.id for option in item.options], "key": list(item.key)}


@_key.register
def _order(item: Order) -> Data:
    return {"options": [option.id for option in item.options]}


@_key.register
def _match(item: Match) -> Data:
    return {"right": [target.id for target in item.right], "key": dict(item.key)}


@_key.register
def _judgement(item: Judgement) -> Data:
    return {"scale": list(SCALE), "key": {option.id: option.key for option in item.options}}


@_key.register
def _reflection(item: Reflection) -> Data:
    return {"promise": item.promise}


@_key.register
def _scenario(item: Scenario) -> Data:
    nodes = {
        node.id: {"ending": node.ending, "choices": [_choice(choice) for choice in node.choices]}
        for node in item.nodes
    }
    return {"start": item.start, "nodes": nodes}


def _choice(choice: Choice) -> Data:
    return choice.model_dump(include={"id", "goto", "points", "sets", "needs", "unless"})
