"""Rules about banks, at the edge of each threshold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from borderrights.lint import whole
from borderrights.lint.bank import (
    GUESSERS,
    MARGIN,
    MAX_POSITION,
    NEAR_DUPLICATE,
    guesses,
    near_pairs,
    singles,
)
from borderrights.model import Single
from borderrights.project import Project
from builders import GONE, Curriculum, lay


def single(ident: str, texts: list[str], key: int, move: str | None = "act") -> Single:
    return Single.model_validate(
        {
            "id": ident,
            "kind": "single",
            "use": "quiz",
            "objective": "o",
            "level": "apply",
            "context": "c",
            "audiences": ["all"],
            "prompt": "Which?",
            "key": "abcdef"[key],
            "options": [
                {"id": "abcdef"[i], "text": text, "feedback": "f", "move": move}
                for i, text in enumerate(texts)
            ],
        }
    )


def percent(items: list[Single], name: str) -> float:
    return next(guess.percent for guess in guesses(items) if guess.name == name)


@pytest.mark.parametrize(
    ("name", "texts", "key", "expected"),
    [
        ("the longest option", ["aa", "aaaa", "a"], 1, 100),
        ("the longest option", ["aa", "aaaa", "a"], 2, 0),
        ("the longest option", ["aaa", "aaa", "a"], 0, 50),
        ("the shortest option", ["aa", "aaaa", "a"], 2, 100),
        ("the softest words", ["Help gently", "Go", "Stop"], 0, 100),
        ("the softest words", ["Go", "Run", "Stop"], 0, 100 / 3),
        ("the one that cites a rule", ["Article 3", "Go", "Stop"], 0, 100),
        ("the one that cites a rule", ["Go {std}`a`", "the law", "Stop"], 0, 100),
        ("the one that refers, informs or records", ["Tell her", "Go", "Stop"], 0, 100),
    ],
)
def test_guessers(name: str, texts: list[str], key: int, expected: float) -> None:
    assert percent([single("x", texts, key)], name) == pytest.approx(expected)


def test_each_guesser_has_a_case_above() -> None:
    named = {mark.args[1][0][0] for mark in test_guessers.pytestmark} | {  # type: ignore[attr-defined]
        row[0]
        for mark in test_guessers.pytestmark
        for row in mark.args[1]  # type: ignore[attr-defined]
    }
    assert named == set(GUESSERS)


def test_without_items_nothing_is_guessed() -> None:
    assert guesses([]) == []


def test_chance_depends_on_the_number_of_options() -> None:
    items = [single("x", ["a", "b", "c", "d"], 0), single("y", ["a", "b"], 0)]
    assert guesses(items)[0].chance == pytest.approx(37.5)


def bank(small: Curriculum, items: list[Single]) -> list[str]:
    """Return the codes of the rule about cheats for a bank of these items."""
    from dataclasses import replace

    from borderrights.lint.bank import cheats

    project = small.project()
    (sources,) = project.modules
    assert sources.quiz is not None
    quiz = sources.quiz.model_copy(update={"items": tuple(items)})
    other = Project(project.root, modules=(replace(sources, quiz=quiz),))
    assert singles(other) == items
    return [found.code for found in cheats(other)]


def long_keys(hits: int, of: int, keys: int = 3) -> list[Single]:
    """Return items of which ``hits`` have the longest option as key; places take turns."""
    items = []
    for number in range(of):
        key = number % keys
        long = key if number < hits else (key + 1) % 3
        texts = ["x y", "x y", "x y"]
        texts[long] = "xx yy"
        items.append(single(f"i{number}", texts, key))
    return items


@pytest.mark.parametrize(
    ("hits", "of", "codes"),
    [
        # 100/3 + 15 = 48.33…
        (29, 60, []),
        (30, 60, ["guessable"]),
        (9, 9, []),  # fewer than ten items say nothing
        (10, 12, ["guessable"]),
    ],
)
def test_guessable_at_its_edge(small: Curriculum, hits: int, of: int, codes: list[str]) -> None:
    assert MARGIN == 15
    assert bank(small, long_keys(hits, of)) == codes


@pytest.mark.parametrize(("first", "codes"), [(9, []), (10, ["key-position"])])
def test_key_position_at_its_edge(small: Curriculum, first: int, codes: list[str]) -> None:
    assert MAX_POSITION == 0.45
    places = [0] * first + [1, 2] * 20
    items = [single(f"i{n}", ["a b", "a b", "a b"], places[n]) for n in range(20)]
    assert bank(small, items) == codes


@pytest.mark.parametrize(
    ("item", "changes", "codes"),
    [
        ("one-radio", {"options.1.lure.kind": "habit"}, []),
        ("one-radio", {"options.1.lure.kind": "under-protection"}, ["few-lures"]),
        ("one-chest", {"options.0.move": "record"}, []),
        ("one-chest", {"options.0.move": "inform"}, ["kind-moves"]),
        ("one-stamp", {"level": "understand"}, ["low-levels"]),
        ("one-chest", {"level": "understand"}, []),
        ("one-key", {"context": "gate"}, []),
        ("one-key", {"use": "booster"}, ["quiz-size", "test-use"]),
    ],
)
def test_edges(small: Curriculum, item: str, changes: dict[str, Any], codes: list[str]) -> None:
    small.patch(item, changes)
    assert small.codes() == codes


def test_twins_may_say_nearly_the_same(small: Curriculum) -> None:
    small.patch("one-stamp", {"twin": GONE})
    long = "Neither of them as a colleague could take one"
    vignette = "A lorry driver with chairs wants a stamp and a mother wants water for a baby."
    small.patch("one-stamp-milk", {"twin": GONE, "vignette": vignette, "options.2.text": long})
    assert small.codes() == ["few-twins", "near-duplicate"]


def test_bank_size_at_its_edge(small: Curriculum) -> None:
    from borderrights.lint.bank import coverage

    def codes(count: int) -> list[str]:
        from dataclasses import replace

        project = small.project()
        (sources,) = project.modules
        assert sources.quiz is not None
        base = sources.quiz.items
        items = tuple(base[i % len(base)].model_copy(update={"id": f"i{i}"}) for i in range(count))
        quiz = sources.quiz.model_copy(update={"items": items})
        other = Project(project.root, modules=(replace(sources, quiz=quiz),))
        return [found.code for found in coverage(other) if found.code == "bank-size"]

    assert [codes(count) for count in (11, 12, 30, 31)] == [["bank-size"], [], [], ["bank-size"]]


WORDS = st.sampled_from(
    [
        "a",
        "an",
        "ant",
        "border",
        "guard",
        "refer",
        "record",
        "the",
        "then",
        "when",
        "where",
        "who",
        "12",
        "é",
    ]
)
bodies = st.lists(st.lists(WORDS, max_size=25).map(lambda words: " ".join(sorted(words))))


@given(st.one_of(bodies, st.lists(st.text("abc ", max_size=40), max_size=8)))
@example([])
@example(["", ""])
@example(["abcd " * 20, "abcd " * 20 + "x" * 27, "abcd " * 20 + "x" * 28])
def test_near_pairs_are_those_that_a_full_comparison_finds(found: list[str]) -> None:
    expected = {
        (left, right)
        for right in range(len(found))
        for left in range(right)
        if fuzz.ratio(found[left], found[right]) >= NEAR_DUPLICATE
    }
    assert sorted(near_pairs(found)) == sorted(expected)


def test_a_blueprint_asks_something_from_each_module(small: Curriculum) -> None:
    lay("tested", small)
    small.set("book/plan.yml", {"modules.0.track": "border-guards", "modules.1.track": "trainers"})
    project = small.project()
    assert list(whole.tests_of_tracks(project)) == []
    (sources,) = project.tests
    assert sources.test
    emptied = replace(sources, test=sources.test.model_copy(update={"blueprint": ()}))
    (found,) = whole.tests_of_tracks(replace(project, tests=(emptied,)))
    assert (found.path, found.code) == ("quizzes/tests/border-guards.yml", "test-blueprint")
    assert found.message == "no row of the blueprint is for an objective of 'first-things'"
