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
def quiz(request):
    return open_view(ROOT / "quizzes" / f"{request.param}.yml").quiz


@pytest.fixture(scope="module")
def items(quiz):
    return quiz.using("quiz")


@given(seed=st.text(max_size=8))
def test_a_sitting_has_its_size_its_scenario_and_no_twins(quiz, items, seed):
    drawn = draw(items, quiz.sitting, seed)
    names = {item.id for item in drawn}

    assert len(drawn) == quiz.sitting >= 12
    assert drawn[:2] == items[:2]
    assert {item.id for item in items if isinstance(item, Scenario)} <= names
    assert not any(item.twin in names for item in drawn)
    assert [item for item in items if item.id in names] == list(drawn)


def test_objectives_are_asked_about_equally_often(quiz, items):
    asked = Counter(item.objective for item in draw(items, quiz.sitting, "a"))
    bank = Counter(item.objective for item in items)

    assert set(asked) == set(bank)
    # Another question of the rarest objective would have been taken, if the bank had one left.
    rarest = min(asked, key=lambda name: (asked[name], name))
    spread = max(asked.values()) - asked[rarest]
    assert spread <= 2 or asked[rarest] == bank[rarest] or twins_left(items, asked, rarest)


def twins_left(items, asked, objective):
    """Say whether what an objective has left are twins of each other."""
    mine = [item for item in items if item.objective == objective]
    pairs = sum(item.twin in {other.id for other in mine} for item in mine) // 2
    return asked[objective] == len(mine) - pairs


def test_the_seed_decides_alone(quiz, items):
    size = quiz.sitting
    drawn = {seed: tuple(item.id for item in draw(items, size, seed)) for seed in "abcdefgh"}

    assert drawn["a"] == tuple(item.id for item in draw(items, size, "a"))
    assert len(set(drawn.values())) > 1


def test_a_small_bank_is_asked_whole(items):
    assert draw(items[:3], 14, "a") == items[:3]
