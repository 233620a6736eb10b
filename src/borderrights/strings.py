"""The catalogue of interface words: one file per language, read by Python, JavaScript and Typst.

Every word that a page, a widget, a PDF or a notebook shows and that no author wrote stands in
``assets/strings/LANG.yml``. Messages for authors are not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml


@cache
def catalogue(language: str = "en") -> Mapping[str, str]:
    """Return the words of ``language`` by key.

    Raises:
        FileNotFoundError: There is no catalogue for that language.
    """
    source = files("borderrights") / "assets" / "strings" / f"{language}.yml"
    return MappingProxyType(yaml.safe_load(source.read_text(encoding="utf-8")))


def say(key: str, language: str = "en", **values: object) -> str:
    """Return the words for ``key`` with ``{name}`` replaced by ``values``.

    Raises:
        KeyError: The catalogue has no such key, or a value is missing.
    """
    return catalogue(language)[key].format(**values)
