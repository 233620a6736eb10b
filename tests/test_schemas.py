from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from borderrights.schemas import SCHEMAS, schema_text, write_schemas
from borderrights.yamltree import read_yaml
from builders import VALID

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "book" / "schema"
PATTERNS = {
    "plan": "book/plan.yml",
    "glossary": "book/glossary.yml",
    "standards": "book/standards/*.yml",
    "module": "modules/*/module.yml",
    "figure": "modules/*/figures/*.yml",
    "quiz": "quizzes/*[!s].yml",
    "keys": "quizzes/**/*.keys.yml",
    "test": "quizzes/tests/*.yml",
    "path": "book/paths/*.yml",
    "allowed": "book/allowed.yml",
    "law": "book/national/*/law.yml",
    "overlay": "book/national/*/[0-9]*.yml",
    "shown": "book/national/shown.yml",
}
TESTED = VALID.parent / "tested"
LAWFUL = VALID.parent / "lawful"
CASES = [
    (name, file)
    for name, pattern in PATTERNS.items()
    for root in (ROOT, VALID, TESTED, LAWFUL)
    for file in sorted(root.glob(pattern))
    if name == "keys" or not file.name.endswith(".keys.yml")
]


def value(file: Path) -> object:
    tree, _ = read_yaml(file.name, file.read_text(encoding="utf-8"))
    assert tree is not None
    return tree.value


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_current(name: str) -> None:
    written = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert written == schema_text(SCHEMAS[name]), "run 'borderrights schema'"


def test_no_schema_is_left_over() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == set(SCHEMAS) == set(PATTERNS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(SCHEMAS[name])))


@pytest.mark.parametrize(("name", "file"), CASES, ids=lambda v: getattr(v, "name", v))
def test_source_fits_its_schema(name: str, file: Path) -> None:
    schema = json.loads(schema_text(SCHEMAS[name]))
    jsonschema.Draft202012Validator(schema).validate(value(file))


def test_a_wrong_key_does_not_fit() -> None:
    schema = json.loads(schema_text(SCHEMAS["glossary"]))
    validator = jsonschema.Draft202012Validator(schema)
    assert not validator.is_valid({"terms": [{"id": "a", "term": "a", "text": "a", "txt": "a"}]})
    assert not validator.is_valid({"terms": [{"id": "A b", "term": "a", "text": "a"}]})


@pytest.mark.parametrize(
    "file", sorted({file for _, file in CASES if VALID not in file.parents}), ids=lambda f: f.name
)
def test_the_line_for_editors_leads_to_a_schema(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    if first.startswith("# yaml-language-server: $schema="):
        assert (file.parent / first.split("=", 1)[1]).resolve().is_file()


def test_writing_again_changes_nothing(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in write_schemas(tmp_path)}
    assert {path.name: path.read_bytes() for path in write_schemas(tmp_path)} == first
