"""The skeleton of a module: every file with its parts, for an author to fill in.

What is generated has the right form; what ``check`` then reports is the list of what to write.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from string import Template

from borderrights.errors import BorderRightsError
from borderrights.files import write_whole
from borderrights.model import Module, PlanEntry

PARTS = {
    "module.yml": "modules/{stem}/module.yml",
    "lesson.md": "modules/{stem}/lesson.md",
    "handout.md": "modules/{stem}/handout.md",
    "in-charge.md": "modules/{stem}/in-charge.md",
    "trainer.md": "modules/{stem}/trainer.md",
    "decide.yml": "modules/{stem}/figures/decide.yml",
    "quiz.yml": "quizzes/{stem}.yml",
    "keys.yml": "quizzes/{stem}.keys.yml",
}


class _Part(Template):
    """Placeholders are written ``%name``, since Markdown and YAML use ``$`` and braces."""

    delimiter = "%"


def write_skeleton(root: Path, entry: PlanEntry) -> list[Path]:
    """Write the files of a module that the plan names; return their paths relative to ``root``.

    Raises:
        BorderRightsError: One of the files exists; nothing is written then.
    """
    values = {
        "id": entry.id,
        "number": str(entry.number),
        "title": entry.title,
        "audiences": ", ".join(entry.audiences),
        "summary": entry.summary.replace('"', "'"),
        "guidelines": ", ".join(entry.guidelines),
        "principles": ", ".join(entry.principles),
        "first": entry.id.split("-")[0][:3],
        "audience": entry.audiences[0],
    }
    targets = {name: Path(path.format(stem=entry.stem)) for name, path in PARTS.items()}
    taken = [str(path) for path in targets.values() if (root / path).exists()]
    if taken:
        raise BorderRightsError(f"'{taken[0]}' exists; nothing was written")
    folder = files("borderrights") / "assets" / "skeleton"
    for name, path in targets.items():
        text = _Part((folder / name).read_text(encoding="utf-8")).substitute(values)
        write_whole(root / path, text.encode("utf-8"))
    return list(targets.values())


def write_law(root: Path, name: str, modules: Iterable[Module]) -> list[Path]:
    """Write the files of a law with every point as a comment; return their paths.

    Args:
        root: Folder of the curriculum.
        name: Id of the law, and name of its folder.
        modules: The modules whose points it may answer.

    Raises:
        BorderRightsError: The name is no id, or the folder exists; nothing is written then.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise BorderRightsError(f"'{name}' is no id — use small letters, digits and single hyphens")
    folder = Path("book/national") / name
    if (root / folder).exists():
        raise BorderRightsError(f"'{folder}' exists; nothing was written")
    schema = "# yaml-language-server: $schema=../../schema/{}.json\n"
    texts = {
        folder / "law.yml": schema.format("law")
        + "name: Name of the State, as boxes print it\n"
        + "checked_by: Office or institution that answers for these files\n"
        + f'date: "{datetime.date.today().isoformat()}"\n'
        + "not_bound: []   # instruments of book/standards that the State has not joined\n"
    }
    for module in modules:
        if module.national_law:
            points = "".join(
                f"# {point.ask}\n# - point: {point.id}   # not below {point.floor}\n"
                '#   text: ""\n#   source: ""\n#   date: ""\n'
                for point in module.national_law
            )
            head = schema.format("overlay") + f"module: {module.id}\nanswers: []\n"
            texts[folder / f"{module.stem}.yml"] = head + points
    for path, text in texts.items():
        write_whole(root / path, text.encode("utf-8"))
    return list(texts)
