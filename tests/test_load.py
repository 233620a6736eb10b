from __future__ import annotations

import gc
from pathlib import Path

import pytest

from borderrights.load import MAX_BYTES, load_project
from borderrights.markup.refs import Point, Ref
from borderrights.project import Project
from builders import FOLDER, QUIZ, Curriculum


def test_everything_is_read(small: Curriculum) -> None:
    project, problems = load_project(small.root)
    assert problems == []
    (sources,) = project.modules
    assert sources.stem == "01-first-things"
    assert sources.folder == FOLDER
    assert [page.path.rsplit("/", 1)[1] for page in sources.pages] == [
        "lesson.md",
        "handout.md",
        "in-charge.md",
        "trainer.md",
    ]
    assert list(sources.figures) == ["who-first"]
    assert project.module("first-things") is sources
    assert project.module("second-things") is None
    assert [provision.id for _, provision in project.provisions()] == [
        "rule-one",
        "rule-two",
        "rule-three",
    ]


def test_lines_lead_to_the_source(small: Curriculum) -> None:
    project, _ = load_project(small.root)
    quiz = project.modules[0].quiz
    assert quiz is not None
    index = next(n for n, item in enumerate(quiz.items) if item.id == "one-key")
    line = project.line(QUIZ, "items", index)
    assert "one-key" in small.read(QUIZ).splitlines()[line - 1]
    assert project.line("no-such.yml", "a") == 1


def test_a_node_knows_its_line_below_front_matter(small: Curriculum) -> None:
    project, _ = load_project(small.root)
    page = project.modules[0].trainer
    assert page is not None
    heading = next(node for node in page.tree.walk() if node.kind == "heading")
    lines = small.read(page.path).splitlines()
    assert lines[heading.line + page.offset - 1] == "## Prepare"


def test_a_file_of_the_registry_may_have_a_page_of_its_own(small: Curriculum) -> None:
    small.write("book/standards/rules.md", "# Rules\n")
    project, _ = load_project(small.root)
    assert project.groups.keys() == {"rules"}  # book/standards/10-rules.yml
    assert project.refs(root="../").provision_href("rule-one") == (
        "../book/standards/rules.html#rule-one"
    )


def test_refs_of_a_module(small: Curriculum) -> None:
    project, _ = load_project(small.root)
    refs = project.refs(project.modules[0].module, root="../")
    assert refs.provisions["rule-one"].label == "Rules, 1"
    assert refs.terms["log"].gloss == "The book in which officers write what they did."
    assert refs.points["max-hours"].floor == "Rules, 2"
    assert refs.provision_href("rule-one") == "../book/standards.html#rule-one"
    assert refs.at("").term_href("log") == "book/glossary.html#term-log"
    assert project.refs().points == {}


def test_size_at_its_edge(small: Curriculum) -> None:
    text = small.read(QUIZ)
    rest = MAX_BYTES - len(text.encode())
    small.write(QUIZ, text + "#" * (rest - 1) + "\n")
    assert load_project(small.root)[1] == []
    small.write(QUIZ, text + "#" * rest + "\n")
    assert [found.code for found in load_project(small.root)[1]] == ["too-big"]


def test_what_can_be_read_is_read_although_something_else_is_broken(small: Curriculum) -> None:
    small.write(QUIZ, "module: [")
    project, problems = load_project(small.root)
    assert [found.path for found in problems] == [QUIZ]
    (sources,) = project.modules
    assert sources.quiz is None
    assert sources.module is not None and sources.reading is not None


def test_many_problems_are_reported_at_once_and_fast(small: Curriculum) -> None:
    rows = "".join(f"- {number}\n" for number in range(30_000))
    small.write(QUIZ, f"module: first-things\npass_mark: 80\nitems:\n{rows}")
    _, problems = load_project(small.root)
    assert len(problems) == 30_000


def test_a_module_without_folder_is_in_preparation(small: Curriculum) -> None:
    project, _ = load_project(small.root)
    assert project.plan is not None
    assert [entry.stem for entry in project.plan.modules] == ["01-first-things", "02-second-things"]
    assert len(project.modules) == 1


def test_one_module_can_be_read_alone(small: Curriculum) -> None:
    whole, _ = load_project(small.root)
    project, problems = load_project(small.root, only="01-first-things")
    assert problems == []
    assert project.modules == whole.modules
    assert project.refs() == whole.refs()
    project, problems = load_project(small.root, only="02-second-things")
    assert (project.modules, problems) == ((), [])
    small.write(QUIZ, "module: [")
    assert load_project(small.root, only="02-second-things")[1] == []


def test_a_stray_file_is_reported_whatever_is_read(small: Curriculum) -> None:
    small.write("quizzes/01-first-things.old.yml", "a: b")
    for only in (None, "01-first-things", "02-second-things"):
        assert [found.code for found in load_project(small.root, only)[1]] == ["stray-file"]


@pytest.mark.parametrize("enabled", [True, False])
def test_collector_is_left_as_it_was(small: Curriculum, enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        load_project(small.root)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_refs_hold_what_roles_print() -> None:
    project, problems = load_project(Path(__file__).parents[1])
    assert problems == []
    module = project.modules[0].module
    assert module is not None
    refs = project.refs(module, "../")
    point = module.national_law[0]
    provisions = {provision.id: provision for _, provision in project.provisions()}
    assert project.glossary is not None
    term = project.glossary.terms[0]

    assert refs.root == "../"
    assert refs.terms[term.id] == Ref(term.term, term.text)
    floor = provisions[point.floor]
    page = "book/standards/treaties.html"
    assert refs.provisions[floor.id] == Ref(floor.label, floor.text, page)
    assert refs.points[point.id] == Point(point.ask, floor.id, floor.label)
    assert Project(Path()).refs().terms == {}


def test_a_lesson_keeps_its_source() -> None:
    project, _ = load_project(Path(__file__).parents[1])
    lesson = project.modules[0].lesson
    assert lesson is not None

    assert lesson.source.startswith("# ") and lesson.offset == 0 and lesson.front is None
