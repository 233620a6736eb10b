"""What changed between two versions of the content, item by item, as git has them.

A trainer who taught from an earlier version reads here which keys, texts and grounds are others
now; an author reads what a translation has to follow.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from borderrights import model
from borderrights.errors import BorderRightsError
from borderrights.load import load_project
from borderrights.project import Page, Project

SOURCES = ("book", "modules", "quizzes")
KEPT = (".yml", ".md")


def changes(root: Path, old: str, new: str) -> Iterator[str]:
    """Yield lines: each bank with its items, each module with its pages, the registry.

    Args:
        root: Folder of the curriculum, inside a git repository.
        old: A revision that git knows: tag, branch or commit.
        new: Another.

    Raises:
        BorderRightsError: git is not there, or does not know a revision.
    """
    with tempfile.TemporaryDirectory() as folder:
        before, after = (
            _project(root, revision, Path(folder) / name)
            for revision, name in ((old, "old"), (new, "new"))
        )
        found = [*_banks(before, after), *_modules(before, after), *_registry(before, after)]
    yield f"from {old} ({_edition(before)}) to {new} ({_edition(after)})"
    yield from found or ["nothing changed"]


def _edition(project: Project) -> str:
    return f"version {project.plan.edition.version}" if project.plan else "no version"


def _project(root: Path, revision: str, folder: Path) -> Project:
    """Return the sources of a revision, as far as the present toolkit can read them."""
    there = [name for name in SOURCES if (_git(root, "ls-tree", "--name-only", revision, name))]
    if there:
        with tarfile.open(fileobj=io.BytesIO(_git(root, "archive", revision, *there))) as archive:
            members = [m for m in archive.getmembers() if m.isdir() or m.name.endswith(KEPT)]
            archive.extractall(folder, members, filter="data")
    folder.mkdir(exist_ok=True)
    return load_project(folder)[0]


def _git(root: Path, *words: str) -> bytes:
    command = ["git", "-C", str(root), *words]
    try:
        return subprocess.run(command, check=True, capture_output=True).stdout
    except FileNotFoundError:
        raise BorderRightsError("git is not installed — install it, or compare by hand") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else "git failed"
        raise BorderRightsError(f"{reason} — name a tag, a branch or a commit") from None


def _banks(before: Project, after: Project) -> Iterator[str]:
    old = {bank.path: {item.id: item for item in bank.items} for bank in before.banks}
    new = {bank.path: {item.id: item for item in bank.items} for bank in after.banks}
    for path in dict.fromkeys((*old, *new)):
        lines = list(_items(old.get(path, {}), new.get(path, {})))
        if lines:
            yield path
            yield from (f"  {line}" for line in lines)


def _items(old: Mapping[str, model.AnyItem], new: Mapping[str, model.AnyItem]) -> Iterator[str]:
    for name in dict.fromkeys((*old, *new)):
        if name not in new:
            yield f"- {name}: gone"
        elif name not in old:
            yield f"+ {name}: new ({new[name].kind})"
        elif old[name] != new[name]:
            yield f"~ {name}: {'; '.join(_fields(old[name], new[name]))}"


def _fields(old: model.AnyItem, new: model.AnyItem) -> Iterator[str]:
    """Yield what differs: a key and a ground in full, since they change what is taught."""
    one, two = old.model_dump(), new.model_dump()
    for name in dict.fromkeys((*one, *two)):
        was, now = one.get(name), two.get(name)
        if was == now:
            continue
        if name == "key":
            yield f"key {_short(was)} → {_short(now)}"
        elif name == "standards":
            gone = [f"-{i}" for i in was or () if i not in (now or ())]
            more = [f"+{i}" for i in now or () if i not in (was or ())]
            yield f"standards {' '.join((*more, *gone)) or 'in another order'}"
        elif isinstance(was, (list, tuple)) and isinstance(now, (list, tuple)):
            yield f"{name} {', '.join(_parts(was, now)) or 'in another order'}"
        else:
            yield name


def _parts(old: Sequence[Any], new: Sequence[Any]) -> Iterator[str]:
    """Yield the options, nodes or entries that differ, by id."""
    one = {str(part.get("id")): part for part in old if isinstance(part, dict)}
    two = {str(part.get("id")): part for part in new if isinstance(part, dict)}
    for name in dict.fromkeys((*one, *two)):
        if name not in one:
            yield f"{name} new"
        elif name not in two:
            yield f"{name} gone"
        elif one[name] != two[name]:
            fields = [f for f in two[name] if one[name].get(f) != two[name].get(f)]
            yield f"{name} ({', '.join(fields)})"


def _short(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}:{partner}" for key, partner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _modules(before: Project, after: Project) -> Iterator[str]:
    old = {sources.stem: sources for sources in before.modules}
    new = {sources.stem: sources for sources in after.modules}
    for stem in dict.fromkeys((*old, *new)):
        if stem not in new or stem not in old:
            yield f"modules/{stem}: {'gone' if stem in old else 'new'}"
            continue
        was, now = old[stem], new[stem]
        lines = []
        one = {o.id: o for o in was.module.objectives} if was.module else {}
        two = {o.id: o for o in now.module.objectives} if now.module else {}
        for name in dict.fromkeys((*one, *two)):
            if one.get(name) != two.get(name):
                state = "gone" if name not in two else "new" if name not in one else "changed"
                lines.append(f"objective {name}: {state}")
        pages = ("lesson", "handout", "in_charge", "trainer")
        for page in pages:
            lines.extend(_page(page.replace("_", "-"), getattr(was, page), getattr(now, page)))
        if was.figures != now.figures:
            lines.append("figures: changed")
        if lines:
            yield f"modules/{stem}"
            yield from (f"  {line}" for line in lines)


def _page(name: str, old: Page | None, new: Page | None) -> Iterator[str]:
    was, now = (page.source.splitlines() if page else [] for page in (old, new))
    if was == now and (old and old.front) == (new and new.front):
        return
    gone = sum(line not in set(now) for line in was if line.strip())
    more = sum(line not in set(was) for line in now if line.strip())
    yield f"{name}: {more} new lines, {gone} gone"


def _registry(before: Project, after: Project) -> Iterator[str]:
    old = {provision.id: provision for _, provision in before.provisions()}
    new = {provision.id: provision for _, provision in after.provisions()}
    lines = []
    for name in dict.fromkeys((*old, *new)):
        if name not in new:
            lines.append(f"- {name}: gone")
        elif name not in old:
            lines.append(f"+ {name}: new ({new[name].checked})")
        elif old[name] != new[name]:
            was, now = old[name], new[name]
            mark = "" if was.checked == now.checked else f" checked {was.checked} → {now.checked}"
            words = "" if was.text == now.text else " what it says"
            lines.append(f"~ {name}:{mark}{words}" if mark or words else f"~ {name}: label or note")
    if lines:
        yield "book/standards"
        yield from (f"  {line}" for line in lines)
