"""Find a Chromium for the tests, or get one; run with ``--install`` by ``make test``.

An installed browser comes first, then the system's package manager (as root), then Playwright's
own installer. Where none works, one line says what to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def installed() -> str | None:
    """Return the path of a browser that the tests can drive, or None."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def install() -> str | None:
    """Install a browser in the first way that works; return its path, or None."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        _run(["apt-get", "update", "-qq"], **quiet)
        _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], **quiet)
        if path := installed():
            return path
    _run([sys.executable, "-m", "playwright", "install", "chromium"])
    return installed()


def _run(command: list[str], **options: object) -> None:
    subprocess.run(
        command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
    )


if __name__ == "__main__":
    path = installed() or ("--install" in sys.argv and install())
    if not path:
        sys.exit(
            "no Chromium for the browser tests: install the package 'chromium' (or google-chrome), "
            "then run 'make test' again"
        )
    sys.stdout.write(f"browser: {path}\n")
