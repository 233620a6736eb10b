"""What can go wrong, and how an author is told.

``Diagnostic`` is one problem in one place of one source file.
The exceptions are for callers of the library:

    BorderRightsError
    ├── SourceError        sources have problems; carries the diagnostics
    ├── ResponseError      a response does not fit the item
    └── MissingTool        an optional package is not installed
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One problem: where it is, what is wrong, what to do, and a stable code."""

    path: str
    """Path of the file, relative to the root of the project, with forward slashes."""
    line: int
    """Line, counted from 1."""
    code: str
    """Stable name of the rule, in ``[a-z-]``; documented in ``book/authoring.md``."""
    message: str
    """What is wrong, with the value that is wrong; lower case, no full stop."""
    hint: str
    """What to do about it."""

    def __str__(self) -> str:
        return _visible(f"{self.path}:{self.line}: {self.message} — {self.hint} [{self.code}]")


def _visible(line: str) -> str:
    """Return ``line`` as one line: what a terminal would obey or hide is spelled out instead."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in line
    )


class BorderRightsError(Exception):
    """Base of every error that this package raises on purpose."""


class SourceError(BorderRightsError):
    """The sources have problems.

    Attributes:
        diagnostics: All of them, sorted by file and line; at least one.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics))
        super().__init__("\n".join(map(str, self.diagnostics)))


class ResponseError(BorderRightsError):
    """A response names something that the item does not have, or has the wrong shape."""


class MissingTool(BorderRightsError):
    """A package or program that a step needs is not installed; the message says how to get it."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean 'x'?`` for the closest known word, or the words there are."""
    names = sorted(set(known))
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    if not names:
        return "nothing of that kind is declared yet"
    if len(names) <= 8:
        return "use one of " + ", ".join(f"'{name}'" for name in names)
    return f"there are {len(names)} to choose from; search for it by name"
