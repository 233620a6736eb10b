"""Answers of national law: in boxes of the text, at the end of pages, on paper, in ``check``."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
import yaml
from click.testing import CliRunner
from sphinx.cmd.build import build_main

from borderrights.cli import main
from borderrights.errors import BorderRightsError
from borderrights.markup import parse_page, to_html
from borderrights.printing import write_pdfs
from borderrights.project import Project
from borderrights.render.laws import law_box, law_html, whole_law
from borderrights.skeleton import write_law
from builders import FOLDER, STEM, Curriculum, lay, project_of
from test_handout import words

LAW = "book/national/marrowland"
OVERLAY = f"{LAW}/{STEM}.yml"


@pytest.fixture
def lawful(small: Curriculum) -> Curriculum:
    lay("lawful", small)
    return small


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def box_in_the_text(project: Project) -> str:
    sources = project.modules[0]
    assert sources.module
    return to_html(parse_page("{national}`max-hours`"), project.refs(sources.module))


def test_an_answer_stands_in_its_box_with_source_day_and_gap(lawful: Curriculum) -> None:
    html = box_in_the_text(project_of(lawful))
    assert "<em>one</em>" in html and "br-blank" not in html
    assert text(html) == (
        "The law of Marrowland How many hours may a person be kept waiting? It may not go below: "
        "Rules, 2 (does not bind Marrowland) Nine hours, on one order. Waiting Act, section 4; as "
        "of 2026-02-02 The law lies below the floor: Rules, 2 asks for a reason, and the Act asks "
        "for none."
    )


def test_a_law_that_is_not_shown_changes_no_page(lawful: Curriculum) -> None:
    with_law = box_in_the_text(project_of(lawful))
    lawful.path("book/national/shown.yml").unlink()
    project = project_of(lawful)
    blank = box_in_the_text(project)
    assert "National law decides" in blank and "br-blank" in blank and blank != with_law
    assert project.law is None and list(project.laws) == ["marrowland"]


def test_the_page_of_a_law_shows_it_whether_or_not_the_book_does(lawful: Curriculum) -> None:
    lawful.path("book/national/shown.yml").unlink()
    project = project_of(lawful)
    shown = whole_law(project, project.laws["marrowland"], "../../")
    assert f'href="../../{FOLDER}/lesson.html"' in shown and "Nine hours" in text(shown)


def test_the_box_at_the_end_holds_what_the_page_does_not_place(lawful: Curriculum) -> None:
    project = project_of(lawful)
    sources = project.modules[0]
    assert project.law and sources.module
    refs = project.refs(sources.module)
    boxes = {page: law_box(project.law, sources, page) for page in ("lesson", "handout", "trainer")}
    lesson, handout = boxes["lesson"], boxes["handout"]
    assert lesson and handout
    assert lesson.points == (), "the lesson places the point itself"
    assert handout.points == ("max-hours",)
    shown = text(law_html(handout, refs))
    assert shown.startswith("The law of Marrowland Ring the ministry by day. The law of Marrowland")
    assert shown.endswith(
        "checked by the Ministry of Rules, 2026-03-01. It is no part of the course itself."
    )


def test_a_module_without_an_overlay_has_no_box(lawful: Curriculum) -> None:
    lawful.path(OVERLAY).unlink()
    project = project_of(lawful)
    assert project.law
    assert law_box(project.law, project.modules[0], "handout") is None


def test_paper_says_what_the_page_says(lawful: Curriculum, tmp_path: Path) -> None:
    write_pdfs(project_of(lawful), tmp_path)
    for name, note in (
        (f"{STEM}/handout", "Ring the ministry by day."),
        (f"trainers/{STEM}/session-plan", "Bring the form of the ministry."),
    ):
        read = words((tmp_path / f"{name}-a4.pdf").read_bytes())
        for part in (
            note,
            "The law of Marrowland",
            "Nine hours, on one order.",
            "Waiting Act, section 4; as of 2026-02-02",
            "The law lies below the floor:",
            "does not bind Marrowland",
        ):
            assert part in read, (name, part)
    sheet = words((tmp_path / f"{STEM}/quiz-sheet-a4.pdf").read_bytes())
    assert "Marrowland" not in sheet
    with pikepdf.open(tmp_path / f"{STEM}/handout-a4.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked


def test_check_says_what_is_answered_and_lists_what_is_open(lawful: Curriculum) -> None:
    def check(*options: str) -> list[str]:
        words = ["check", "--root", str(lawful.root), *options]
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output.splitlines()

    assert check()[0] == "law 'marrowland' (shown): 1 points answered, 0 open"
    lawful.set(OVERLAY, {"answers": []})
    point = f"  open: {STEM} max-hours  How many hours may a person be kept waiting?"
    summary = "law 'marrowland' ({}): 0 points answered, 1 open"
    clean = "1 module, no problem"
    assert check() == [summary.format("shown"), point, clean]
    lawful.path("book/national/shown.yml").unlink()
    assert check() == [summary.format("not shown"), clean]
    assert check("--open") == [summary.format("not shown"), point, clean]


def test_new_law_asks_every_question_and_passes_check(small: Curriculum) -> None:
    def call(*words: str) -> tuple[str, int]:
        result = CliRunner().invoke(main, [*words, "--root", str(small.root)])
        return result.output, result.exit_code

    output, code = call("new", "law", "arvenia")
    assert code == 0
    assert output.splitlines()[:2] == [
        "book/national/arvenia/law.yml",
        f"book/national/arvenia/{STEM}.yml",
    ]
    written = small.read(f"book/national/arvenia/{STEM}.yml")
    assert "# How many hours may a person be kept waiting?\n# - point: max-hours" in written
    assert yaml.safe_load(written) == {"module": "first-things", "answers": []}
    assert call("check")[1] == 0
    answered = re.sub(r"(?m)^# {0,1}(-|  )", r"\1", written.replace("answers: []", "answers:"))
    for old, new in (('text: ""', 'text: "One."'), ('source: ""', 'source: "Act, 1"')):
        answered = answered.replace(old, new)
    answered = answered.replace('date: ""', 'date: "2026-01-01"')
    small.write(f"book/national/arvenia/{STEM}.yml", answered)
    assert "law 'arvenia' (not shown): 1 points answered, 0 open" in call("check")[0]
    with pytest.raises(BorderRightsError, match="exists; nothing was written"):
        write_law(small.root, "arvenia", [])
    with pytest.raises(BorderRightsError, match="'Arvenia 2' is no id"):
        write_law(small.root, "Arvenia 2", [])


@pytest.mark.slow
def test_a_site_with_a_law_that_is_shown(lawful: Curriculum) -> None:
    """Built by Sphinx alone, which is the way out of Jupyter Book."""
    lawful.write("book/national/one.md", "# One law\n\n```{law} marrowland\n```\n")
    settings = ('extensions = ["myst_parser", "borderrights.sphinxext"]', 'html_theme = "furo"')
    lawful.write("conf.py", "\n".join((*settings, 'myst_enable_extensions = ["colon_fence"]')))
    options = ["-q", "-b", "html", "-D", "root_doc=book/index"]
    source, target = str(lawful.root), str(lawful.root / "out")
    page_of = {"lesson": FOLDER, "handout": FOLDER, "trainer": FOLDER, "one": "book/national"}

    def build() -> dict[str, str]:
        build_main([*options, source, target])
        return {
            page: text((lawful.root / "out" / folder / f"{page}.html").read_text("utf-8"))
            for page, folder in page_of.items()
        }

    shown = build()
    for page in page_of:
        assert shown[page].count("Nine hours, on one order.") == 1, page
    assert "A word for the lesson." in shown["lesson"]
    assert "Ring the ministry by day." in shown["handout"]
    assert "Bring the form of the ministry." in shown["trainer"]
    lawful.path("book/national/shown.yml").unlink()
    blank = build()
    assert [page for page in page_of if "Nine hours" in blank[page]] == ["one"]
