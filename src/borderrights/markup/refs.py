"""What roles point to: provisions, terms and points of national law, and where their pages are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

STANDARDS_PAGE = "book/standards.html"
GLOSSARY_PAGE = "book/glossary.html"


@dataclass(frozen=True)
class Ref:
    """A thing that can be linked to."""

    label: str
    """What a reader sees."""
    gloss: str
    """A line that explains it: paraphrase of a provision, definition of a term."""
    page: str = STANDARDS_PAGE
    """Page of the provision; a term stands in the glossary."""


@dataclass(frozen=True)
class Answer:
    """What the law of a State says on a point, as the adopting institution wrote it."""

    law: str
    """Name of the State."""
    text: str
    """The answer, in the text subset of Markdown."""
    source: str
    date: str
    gap: str = ""
    """How the law lies below the floor, if it does; in the text subset too."""


@dataclass(frozen=True)
class Point:
    """A point of national law, ready to print."""

    ask: str
    floor_id: str
    floor: str
    answer: Answer | None = None
    """None where nobody has answered yet."""
    unbound: str = ""
    """Name of a State that the floor does not bind; empty otherwise."""


@dataclass(frozen=True)
class Refs:
    """Everything that a role in a text can name."""

    provisions: Mapping[str, Ref] = field(default_factory=dict)
    terms: Mapping[str, Ref] = field(default_factory=dict)
    points: Mapping[str, Point] = field(default_factory=dict)
    root: str = ""
    """Relative path from the page to the root of the site, ``""`` or ``../`` repeated."""

    def at(self, root: str) -> Refs:
        """Return the same references as seen from a page ``root`` steps below the top."""
        return replace(self, root=root)

    def provision_href(self, provision: str) -> str:
        """Return the address of a provision on its page of standards."""
        page = self.provisions[provision].page if provision in self.provisions else STANDARDS_PAGE
        return f"{self.root}{page}#{provision}"

    def term_href(self, term: str) -> str:
        """Return the address of a term in the glossary."""
        return f"{self.root}{GLOSSARY_PAGE}#term-{term}"
