"""The report on readability: sentences counted by hand, grades that rise with hard words."""

from __future__ import annotations

from pathlib import Path

from borderrights.load import load_project
from borderrights.readability import _measure, readings

ROOT = Path(__file__).parents[1]


def test_words_and_sentences_are_counted() -> None:
    found = _measure("x.md", ["The officer asks one question.", "She waits.", "He tells her why."])

    # "She waits." has two words and counts as a label, not as a sentence.
    assert (found.words, found.mean, found.longest) == (9, 4.5, 5)


def test_longer_words_read_harder() -> None:
    easy = _measure("a", ["The man can go home now."])
    hard = _measure("b", ["Proportionality necessitates individualised administrative assessment."])

    assert hard.grade > easy.grade


def test_passives_are_a_share_of_the_sentences() -> None:
    active = ["She asks him twice.", "He is not here today."]
    passive = ["He was told the reason.", "The bag is carefully searched."]
    assert _measure("x", [*active, *passive]).passive == 50.0


def test_every_written_source_is_reported() -> None:
    project, problems = load_project(ROOT)
    assert problems == []
    paths = [reading.path for reading in readings(project)]

    others = len(project.tests) + len(project.sheets)
    assert len(paths) == 5 * len(project.modules) + others == len(set(paths))
