"""Build the site as `mkdocs build` does, with a process for each locale.

The earlier site stays as it is until the new one is whole.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from building.parallel import build_site
from minutes.command import in_utf8


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status: 0 built, 1 not built, 2 usage, or what can't be read or written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strict", action="store_true", help="let no warning pass")
    parser.add_argument("--config-file", type=Path, default=Path("mkdocs.yml"), metavar="FILE", help="mkdocs.yml")
    parser.add_argument("--site-dir", type=Path, metavar="FOLDER", help="where to (site_dir of the configuration)")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)-8s-  %(message)s")
    start = time.monotonic()
    try:
        done = build_site(options.config_file, options.site_dir, strict=options.strict)
    except MkDocsException as stopped:
        print(stopped.format_message(), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}" if error.filename else error, file=sys.stderr)
        return 2
    if done:
        print(f"{options.site_dir or 'site'}/ ({time.monotonic() - start:.1f} s)", file=sys.stderr)
    return 0 if done else 1


if __name__ == "__main__":
    in_utf8()
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # What is in memory is not taken apart piece by piece: of a thousand meetings that takes long.
    os._exit(status)
