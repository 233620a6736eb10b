"""What changed between two versions: told item by item, from git."""

from __future__ import annotations

import subprocess

import pytest

from borderrights.changes import changes
from borderrights.errors import BorderRightsError
from builders import FOLDER, QUIZ, Curriculum


def git(curriculum: Curriculum, *words: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=curriculum.root, check=True, capture_output=True)


def save(curriculum: Curriculum, tag: str) -> None:
    git(curriculum, "add", "-A")
    git(curriculum, "commit", "-q", "-m", tag, "--allow-empty")
    git(curriculum, "tag", tag)


@pytest.fixture
def versions(small: Curriculum) -> Curriculum:
    git(small, "init", "-q")
    save(small, "one")
    return small


def told(curriculum: Curriculum, old: str = "one", new: str = "HEAD") -> list[str]:
    return list(changes(curriculum.root, old, new))


def test_nothing_changed(versions: Curriculum) -> None:
    assert told(versions) == ["from one (version 0.1) to HEAD (version 0.1)", "nothing changed"]


def test_items_new_gone_and_changed(versions: Curriculum) -> None:
    first, second, third, *_ = (i.id for i in versions.project().modules[0].quiz.items)  # type: ignore[union-attr]
    item = versions.item(first)
    assert item.kind == "single"
    other = next(option.id for option in item.options if option.id != item.key)
    versions.patch(first, {"key": other, "options.0.feedback": "Another word of feedback."})
    versions.patch(second, {"standards": ["rule-three"], "prompt": "What now, then?"})
    versions.add_item(first, "ft-added", {})
    text = versions.read(QUIZ)
    versions.write(QUIZ, text.replace(f"id: {third}\n", "id: ft-renamed\n"))
    save(versions, "two")
    lines = told(versions)
    assert lines[1] == QUIZ
    assert f"  ~ {first}: key {item.key} → {other}; options a (feedback)" in lines
    assert f"  - {third}: gone" in lines
    assert "  + ft-added: new (single)" in lines
    assert f"  ~ {second}: standards +rule-three -rule-two; prompt" in lines


def test_pages_objectives_and_the_registry(versions: Curriculum) -> None:
    lesson = versions.read(f"{FOLDER}/lesson.md")
    versions.write(f"{FOLDER}/lesson.md", lesson + "\nOne line more.\nAnd another.\n")
    versions.set(f"{FOLDER}/module.yml", {"objectives.0.text": "Put last what can wait"})
    versions.edit(
        "book/standards/10-rules.yml",
        'checked: secondary, why: "the text was out of reach"',
        'checked: text, read_in: "Rules, 3"',
    )
    versions.set("book/plan.yml", {"edition.version": "0.2"})
    save(versions, "two")
    assert told(versions, "one", "two") == [
        "from one (version 0.1) to two (version 0.2)",
        "modules/01-first-things",
        "  objective put-first: changed",
        "  lesson: 2 new lines, 0 gone",
        "book/standards",
        "  ~ rule-three: checked secondary → text",
    ]


def test_a_whole_module_that_is_new(versions: Curriculum) -> None:
    git(versions, "rm", "-rq", FOLDER, QUIZ)
    save(versions, "empty")
    assert f"{FOLDER}: gone" in told(versions, "one", "empty")
    assert f"{FOLDER}: new" in told(versions, "empty", "one")


def test_a_revision_that_git_does_not_know(versions: Curriculum) -> None:
    with pytest.raises(BorderRightsError, match="name a tag, a branch or a commit"):
        told(versions, "nowhere")
