"""The widget: traits that can be observed and restored, and that compose with other widgets."""

from __future__ import annotations

from pathlib import Path

import ipywidgets
import pytest

from borderrights import Quiz
from borderrights.model import Reflection

ROOT = Path(__file__).parents[1]
FILE = ROOT / "quizzes" / "11-screening-and-interviewing.yml"


@pytest.fixture
def quiz():
    return Quiz.load(FILE)


@pytest.fixture(scope="module")
def reading():
    return Quiz.load(FILE).view.sources.reading.responses


def single(quiz: Quiz):
    return next(item for item in quiz.view.items if item.kind == "single")


def test_a_fresh_quiz_has_no_points(quiz):
    assert quiz.score["points"] == 0
    assert quiz.score["possible"] > 0
    assert quiz.completed is False


def test_a_right_answer_is_seen_by_an_observer(quiz):
    seen = []
    quiz.observe(lambda change: seen.append(change["new"]["points"]), names="score")
    item = single(quiz)

    quiz.answer({item.id: item.key})

    assert seen[-1] == 1.0
    assert quiz.responses == {item.id: item.key}


def test_an_answer_that_was_not_checked_does_not_count(quiz):
    item = single(quiz)

    quiz.responses = {item.id: item.key}

    assert quiz.score["points"] == 0


def test_a_sitting_is_restored(quiz, reading):
    scored = {i.id for i in quiz.view.items if not isinstance(i, Reflection)}
    quiz.answer({name: response for name, response in reading.items() if name in scored})
    again = Quiz.load(FILE)

    again.responses, again.checked = quiz.responses, quiz.checked

    assert again.completed is True
    assert again.score == quiz.score
    assert again.score["passed"] is True


def test_only_the_questions_of_the_sitting_count(quiz):
    whole = quiz.score["possible"]
    item = single(quiz)

    quiz.sitting = [item.id]
    quiz.answer({item.id: item.key})

    assert whole > quiz.score["possible"] == 1.0
    assert quiz.completed is True


def test_a_response_that_fits_no_option_counts_as_none(quiz):
    item = single(quiz)

    quiz.answer({item.id: "no-such-option"})

    assert quiz.score["points"] == 0


def test_it_is_a_widget_that_composes(quiz):
    box = ipywidgets.VBox([quiz, ipywidgets.Label("below")])

    assert isinstance(quiz, ipywidgets.DOMWidget)
    assert box.children[0] is quiz


def test_display_carries_the_live_view_the_page_and_plain_text(quiz):
    data, _ = quiz._repr_mimebundle_()

    assert set(data) == {
        "application/vnd.jupyter.widget-view+json",
        "text/html",
        "text/plain",
    }
    assert data["text/html"] == quiz.html
