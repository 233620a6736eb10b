"""Measure the toolkit against its peers and print one table: ``make bench``.

``--only`` names the parts to measure, for instance ``--only weight,phone``.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version

from measure import WORK, CannotMeasure, Row, note, table, take_snapshot

PARTS = {
    "builds": ("builds", "rows"),
    "check": ("tools", "check_rows"),
    "notebooks": ("tools", "notebook_rows"),
    "pdf": ("papers", "rows"),
    "nbval": ("tools", "nbval_rows"),
    "weight": ("pages", "weight_rows"),
    "phone": ("pages", "phone_rows"),
}
"""Parts in the order of the table: module and function that measure them."""


def measured(part: str) -> list[Row]:
    """Return the rows of a part; where it cannot be measured, one row that says why."""
    module, function = PARTS[part]
    try:
        rows: Callable[[], list[Row]] = getattr(import_module(module), function)
        return rows()
    except (CannotMeasure, ImportError, OSError, AssertionError) as error:
        return [Row(part, f"not measured: {error}")]
    except Exception as error:  # a fault of one part must not hide the others
        return [Row(part, f"not measured: {type(error).__name__}: {str(error).splitlines()[0]}")]


def machine() -> str:
    """Return a line on the machine and the versions."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    packages = ("sphinx", "jupyter-book", "furo", "myst-nb", "typst", "nbval")
    names = " ".join(f"{name} {version(name)}" for name in packages)
    busy = "; busy, so trust cpu more" if os.getloadavg()[0] > 1.5 else ""
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {names}; load {load}{busy}"
    )


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help=f"any of {','.join(PARTS)}")
    asked = parser.parse_args().only
    only = [part for part in asked.split(",") if part]
    if unknown := set(only) - set(PARTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known are {', '.join(PARTS)}")
    take_snapshot()
    started, head, rows, text = time.perf_counter(), machine(), list[Row](), ""
    for part in only or PARTS:
        rows += measured(part)
        text = f"{head}\nmedians; seconds on the clock (cpu: of all processes)\n\n{table(rows)}\n"
        (WORK / "table.txt").write_text(text, encoding="utf-8")
        note(f"{part} done after {time.perf_counter() - started:.0f} s")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
