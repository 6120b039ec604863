"""A host for a built site, as the real ones are: it compresses text and lets browsers keep assets.

Each file is compressed once, so that a page costs what the network and the browser make
of it.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

_TEXTS = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".atom", ".ics"}
_LEVEL = 6
"""That of nginx at most hosts."""


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    kind: str
    encoded: bool
    kept: bool


def gzipped(data: bytes) -> int:
    """The size on the wire."""
    return len(gzip.compress(data, _LEVEL, mtime=0))


class _Server(ThreadingHTTPServer):
    # A browser opens many connections at once; those that find no room wait for seconds, or for ever.
    request_queue_size = 128

    def handle_error(self, *arguments: object) -> None:
        """A browser that leaves in the middle is no error."""


@contextmanager
def served(site: Path, pages: Mapping[str, bytes] = MappingProxyType({})) -> Iterator[str]:
    """Serve a site at an address of this machine, which is what comes back, with a slash at its end.

    ``pages`` are further pages by path (``/bare/``).
    """
    files = {path: _packed(body, ".html", kept=False) for path, body in pages.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _answer(self, site, files)

        def log_message(self, *arguments: object) -> None:
            pass

    with _Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def _answer(handler: BaseHTTPRequestHandler, site: Path, known: dict[str, _File]) -> None:
    path = unquote(urlsplit(handler.path).path)
    if path not in known:
        file = site / path.lstrip("/")
        file = file / "index.html" if path.endswith("/") else file
        inside = file.resolve().is_relative_to(site.resolve())
        if inside and file.is_file():
            known[path] = _read(file)
    found = known.get(path)
    if found is None:
        missing = site / "404.html"
        _send(handler, 404, _read(missing) if missing.is_file() else _File(b"", "text/plain", False, False), {})
        return
    kept = {"Cache-Control": "public, max-age=31536000, immutable" if found.kept else "no-cache"}
    _send(handler, 200, found, kept)


def _read(file: Path) -> _File:
    return _packed(file.read_bytes(), file.suffix, kept=file.suffix != ".html")


def _packed(body: bytes, suffix: str, *, kept: bool) -> _File:
    kind, text = guess_type(f"x{suffix}")[0] or "application/octet-stream", suffix in _TEXTS
    kind = f"{kind}; charset=utf-8" if text else kind
    return _File(gzip.compress(body, _LEVEL, mtime=0) if text else body, kind, text, kept)


def _send(handler: BaseHTTPRequestHandler, status: int, file: _File, headers: Mapping[str, str]) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", file.kind)
    handler.send_header("Content-Length", str(len(file.body)))
    if file.encoded:
        handler.send_header("Content-Encoding", "gzip")
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(file.body)
