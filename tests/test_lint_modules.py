"""Rules about modules and the table of contents, at the edge of each threshold."""

from __future__ import annotations

import pytest

from borderrights.toc import files_of, for_learners, is_for_trainers, write_for_learners
from builders import FOLDER, Curriculum

LESSON, HANDOUT, TRAINER = (f"{FOLDER}/{name}.md" for name in ("lesson", "handout", "trainer"))


@pytest.mark.parametrize(
    ("count", "codes"),
    [(79, ["case-length"]), (80, []), (150, []), (151, ["case-length"])],
)
def test_case_length(small: Curriculum, count: int, codes: list[str]) -> None:
    text = small.read(LESSON)
    head, rest = text.split(":::{case}\n", 1)
    tail = rest.split("\n:::\n", 1)[1]
    body = "\n".join(["Word word word word word."] * (count // 5) + ["Word."] * (count % 5))
    small.write(LESSON, f"{head}:::{{case}}\n{body}\n:::\n{tail}")
    assert small.codes() == codes


@pytest.mark.parametrize(
    ("name", "count", "codes"),
    [
        (HANDOUT, 249, ["page-length"]),
        (HANDOUT, 250, []),
        (HANDOUT, 600, []),
        (HANDOUT, 601, ["page-length"]),
        (TRAINER, 1500, []),
        (TRAINER, 1501, ["page-length"]),
    ],
)
def test_page_length(small: Curriculum, name: str, count: int, codes: list[str]) -> None:
    if name == HANDOUT:
        small.write(name, "---\ntitle: T\n---\n")
    sources = small.project().modules[0]
    page = sources.handout if name == HANDOUT else sources.trainer
    from borderrights.lint.modules import count_words

    missing = count - (count_words(page.tree) if page else 0)
    filler = "\n".join(["Word word word word word."] * (missing // 5) + ["Word."] * (missing % 5))
    small.write(name, f"{small.read(name)}\n{filler}\n")
    assert small.codes() == codes


@pytest.mark.parametrize(
    ("minutes", "codes"), [((23, 45), []), ((24, 44), ["plan-practice"])], ids=["half", "less"]
)
def test_practice(small: Curriculum, minutes: tuple[int, int], codes: list[str]) -> None:
    debrief, practice = minutes[0] + 7, minutes[1]
    small.edit(TRAINER, "minutes: 45", f"minutes: {practice}")
    small.edit(TRAINER, "minutes: 15", f"minutes: {90 - practice - debrief}")
    small.edit(TRAINER, "minutes: 30", f"minutes: {debrief}")
    assert small.codes() == codes


def test_a_question_in_a_subsection_counts(small: Curriculum) -> None:
    small.edit(LESSON, "```{item} one-chest", "### At work\n\n```{item} one-chest")
    assert small.codes() == []


TOC = {
    "root": "book/index",
    "parts": [
        {"chapters": [{"file": "modules/a/lesson", "sections": [{"file": "modules/a/trainer"}]}]},
        {"caption": "T", "chapters": [{"file": "book/trainers/index"}, {"glob": "x"}]},
    ],
}


def test_files_of_a_table_of_contents() -> None:
    assert list(files_of(TOC)) == [
        "book/index",
        "modules/a/lesson",
        "modules/a/trainer",
        "book/trainers/index",
    ]


@pytest.mark.parametrize("odd", [None, 7, "x", [], {"parts": 7}, {"parts": {"a": 1}}, {"file": 3}])
def test_files_of_anything(odd: object) -> None:
    assert list(files_of(odd)) == []
    for_learners(odd)


def test_learners_see_no_page_for_trainers() -> None:
    assert list(files_of(for_learners(TOC))) == ["book/index", "modules/a/lesson"]
    assert is_for_trainers("book/trainers/index") and is_for_trainers("modules/a/trainer")
    assert not is_for_trainers("book/for-trainers") and not is_for_trainers("modules/a/lesson")


def test_the_list_for_learners_is_written(small: Curriculum) -> None:
    file = small.root / "_build" / "toc.yml"
    write_for_learners(small.root, file)
    text = file.read_text(encoding="utf-8")
    assert "handout" in text and "trainer" not in text
