"""Toolkit of the curriculum *Human Rights at International Borders*.

``load_project`` reads the sources, ``score`` rates a response, ``Quiz`` is the widget.
Importing this package loads no Sphinx, no anywidget, no Typst and no nbformat.
"""

from typing import Any

from borderrights.load import load_project
from borderrights.scoring import score

__version__ = "0.1.0"
__all__ = ["Quiz", "__version__", "load_project", "score"]


def __getattr__(name: str) -> Any:
    """Import the widget only for those who ask for it: anywidget is heavy."""
    if name == "Quiz":
        from borderrights.widget import Quiz

        return Quiz
    raise AttributeError(f"module 'borderrights' has no attribute '{name}'")
