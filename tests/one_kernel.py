"""A pytest plugin: nbval with one real kernel a worker instead of one a notebook.

Starting and stopping a kernel takes longer than running a quiz in it. Between notebooks the
namespace is cleared and the working folder set; imported modules stay. ``make test`` loads it with
``-p one_kernel``; ``pytest --nbval quizzes`` alone works without it.
"""

from __future__ import annotations

from typing import Any

import pytest
from nbval.plugin import IPyNbFile

KEPT: dict[str, Any] = {}
_start, _stop = IPyNbFile.setup, IPyNbFile.teardown


def _setup(self: Any) -> None:
    kernel = KEPT.get("kernel")
    if kernel is None or not kernel.is_alive():
        _start(self)
        KEPT["kernel"] = self.kernel
        return
    self.kernel = kernel
    self.setup_sanitize_files()
    code = f"%reset -f\nimport os\nos.chdir({str(self.path.parent)!r})\ndel os"
    request = kernel.execute_cell_input(code, allow_stdin=False)
    kernel.await_reply(request, timeout=10)
    kernel.await_idle(request, 10)


def _teardown(self: Any) -> None:
    """Leave the kernel running for the next notebook."""


@pytest.hookimpl
def pytest_configure(config: pytest.Config) -> None:
    """Put our set-up and tear-down in the place of nbval's."""
    IPyNbFile.setup, IPyNbFile.teardown = _setup, _teardown


@pytest.hookimpl
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the kernel of this worker, and give nbval its own back."""
    IPyNbFile.setup, IPyNbFile.teardown = _start, _stop
    kernel = KEPT.pop("kernel", None)
    if kernel is not None and kernel.is_alive():
        kernel.stop()
