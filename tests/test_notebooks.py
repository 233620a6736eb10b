"""Quiz notebooks: current, reproducible, and unable to hide a wrong key or a wrong rule."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from borderrights.load import load_project
from borderrights.notebooks import make
from borderrights.quizview import view

ROOT = Path(__file__).parents[1]
QUIZZES = sorted(file.stem for file in (ROOT / "quizzes").glob("*.ipynb"))


@pytest.fixture(scope="module")
def project():
    project, problems = load_project(ROOT)
    assert problems == []
    return project


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the curriculum that a test may spoil."""
    for name in ("book", "modules", "quizzes"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def remake(root: Path) -> list[str]:
    """Make the notebooks of ``root``; return the paths that changed."""
    project, problems = load_project(root)
    assert problems == []
    return make(project)


def nbval(notebook: Path) -> subprocess.CompletedProcess[str]:
    """Run one notebook in a real kernel and compare its outputs."""
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, "-c", "/dev/null", str(notebook)], capture_output=True, text=True, check=False
    )


def change(root: Path, old: str, new: str) -> None:
    """Replace one text in the first quiz."""
    file = root / "quizzes" / f"{QUIZZES[0]}.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_notebooks_are_current(project):
    stale = make(project, write=False)

    assert stale == [], "run 'make notebooks' and commit the result"


def test_making_twice_gives_the_same_bytes(copy):
    for notebook in (copy / "quizzes").glob("*.ipynb"):
        notebook.unlink()
    remake(copy)
    first = {file.name: file.read_bytes() for file in (copy / "quizzes").glob("*.ipynb")}
    for notebook in (copy / "quizzes").glob("*.ipynb"):
        notebook.unlink()
    remake(copy)

    assert {f.name: f.read_bytes() for f in (copy / "quizzes").glob("*.ipynb")} == first
    assert len(first) == len(QUIZZES)


@pytest.mark.parametrize("stem", QUIZZES)
def test_notebook_is_valid_and_holds_no_key_where_it_is_read_without_html(project, stem):
    text = (ROOT / "quizzes" / f"{stem}.ipynb").read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    cells = {cell["id"]: cell for cell in json.loads(text)["cells"]}
    sources = project.module(stem.split("-", 1)[1])
    plain = "".join(cells["quiz"]["outputs"][0]["data"]["text/plain"])

    assert list(cells) == ["title", "intro", "quiz", "second-reading", "each-response"]
    assert "application/vnd.jupyter.widget-view+json" not in cells["quiz"]["outputs"][0]["data"]
    for item in view(project, sources).items:
        for option in getattr(item, "options", ()):
            assert option.feedback.split(".")[0][:40] not in plain


@pytest.mark.parametrize(
    "part", ["key", "option", "feedback"], ids=["key", "text of an option", "feedback"]
)
def test_a_change_without_remaking_is_found(copy, part):
    items = load_project(copy)[0].modules[0].quiz.using("quiz")
    first = next(item for item in items if item.kind == "single")
    other = next(option for option in first.options if option.id != first.key)
    file = copy / "quizzes" / f"{QUIZZES[0]}.yml"
    text = file.read_text(encoding="utf-8")
    begin = text.index(f"- id: {first.id}\n")
    head, body = text[:begin], text[begin:]
    if part == "key":
        body = body.replace(f"  key: {first.key}\n", f"  key: {other.id}\n", 1)
    else:
        word = (other.text if part == "option" else other.feedback).split()[0]
        place = body.index(word, body.index(f"id: {other.id}"))
        body = f"{body[:place]}Perhaps {body[place:]}"
    file.write_text(head + body, encoding="utf-8")
    project, problems = load_project(copy)
    assert problems == []

    assert make(project, write=False) == [f"quizzes/{QUIZZES[0]}.ipynb"]


@pytest.mark.slow
def test_a_flipped_key_fails_in_the_kernel_although_everything_was_remade(copy):
    first = next(
        i
        for i in load_project(copy)[0].modules[0].quiz.items
        if i.kind == "single" and i.use == "quiz"
    )
    other = next(option.id for option in first.options if option.id != first.key)
    file = copy / "quizzes" / f"{QUIZZES[0]}.yml"
    text = file.read_text(encoding="utf-8")
    begin = text.index(f"- id: {first.id}\n")
    flipped = text[begin:].replace(f"  key: {first.key}\n", f"  key: {other}\n", 1)
    file.write_text(text[:begin] + flipped, encoding="utf-8")
    assert remake(copy) == [f"quizzes/{QUIZZES[0]}.ipynb"]

    run = nbval(copy / "quizzes" / f"{QUIZZES[0]}.ipynb")

    assert run.returncode == 1
    assert f"the key and the second reader differ on {first.id}" in run.stdout
