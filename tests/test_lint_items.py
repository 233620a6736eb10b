"""Rules about single items, at the edge of each threshold. The messages stand in the goldens."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderrights.lint import RULES
from borderrights.lint.items import cites, plain, words
from builders import GONE, KEYS, QUIZ, Curriculum

STD = "{std}`rule-one`"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one two three", 3),
        ("*one* **two** `three`", 3),
        ("it's well-known", 2),
        ("12 %, 3.4", 0),
        ("[one](https://two.example)", 1),
        ("", 0),
    ],
)
def test_words(text: str, count: int) -> None:
    assert len(words(text)) == count


def test_cites() -> None:
    assert cites(f"see {STD}")
    assert not cites("see {term}`gate`, `{std}`")


@pytest.mark.parametrize(
    ("item", "changes", "codes"),
    [
        # 7 and 8 words of feedback
        ("one-form", {"options.0.feedback": "a b c d e f g"}, ["short-feedback"]),
        ("one-form", {"options.0.feedback": "a b c d e f g h"}, []),
        ("one-desks", {"left.1.feedback": "too short by far"}, ["short-feedback"]),
        ("one-night", {"nodes.1.choices.1.comment": "too short by far"}, ["short-feedback"]),
        # options
        ("one-key", {"options.3": {"id": "d", "text": "No", "feedback": "a b c d e f g h"}}, []),
        ("one-signs", {"options.1.text": "All of these"}, ["option-above"]),
        ("one-signs", {"options.1.text": "All of this"}, []),
        # "never" in key and in a wrong option
        ("one-form", {"options.2.text": "On line twelve, never elsewhere",
                      "options.1.text": "On a slip, never on the form"}, []),
        ("one-form", {"options.2.text": "On line twelve whenever"}, []),
        # prompts
        ("one-form", {"prompt": "Where does it go? *"}, ["prompt-question"]),
        ("one-form", {"prompt": "Where does it go? "}, []),
        ("one-signs", {"prompt": "Is true what they say?"}, ["prompt-true"]),
        ("one-signs", {"prompt": "Who of them can *never* wait?"}, ["negatives"]),
        ("one-desks", {"prompt": "No question is not needed here"}, []),
        # cue words: six letters, rare, in no wrong option
        ("one-form", {"prompt": "Is line twelve the one?"}, ["cue-word"]),
        ("one-form", {"prompt": "Is line twelve the one?",
                      "options.1.text": "On a yellow slip clipped to twelve other pages"}, []),
        # grounds
        ("one-form", {"standards": ["rule-three", "rule-one"]}, []),
        ("one-form", {"standards": ["rule-three"]}, ["key-ground"]),
        ("one-promise", {"standards": []}, []),
        # feedback to a right option
        ("one-signs", {"options.0.feedback": "Blue lips mean too little air, whatever it is.",
                       "options.2.feedback": f"Sleep ends when somebody calls, as in {STD}."}, []),
        ("one-signs", {"options.0.feedback": "Blue lips mean too little air, whatever it is.",
                       "options.2.feedback": "Sleep ends when somebody calls, as we all know.",
                       "options.1.feedback": f"The bag is heavy, and it can stand: {STD}"},
         ["feedback-cites"]),
    ],
)  # fmt: skip
def test_edges(small: Curriculum, item: str, changes: dict[str, Any], codes: list[str]) -> None:
    small.patch(item, changes)
    assert small.codes() == codes


@pytest.mark.parametrize(
    ("response", "argued", "codes"),
    [
        ("b", None, []),
        ("a", None, ["second-reading"]),
        ("a", "The reader took the sergeant to be away", []),
        ("z", "An argument does not mend a response that does not fit", ["second-reading"]),
    ],
)
def test_second_reading(
    small: Curriculum, response: str, argued: str | None, codes: list[str]
) -> None:
    small.set(KEYS, {"responses.one-key": response})
    small.patch("one-key", {"argued": argued or GONE})
    assert small.codes() == codes


def test_a_scenario_that_cannot_be_played_is_not_scored(small: Curriculum) -> None:
    small.patch("one-night", {"nodes.0.choices.0.goto": "nowhere"})
    assert small.codes() == ["scenario-node"]
    small.patch("one-night", {"nodes.0.choices.0.goto": "n1"})
    assert small.codes() == ["scenario-loop"]


def test_ids_may_be_the_same_in_different_kinds(small: Curriculum) -> None:
    small.edit("book/glossary.yml", "- id: log\n", "- id: rule-one\n")
    small.edit("modules/01-first-things/lesson.md", "book of the gate <log>", "book <rule-one>")
    assert small.codes() == []


def test_rules_speak_of_what_can_be_read(small: Curriculum) -> None:
    small.edit("book/standards/10-rules.yml", "kind: guidance", "kind: custom")
    assert small.codes() == ["unknown-value"]
    small.edit(QUIZ, "prompt: Where does the injury go?", "prompt: Say where.")
    assert small.codes() == ["unknown-value", "prompt-question"]


def test_every_rule_says_in_its_docstring_what_holds() -> None:
    assert len(RULES) == len({rule.__name__ for rule in RULES})
    for rule in RULES:
        assert rule.__doc__ and rule.__doc__.strip().endswith(".")


@given(st.one_of(st.text("aZé'’- 1_ſKİΣσ.", max_size=16), st.text(max_size=16)))
def test_words_are_found_and_made_small_one_by_one(text: str) -> None:
    found = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", plain(text))
    assert words(text) == tuple(word.lower() for word in found)
