"""The front end as each host loads it: one script for pages, one module for Jupyter, one style.

The files in ``assets`` stay as they are written; here they are put together and stripped of the
comments and indentation that only a reader needs.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from borderrights.strings import catalogue

_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*", re.DOTALL | re.MULTILINE)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@cache
def page_script(language: str = "en") -> str:
    """Return the classic script of a page; it starts itself and sets ``window.borderrights``."""
    parts = [_strings(language), _quiz(), _script(_assets() / "page.js")]
    return '(function () {\n"use strict";\n' + "".join(parts) + "})();\n"


@cache
def widget_module(language: str = "en") -> str:
    """Return the module that anywidget loads."""
    return _strings(language) + _quiz() + "export default { render };\n"


@cache
def style() -> str:
    """Return the style sheet: the files of ``assets/style`` in the order of their names."""
    return "".join(_compact_css(file.read_text(encoding="utf-8")) for file in _files("style"))


def _assets() -> Traversable:
    return files("borderrights") / "assets"


def _files(folder: str) -> list[Traversable]:
    """Return the files of a folder of assets; their numbers give the order."""
    return sorted((_assets() / folder).iterdir(), key=lambda file: file.name)


def _quiz() -> str:
    """Return the front end of a quiz; its files share one scope, so none imports another."""
    return "".join(_script(file) for file in _files("quiz"))


def _strings(language: str) -> str:
    """Return the words that the script says as a constant; their keys lose the ``js.``."""
    words = {
        key.removeprefix("js."): text
        for key, text in catalogue(language).items()
        if key.startswith("js.") or key == "language"
    }
    return f"const STRINGS = {json.dumps(words, sort_keys=True)};\n"


def _script(file: Traversable) -> str:
    """Return a script without comments that have lines of their own, and without indentation.

    No cleverer than that: a comment behind code stays, so no string can be mistaken for one.
    """
    text = file.read_text(encoding="utf-8")
    text = _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", text))
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def _compact_css(text: str) -> str:
    lines = (line.strip() for line in _CSS_COMMENT.sub("", text).splitlines())
    return "".join(f"{line}\n" for line in lines if line)
