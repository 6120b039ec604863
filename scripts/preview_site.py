"""Show the site while it is written: a page is made when it is looked at, and again after each change.

Exit status: 0 ended by you, 1 it could not begin, 2 usage.
"""

from __future__ import annotations

import argparse
import logging
import signal
import subprocess
import sys
from multiprocessing import get_all_start_methods
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from minutes.command import in_utf8
from previewing.builder import ENDS, HOOKS
from previewing.server import PreviewServer
from previewing.site import PreviewedSite


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config-file", type=Path, default=Path("mkdocs.yml"), metavar="FILE", help="mkdocs.yml")
    parser.add_argument("--address", metavar="HOST:PORT", help="where to show it (dev_addr of the configuration)")
    options = parser.parse_args(arguments)
    if "fork" not in get_all_start_methods():
        # Where no process can be forked, MkDocs makes every page before it shows one.
        command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--config-file", str(options.config_file)]
        return subprocess.run([*command, *(("-a", options.address) if options.address else ())], check=False).returncode  # noqa: S603
    logging.basicConfig(level=logging.INFO, format="%(levelname)-8s-  %(message)s")
    given = {"dev_addr": options.address} if options.address else {}
    try:
        config = load_config(str(options.config_file), **given)
    except MkDocsException as stopped:
        print(stopped.format_message(), file=sys.stderr)
        return 1
    for number in ENDS:
        signal.signal(number, _end)
    host, port = config.dev_addr
    path = urlsplit(config.site_url or "/").path
    site = PreviewedSite(str(options.config_file), f"http://{host}:{port}{path}")
    try:
        server = PreviewServer(site, host, port, path)
        for watched in (config.docs_dir, str(options.config_file), HOOKS, *config.watch):
            server.watch(str(watched))
        site.build()
        try:
            server.serve()  # type: ignore[no-untyped-call]
        finally:
            server.shutdown()
    except OSError as error:
        print(f"{host}:{port}: {error.strerror}", file=sys.stderr)
        return 1
    finally:
        site.close()
    return 0


def _end(_number: int, _frame: object) -> None:
    """End once: whoever asks again, as make does for a signal to all of its group, must not stop the tidying up."""
    for number in ENDS:
        signal.signal(number, signal.SIG_IGN)
    sys.exit(0)


if __name__ == "__main__":
    in_utf8()
    sys.exit(main())
