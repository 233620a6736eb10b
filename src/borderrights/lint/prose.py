"""Rules about language: what a second-language reader can follow, and words that do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from borderrights import model
from borderrights.errors import Diagnostic
from borderrights.lint.rule import items_of, rule
from borderrights.load import Page, Project
from borderrights.markup import Node, Refs, parse_text, to_plain
from borderrights.markup.tree import is_safe_link

LONGEST = 35
"""Words in a sentence, at most, anywhere."""
MEAN = {"lesson": 20.0, "handout": 18.0, "items": 18.0, "other": 20.0}
FORBIDDEN = {
    r"illegal(ly)? (im)?migrants?": "write 'migrant in an irregular situation'",
    r"illegal (immigration|migration)": "write 'irregular migration'",
    r"illegals": "write 'people in an irregular situation'",
    r"(?<!non-)\baliens?\b": "write 'non-national' or 'foreigner', unless you quote the law",
    r"clandestines?": "write 'people who travel without documents'",
    r"bogus|asylum shopp\w+": "say what you mean without the insult",
    r"flood of|waves? of (migrants|refugees)|influx": "give a number, or write 'many people'",
}
_FORBIDDEN = [(re.compile(rf"\b({pattern})\b", re.I), hint) for pattern, hint in FORBIDDEN.items()]
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<!--")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9§])")
_ABBREVIATION = re.compile(r"\b(v|no|art|arts|para|paras|e\.g|i\.e|cf|Mr|Ms|Dr|St)\.\s", re.I)
_NUMBERED = re.compile(r"\b[Pp]rinciple \d+\b(?!\s*[-–])|\b[Gg]uideline \d+(\.\d+|\(\d+\)|, point)")


@dataclass(frozen=True)
class Sentence:
    """A sentence and the line in which its paragraph begins."""

    text: str
    line: int

    @property
    def words(self) -> int:
        """Number of words; a hyphenated word counts once."""
        return len(self.text.split())


def sentences(text: str) -> list[str]:
    """Split plain text into sentences; an abbreviation such as "v." ends none."""
    guarded = _ABBREVIATION.sub(lambda found: found.group(0).rstrip()[:-1] + "\0 ", text)
    parts = [part for line in guarded.split("\n") for part in _SENTENCE.split(line)]
    return [part.replace("\0", ".").strip("-[] ") for part in parts if part.strip("-[] ")]


def page_sentences(page: Page) -> Iterator[Sentence]:
    """Yield the sentences of a page, roles replaced by a single word."""
    for node in page.tree.walk():
        if node.kind in ("paragraph", "heading", "cell"):
            for sentence in sentences(_reading(node)):
                yield Sentence(sentence, node.line + page.offset)


def _reading(node: Node) -> str:
    """Return the words as a reader meets them; names of provisions count as one word.

    Citations and glossary terms are left out of the measure, since their length is given.
    """
    return to_plain(_without_roles(node), Refs())


def _without_roles(node: Node) -> Node:
    if node.kind == "role":
        return Node("text", text="§" if node.attrs["name"] != "fill" else "", line=node.line)
    children = tuple(_without_roles(child) for child in node.children)
    return Node(node.kind, children, node.text, node.attrs, node.line)


@rule
def sentence_length(project: Project) -> Iterator[Diagnostic]:
    """No sentence is over 35 words; the mean of a file stays readable."""
    for sources in project.modules:
        for page in sources.pages:
            limit = MEAN.get(Path(page.path).stem, MEAN["other"])
            yield from _measure(page.path, list(page_sentences(page)), limit)
    by_path: dict[str, list[Sentence]] = {}
    for sources, index, item in items_of(project):
        path = f"quizzes/{sources.stem}.yml"
        for place, text in model.texts(item):
            line = project.line(path, "items", index, *place)
            found = by_path.setdefault(path, [])
            found.extend(Sentence(part, line) for part in sentences(_reading(parse_text(text))))
    for path, found in by_path.items():
        yield from _measure(path, found, MEAN["items"])


def _measure(path: str, found: list[Sentence], limit: float) -> Iterator[Diagnostic]:
    for sentence in found:
        if sentence.words > LONGEST:
            start = " ".join(sentence.text.split()[:6])
            message = f"a sentence of {sentence.words} words: '{start} …'"
            yield Diagnostic(path, sentence.line, "long-sentence", message, "split it in two")
    full = [s.words for s in found if s.words >= 3]  # labels and single words are no sentences
    if full and sum(full) / len(full) > limit:
        mean = sum(full) / len(full)
        message = f"sentences have {mean:.1f} words on average"
        yield Diagnostic(path, 1, "mean-sentence", message, f"shorten them to {limit:.0f}")


@rule
def wording(project: Project) -> Iterator[Diagnostic]:
    """No word that the style forbids, no raw HTML, no link that could run code."""
    for path, line, tree in _everything(project):
        for node in tree.walk():
            at = line + node.line
            if node.kind == "text":
                yield from _words(path, at, node.text)
            if node.kind == "link" and not is_safe_link(node.attrs["href"]):
                message = f"link to '{node.attrs['href'][:60]}'"
                hint = "link to http(s), mailto or a relative address"
                yield Diagnostic(path, at, "link-scheme", message, hint)


def _words(path: str, line: int, text: str) -> Iterator[Diagnostic]:
    for pattern, hint in _FORBIDDEN:
        for found in pattern.finditer(text):
            yield Diagnostic(path, line, "style-word", f"'{found.group(0)}'", hint)
    tag = _TAG.search(text)
    if tag:
        hint = "remove it; HTML is shown as text, use *emphasis* or **strong**"
        yield Diagnostic(path, line, "html-in-text", f"'{tag.group(0)[:40]}' is HTML", hint)
    numbered = _NUMBERED.search(text)
    if numbered:
        hint = (
            "cite a part ('Part C, Principles 10–13') or a whole guideline; points are not verified"
        )
        yield Diagnostic(path, line, "point-number", f"'{numbered.group(0)}'", hint)


def _everything(project: Project) -> Iterator[tuple[str, int, Node]]:
    for sources in project.modules:
        for page in sources.pages:
            yield page.path, page.offset, page.tree
    for sources, index, item in items_of(project):
        path = f"quizzes/{sources.stem}.yml"
        for place, text in model.texts(item):
            yield path, project.line(path, "items", index, *place) - 1, parse_text(text)
    for index, term in enumerate(project.glossary.terms if project.glossary else ()):
        line = project.line("book/glossary.yml", "terms", index, "text")
        yield "book/glossary.yml", line - 1, parse_text(term.text)
