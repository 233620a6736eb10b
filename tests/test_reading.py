from __future__ import annotations

from typing import Any

import pytest

from borderrights.model import SecondReading
from borderrights.reading import Agreement, agreement, agrees
from builders import Curriculum


@pytest.mark.parametrize(
    ("item", "response", "expected"),
    [
        ("one-chest", "a", True),
        ("one-chest", "b", False),
        ("one-chest", None, None),
        ("one-chest", "z", None),
        ("one-chest", ["a"], None),
        ("one-chest", 7, None),
        ("one-signs", ["c", "a"], True),
        ("one-signs", ["a"], False),
        ("one-signs", ["a", "b", "c"], False),
        ("one-steps", ["shout", "leave", "ring"], True),
        ("one-steps", ["leave", "shout", "ring"], False),
        ("one-steps", ["shout"], None),
        ("one-desks", {"ill": "nurse", "lost": "porter"}, True),
        ("one-desks", {"ill": "nurse"}, False),
        ("one-judge", {"a": "good", "b": "very-poor"}, True),
        ("one-judge", {"a": "poor", "b": "poor"}, False),
        ("one-judge", {"a": "very-good"}, False),
        ("one-night", ["n1:a", "n2:a", "n3:a", "n4:a"], True),
        ("one-night", ["n1:b", "n2:b", "n3:a", "n4:a"], False),
        ("one-night", ["n1:z"], None),
    ],
)
def test_agrees(small: Curriculum, item: str, response: Any, expected: bool | None) -> None:
    assert agrees(small.item(item), response) is expected


def test_agreement_counts_what_was_read(small: Curriculum) -> None:
    sources = small.project().modules[0]
    assert sources.quiz and sources.reading
    assert agreement(sources.quiz.items, sources.reading) == Agreement(15, 15)
    some = dict(sources.reading.responses) | {"one-chest": "b", "one-bus": "z"}
    del some["one-key"]
    other = SecondReading(read_by="x", read_on="y", responses=some)
    result = agreement(sources.quiz.items, other)
    assert result == Agreement(12, 13)
    assert result.percent == pytest.approx(92.307, abs=0.001)


def test_nothing_read_is_no_disagreement() -> None:
    assert Agreement(0, 0).percent == 100
