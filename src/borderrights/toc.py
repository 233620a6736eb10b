"""The table of contents: read, and cut down for a book without trainers' pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

TOC = "_toc.yml"
FOR_TRAINERS = ("book/trainers/", "book/tracks/trainers", "/trainer")


def is_for_trainers(docname: str) -> bool:
    """Say whether a page is for trainers only."""
    *begins, ends = FOR_TRAINERS
    return docname.startswith(tuple(begins)) or docname.endswith(ends)


def files_of(entry: Any) -> Iterator[str]:
    """Yield the pages of a table of contents, or of a part of one, in order."""
    if isinstance(entry, dict):
        name = entry.get("file") or entry.get("root")
        if isinstance(name, str):
            yield name
        for key in ("parts", "chapters", "sections"):
            children = entry.get(key)
            for child in children if isinstance(children, list) else ():
                yield from files_of(child)


def for_learners(entry: Any) -> Any:
    """Return the table of contents without the pages for trainers."""
    if not isinstance(entry, dict):
        return entry
    kept = dict(entry)
    for key in ("parts", "chapters", "sections"):
        if not isinstance(entry.get(key), list):
            continue
        children = [for_learners(child) for child in entry[key]]
        kept[key] = [child for child in children if any(True for _ in files_of(child))]
    if is_for_trainers(str(kept.get("file", ""))):
        return {}
    return kept


def write_for_learners(root: Path, file: Path) -> None:
    """Write the table of contents for a book without trainers' pages."""
    full = yaml.safe_load((root / TOC).read_text(encoding="utf-8"))
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(for_learners(full), sort_keys=False, allow_unicode=True)
    file.write_text(text, encoding="utf-8")
