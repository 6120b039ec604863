"""What stands in for the package indexes and for those who know of weaknesses: small servers of this machine."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


def wheel(name: str, version: str) -> bytes:
    """A package of Python with nothing in it."""
    folder = f"{name}-{version}.dist-info"
    files = {
        f"{folder}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{folder}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{folder}/RECORD": "",
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return data.getvalue()


def digest(name: str, version: str) -> str:
    """The hash of such a package."""
    return hashlib.sha256(wheel(name, version)).hexdigest()


@dataclass
class Registries:
    """What is known: releases, with why they were withdrawn ("" for no reason) if they were; advisories by package."""

    releases: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    advisories: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    npm_advisories: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def answer(self, path: str, body: bytes) -> object:
        """What is said to a request; None where there is no such thing, bytes for a file."""
        match [part for part in path.split("/") if part]:
            case ["osv"]:
                found = self.advisories.get(json.loads(body)["package"]["name"])
                return {"vulns": [found]} if found else {}
            case ["npm", "-", "npm", "v1", "security", "advisories", "bulk"]:
                return {name: [advisory] for name, advisory in self.npm_advisories.items()}
            case ["npm", name]:
                release = {"name": name, "version": "1.0.0", "dist": {}}
                return {"name": name, "versions": {"1.0.0": release}, "dist-tags": {"latest": "1.0.0"}}
            case ["simple", name]:
                files = [
                    _file(name, version, why) for (package, version), why in self.releases.items() if package == name
                ]
                return {"meta": {"api-version": "1.1"}, "name": name, "files": files} if files else None
            case ["files", file]:
                return wheel(*file.split("-")[:2])
        return None


def _file(name: str, version: str, why: str | None) -> dict[str, object]:
    file = f"{name}-{version}-py3-none-any.whl"
    hashes = {"sha256": digest(name, version)}
    return {
        "filename": file,
        "url": f"../../files/{file}",
        "hashes": hashes,
        "yanked": why if why is not None else False,
    }


@contextmanager
def standing_in(registries: Registries) -> Iterator[str]:
    """The address at which they answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = registries.answer(self.path, self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            data = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(200 if said is not None else 404)
            simple = self.path.startswith("/simple/")
            self.send_header("Content-Type", f"application/{'vnd.pypi.simple.v1+json' if simple else 'json'}")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_GET  # noqa: N815 — the name is the base class's

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def settings(address: str, folder: Path) -> dict[str, str]:
    """The environment in which uv and npm ask there, and keep what they hear in a folder."""
    return {
        "UV_NO_CONFIG": "1",
        "UV_DEFAULT_INDEX": f"{address}/simple/",
        "UV_CACHE_DIR": str(folder / "uv"),
        "npm_config_registry": f"{address}/npm/",
        "npm_config_cache": str(folder / "npm"),
        "npm_config_update_notifier": "false",
        "npm_config_fetch_retries": "0",
        "UV_HTTP_RETRIES": "0",
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
