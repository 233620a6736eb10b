"""Pydantic's errors in the words of authors.

One function turns the errors of one file into diagnostics; the table below holds a sentence for
each type of error that the models can raise, and a test raises every one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from borderrights.errors import Diagnostic, did_you_mean
from borderrights.model import KINDS
from borderrights.yamltree import Place, Tree

SINGULAR = {
    "answers": "answer",
    "choices": "choice",
    "flags": "flag",
    "instruments": "instrument",
    "items": "item",
    "left": "left entry",
    "modules": "module",
    "national_law": "point of national law",
    "nodes": "node",
    "objectives": "objective",
    "observer": "row of the observer sheet",
    "options": "option",
    "plan": "step",
    "provisions": "provision",
    "right": "right entry",
    "steps": "step",
    "terms": "term",
}

MISSING_HINTS = {
    "alt": "say in one sentence what the drawing is for",
    "comment": "say why this choice is good or bad, and cite the provision",
    "consequence": "say what happens next, before any comment",
    "key": "name the right answer",
    "objective": "name the objective of module.yml that the item tests",
    "prompt": "ask a question that stands alone",
    "source": "name Act and article",
    "why": "give the reason that a colleague would say aloud",
}


def diagnose(
    error: ValidationError, model: type[BaseModel], path: str, tree: Tree
) -> list[Diagnostic]:
    """Return one diagnostic for each independent problem in ``error``."""
    found: dict[Place, tuple[dict[str, Any], Place]] = {}
    for entry in error.errors(include_url=False):
        place = tree.known(tuple(entry["loc"]))
        # A missing or unknown key is not itself in the file, yet it is a problem of its own.
        own = (*place, str(entry["loc"][-1])) if entry["type"] == "missing" else place
        found.setdefault(own, (dict(entry), place))
    above = {own[:end] for own in found for end in range(len(own))}
    deepest = [pair for own, pair in found.items() if own not in above]
    return [_sentence(entry, place, model, path, tree) for entry, place in deepest]


def _sentence(
    entry: dict[str, Any], place: Place, model: type[BaseModel], path: str, tree: Tree
) -> Diagnostic:
    kind, value = entry["type"], entry["input"]
    context = entry.get("ctx", {})
    here, inside = _name(place, tree), _name(place[:-1], tree)
    last = place[-1] if place else ""
    what = _what(place, tree)

    def at(code: str, message: str, hint: str, line_of: Place = place) -> Diagnostic:
        return Diagnostic(path, tree.line(line_of), code, message, hint)

    if kind == "missing":
        key = str(entry["loc"][-1])
        if key == "feedback":
            hint = "say why a learner who chose it is wrong or right"
            return at("item-feedback", f"{here} has no feedback", hint)
        return at("missing-key", f"{here} has no '{key}'", MISSING_HINTS.get(key, f"add '{key}:'"))
    if kind == "extra_forbidden":
        keys = _keys(model, tuple(entry["loc"][:-1]))
        message = f"unknown key {_show(str(last))} in {inside}"
        return at("unknown-key", message, did_you_mean(str(last), keys))
    if isinstance(value, bool) and kind != "bool_type":
        return at(
            "yaml-yes-no",
            f"{what} is read as {str(value).lower()}",
            "write it in quotes; YAML takes bare yes, no, on and off for true and false",
        )
    if kind == "literal_error":
        # A key such as `yes: next` may also hold a mapping; say what else it could be.
        known = [word.strip(" '") for word in context["expected"].replace(" or ", ",").split(",")]
        return at("unknown-value", f"{what} is {_show(value)}", did_you_mean(str(value), known))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        tag = str(context.get("tag", ""))
        message = f"kind {_show(tag)} of {here} is not known" if tag else f"{here} has no 'kind'"
        return at("unknown-kind", message, did_you_mean(tag, KINDS), (*place, "kind"))
    if kind == "string_pattern_mismatch":
        if entry["loc"][-1] == "[key]":
            what = f"a key of {inside}"
        code, hint = PATTERNS[context["pattern"]]
        return at(code, f"{what} is {_show(value)}", hint)
    if kind in ("string_too_short", "string_too_long", "too_short", "too_long"):
        return _size(kind, value, context, at, what)
    if kind in (
        "finite_number",
        "greater_than",
        "greater_than_equal",
        "less_than_equal",
    ):
        return at("wrong-number", f"{what} is {_show(value)}", _bounds(kind, context))
    wanted = WANTED.get(kind)
    if wanted is None:
        raise AssertionError(f"no sentence for pydantic's '{kind}'")
    return at("wrong-type", f"{what} is {_show(value)}", f"write {wanted}")


def _what(place: Place, tree: Tree) -> str:
    """Return how a message names the value at ``place``: a field of a record, or an entry."""
    if not place:
        return "the file"
    last = place[-1]
    if isinstance(last, str):
        return f"{_show(last)} of {_name(place[:-1], tree)}"
    if len(place) > 1 and place[-2] not in SINGULAR:
        return f"entry {last + 1} of '{place[-2]}' of {_name(place[:-2], tree)}"
    return _name(place, tree)


PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": (
        "bad-id",
        "write ids in small letters, digits and single hyphens",
    ),
    r"^\d{4}-\d{2}-\d{2}$": ("bad-date", "write the date in quotes, as in '2026-01-31'"),
    r"^https?://[^\s]+$": ("bad-address", "write the whole address, from 'https://' on"),
    r"^[1-9][0-9]?[wm]$": ("bad-time", "write weeks or months, as in '1w' or '3m'"),
}

WANTED = {
    "string_type": "text, in quotes where YAML would see a number",
    "string_unicode": "characters that exist",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a mapping, key: value",
    "model_type": "a mapping, key: value",
    "model_attributes_type": "a mapping, key: value",
}


def _size(kind: str, value: Any, context: dict[str, Any], at: Any, what: str) -> Diagnostic:
    if kind == "string_too_short":
        result: Diagnostic = at("empty-text", f"{what} is empty", "write it, or remove the key")
    elif kind == "string_too_long":
        limit = context["max_length"]
        result = at("too-long", f"{what} has {len(value)} characters", f"keep it to {limit}")
    elif kind == "too_short":
        limit = context["min_length"]
        result = at("too-few", f"{what} has {len(value)} entries", f"give at least {limit}")
    else:
        limit = context["max_length"]
        result = at("too-many", f"{what} has more entries than {limit}", f"give at most {limit}")
    return result


def _bounds(kind: str, context: dict[str, Any]) -> str:
    if kind == "finite_number":
        return "write a finite number"
    word = {
        "greater_than": "more than",
        "greater_than_equal": "at least",
        "less_than_equal": "at most",
    }[kind]
    return f"write a number of {word} {next(iter(context.values())):g}"


def _show(value: Any) -> str:
    """Return ``value`` as an author would point at it, cut to a line."""
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    text = " ".join(str(value).split())
    return f"'{text[:57]}…'" if len(text) > 60 else f"'{text}'"


def _name(place: Place, tree: Tree) -> str:
    """Return how a message names a place: ``option 'b'``, ``item 'scr-phone'``, ``the file``."""
    for end in range(len(place), 0, -1):
        step = place[end - 1]
        if isinstance(step, int) and end >= 2 and place[end - 2] in SINGULAR:
            word = SINGULAR[str(place[end - 2])]
            record = _value(place[:end], tree)
            if isinstance(record, dict) and isinstance(record.get("id"), str):
                return f"{word} '{record['id']}'"
            return f"{word} {step + 1}"
        if isinstance(step, str) and isinstance(_value(place[:end], tree), dict):
            return f"'{step}'"
    return "the file"


def _value(place: Place, tree: Tree) -> Any:
    value = tree.value
    for step in place:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _keys(model: type[BaseModel], loc: Place) -> set[str]:
    """Return the keys that the record at ``loc`` may have."""
    candidates = {model}
    for step in loc:
        if isinstance(step, int):
            continue
        following: set[type[BaseModel]] = set()
        for candidate in candidates:
            for name, info in candidate.model_fields.items():
                if step in (name, info.alias):
                    following |= set(_records(info.annotation))
        tagged = {c for c in candidates if _tag(c) == step or c.__name__ == step}
        candidates = following or tagged or candidates
    return {info.alias or name for c in candidates for name, info in c.model_fields.items()}


def _records(annotation: Any) -> Iterator[type[BaseModel]]:
    if get_origin(annotation) is None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield annotation
        return
    arms: Iterable[Any] = get_args(annotation)
    for arm in arms:
        yield from _records(arm)


def _tag(model: type[BaseModel]) -> str:
    info = model.model_fields.get("kind")
    return str(get_args(info.annotation)[0]) if info and get_args(info.annotation) else ""
