"""A smaller copy of the theme's style, for pages that need no more of it.

A browser paints nothing before it has the style, and most of Furo's is for things that a course
does not show: signatures of code, footnotes, admonitions of eleven kinds. The copy keeps every rule
that the templates, the theme's script or an ordinary page can meet. What it lost is known by name,
so a page on which such a name stands links the whole style instead, and nothing is ever unstyled.

Rules that ask for any class at all (``dl:not([class])``) are left out too: with them a browser has
to style a whole page anew whenever an element of it changes a class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

FURO = "furo"
WHOLE, COPY = "styles/furo.css", "theme.css"
TEMPLATES = ("base.html", "page.html", "sidebar", "components", "partials")

# The classes of an ordinary page that no template names: they come from Sphinx and docutils.
ORDINARY = frozenset(
    """align-default arabic caption caption-text compound container current current-page docutils
    has-children headerlink literal reference simple table-wrapper toctree-checkbox toctree-l1
    toctree-wrapper""".split()  # noqa: SIM905
)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'')
_CLASS = re.compile(r"\.((?:\\.|[\w-])+)")
_CLASS_ATTRIBUTE = re.compile(r'class="([^"]*)"')
_NAME = re.compile(r"[\w-]+")
_ANY_CLASS = "[class"
_NEEDS_ANY_CLASS = re.compile(r'<dl(?! class="br-)|class="(?:[^"]* )?highlight-')
_USED_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_GROUPS = ("@media", "@supports", "@layer", "@container")


@dataclass(frozen=True)
class Rule:
    """A rule of a style sheet; a group such as ``@media`` holds others, any other a body."""

    head: str
    body: str = ""
    rules: tuple[Rule, ...] = ()

    def __str__(self) -> str:
        return f"{self.head}{{{self.body or ''.join(map(str, self.rules))}}}"


@dataclass(frozen=True)
class Trimmed:
    """A smaller style, and the names (classes, variables) of which it has lost a rule."""

    css: str
    lost: frozenset[str]

    def is_enough_for(self, html: str) -> bool:
        """Say whether a page with this HTML needs no rule that was lost."""
        return self.lost.isdisjoint(names_in(html))


def names_in(html: str) -> set[str]:
    """Return the classes and the variables of style that stand in a piece of HTML."""
    classes = {name for value in _CLASS_ATTRIBUTE.findall(html) for name in value.split()}
    any_class = {_ANY_CLASS} if _NEEDS_ANY_CLASS.search(html) else set()
    return classes | any_class | set(_USED_VARIABLE.findall(html))


@cache
def theme_style(ours: str) -> Trimmed:
    """Return the theme's style without what no ordinary page needs.

    Args:
        ours: Our own style, which uses variables of the theme's.
    """
    theme = files(FURO) / "theme" / FURO
    script = (theme / "static" / "scripts" / "furo.js").read_text(encoding="utf-8")
    kept = ORDINARY | set(_NAME.findall(script))
    for template in _texts(theme):
        # Words, because a template's attribute may hold conditions between its classes.
        for value in _CLASS_ATTRIBUTE.findall(template):
            kept |= set(_NAME.findall(value))
    whole = (theme / "static" / WHOLE).read_text(encoding="utf-8")
    return trim(whole, frozenset(kept), ours)


def _texts(theme: Traversable) -> Iterator[str]:
    for name in TEMPLATES:
        place = theme / name
        for file in [place] if place.is_file() else place.iterdir():
            yield file.read_text(encoding="utf-8")


def trim(css: str, kept: frozenset[str], others: str = "") -> Trimmed:
    """Leave out the rules of classes that are not ``kept``, then variables that nothing uses.

    Args:
        css: A style sheet.
        kept: The classes whose rules stay.
        others: Styles beside this one that may use its variables.
    """
    lost: set[str] = set()
    rules = list(_without_classes(parse(css), kept, lost))
    used = set(_USED_VARIABLE.findall(others))
    while True:  # a variable may be used by another variable only
        bodies = "".join(_without_variables(rule, used, set()) for rule in rules)
        more = set(_USED_VARIABLE.findall(bodies)) - used
        if not more:
            break
        used |= more
    return Trimmed("".join(_without_variables(rule, used, lost) for rule in rules), frozenset(lost))


def classes(selector: str) -> set[str]:
    """Return the classes that an element, or one around it, must have for a selector to match.

    What stands in brackets is left aside: it may be one of several, or must not be there.
    """
    plain = _STRING.sub("", selector)
    while (shorter := re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", plain)) != plain:
        plain = shorter
    return {name.replace("\\", "") for name in _CLASS.findall(plain)}


def selectors(head: str) -> list[str]:
    """Return the selectors of a rule's head."""
    return _split(head, ",")


def parse(css: str) -> list[Rule]:
    """Return the rules of a style sheet; statements such as ``@charset`` are left out."""
    rules = []
    for statement in _split(_COMMENT.sub("", css), "}"):
        head, brace, body = statement.partition("{")
        head = head.rpartition(";")[2].strip()
        if not brace:
            continue
        if head.startswith(_GROUPS):
            rules.append(Rule(head, rules=tuple(parse(body))))
        else:
            rules.append(Rule(head, body.strip()))
    return rules


def _split(text: str, at: str) -> list[str]:
    """Split at a character that stands in no string and in no bracket."""
    parts, start, depth, place = [], 0, 0, 0
    while place < len(text):
        char = text[place]
        if char in "\"'":
            string = _STRING.match(text, place)
            place = string.end() if string else len(text)
            continue
        if char == "\\":
            place += 2
            continue
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        if char == at and depth == 0:
            parts.append(text[start:place])
            start = place + 1
        place += 1
    return [part for part in (*parts, text[start:]) if part.strip()]


def _without_classes(rules: list[Rule], kept: frozenset[str], lost: set[str]) -> Iterator[Rule]:
    for rule in rules:
        if rule.rules:
            inner = tuple(_without_classes(list(rule.rules), kept, lost))
            if inner:
                yield Rule(rule.head, rules=inner)
            continue
        if rule.head.startswith("@"):
            yield rule
            continue
        stay = []
        for selector in selectors(rule.head):
            missing = classes(selector) - kept
            if _ANY_CLASS in selector:
                missing.add(_ANY_CLASS)
            if missing:
                lost |= missing
            else:
                stay.append(selector)
        if stay:
            yield Rule(",".join(stay), rule.body)


def _without_variables(rule: Rule, used: set[str], lost: set[str]) -> str:
    if rule.rules:
        inner = "".join(_without_variables(one, used, lost) for one in rule.rules)
        return f"{rule.head}{{{inner}}}" if inner else ""
    stay = []
    for declaration in _split(rule.body, ";"):
        name = declaration.partition(":")[0].strip()
        if name.startswith("--") and name not in used:
            lost.add(name)
        else:
            stay.append(declaration)
    return f"{rule.head}{{{';'.join(stay)}}}" if stay else ""
