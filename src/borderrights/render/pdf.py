"""Document to PDF by Typst, the same bytes on every machine.

Only the fonts beside the templates are used, the time in the file is the document's date, and
PDF/UA-1 makes Typst refuse what a screen reader could not follow.
"""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from borderrights.errors import BorderRightsError, MissingTool
from borderrights.render.paper import Document

if TYPE_CHECKING:
    from typst import Compiler

PAPERS = ("a4", "us-letter")
MANIFEST = "manifest.json"


def compile(document: Document, paper: str = "a4") -> bytes:
    """Return a document as a tagged PDF.

    Args:
        document: What to print.
        paper: ``a4`` or ``us-letter``.

    Raises:
        MissingTool: The package ``typst`` is not installed.
        BorderRightsError: Typst refused the document.
    """
    if paper not in PAPERS:
        raise ValueError(f"paper '{paper}' is not one of {', '.join(PAPERS)}")
    compiler = _compiler()
    noon = datetime.time(12, tzinfo=datetime.UTC)
    try:
        pdf = compiler.compile(
            input=str(_assets() / "typst" / document.template),
            format="pdf",
            sys_inputs={"data": _json(document), "paper": paper},
            pdf_standards=["ua-1"],
            timestamp=datetime.datetime.combine(document.date, noon),
        )
    except RuntimeError as error:
        said = getattr(error, "diagnostic", "") or str(error)
        raise BorderRightsError(f"{document.name}: {said}") from error
    assert isinstance(pdf, bytes)
    return pdf


def digest(document: Document, paper: str) -> str:
    """Return a mark that changes with everything that the bytes of the PDF depend on."""
    parts = (_json(document), document.template, document.date.isoformat(), paper, _tools())
    return sha256("\0".join(parts).encode()).hexdigest()


@dataclass
class Manifest:
    """What a folder holds: the digest of the inputs of each file, by its path in the folder."""

    folder: Path
    marks: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Return the manifest of ``folder``; an unreadable one counts as none."""
        try:
            marks = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls(folder)
        return cls(folder, marks if isinstance(marks, dict) else {})

    def holds(self, name: Path, mark: str) -> bool:
        """Say whether the file is there and was made from the same inputs."""
        return self.marks.get(name.as_posix()) == mark and (self.folder / name).is_file()

    def note(self, name: Path, mark: str) -> None:
        """Remember what a file was made from."""
        self.marks[name.as_posix()] = mark

    def drop(self, prefix: str) -> None:
        """Delete the files noted here whose paths begin with ``prefix``."""
        for name in [name for name in self.marks if name.startswith(prefix)]:
            (self.folder / name).unlink(missing_ok=True)
            del self.marks[name]

    def keep(self, names: Collection[Path]) -> None:
        """Delete the files noted here that are not among ``names``: nothing makes them any more."""
        kept = {name.as_posix() for name in names}
        for name in [name for name in self.marks if name not in kept]:
            self.drop(name)

    def write(self) -> None:
        """Write the manifest, without files that are gone."""
        kept = {n: m for n, m in sorted(self.marks.items()) if (self.folder / n).is_file()}
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(kept, indent=1) + "\n"
        (self.folder / MANIFEST).write_text(text, encoding="utf-8")


def _json(document: Document) -> str:
    return json.dumps(document.data, ensure_ascii=False, sort_keys=True)


def _assets() -> Path:
    """Return the folder of templates and fonts; Typst reads files, so it has to be a real one."""
    return Path(str(files("borderrights") / "assets"))


_own = threading.local()


def _compiler() -> Compiler:
    """Return the compiler of this thread, which has read the fonts.

    A compiler is busy while it works and lets other threads run, so each thread has its own.
    """
    if not hasattr(_own, "compiler"):
        _own.compiler = _new_compiler()
    made: Compiler = _own.compiler
    return made


def _new_compiler() -> Compiler:
    try:
        import typst
    except ImportError as error:
        raise MissingTool("PDFs need the package 'typst': pip install typst") from error
    return typst.Compiler(
        root=str(_assets() / "typst"),
        font_paths=[str(_assets() / "fonts")],
        ignore_system_fonts=True,
    )


@cache
def _tools() -> str:
    """Return a digest of templates and fonts, and the version of Typst."""
    from importlib.metadata import version

    found = sha256(version("typst").encode())
    for folder in ("typst", "fonts"):
        for path in sorted((_assets() / folder).iterdir()):
            found.update(path.name.encode())
            found.update(path.read_bytes())
    return found.hexdigest()
