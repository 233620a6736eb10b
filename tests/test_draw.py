"""The drawing of a sitting: its size, its spread, and no two twins."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderrights.draw import draw
from borderrights.model import Scenario
from borderrights.quizview import open_view

ROOT = Path(__file__).parents[1]
QUIZZES = sorted(file.stem for file in (ROOT / "quizzes").glob("*.ipynb"))


@pytest.fixture(scope="module", params=QUIZZES)
def items(request):
    return open_view(ROOT / "quizzes" / f"{request.param}.yml").items


@given(seed=st.text(max_size=8))
def test_a_sitting_has_its_size_its_scenario_and_no_twins(items, seed):
    drawn = draw(items, 14, seed)
    names = {item.id for item in drawn}

    assert len(drawn) == 14
    assert drawn[:2] == items[:2]
    assert {item.id for item in items if isinstance(item, Scenario)} <= names
    assert not any(item.twin in names for item in drawn)
    assert [item for item in items if item.id in names] == list(drawn)


def test_objectives_are_asked_about_equally_often(items):
    asked = Counter(item.objective for item in draw(items, 14, "a"))

    assert set(asked) == {item.objective for item in items}
    assert max(asked.values()) - min(asked.values()) <= 2


def test_the_seed_decides_alone(items):
    drawn = {seed: tuple(item.id for item in draw(items, 14, seed)) for seed in "abcdefgh"}

    assert drawn["a"] == tuple(item.id for item in draw(items, 14, "a"))
    assert len(set(drawn.values())) > 1


def test_a_small_bank_is_asked_whole(items):
    assert draw(items[:3], 14, "a") == items[:3]
