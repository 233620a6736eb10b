from __future__ import annotations

import pytest

from borderrights.errors import ResponseError
from borderrights.model import Scenario
from borderrights.story import Story
from builders import Curriculum


@pytest.fixture
def story(small: Curriculum) -> Story:
    item = small.item("one-night")
    assert isinstance(item, Scenario)
    return Story(item)


def test_start_has_no_flag(story: Story) -> None:
    assert story.start == ("n1", frozenset())


def test_a_choice_opens_with_its_flag(story: Story) -> None:
    bare = [choice.id for choice in story.open_choices(("n2", frozenset()))]
    flagged = [choice.id for choice in story.open_choices(("n2", frozenset({"looked"})))]
    assert (bare, flagged) == (["b", "c", "d"], ["a", "b", "c", "d"])


def test_unless_closes_a_choice(small: Curriculum) -> None:
    small.patch("one-night", {"nodes.1.choices.2.unless": "looked"})
    item = small.item("one-night")
    assert isinstance(item, Scenario)
    open_choices = Story(item).open_choices(("n2", frozenset({"looked"})))
    assert [choice.id for choice in open_choices] == ["a", "b", "d"]


def test_states(story: Story) -> None:
    looked, none = frozenset({"looked"}), frozenset[str]()
    assert ("n2", looked) in story.states and ("n2", none) in story.states
    assert ("n1", looked) not in story.states
    assert len(story.states) == 13


def test_walk_to_an_ending(story: Story) -> None:
    walk = story.walk(["n1:a", "n2:a", "n3:a", "n4:a"])
    assert walk.ending is not None and walk.ending.id == "e1"
    assert walk.flags == {"looked"}
    assert [choice.points for _, choice, _ in walk.steps] == [2, 2, 2, 2]


def test_walk_that_stops_on_the_way(story: Story) -> None:
    assert story.walk(["n1:c"]).ending is None
    assert story.walk([]).steps == ()


@pytest.mark.parametrize("steps", [["n1:z"], ["n2:a"], ["n1:b", "n2:a"], ["n1:c", "n1:c"], [""]])
def test_a_step_that_is_not_open(story: Story, steps: list[str]) -> None:
    with pytest.raises(ResponseError, match="one-night"):
        story.walk(steps)


def test_best_path(story: Story) -> None:
    best = story.best()
    assert (best.steps, best.points, best.ending) == (("n1:a", "n2:a", "n3:a", "n4:a"), 8, "e1")


def test_among_equal_paths_the_first_in_authored_order_is_best(small: Curriculum) -> None:
    small.patch("one-night", {"nodes.3.choices.1.points": 2})
    item = small.item("one-night")
    assert isinstance(item, Scenario)
    assert Story(item).best().steps[-1] == "n4:a"


def test_endings_count_paths(story: Story) -> None:
    # Worked out by hand: to n4 lead 24 paths of n1, n2 and n3; to n3 directly, see below.
    # n1:a → n2 (4 open: 3 to n3, 1 to n4); n1:b → n2 (3 open: 2 to n3, 1 to n4); n1:c → n3.
    to_n3 = 3 + 2 + 1
    to_n4 = 1 + 1 + 2 * to_n3
    assert story.endings() == {"e1": to_n4, "e2": to_n4, "e3": to_n4 + to_n3}
