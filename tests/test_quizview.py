"""A sitting: its items, its result, and what a second reader's responses prove."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderrights.errors import SourceError
from borderrights.load import load_project
from borderrights.quizview import find_root, open_view
from borderrights.rehearsal import confirmation, each_response

ROOT = Path(__file__).parents[1]
QUIZZES = sorted((ROOT / "quizzes").glob("[0-9][0-9]-*.ipynb"))


@pytest.fixture(scope="module", params=[file.stem for file in QUIZZES])
def view(request):
    return open_view(ROOT / "quizzes" / f"{request.param}.yml")


def test_sitting_shows_twelve_items_or_more_and_none_of_the_lesson(view):
    assert len(view.items) >= 12
    assert {item.use for item in view.items} == {"quiz"}


def test_no_response_earns_nothing(view):
    result = view.result({})

    assert (result.points, result.percent, result.passed, result.answered) == (0.0, 0.0, False, 0)
    assert result.possible > 0


def test_second_reader_passes(view):
    reading = view.sources.reading
    argued = {item.id for item in view.quiz.items if item.argued}

    assert view.result(reading.responses).passed
    assert confirmation(view, reading.responses, argued).endswith("pass")


def test_each_response_names_every_option_with_its_feedback(view):
    printed = each_response(view)
    for item in view.quiz.items:
        if item.kind == "single":
            assert f"  {item.key}: 1.00 of 1.00 " in printed.split(f"{item.id} (single)")[1]


def test_confirmation_stops_where_a_reader_differs_unargued(view):
    item = next(item for item in view.quiz.items if item.kind == "single")
    other = next(option.id for option in item.options if option.id != item.key)
    responses = {**view.sources.reading.responses, item.id: other}

    with pytest.raises(AssertionError, match=item.id):
        confirmation(view, responses, set())


def test_root_is_found_from_below_and_missed_elsewhere(tmp_path):
    assert find_root(ROOT / "quizzes") == ROOT
    with pytest.raises(FileNotFoundError, match="no curriculum"):
        find_root(tmp_path)


def test_a_quiz_that_nobody_planned_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="99-nothing"):
        open_view(ROOT / "quizzes" / "99-nothing.yml")


def test_a_broken_source_is_told_by_its_diagnostics(tmp_path):
    import shutil

    for name in ("book", "modules", "quizzes"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "_config.yml", tmp_path)
    stem = QUIZZES[0].stem
    file = tmp_path / "quizzes" / f"{stem}.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("pass_mark: 80", "pass_mark: yes", 1))

    with pytest.raises(SourceError, match="pass_mark"):
        open_view(file)
    assert load_project(tmp_path)[1]
