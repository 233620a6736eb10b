"""The same book for a bare Sphinx: our roles and directives replaced by their plain text.

What is replaced: a role by the words that it prints; an ``{item}`` by situation, prompt and
options as a list (the peer is spared the feedback); a directive that prints data by the words of
its HTML, one paragraph a line; a box by its title in bold and its content. Notebooks are the same
files. What remains is Markdown that any myst-nb reads; the pages are as many.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

from borderrights.load import load_project
from borderrights.markup.refs import Refs
from borderrights.project import ModuleSources, Project
from borderrights.render import ladder, lists, page
from borderrights.render.question_plain import item_plain
from borderrights.strings import say

ROLE = re.compile(r"\{(std|term|national|fill)\}`([^`]*)`")
DIRECTIVE = re.compile(r"^```\{([a-z-]+)\} *(.*)\n((?:(?!```).*\n)*)```$", re.M)
BOX = re.compile(r"^:::+\{?([a-z]+)\}?\n(.*?)^:::+$", re.M | re.S)
CONF = """\
project = html_title = "Human Rights at International Borders"
extensions = ["myst_nb"]
html_theme = "furo"
root_doc = "book/index"
exclude_patterns = ["_build/**", "**/README.md"]
nb_execution_mode = "off"
nb_ipywidgets_js = {}
nb_mime_priority_overrides = [["html", "text/html", 1], ["html", "text/plain", 2]]
myst_enable_extensions = ["deflist", "tasklist", "smartquotes"]
myst_title_to_header = True
html_copy_source = html_show_sourcelink = html_use_index = False
suppress_warnings = ["myst.*", "toc.*"]
"""


class _Words(HTMLParser):
    """Gathers the text of HTML; an element that stands alone ends a line."""

    ENDS = frozenset(("p", "li", "tr", "dt", "dd", "h2", "h3", "h4", "summary", "figcaption"))

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.parts.append("\n" if tag in self.ENDS else " ")


def words_of(html: str) -> str:
    """Return the words of ``html`` as Markdown paragraphs."""
    parser = _Words()
    parser.feed(html)
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n\n".join(re.sub(r"([\\`*_{}<>#|\[\]])", r"\\\1", line) for line in lines if line)


def make_plain(root: Path) -> None:
    """Turn a copy of the book into one that needs nothing of ours: pages, conf.py, toctrees."""
    project, _ = load_project(root)
    for path in sorted([*root.glob("book/**/*.md"), *root.glob("modules/*/*.md")]):
        name = path.relative_to(root).as_posix()
        text = plain_page(project, name, path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
    config = root / "_config.yml"
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    settings["sphinx"].pop("extra_extensions")
    config.write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")


def make_bare(root: Path) -> None:
    """Add to a plain copy the conf.py and the toctrees that stand in for ``_toc.yml``."""
    (root / "conf.py").write_text(CONF, encoding="utf-8")
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    with (root / "book" / "index.md").open("a", encoding="utf-8") as index:
        for part in toc["parts"]:
            pages = [f"/{name}" for chapter in part["chapters"] for name in _names(chapter)]
            head = f"\n```{{toctree}}\n:hidden:\n:caption: {part['caption']}\n"
            index.write(head + "\n".join(pages) + "\n```\n")


def _names(entry: dict[str, Any]) -> list[str]:
    return [entry["file"], *(n for s in entry.get("sections", ()) for n in _names(s))]


def plain_page(project: Project, name: str, text: str) -> str:
    """Return a page of the book without roles and directives of ours."""
    parts = name.split("/")
    stem = parts[1] if parts[0] == "modules" else ""
    sources = next((found for found in project.modules if found.stem == stem), None)
    refs = project.refs(sources.module if sources else None, "../" * (len(parts) - 1))
    if parts[-1] == "trainer.md" and text.startswith("---\n"):
        front, body = text.split("\n---\n", 1)
        plan = "```{session-plan}\n```\n"
        title = yaml.safe_load(front.removeprefix("---\n"))["title"]
        text = f'---\ntitle: "{title}"\n---\n{plan}{body}'
    makers = _makers(project, sources, refs)

    def directive(found: re.Match[str]) -> str:
        kind, argument, content = found.groups()
        return makers[kind](argument or content) if kind in makers else found.group()

    def box(found: re.Match[str]) -> str:
        return f"**{say(f'box.{found.group(1)}')}**\n\n{found.group(2)}"

    text = BOX.sub(box, DIRECTIVE.sub(directive, text))
    return ROLE.sub(lambda found: _role(found.group(1), found.group(2), refs), text)


def _role(name: str, text: str, refs: Refs) -> str:
    shown, _, target = text.removesuffix(">").rpartition("<")
    if name == "fill":
        return f"{text}: ________"
    if name == "national":
        return refs.points[text].ask if text in refs.points else text
    known = refs.provisions if name == "std" else refs.terms
    return shown.strip() or (known[target].label if target in known else target)


def _makers(
    project: Project, sources: ModuleSources | None, refs: Refs
) -> dict[str, Callable[[str], str]]:
    """Return what stands for each directive, from its argument or else its content."""
    root = refs.root
    made: dict[str, Callable[[str], str]] = {
        "curriculum": lambda _: words_of(lists.curriculum(project, root)),
        "glossary-list": lambda _: words_of(lists.glossary(project, refs)),
        "standards-list": lambda _: words_of(lists.standards(project, refs)),
        "quality": lambda _: words_of(lists.quality(project, refs)),
        "visitors": lambda rows: "\n".join(f"- {row}" for row in rows.splitlines()) + "\n",
        "map": lambda _: words_of(
            (project.root / "book/figures/map.md").read_text(encoding="utf-8")
        ),
    }
    if sources and sources.module and sources.quiz:
        module, items = sources.module, {item.id: item for item in sources.quiz.items}
        made |= {
            "item": lambda name: _question(item_plain(items[name.strip()], refs)),
            "drawing": lambda name: words_of(ladder.html(sources.figures[name.strip()], name)),
            "glance": lambda _: words_of(page.glance(project, module, refs)),
            "after-lesson": lambda _: words_of(page.after_lesson(sources, root)),
            "session-plan": lambda _: words_of(page.session_plan(sources, root)),
        }
    return made


def _question(text: str) -> str:
    lines = text.split("\n")
    listed = (f"- {line.strip()}" if line.startswith("  ") else f"{line}\n" for line in lines)
    return "\n".join(listed) + "\n"
