"""Take a picture of every kind of page, in every language, light and dark, wide and narrow, and a sheet of them all.

Exit status: 0 taken, 1 the site could not be built, 2 where the command could not run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from browsing.chromium import browser_path
from minutes.command import RefusalError, language, run
from minutes.renderer import PageLinks, Renderer
from minutes.settings import CONFIGURATION, settings_beside
from minutes.strings import LOCALES, Strings, strings_for
from screenshots.camera import Picture, opened, take
from screenshots.kinds import KINDS, pages_of

PROJECT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    strings = strings_for(language(arguments, os.environ))
    options = _parser(strings).parse_args(arguments)
    return run(lambda: _work(options, strings), strings)


def _work(options: argparse.Namespace, strings: Strings) -> int:
    if not (executable := browser_path()):
        raise RefusalError("screenshots.no_browser")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder]
        if subprocess.run([*command, "--config-file", PROJECT / CONFIGURATION], check=False).returncode:  # noqa: S603
            return 1
        pages = pages_of(Path(folder), settings_beside(PROJECT / "docs").locales, options.kind or KINDS)
        options.folder.mkdir(parents=True, exist_ok=True)
        with opened(executable) as browser:
            pictures = take(browser, Path(folder), pages, options.folder)
    (options.folder / "index.html").write_text(sheet(pictures, strings.locale), encoding="utf-8")
    print(strings("screenshots.taken", n=len(pictures), path=options.folder / "index.html"))
    return 0


def sheet(pictures: list[Picture], locale: str) -> str:
    """A page with all pictures by kind, to lie beside them."""
    links = PageLinks(lambda address: address, lambda _: None)
    return Renderer(PROJECT / "overrides/fragments", locale).render("screenshots", pictures, links)


def _parser(strings: Strings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=strings("screenshots.help"), epilog=strings("screenshots.help_exit"))
    folder = Path("site-screenshots")
    parser.add_argument("folder", nargs="?", type=Path, default=folder, help=strings("screenshots.help_folder"))
    parser.add_argument("--kind", action="append", choices=KINDS, help=strings("screenshots.help_kind"))
    parser.add_argument("--lang", choices=LOCALES, help=strings("check.help_lang"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
