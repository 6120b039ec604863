"""MkDocs' own server for previews, with pages that are made when they are asked for, and a word on how it goes."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.livereload import LiveReloadServer

from minutes.strings import LOCALES, strings_for
from previewing.builder import FRAGMENTS
from previewing.site import PreviewedSite
from previewing.watching import Watcher

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_LIVERELOAD = "/livereload/"
_STATUS = f"{_LIVERELOAD}status/"
_SCRIPT = FRAGMENTS / "preview_status.js"
_PATIENCE = 30
"""Seconds after which a browser is answered that nothing has changed."""


class PreviewServer(LiveReloadServer):
    """Shows a site, and a new state of it after each change of what is watched."""

    def __init__(self, site: PreviewedSite, host: str, port: int, mount_path: str) -> None:
        # Where the system tells nothing of a change, half a second until it is seen would be half of what a writer
        # waits; all files of a thousand meetings are looked at in 40 ms.
        super().__init__(site.build, host, port, root="", mount_path=mount_path, polling_interval=0.25)
        self.build_delay = 0.02
        self._site = site
        self._watcher = Watcher(self._changed, self.observer)
        self.error_handler = self._error_page
        words = {locale: strings_for(locale)("preview.building") for locale in LOCALES}
        values = f"{json.dumps(_STATUS)}, {json.dumps(words, ensure_ascii=False)}"
        self._script = f"<script>({_SCRIPT.read_text(encoding='utf-8').strip()})({values})</script>".encode()

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:  # noqa: ARG002 — as MkDocs has it
        """Have the next state built whenever a file changes that is this one, or in this folder."""
        watched = str(Path(path).absolute())
        if watched not in self._watched_paths:
            self._watched_paths[watched] = 1
            self._watch_refs[watched] = self._watcher.watch(watched)

    def shutdown(self, wait: bool = False) -> None:
        """Stop serving and watching."""
        self._watcher.stop()
        super().shutdown(wait)

    def _changed(self) -> None:
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def serve_request(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Have a file made before it is served."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(_STATUS):
            return self._status(path.removeprefix(_STATUS), start_response)
        if f"{path}/".startswith(self.mount_path) and not path.startswith(_LIVERELOAD):
            file = f"{path[len(self.mount_path) :]}{'index.html' if path.endswith('/') else ''}"
            self.root = str(self._site.folder_with(posixpath.normpath(f"/{file}").lstrip("/")))
        return super().serve_request(environ, start_response)

    def _status(self, seen: str, start_response: StartResponse) -> list[bytes]:
        number, building = self._site.changed_since(int(seen) if seen.isdecimal() else -1, _PATIENCE)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"number": number, "building": building}).encode()]

    def _error_page(self, code: int) -> bytes | None:
        if code != HTTPStatus.NOT_FOUND:
            return None
        file = self._site.folder_with("404.html") / "404.html"
        return file.read_bytes() if file.is_file() else None

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        injected: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        before, end, after = injected.rpartition(b"</body>")
        return before + self._script + end + after
