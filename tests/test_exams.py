"""Tests of a track: what their notebooks and sheets show, and what they keep to themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from borderrights import course, model
from borderrights.forms import after, parts
from borderrights.notebooks import make
from borderrights.printing import write_pdfs
from borderrights.quizview import TestView, open_view
from borderrights.scoring import band
from borderrights.widget import Quiz
from builders import Curriculum, lay, project_of

FILE = "quizzes/tests/border-guards.yml"


@pytest.fixture
def tested(small: Curriculum) -> Curriculum:
    lay("tested", small)
    return small


@pytest.mark.parametrize(
    ("fraction", "items", "low", "high"),
    [
        # Worked out by hand: middle (p + 1/2n) / (1 + 1/n), half sqrt(pq/n + 1/4n2) / (1 + 1/n).
        (0.75, 25, 65.49, 82.58),
        (0.625, 4, 38.21, 81.79),
        (1.0, 25, 96.15, 100.0),
        (0.0, 25, 0.0, 3.85),
    ],
)
def test_band(fraction: float, items: int, low: float, high: float) -> None:
    assert band(fraction, items) == (pytest.approx(low, abs=0.01), pytest.approx(high, abs=0.01))


@pytest.mark.parametrize(
    ("time", "words"), [("1w", "one week"), ("4w", "4 weeks"), ("3m", "3 months")]
)
def test_after(time: str, words: str) -> None:
    assert after(course.Booster(id="x", after=time, items=("a",))) == words


def test_each_form_and_booster_is_a_notebook(tested: Curriculum) -> None:
    written = make(project_of(tested))
    names = ["form-a", "form-b", "booster-week", "booster-month", "booster-season"]
    assert written[-5:] == [f"quizzes/tests/border-guards-{name}.ipynb" for name in names]
    notebook = json.loads(tested.read("quizzes/tests/border-guards-form-a.ipynb"))
    title, intro, shown, reading, rehearsal = notebook["cells"]
    assert title["source"] == "# Test for border guards, form A"
    assert "About 40 minutes." in intro["source"]
    assert 'Quiz.load("border-guards.yml", form="A")' in shown["source"]
    html = "".join(shown["outputs"][0]["data"]["text/html"])
    assert html.count('<template class="br-sealed">') == 20
    open_to_all = re.sub(r"<template.*?</template>", "", html)
    assert open_to_all.count("<details") == 1  # what these questions test; no answer is folded
    assert "br-check" not in html
    printed = "".join(reading["outputs"][0]["text"])
    # 20 of 20: middle 1.025 / 1.05, half 0.025 / 1.05.
    assert printed.rstrip().endswith("20.00 of 20.00 95 to 100 per cent")
    assert printed.count("agrees") == 20
    assert "tt-a-00 (single)" in "".join(rehearsal["outputs"][0]["text"])


def test_the_last_booster_leads_to_the_look_back(tested: Curriculum) -> None:
    make(project_of(tested))
    texts = [
        json.loads(tested.read(f"quizzes/tests/border-guards-booster-{name}.ipynb"))["cells"][1]
        for name in ("week", "season")
    ]
    assert "look back" not in texts[0]["source"]
    assert "look back with your supervisor" in texts[1]["source"]
    assert (
        "print the sheet from [the page of the track](../../book/tracks/border-guards.md)"
        in (texts[1]["source"])
    )
    assert "about 20 minutes" in texts[0]["source"]  # ten items of a form of twenty in 40


def test_nobody_passes_a_test(tested: Curriculum) -> None:
    quiz = Quiz.load(tested.path(FILE), form="A")
    view = quiz.view
    assert isinstance(view, TestView)
    quiz.answer({item.id: item.key for item in view.items if isinstance(item, model.Single)})
    assert quiz.score["percent"] == 100
    assert quiz.score["passed"] is False
    assert quiz.completed


def test_a_form_that_does_not_exist(tested: Curriculum) -> None:
    with pytest.raises(FileNotFoundError, match="no test of a track has"):
        open_view(tested.path(FILE), "C")


def test_sheets_keep_the_key_for_the_trainer(tested: Curriculum, tmp_path: Path) -> None:
    project = project_of(tested)
    write_pdfs(project, tmp_path)
    (sources,) = project.tests
    assert sources.test is not None
    for part in parts(sources.test):
        sheet = tmp_path / "tests/border-guards" / f"{part.slug}-a4.pdf"
        key = tmp_path / "trainers/tests/border-guards" / f"{part.slug}-key-a4.pdf"
        asked, told = words(sheet), words(key)
        for item in sources.test.take(part.ids):
            assert isinstance(item, model.Single)
            for option in item.options:
                feedback = option.feedback.split(".")[0]
                assert option.text in asked
                assert feedback not in asked
                assert feedback in told
    transfer = words(tmp_path / "tests/border-guards/transfer-us-letter.pdf")
    assert "I look at the people before I look at the papers" in transfer
    assert "Looks at the people before the papers" in transfer
    assert "As a rule" in transfer


def test_a_card_is_a_handout_of_its_own(tested: Curriculum, tmp_path: Path) -> None:
    write_pdfs(project_of(tested), tmp_path)
    file = tmp_path / "carry/first-card-a4.pdf"
    assert "Look at everybody before you look at a paper: Rules, 1." in words(file)
    with pikepdf.open(file) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Things to carry: Look at the people first"


def test_without_trainers_no_key_is_left(tested: Curriculum, tmp_path: Path) -> None:
    project = project_of(tested)
    write_pdfs(project, tmp_path)
    write_pdfs(project, tmp_path, trainer=False)
    assert not list(tmp_path.rglob("*-key-*.pdf"))
    assert (tmp_path / "tests/border-guards/form-a-a4.pdf").is_file()


def words(file: Path) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(file).pages)
    return " ".join(text.split())


def test_a_card_with_another_name_leaves_no_old_file(tested: Curriculum, tmp_path: Path) -> None:
    write_pdfs(project_of(tested), tmp_path)
    assert (tmp_path / "carry" / "first-card-a4.pdf").is_file()
    tested.path("book/carry/first-card.md").rename(tested.path("book/carry/other-card.md"))
    (tmp_path / "mine.pdf").write_bytes(b"not ours")
    write_pdfs(project_of(tested), tmp_path)
    names = {file.name for file in (tmp_path / "carry").iterdir()}
    assert names == {"other-card-a4.pdf", "other-card-us-letter.pdf"}
    assert (tmp_path / "mine.pdf").is_file(), "what the toolkit did not write it does not delete"
