"""The golden cases: one change to the small curriculum, and the lines that ``check`` prints.

A file of ``tests/data/bad`` is a list of cases. Each has a name under ``case``, the ``file`` that
changes (the quiz, if none is named), one of the changes below, and under ``lines``, always last,
what is printed. ``pytest tests/test_golden.py --regen`` writes the lines anew for review.

=============  =================================================================================
``replace``    text that stands once in the file; ``with`` stands there afterwards
``append``     text that is added at the end of the file
``content``    the whole file
``bytes``      the whole file, with Python's escapes such as ``\\xff``
``repeat``     the whole file: ``text`` as many ``times``, between ``before`` and ``after``
``delete``     true: the file is gone
``patch``      fields of ``item`` and their values; the value DROP takes a field away
``set``        fields of a YAML file and their values
``also``       more changes of these kinds, each with its file
``over``       folder of ``tests/data`` whose files are laid over the curriculum first
``add``        copies of an item: a list of ``{like, id, …}``, the rest as in ``patch``
=============  =================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from builders import GONE, QUIZ, Curriculum, lay

BAD = Path(__file__).parent / "data" / "bad"
MARK = "- case: "


@dataclass(frozen=True)
class Case:
    """One golden case."""

    source: Path
    name: str
    change: dict[str, Any]
    lines: tuple[str, ...]

    @property
    def id(self) -> str:
        """Name for the test report."""
        return f"{self.source.stem}: {self.name}"


@cache
def cases() -> tuple[Case, ...]:
    """Return all cases."""
    found = []
    for source in sorted(BAD.glob("*.yml")):
        for entry in yaml.safe_load(source.read_text(encoding="utf-8")):
            lines = (entry.pop("lines", None) or "").splitlines()
            found.append(Case(source, entry.pop("case"), entry, tuple(lines)))
    return tuple(found)


def apply(case: Case, target: Curriculum) -> None:
    """Make the changes of ``case``."""
    change = dict(case.change)
    more = change.pop("also", [])
    if "over" in change:
        lay(change.pop("over"), target)
    for one in (change, *more):
        _apply(case, dict(one), target)


def _apply(case: Case, change: dict[str, Any], target: Curriculum) -> None:
    file = change.pop("file", QUIZ)
    if "replace" in change:
        target.edit(file, change["replace"], change["with"])
    elif "append" in change:
        target.write(file, target.read(file) + change["append"])
    elif "content" in change:
        target.write(file, change["content"])
    elif "bytes" in change:
        target.write(file, change["bytes"].encode().decode("unicode_escape").encode("latin-1"))
    elif "repeat" in change:
        many = change["repeat"]
        whole = many.get("before", "") + many["text"] * many["times"] + many.get("after", "")
        target.write(file, whole)
    elif "delete" in change:
        target.path(file).unlink()
    elif "patch" in change:
        target.patch(change["item"], _values(change["patch"]))
    elif "set" in change:
        target.set(file, _values(change["set"]))
    elif "add" in change:
        for entry in change["add"]:
            extra = dict(entry)
            like, ident = extra.pop("like"), extra.pop("id")
            target.add_item(like, ident, _values(extra))
    else:
        raise AssertionError(f"case '{case.name}' changes nothing")


def _values(changes: dict[str, Any]) -> dict[str, Any]:
    return {place: GONE if value == "DROP" else value for place, value in changes.items()}


def rewrite(case: Case, lines: list[str]) -> None:
    """Write other expected lines into the file of ``case``; all else stays as it is."""
    chunks = case.source.read_text(encoding="utf-8").split(f"\n{MARK}")
    for index, chunk in enumerate(chunks):
        name = chunk.split("\n", 1)[0].removeprefix(MARK).strip()
        if name == case.name:
            body = chunk.split("\n  lines:", 1)[0].rstrip("\n")
            block = "".join(f"    {line}\n" for line in lines)
            chunks[index] = f"{body}\n  lines: |\n{block}"
    case.source.write_text(f"\n{MARK}".join(chunks), encoding="utf-8")
