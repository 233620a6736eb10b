"""JSON Schema files, from which editors complete and check while an author types."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from borderrights import course, model, national
from borderrights.files import write_whole

SCHEMAS: dict[str, type[BaseModel]] = {
    "allowed": course.Allowances,
    "figure": model.Ladder,
    "glossary": model.Glossary,
    "keys": model.SecondReading,
    "law": national.Law,
    "module": model.Module,
    "overlay": national.Overlay,
    "path": course.Path,
    "plan": model.Plan,
    "quiz": model.Quiz,
    "shown": national.ShownLaw,
    "standards": model.StandardsFile,
    "test": course.TrackTest,
}


def schema_text(kind: type[BaseModel]) -> str:
    """Return the JSON Schema of a kind of source file."""
    schema = kind.model_json_schema(by_alias=True)
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write all schemas into ``folder``; return their paths."""
    paths = []
    for name, kind in SCHEMAS.items():
        path = folder / f"{name}.json"
        write_whole(path, schema_text(kind).encode("utf-8"))
        paths.append(path)
    return paths
