"""YAML in, plain values and line numbers out.

PyYAML's events are read once, without recursion and without building objects. What surprises
authors is refused rather than guessed: repeated keys, aliases, tags, dates, numbers in base 60.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from borderrights.errors import Diagnostic

Place = tuple[str | int, ...]
"""Where a value stands: keys and positions from the top of the file."""
Marks = dict[str | int, "int | tuple[int, Marks]"]
"""The line of every key or entry of a mapping or list, and the marks of what it holds."""

MAX_DEPTH = 24
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DECIMAL = re.compile(r"^[-+]?(0|[1-9][0-9]{0,17})$")
_PLAIN_FLOAT = re.compile(r"^[-+]?[0-9]+\.[0-9]*([eE][-+]?[0-9]+)?$")
_SPECIAL = {
    ".inf": float("inf"),
    "-.inf": float("-inf"),
    "+.inf": float("inf"),
    ".nan": float("nan"),
}


@dataclass
class Tree:
    """A YAML file as values, with the line of every key and entry."""

    value: Any
    first_line: int = 1
    marks: Marks = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """Return the line of the deepest part of ``place`` that the file has.

        Steps that the file lacks, such as the tag of a union, are skipped.
        """
        line, marks = self.first_line, self.marks
        for step in place:
            mark = marks.get(step)
            if mark is not None:
                line, marks = (mark, {}) if isinstance(mark, int) else mark
        return line

    def known(self, place: Place) -> Place:
        """Return ``place`` without the steps that the file does not have."""
        known: Place = ()
        marks = self.marks
        for step in place:
            mark = marks.get(step)
            if mark is not None:
                known = (*known, step)
                marks = {} if isinstance(mark, int) else mark[1]
        return known


class _Stop(Exception):
    """Reading cannot go on."""


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is being filled."""

    value: dict[str, Any] | list[Any]
    marks: Marks
    flow: bool = False
    """Whether it stands in braces or brackets."""
    key: str | None = None
    repeated: bool = False


def read_yaml(path: str, text: str, first_line: int = 1) -> tuple[Tree | None, list[Diagnostic]]:
    """Return the values in ``text`` and what is wrong with it.

    Args:
        path: Name of the file for messages.
        text: The YAML source.
        first_line: Line of the file on which ``text`` begins; 2 for front matter.

    Returns:
        The tree, or None where the text cannot be read to its end; and the diagnostics.
    """
    reader = _Reader(path, first_line)
    try:
        tree = reader.read(text)
    except _Stop:
        tree = None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reader.report(
            mark.line if mark else 0,
            "yaml-syntax",
            f"not valid YAML: {error.problem or error.context}",
            "mind indentation, and quote text that holds ': ' or starts with a special sign",
        )
        tree = None
    except yaml.YAMLError as error:
        reader.report(
            0, "yaml-syntax", f"not valid YAML: {_one_line(error)}", "remove the odd character"
        )
        tree = None
    return tree, reader.diagnostics


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


class _Reader:
    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.diagnostics: list[Diagnostic] = []

    def report(self, line: int, code: str, message: str, hint: str) -> None:
        """Note a problem; ``line`` counts from 0 within the text, as PyYAML does."""
        self.diagnostics.append(Diagnostic(self.path, self.first_line + line, code, message, hint))

    def read(self, text: str) -> Tree:
        tree = Tree(None, self.first_line)
        stack: list[_Frame] = []
        started = False
        next_event = _LOADER(text).get_event
        while True:
            event = next_event()
            kind = type(event)
            line = event.start_mark.line
            if kind is yaml.ScalarEvent:
                self._scalar(tree, stack, event, line)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._refuse_tag(event, line)
                value: dict[str, Any] | list[Any] = {} if kind is yaml.MappingStartEvent else []
                marks = self._put(tree, stack, value, line)
                if len(stack) >= MAX_DEPTH:
                    self.report(
                        line,
                        "yaml-depth",
                        f"nested more than {MAX_DEPTH} levels deep",
                        "check the indentation or the brackets",
                    )
                    raise _Stop
                stack.append(_Frame(value, marks, bool(event.flow_style)))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
            elif kind is yaml.StreamEndEvent:
                return tree
            elif kind is yaml.DocumentStartEvent:
                if started:
                    self.report(
                        line,
                        "yaml-documents",
                        "a second document begins here",
                        "keep one document a file; remove the line '---'",
                    )
                    raise _Stop
                started = True
            elif kind is yaml.AliasEvent:
                self.report(
                    line,
                    "yaml-alias",
                    f"alias '*{event.anchor}'",
                    "write the value out; anchors and aliases are not used here",
                )
                raise _Stop

    def _refuse_tag(self, event: Any, line: int) -> None:
        if event.tag is not None and not (event.tag == "!" and event.implicit):
            self.report(
                line,
                "yaml-tag",
                f"tag '{event.tag}'",
                "remove it; values here are text, numbers, true, false, lists and mappings",
            )
            raise _Stop

    def _scalar(self, tree: Tree, stack: list[_Frame], event: Any, line: int) -> None:
        if event.tag is not None and event.tag != "!":
            self._refuse_tag(event, line)
        value = event.value
        if stack:
            frame = stack[-1]
            if frame.flow and not event.style and "?" in value:
                # The C library reads it; PyYAML itself, and so MyST in front matter, refuses it.
                hint = "write it in quotes; some readers of YAML stop at the question mark"
                message = f"bare text with a question mark in braces: '{value[:40]}'"
                self.report(line, "yaml-question", message, hint)
            if frame.key is None and type(frame.value) is dict:
                # A key is always the word that stands there: 'yes:' is the key "yes".
                self._key(frame, value, line)
                return
        if not event.style and value[:1] in _RESOLVERS and event.implicit[0]:
            value = self._value(value, line)
        self._put(tree, stack, value, line)

    def _key(self, frame: _Frame, key: str, line: int) -> None:
        assert isinstance(frame.value, dict)
        frame.repeated = key in frame.value
        if frame.repeated:
            self.report(
                line,
                "repeated-key",
                f"key '{key}' stands twice in the same place",
                "keep one of the two; YAML would silently use the last",
            )
        frame.key = key

    def _put(self, tree: Tree, stack: list[_Frame], value: Any, line: int) -> Marks:
        """Store ``value`` where the innermost open frame expects it; return where its marks go."""
        if not stack:
            tree.value = value
            return tree.marks
        frame = stack[-1]
        step: str | int
        if frame.key is not None:
            assert isinstance(frame.value, dict)
            step = frame.key
            frame.key = None
            if not frame.repeated:
                frame.value[step] = value
        elif isinstance(frame.value, list):
            step = len(frame.value)
            frame.value.append(value)
        else:
            self.report(
                line,
                "yaml-key",
                "a list or mapping is used as a key",
                "use a plain word as the key",
            )
            raise _Stop
        # The first of two equal keys keeps its line.
        mark = frame.marks.setdefault(step, self.first_line + line)
        if type(value) is not dict and type(value) is not list:
            return frame.marks
        if isinstance(mark, int):
            mark = frame.marks[step] = mark, {}
        return mark[1]

    def _value(self, raw: str, line: int) -> Any:
        """Return what YAML 1.1 makes of a bare word, except where that would surprise."""
        tag = _resolve(raw)
        if tag == "str":
            return raw
        if tag == "null":
            return None
        if tag == "bool":
            return raw.lower() in ("yes", "true", "on")
        if tag == "int" and _DECIMAL.match(raw):
            return int(raw)
        if tag == "float" and (_PLAIN_FLOAT.match(raw) or raw.lower() in _SPECIAL):
            return _SPECIAL[raw.lower()] if raw.lower() in _SPECIAL else float(raw)
        if tag in ("int", "float", "timestamp"):
            hint = "write a text in quotes, and a number in plain digits"
            kind = "a date" if tag == "timestamp" else "a number in disguise"
            self.report(line, "yaml-odd", f"'{raw[:40]}' is read as {kind}", hint)
        return raw


def _resolve(raw: str) -> str:
    for tag, pattern in _RESOLVERS.get(raw[:1], ()):
        if pattern.match(raw):
            return str(tag).rsplit(":", 1)[-1]
    return "str"
