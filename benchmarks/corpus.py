"""A curriculum of 26 modules, made from the written ones, to see how the toolkit scales.

Every entry of the plan gets a copy of one of the written modules with ids and title of its own.
In the copies the words of the questions are enciphered, vowel by vowel and consonant by consonant,
so that no two items are alike and words and sentences keep their length.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import yaml
from measure import SNAPSHOT, CannotMeasure

from borderrights.load import load_project
from borderrights.model import AnyItem, Judgement, Match, Multiple, Order, Scenario, Single
from borderrights.story import Story

VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
_PROSE = re.compile(r"^\s+(?:- )?(?:text|feedback|vignette|prompt|why|consequence|comment): (?!>-)")
_KEPT = re.compile(r"\{[a-z]+\}`[^`]*`|[a-z]+")


def copy_book(target: Path) -> Path:
    """Copy the sources of the book, without the code; return the new root.

    A page of the table of contents that is not written yet is left out.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(SNAPSHOT, target, ignore=shutil.ignore_patterns("src"))
    toc = target / "_toc.yml"
    kept = _existing(yaml.safe_load(toc.read_text(encoding="utf-8")), target)
    toc.write_text(yaml.safe_dump(kept, sort_keys=False), encoding="utf-8")
    return target


def _existing(entry: dict[str, Any], root: Path) -> dict[str, Any]:
    kept = dict(entry)
    for key in ("parts", "chapters", "sections"):
        if key in kept:
            children = [_existing(child, root) for child in kept[key]]
            kept[key] = [c for c in children if "file" not in c or _is_page(root, c["file"])]
    return kept


def _is_page(root: Path, name: str) -> bool:
    return any((root / f"{name}{suffix}").is_file() for suffix in (".md", ".ipynb"))


def make_corpus(target: Path) -> Path:
    """Write the curriculum of 26 modules below ``target``; return its root.

    Raises:
        CannotMeasure: The loader refuses it.
    """
    copy_book(target)
    plan = yaml.safe_load((target / "book/plan.yml").read_text(encoding="utf-8"))
    written = sorted(path.name for path in (target / "modules").iterdir() if path.is_dir())
    stems = [f"{entry['number']:02d}-{entry['id']}" for entry in plan["modules"]]
    for number, (entry, stem) in enumerate(zip(plan["modules"], stems, strict=True)):
        if stem not in written:
            _copy_module(target, written[number % len(written)], stem, entry)
    _list_all(target, stems)
    agree(target)
    project, problems = load_project(target)
    if problems or len(project.modules) != len(stems):
        first = problems[0] if problems else f"{len(project.modules)} modules"
        raise CannotMeasure(f"the generated corpus is not accepted: {first}")
    return target


def agree(root: Path) -> None:
    """Let the second reader answer as the key has it, so that every notebook runs to its end.

    While authors change items the real second readings are behind; here only time is measured.
    """
    project, _ = load_project(root)
    for sources in project.modules:
        items = sources.quiz.items if sources.quiz else ()
        responses = {item.id: found for item in items if (found := _keyed(item)) is not None}
        reading = {"read_by": "the benchmark", "read_on": "2026-01-01", "responses": responses}
        path = root / "quizzes" / f"{sources.stem}.keys.yml"
        path.write_text(yaml.safe_dump(reading, sort_keys=False), encoding="utf-8")


def _keyed(item: AnyItem) -> Any:
    match item:
        case Single() | Match():
            return item.key
        case Multiple():
            return list(item.key)
        case Order():
            return [option.id for option in item.options]
        case Judgement():
            return {option.id: option.key for option in item.options}
        case Scenario():
            return list(Story(item).best().steps)
    return None


def _list_all(root: Path, stems: list[str]) -> None:
    """Name the pages of all modules in the table of contents, in the order of the plan."""
    toc = root / "_toc.yml"
    book = yaml.safe_load(toc.read_text(encoding="utf-8"))
    for part in book["parts"]:
        part["chapters"] = [c for c in part["chapters"] if not c["file"].startswith("modules/")]
        for chapter in part["chapters"]:
            chapter.pop("sections", None)
    pages = ("handout", "in-charge", "trainer")
    chapters = [
        {
            "file": f"modules/{stem}/lesson",
            "sections": [
                {"file": f"quizzes/{stem}"},
                *({"file": f"modules/{stem}/{page}"} for page in pages),
            ],
        }
        for stem in stems
    ]
    parts = [part for part in book["parts"] if part["chapters"]]
    book["parts"] = [*parts, {"caption": "Modules", "chapters": chapters}]
    toc.write_text(yaml.safe_dump(book, sort_keys=False), encoding="utf-8")


def _copy_module(root: Path, old: str, new: str, entry: dict[str, Any]) -> None:
    """Copy a module under the name of another entry of the plan."""
    folder = root / "modules" / new
    shutil.copytree(root / "modules" / old, folder)
    number = entry["number"]
    ids = _ids(root, old)
    for path in sorted(folder.rglob("*.*")):
        if path.suffix in (".md", ".yml"):
            path.write_text(_renamed(path.read_text(encoding="utf-8"), ids, number))
    for suffix in (".yml", ".keys.yml"):
        text = (root / "quizzes" / f"{old}{suffix}").read_text(encoding="utf-8")
        text = _renamed(text, ids, number)
        if suffix == ".yml":
            text = _enciphered(_with(text, "module", entry["id"]), number)
        (root / "quizzes" / f"{new}{suffix}").write_text(text, encoding="utf-8")
    facts = (folder / "module.yml").read_text(encoding="utf-8")
    for key in ("id", "number", "title"):
        facts = _with(facts, key, str(entry[key]))
    facts = _with(facts, "audiences", f"[{', '.join(entry['audiences'])}]")
    (folder / "module.yml").write_text(facts, encoding="utf-8")
    lesson = folder / "lesson.md"
    title = re.compile(r"^# .*$", re.M)
    lesson.write_text(title.sub(f"# {entry['title']}", lesson.read_text(encoding="utf-8"), count=1))


def _with(text: str, key: str, value: str) -> str:
    """Return YAML with another value for a key at its outermost level."""
    return re.sub(rf"^{key}: .*$", f"{key}: {value}", text, count=1, flags=re.M)


def _ids(root: Path, stem: str) -> list[str]:
    """Return the ids that must be unique in a curriculum: of items and of objectives."""
    quiz = (root / "quizzes" / f"{stem}.yml").read_text(encoding="utf-8")
    facts = yaml.safe_load((root / "modules" / stem / "module.yml").read_text(encoding="utf-8"))
    return [*re.findall(r"^- id: (\S+)", quiz, re.M), *(o["id"] for o in facts["objectives"])]


def _renamed(text: str, ids: list[str], number: int) -> str:
    names = "|".join(sorted(map(re.escape, ids), key=len, reverse=True))
    return re.sub(rf"(?<![\w-])({names})(?![\w-])", rf"\1-{number:02d}", text)


def _enciphered(quiz: str, number: int) -> str:
    """Encipher what a learner reads in a quiz file; keys, ids and roles stay as they are."""
    swap = str.maketrans(
        VOWELS + CONSONANTS,
        "".join(alphabet[(i + number) % len(alphabet)] for alphabet in (VOWELS, CONSONANTS)
                for i in range(len(alphabet))),
    )  # fmt: skip

    def word(found: re.Match[str]) -> str:
        return found.group() if found.group().startswith("{") else found.group().translate(swap)

    lines, block = [], -1
    for line in quiz.split("\n"):
        indent = len(line) - len(line.lstrip())
        if line.rstrip().endswith(": >-"):
            block = indent
        elif block >= 0 and line.strip() and indent > block:
            line = _KEPT.sub(word, line)
        else:
            block = block if not line.strip() else -1
            if start := _PROSE.match(line):
                line = start.group() + _KEPT.sub(word, line[start.end() :])
        lines.append(line)
    return "\n".join(lines)
