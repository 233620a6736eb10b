"""A local server that compresses as well as any web server may, and counts what it sent."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


@dataclass
class Log:
    """What a server sent: path and bytes of each answer."""

    answers: list[tuple[str, int]] = field(default_factory=list)

    def take(self) -> list[tuple[str, int]]:
        """Return the answers since the last call."""
        found, self.answers = self.answers, []
        return found


@cache
def _packed(path: Path) -> tuple[str, str, bytes]:
    """Return type, encoding and bytes of a file; text is compressed as by ``gzip -9``."""
    kind = guess_type(path.name)[0] or "application/octet-stream"
    raw = path.read_bytes()
    if kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")):
        return kind, "gzip", gzip.compress(raw, 9, mtime=0)
    return kind, "", raw


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path, log: Log) -> None:
        self.folder, self.log = folder, log
        super().__init__(*args)

    def do_GET(self) -> None:
        path = self.folder / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        kind, encoding, body = _packed(path) if path.is_file() else ("text/html", "", b"?")
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages does
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)
        if not self.path.endswith("favicon.ico"):
            self.log.answers.append((self.path, len(body)))

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Log]]:
    log = Log()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, folder=folder, log=log))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", log
    finally:
        server.shutdown()
        server.server_close()
