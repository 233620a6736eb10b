"""Every error that pydantic can raise on our models has a sentence for authors."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from borderrights import course, model
from borderrights.problems import PATTERNS, SINGULAR, WANTED, _show, diagnose
from borderrights.yamltree import read_yaml
from builders import FOLDER, KEYS, QUIZ, VALID, put

# One file of each kind; item kinds and optional fields included.
SOURCES: dict[str, type[BaseModel]] = {
    "book/plan.yml": model.Plan,
    "book/standards/10-rules.yml": model.StandardsFile,
    "book/glossary.yml": model.Glossary,
    f"{FOLDER}/module.yml": model.Module,
    f"{FOLDER}/figures/who-first.yml": model.Ladder,
    QUIZ: model.Quiz,
    KEYS: model.SecondReading,
}
ODD: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    7,
    10**6,
    1.5,
    1e308,
    math.nan,
    math.inf,
    "",
    " ",
    "word",
    "Not An Id",
    "x" * 5000,
    "2",
    [],
    ["word"],
    [1],
    [[]],
    [{}],
    ["word"] * 60,
    {},
    {"word": "word"},
    {"Not An Id": "word"},
    {"a": math.nan, "kind": "none"},
    {"kind": "single"},
    {"n": 9, "spread": {"a": "much"}},
]


def _places(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    pairs = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        pairs = [(str(index), entry) for index, entry in enumerate(value[:2])]
    for key, entry in pairs:
        yield (*place, key)
        yield from _places(entry, (*place, key))


def _record(name: str) -> Any:
    text = (VALID / name).read_text(encoding="utf-8")
    tree, _ = read_yaml(name, text)
    assert tree is not None
    record = tree.value
    if name == QUIZ:  # one item of each kind is enough
        kinds = {item["kind"]: item for item in record["items"]}
        record["items"] = list(kinds.values())
        record["items"][0]["lure"] = "no such key"
        for item in record["items"]:
            item["points"] = 2
        kinds["judgement"]["panel"] = {"n": 7, "spread": {"a": 0.5}}
    return record


def _variants(name: str) -> Iterator[Any]:
    """Yield the record of a file; a quiz once for each kind of item, which is faster."""
    record = _record(name)
    for item in record["items"] if name == QUIZ else [None]:
        yield {**record, "items": [item]} if item else record


def _diagnose(kind: type[BaseModel], record: Any) -> tuple[list[Any], set[str]]:
    text = yaml.dump(record, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    tree, _ = read_yaml("x.yml", text)
    assert tree is not None, text
    try:
        kind.model_validate(tree.value)
    except ValidationError as error:
        types = {entry["type"] for entry in error.errors()}
        return diagnose(error, kind, "x.yml", tree), types
    return [], set()


@pytest.mark.parametrize("name", SOURCES)
def test_every_wrong_value_of_every_field_has_a_sentence(name: str) -> None:
    kind = SOURCES[name]
    for record in _variants(name):
        for place, odd in product(_places(record), ODD):
            broken = copy.deepcopy(record)
            put(broken, ".".join(place), odd)
            tree, _ = read_yaml("x.yml", "a: 1")
            assert tree is not None
            tree.value = broken
            try:
                kind.model_validate(broken)
            except ValidationError as error:
                found = diagnose(error, kind, "x.yml", tree)
                assert found, (place, odd)
                for problem in found:
                    assert problem.message and problem.hint
                    assert "\n" not in str(problem)
                    assert len(str(problem)) < 400


@pytest.mark.parametrize("name", SOURCES)
def test_every_missing_and_every_unknown_key_has_a_sentence(name: str) -> None:
    kind = SOURCES[name]
    for record, place in ((r, p) for r in _variants(name) for p in _places(r)):
        broken = copy.deepcopy(record)
        above: Any = broken
        for step in place[:-1]:
            above = above[int(step) if step.isdigit() else step]
        if isinstance(above, dict):
            above.pop(place[-1], None)
            above["x-unknown"] = 1
        found, types = _diagnose(kind, broken)
        assert bool(found) == bool(types)


def test_the_table_has_no_sentence_that_is_never_said() -> None:
    raised: set[str] = set()
    for name, kind in SOURCES.items():
        for record, place in ((r, p) for r in _variants(name) for p in _places(r)):
            for odd in (None, 1, 1.5, "word", [], {}):
                broken = copy.deepcopy(record)
                put(broken, ".".join(place), odd)
                try:
                    kind.model_validate(broken)
                except ValidationError as error:
                    raised |= {entry["type"] for entry in error.errors()}
    # PyYAML refuses lone surrogates itself where its C library is there; elsewhere pydantic does.
    assert set(WANTED) - {"string_unicode"} <= raised


def test_every_pattern_of_the_models_has_a_sentence() -> None:
    texts = [Path(m.__file__).read_text(encoding="utf-8") for m in (model, course)]
    assert sum(text.count("pattern=") for text in texts) == len(PATTERNS)


def test_lists_of_records_have_a_singular() -> None:
    def names(kind: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
        from borderrights.problems import _records

        for name, info in kind.model_fields.items():
            for record in set(_records(info.annotation)) - seen:
                if str(info.annotation).startswith(("tuple", "typing.Tuple")):
                    yield name
                yield from names(record, seen | {record})

    found = {name for kind in SOURCES.values() for name in names(kind, set())}
    found |= set(names(model.TrainerFront, set()))
    assert found <= set(SINGULAR)


def test_the_deeper_error_wins() -> None:
    record = _record(f"{FOLDER}/figures/who-first.yml")
    record["steps"][0]["yes"] = {"end": "stop"}
    found, _ = _diagnose(model.Ladder, record)
    assert [problem.message for problem in found] == ["'yes' has no 'text'"]


def test_a_record_is_named_by_its_id_or_its_place() -> None:
    record = _record(QUIZ)
    del record["items"][0]["lure"]
    del record["items"][1]["level"]
    del record["items"][2]["id"]
    found, _ = _diagnose(model.Quiz, record)
    assert sorted(problem.message for problem in found) == [
        "item 'one-night' has no 'level'",
        "item 3 has no 'id'",
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a" * 60, "'" + "a" * 60 + "'"),
        ("a" * 61, "'" + "a" * 57 + "…'"),
        ({"a": 1}, "a mapping"),
        ([1], "a list"),
        (None, "empty"),
        (7, "the number 7"),
        ("two\n words", "'two words'"),
    ],
)
def test_a_value_is_shown_in_a_line(value: object, shown: str) -> None:
    assert _show(value) == shown
