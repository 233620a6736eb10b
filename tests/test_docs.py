"""What exists is documented, and what the guide shows is true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pydantic import BaseModel, TypeAdapter

from borderrights import course, model, national
from borderrights.cli import main
from borderrights.codes import CODES, SPHINX_CODES
from borderrights.lint import bank, items, modules, prose
from borderrights.lint.ids import LESSON_DIRECTIVES, PAGE_DIRECTIVES
from borderrights.lint.prose import LONGEST, sentences
from borderrights.markup import Refs, parse_page, to_plain
from borderrights.markup.tree import DIRECTIVES, ROLES
from borderrights.yamltree import read_yaml

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "book" / "authoring.md"
GUIDE = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n# (.+)\n((?:.*\n)*?)```$", GUIDE, re.MULTILINE)
SHOWN: dict[str, type[BaseModel]] = {
    "plan.yml": model.Plan,
    "module.yml": model.Module,
    "a file of book/standards": model.StandardsFile,
    "glossary.yml": model.Glossary,
    "front matter of handout.md": model.PageFront,
    "front matter of trainer.md": model.TrainerFront,
    "figures/NAME.yml": model.Ladder,
    "NN-id.keys.yml": model.SecondReading,
    "quizzes/tests/TRACK.yml": course.TrackTest,
    "book/paths/NAME.yml": course.Path,
    "front matter of a thing to carry": course.CarryFront,
    "book/allowed.yml": course.Allowances,
    "book/national/LAW/law.yml": national.Law,
    "book/national/LAW/NN-id.yml": national.Overlay,
    "book/national/shown.yml": national.ShownLaw,
}


def commands(
    group: click.Group, above: str = "borderrights"
) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {name}")
        else:
            yield f"{above} {name}", command


def records(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    from borderrights.problems import _records

    yield kind
    for info in kind.model_fields.values():
        for inner in _records(info.annotation):
            yield from records(inner)


@pytest.mark.parametrize(("name", "command"), list(commands(main)), ids=lambda v: str(v)[:30])
def test_every_command_and_option(name: str, command: click.Command) -> None:
    assert f"| `{name}` |" in GUIDE
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert any(f"`{option}`" in GUIDE for option in parameter.opts), parameter.opts


@pytest.mark.parametrize("kind", model.KINDS)
def test_every_kind(kind: str) -> None:
    assert f"| `{kind}` |" in GUIDE


def test_every_key_of_every_source() -> None:
    for kind in (*SHOWN.values(), model.Quiz):
        for record in set(records(kind)):
            for name, info in record.model_fields.items():
                key = info.alias or name
                assert re.search(rf"[`{{\s-]{re.escape(key)}(:|`)", GUIDE), (record.__name__, key)


@pytest.mark.parametrize("name", ROLES)
def test_every_role(name: str) -> None:
    assert f"`` {{{name}}}`" in GUIDE


def test_every_directive() -> None:
    source = "".join(
        file.read_text(encoding="utf-8")
        for file in (ROOT / "src" / "borderrights" / "sphinxext").glob("*.py")
    )
    registered = set(re.findall(r'app\.add_directive\("([a-z-]+)"', source))
    ours = {*LESSON_DIRECTIVES, *PAGE_DIRECTIVES, *DIRECTIVES}
    assert ours <= registered
    for name in registered:
        assert f"`{{{name}}}`" in GUIDE, name


def test_the_table_of_codes() -> None:
    begin, end = "<!-- codes -->\n", "<!-- /codes -->"
    table = GUIDE.split(begin)[1].split(end)[0]
    assert table == code_tables(), "run 'python tests/test_docs.py' to write it anew"


def code_tables() -> str:
    parts = []
    for codes in (SPHINX_CODES, CODES):
        rows = "".join(f"| `{code}` | {sentence} |\n" for code, sentence in codes.items())
        parts.append(f"\n| code | what it says |\n|---|---|\n{rows}")
    return "".join(parts) + "\n"


def test_examples_are_there() -> None:
    names = [name for name, _ in BLOCKS]
    assert set(names) - {"yaml-language-server: $schema=../../book/schema/module.json"} == {
        *SHOWN,
        "an item",
    }
    assert names.count("an item") == 2


@pytest.mark.parametrize(("name", "text"), BLOCKS, ids=lambda v: v[:20])
def test_examples_are_right(name: str, text: str) -> None:
    tree, problems = read_yaml(name, text)
    assert not problems and tree is not None
    if name in SHOWN:
        SHOWN[name].model_validate(tree.value)
    elif name == "an item":
        adapter: TypeAdapter[model.AnyItem] = TypeAdapter(model.Item)
        for item in tree.value:
            adapter.validate_python(item)


def test_limits_are_those_of_the_rules() -> None:
    rows = dict(re.findall(r"^\| ([^|`]+?(?:`\w+`[^|]*)?) \| ([^|]+) \|$", GUIDE, re.MULTILINE))
    assert rows["words in a sentence"] == f"{LONGEST} at most"
    assert rows["mean words in a sentence"] == (
        f"{prose.MEAN['lesson']:.0f} in lessons and pages, "
        f"{prose.MEAN['handout']:.0f} in handouts and items"
    )
    assert prose.MEAN["items"] == prose.MEAN["handout"]
    assert rows["words in a case"] == "{} to {}".format(*modules.CASE_WORDS)
    assert rows["words in a handout"] == "{} to {}".format(*modules.HANDOUT_WORDS)
    assert rows["words in a trainer's page"] == "{:,} to {:,}".format(*modules.TRAINER_WORDS)
    assert rows["words in feedback"] == f"{items.MIN_FEEDBACK_WORDS} or more"
    assert f"below {bank.NEAR_DUPLICATE} per cent" in rows.values()
    assert f"chance and {bank.MARGIN:.0f} points" in GUIDE
    assert f"more than {100 * bank.MAX_POSITION:.0f} per cent of the keys" in GUIDE
    assert all(section in GUIDE for section in modules.TRAINER_SECTIONS)


def test_sentences_are_short_and_stand_on_lines_of_their_own() -> None:
    body = GUIDE.split("<!-- codes -->")[0]
    for node in parse_page(body).walk():
        if node.kind in ("paragraph", "heading", "cell"):
            for sentence in sentences(to_plain(node, Refs())):
                assert len(sentence.split()) <= LONGEST, sentence
    prose_lines = re.sub(r"^(```+)[\s\S]*?^\1$", "", body, flags=re.MULTILINE).split("\n")
    for line in prose_lines:
        if not line.startswith(("|", "- ")) and not re.match(r"\d+\. ", line):
            assert len(sentences(line)) <= 1, line


if __name__ == "__main__":
    head, rest = GUIDE.split("<!-- codes -->\n")
    tail = rest.split("<!-- /codes -->")[1]
    PAGE.write_text(f"{head}<!-- codes -->\n{code_tables()}<!-- /codes -->{tail}", encoding="utf-8")
