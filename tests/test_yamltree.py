from __future__ import annotations

import math

import pytest

from borderrights.yamltree import MAX_DEPTH, read_yaml


def value(text: str) -> object:
    tree, problems = read_yaml("x.yml", text)
    assert not problems, problems
    assert tree is not None
    return tree.value


def codes(text: str) -> list[tuple[int, str]]:
    _, problems = read_yaml("x.yml", text)
    return [(found.line, found.code) for found in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: word", {"a": "word"}),
        ("a: 12", {"a": 12}),
        ("a: -3", {"a": -3}),
        ("a: 0", {"a": 0}),
        ("a: 1.5", {"a": 1.5}),
        ("a: 1.", {"a": 1.0}),
        ("a: true", {"a": True}),
        ("a: no", {"a": False}),
        ("a: On", {"a": True}),
        ("a: ~", {"a": None}),
        ("a:", {"a": None}),
        ("a: 'no'", {"a": "no"}),
        ('a: "12"', {"a": "12"}),
        ("yes: x", {"yes": "x"}),
        ("12: x", {"12": "x"}),
        ("a: [b, {c: d}]", {"a": ["b", {"c": "d"}]}),
        ("a: |\n  b\n  c\n", {"a": "b\nc\n"}),
        ("a: >-\n  b\n  c\n", {"a": "b c"}),
        ("a: 1e5", {"a": "1e5"}),
        ("a: -.inf", {"a": -math.inf}),
        ("a: ! x", {"a": "x"}),
        ("", None),
    ],
)
def test_values(text: str, expected: object) -> None:
    assert value(text) == expected


def test_nan_stays_a_number() -> None:
    found = value("a: .NaN")
    assert isinstance(found, dict) and math.isnan(found["a"])


@pytest.mark.parametrize("word", ["12:30", "0x1F", "010", "1_000", "2026-01-31", "0b11", "1:30.5"])
def test_words_that_yaml_reads_as_something_else(word: str) -> None:
    assert codes(f"a: b\nc: {word}\n") == [(2, "yaml-odd")]
    assert value(f"a: '{word}'") == {"a": word}


def test_a_key_keeps_its_first_value() -> None:
    tree, problems = read_yaml("x.yml", "a: 1\na: {b: 2}\nc: 3\n")
    assert tree is not None and tree.value == {"a": 1, "c": 3}
    assert [(found.line, found.code) for found in problems] == [(2, "repeated-key")]


def test_depth_at_its_edge() -> None:
    assert not codes("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert codes("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [(1, "yaml-depth")]


def test_lines_of_keys_and_entries() -> None:
    tree, _ = read_yaml("x.yml", "a: 1\nb:\n- c: 2\n  d: 3\n- e\n", first_line=10)
    assert tree is not None
    assert [tree.line(place) for place in ((), ("a",), ("b",), ("b", 0, "d"), ("b", 1))] == [
        10,
        10,
        12,
        13,
        14,
    ]
    assert tree.line(("b", 0, "tag-of-a-union", "d")) == 13
    assert tree.line(("nothing", 9)) == 10


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\nb: *x\n", "yaml-alias"),
        ("a: !!str 1\nb: 2\n", "yaml-tag"),
        ("a: !mine {b: 1}\n", "yaml-tag"),
        ("? {a: b}\n: c\n", "yaml-key"),
        ("a: 1\n---\nb: 2\n", "yaml-documents"),
        ("a: 'b\n", "yaml-syntax"),
        ('a: "\\ud800"\n', "yaml-syntax"),
        ("a: \x07\n", "yaml-syntax"),
    ],
)
def test_what_stops_the_reading(text: str, code: str) -> None:
    tree, problems = read_yaml("x.yml", text)
    assert tree is None
    assert [found.code for found in problems] == [code]
    assert "\n" not in str(problems[0])


def test_a_repeated_key_keeps_the_lines_of_the_first() -> None:
    tree, _ = read_yaml("x.yml", "a: 1\na: {b: 2}\nc: {d: 1}\nc:\n  d: 2\n  e: 3\n")
    assert tree is not None
    places = (("a",), ("a", "b"), ("c",), ("c", "d"), ("c", "e"))
    assert [tree.line(place) for place in places] == [1, 2, 3, 3, 6]
    assert tree.known(("c", "union", "e", 4)) == ("c", "e")
