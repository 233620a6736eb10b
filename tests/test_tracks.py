"""Pages of a track and the coverage table: made from the sources, counted by hand here."""

from __future__ import annotations

import re

import pytest

from borderrights.load import load_project
from borderrights.project import Project
from borderrights.render import tracks
from borderrights.render.coverage import coverage, table
from builders import FOLDER, STEM, Curriculum, lay


@pytest.fixture
def project(small: Curriculum) -> Project:
    lay("tested", small)
    return load_project(small.root)[0]


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_order_adds_up_what_is_written(small: Curriculum) -> None:
    small.set("book/plan.yml", {"modules.1.track": "border-guards"})
    html = tracks.order(load_project(small.root)[0], "border-guards", "../../")
    assert f'href="../../{FOLDER}/lesson.html"' in html
    assert "1. First things 2 60 90 45" in text(html)
    assert "2. Second things (in preparation)" in text(html)
    assert "In all 60 min 90 min 45 min" in text(html)
    assert "Put first what cannot wait" in html


def test_the_order_of_another_track_leaves_its_modules_out(small: Curriculum) -> None:
    small.set("book/plan.yml", {"modules.1.track": "border-guards"})
    html = tracks.order(load_project(small.root)[0], "judges", "")
    assert "Second things" not in html


def test_groups_that_work_apart_wait_for_the_last(small: Curriculum) -> None:
    lay("tested", small)
    groups = {"judges": "second-things", "border-guards": "first-things"}
    path = {"days.0.sessions.3": {"groups": groups, "form": "full"}, "audiences": ["all"]}
    small.set("book/paths/one-day.yml", path)
    project = load_project(small.root)[0]
    shown = text(tracks.paths(project, "judges", ""))
    # No test for everybody (0), 45 for the module in preparation, 30 of break; then 90 for each.
    assert "Judges: 2. Second things (whole form) Border guards: 1. First things" in shown
    assert "1. First things (whole form) 1:15 90" in shown
    assert tracks.paths(project, "monitors", "") == ""


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(45, "45 min"), (119, "119 min"), (120, "2 h 00"), (385, "6 h 25")],
)
def test_hours(minutes: int, words: str) -> None:
    assert tracks.hours(minutes) == words


def test_a_path_shows_when_each_session_begins(project: Project) -> None:
    shown = text(tracks.paths(project, "border-guards", "../"))
    assert "A day with both tests. 4 h 30." in shown
    # 40 for the test, 45 for the module that is not written, 30 of break, 90, 25, 40.
    assert "Test before the course 0:00 40" in shown
    assert "2. Second things (short form) 0:40 45" in shown
    assert "Break 1:25 30" in shown
    assert "1. First things (whole form) 1:55 90" in shown
    assert "Questions 3:25 25" in shown
    assert "Test after the course 3:50 40" in shown
    assert tracks.paths(project, "judges", "../") == ""


def test_keys_are_for_trainers(project: Project) -> None:
    with_keys = tracks.tests(project, "border-guards", "../../", True)
    without = tracks.tests(project, "border-guards", "../../", False)
    assert "pdf/trainers/tests/border-guards/form-a-key-a4.pdf" in with_keys
    assert "key" not in without
    for html in (with_keys, without):
        assert 'href="../../quizzes/tests/border-guards-form-b.html"' in html
        assert 'href="../../pdf/tests/border-guards/booster-week-us-letter.pdf"' in html
    assert text(tracks.tests(project, "judges", "", True)) == "in preparation"


def test_cards_of_a_reader(project: Project) -> None:
    html = tracks.sheets(project.carried, "border-guards", "../../")
    assert 'href="../../book/carry/first-card.html"' in html
    assert "A card for the pocket." in html
    assert "first-card" not in tracks.sheets(project.carried, "judges", "")


def test_points_of_national_law_with_their_floor(project: Project) -> None:
    shown = text(tracks.national_points(project, "border-guards"))
    assert shown == (
        "1. First things How many hours may a person be kept waiting? It may not go below: Rules, 2"
    )


def test_coverage_counts_scored_items_once(small: Curriculum) -> None:
    standards = small.read("book/standards/10-rules.yml").replace("id: rules", "id: ohchr-pg")
    small.write("book/standards/10-rules.yml", standards)
    lay("tested", small)
    project = load_project(small.root)[0]
    rows = {row.provision.id: row for row in coverage(project)}
    assert rows["rule-one"].objectives == 1
    assert rows["rule-one"].taught == [(f"modules/{STEM}", 1)]
    quiz = small.read(f"quizzes/{STEM}.yml")
    practice = len(re.findall(r"^  standards: \[.*rule-one", quiz, re.MULTILINE))
    assert rows["rule-one"].all_items == practice + 70  # two forms of 20, three boosters of 10
    assert rows["rule-one"].items["judges"] == practice + 70  # all of them are for everybody
    assert rows["rule-three"].all_items == quiz.count("rule-three]")
    assert rows["rule-three"].taught == []
    assert ">1</a></th>" in table(project, "../")  # the name of the instrument is left out


def test_every_sheet_stands_once_under_whom_it_is_for(project: Project) -> None:
    html = tracks.all_sheets(project.carried, "../")
    assert html.count("first-card.html") == 1
    assert "<h2>Border guards</h2>" in html and "<h2>Judges</h2>" not in html
