"""Rules about language: what a second-language reader can follow, and words that do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from borderrights.errors import Diagnostic
from borderrights.lint.items import plain
from borderrights.lint.rule import rule
from borderrights.lint.texts import marked
from borderrights.markup import parse_text, to_reading
from borderrights.markup.tree import is_safe_link
from borderrights.project import Page, Project

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
_SIGNS = (
    *("illegal", "alien", "clandestine", "bogus", "asylum shop", "flood of", "wave", "influx"),
    *("<", "principle ", "guideline "),
    *("\u0131", "\u017f", "\u0307"),  # dotless i, long s and the dot of I: regexes read i and s
)
"""A text in whose small letters none of these stands offends against no pattern below or above."""
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<!--")
_SENTENCE = re.compile(r"([.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9§])")
_ABBREVIATED = "v no art arts para paras e.g i.e cf Mr Ms Dr St".split()  # noqa: SIM905
# The full stop comes first, so that a search goes from one to the next.
_ABBREVIATION = re.compile(
    r"\.(?:{})\s".format("|".join(rf"(?<=\b{re.escape(word)}\.)" for word in _ABBREVIATED)), re.I
)
_NUMBERED = re.compile(r"\b[Pp]rinciple \d+\b(?!\s*[-–])|\b[Gg]uideline \d+(\.\d+|\(\d+\)|, point)")


class Sentence(NamedTuple):
    """A sentence and the line in which its paragraph begins."""

    text: str
    line: int

    @property
    def words(self) -> int:
        """Number of words; a hyphenated word counts once."""
        return len(self.text.split())


def sentences(text: str) -> list[str]:
    """Split plain text into sentences; an abbreviation such as "v." ends none."""
    parts = []
    for line in _ABBREVIATION.sub("\0 ", text).split("\n"):
        pieces = _SENTENCE.split(line)  # text and full stop in turn
        parts += [part + stop for part, stop in zip(pieces[::2], pieces[1::2], strict=False)]
        parts.append(pieces[-1])
    return [part.replace("\0", ".").strip("-[] ") for part in parts if part.strip("-[] ")]


def page_sentences(page: Page) -> Iterator[Sentence]:
    """Yield the sentences of a page, roles replaced by a single word."""
    for node in page.nodes:
        if node.kind in ("paragraph", "heading", "cell"):
            # Citations and glossary terms count as one word, since their length is given.
            for sentence in sentences(to_reading(node)):
                yield Sentence(sentence, node.line + page.offset)


@rule
def sentence_length(project: Project) -> Iterator[Diagnostic]:
    """No sentence is over 35 words; the mean of a file stays readable."""
    for sources in project.modules:
        for page in sources.pages:
            limit = MEAN.get(Path(page.path).stem, MEAN["other"])
            yield from _measure(page.path, list(page_sentences(page)), limit)
    for page in project.sheets:
        yield from _measure(page.path, list(page_sentences(page)), MEAN["handout"])
    by_path: dict[str, list[Sentence]] = {}
    for text in project.item_texts:
        found = by_path.setdefault(text.path, [])
        line = project.line(text.path, *text.place)
        marked_up = "{" in text.text
        words = to_reading(parse_text(text.text)) if marked_up else plain(text.text)
        found.extend([Sentence(part, line) for part in sentences(words)])
    for path, found in by_path.items():
        yield from _measure(path, found, MEAN["items"])


def _measure(path: str, found: list[Sentence], limit: float) -> Iterator[Diagnostic]:
    counts = [sentence.words for sentence in found]
    for sentence, count in zip(found, counts, strict=True):
        if count > LONGEST:
            start = " ".join(sentence.text.split()[:6])
            message = f"a sentence of {count} words: '{start} …'"
            yield Diagnostic(path, sentence.line, "long-sentence", message, "split it in two")
    full = [count for count in counts if count >= 3]  # labels and single words are no sentences
    if full and sum(full) / len(full) > limit:
        mean = sum(full) / len(full)
        message = f"sentences have {mean:.1f} words on average"
        yield Diagnostic(path, 1, "mean-sentence", message, f"shorten them to {limit:.0f}")


@rule
def tables(project: Project) -> Iterator[Diagnostic]:
    """Every column of a table has a heading: a screen reader says it before each cell."""
    for text in marked(project):
        for node in text.nodes() if text.page else ():
            if node.kind != "table":
                continue
            for cell in node.children[0].children:
                if not to_reading(cell).strip():
                    line = text.line(project, node)
                    message, hint = (
                        "a column of a table has no heading",
                        "write one, or a word like 'who'",
                    )
                    yield Diagnostic(text.path, line, "table-heading", message, hint)


@rule
def wording(project: Project) -> Iterator[Diagnostic]:
    """No word that the style forbids, no raw HTML, no link that could run code."""
    for text in marked(project):
        # No link without a bracket, and no word to look for without one of its signs.
        if not text.page and "[" not in text.source and not _is_suspect(plain(text.source)):
            continue
        for node in text.nodes():
            if node.kind == "text" and _is_suspect(node.text):
                yield from _words(text.path, text.line(project, node), node.text)
            if node.kind == "link" and not is_safe_link(node.attrs["href"]):
                message = f"link to '{node.attrs['href'][:60]}'"
                hint = "link to http(s), mailto or a relative address"
                line = text.line(project, node)
                yield Diagnostic(text.path, line, "link-scheme", message, hint)


def _is_suspect(text: str) -> bool:
    small = text.lower()
    for sign in _SIGNS:  # noqa: SIM110 - a generator would take twice as long
        if sign in small:
            return True
    return False


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
