"""How hard the sources read: a report, not a rule.

Rules about sentences stand in ``lint.prose``. Grades are those of Flesch and Kincaid, by textstat;
for second-language readers they say less than the length of sentences, so nothing fails by them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from borderrights import model
from borderrights.lint.items import plain
from borderrights.lint.prose import page_sentences, sentences
from borderrights.project import Project

PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|am)\s+(?:\w+ly\s+|not\s+)?"
    r"(?:\w+ed|held|told|taken|given|kept|made|read|seen|sent|heard|found|done|put|born|bound|"
    r"written|known|shown|said|set|left|meant|paid|brought|caught|lost)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """The figures of one source."""

    path: str
    words: int
    mean: float
    """Words in a sentence, on average; citations and glossary terms count as one."""
    longest: int
    grade: float
    """Years of school in English, by Flesch and Kincaid."""
    passive: float
    """Share of sentences with a form of "be" and a participle, in per cent; a rough estimate."""


def readings(project: Project) -> Iterator[Reading]:
    """Yield the figures of every page of a module, every bank of items and every card."""
    for sources in project.modules:
        for page in sources.pages:
            yield _measure(page.path, [sentence.text for sentence in page_sentences(page)])
    for bank in project.banks:
        texts = [text for item in bank.items for _, text in model.texts(item)]
        found = [sentence for text in texts for sentence in sentences(plain(text))]
        yield _measure(bank.path, found)
    for page in project.sheets:
        yield _measure(page.path, [sentence.text for sentence in page_sentences(page)])


def _measure(path: str, found: list[str]) -> Reading:
    with warnings.catch_warnings():
        # textstat 0.7.4 imports pkg_resources, which warns of its own end; later versions of
        # textstat do not, but download a list of words when they are first used.
        warnings.simplefilter("ignore", UserWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        from textstat import textstat

    # A citation was replaced by a sign that is no word; a heading or a label is no sentence.
    full = [s.replace("§", "").strip() for s in found if len(s.split()) >= 3]
    lengths = [len(sentence.split()) for sentence in full]
    text = " ".join(s if s.endswith((".", "?", "!")) else f"{s}." for s in full)
    return Reading(
        path,
        sum(lengths),
        sum(lengths) / len(lengths) if lengths else 0.0,
        max(lengths, default=0),
        textstat.flesch_kincaid_grade(text) if text else 0.0,
        100 * sum(bool(PASSIVE.search(s)) for s in full) / len(full) if full else 0.0,
    )
