"""Chromium, and a server that is as strict as the site's own."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from find import NAMES

POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'"
ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, policy: str, **kwargs: object) -> None:
        self.policy = policy
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing: a request that fails shows up in the page's console."""

    def send_head(self):  # type: ignore[no-untyped-def]
        if self.path == "/favicon.ico":  # browsers ask unasked; not every site has one
            self.send_response(204)
            self.end_headers()
            return None
        return super().send_head()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, or the one that ``playwright install`` brought."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Serve folders over HTTP; call it with a folder to get its address, without final slash.

    A second argument is the content security policy, by default the strictest.
    """
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path, policy: str = POLICY) -> str:
        handler = partial(_Handler, directory=str(folder), policy=policy)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
