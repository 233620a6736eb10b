"""Toolkit of the curriculum *Human Rights at International Borders*.

``load_project`` reads the sources, ``score`` rates a response, ``Quiz`` is the widget.
Importing this package loads no Sphinx, no anywidget, no Typst and no nbformat.
"""

from importlib.metadata import version

__version__ = version("borderrights")
