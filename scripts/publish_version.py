"""Publish a version of the site on a branch, or change which versions there are.

Exit status: 0 done or nothing to do, 1 the build failed or the branch was refused, 2 where the command could not run.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from minutes.command import in_utf8, language, run
from minutes.strings import LOCALES, Strings, strings_for
from publishing.branches import RefusedError
from publishing.builds import BuildError
from publishing.git import GitError
from publishing.tasks import Task


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    strings = strings_for(language(arguments, os.environ))
    options = _parser(strings).parse_args(arguments)
    return run(lambda: _work(options, strings), strings)


def _work(options: argparse.Namespace, strings: Strings) -> int:
    try:
        Task(options, strings).run()
    except BuildError as failed:
        print(
            failed,
            strings("publish.build_failed", version=failed.version, locale=failed.locale),
            sep="\n",
            file=sys.stderr,
        )
    except RefusedError as refused:
        print(refused, strings("publish.refused", branch=options.branch), sep="\n", file=sys.stderr)
    except GitError as error:
        print(error, strings("publish.git_failed"), sep="\n", file=sys.stderr)
    else:
        return 0
    return 1


def _parser(strings: Strings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=strings("publish.help"), epilog=strings("publish.help_exit"))
    parser.add_argument("version", nargs="?", metavar="VERSION", help=strings("publish.help_version"))
    parser.add_argument("--as-of", metavar="DATE", help=strings("publish.help_as_of"))
    parser.add_argument("--alias", action="append", default=[], metavar="NAME", help=strings("publish.help_alias"))
    parser.add_argument("--title", metavar="TEXT", help=strings("publish.help_title"))
    parser.add_argument("--branch", default="gh-pages", help=strings("publish.help_branch"))
    parser.add_argument("--remote", default="origin", help=strings("publish.help_remote"))
    parser.add_argument("--push", action="store_true", help=strings("publish.help_push"))
    parser.add_argument("--dry-run", action="store_true", help=strings("publish.help_dry_run"))
    parser.add_argument("--overwrite", action="store_true", help=strings("publish.help_overwrite"))
    parser.add_argument("--default-too", action="store_true", help=strings("publish.help_default_too"))
    parser.add_argument("--commit", default="HEAD", help=strings("publish.help_commit"))
    parser.add_argument("--lang", choices=LOCALES, help=strings("check.help_lang"))
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--list", action="store_true", help=strings("publish.help_list"))
    action.add_argument("--delete", nargs="+", metavar="NAME", help=strings("publish.help_delete"))
    action.add_argument("--set-default", metavar="NAME", help=strings("publish.help_set_default"))
    action.add_argument("--rebuild", nargs="+", metavar="NAME", help=strings("publish.help_rebuild"))
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument("--plan", action="store_true", help=strings("publish.help_plan"))
    parts.add_argument("--build-only", type=Path, metavar="FOLDER", help=strings("publish.help_build_only"))
    parts.add_argument("--from", dest="parts", type=Path, metavar="FOLDER", help=strings("publish.help_from"))
    parser.add_argument("--locale", action="append", metavar="LOCALE", help=strings("publish.help_locale"))
    return parser


if __name__ == "__main__":
    in_utf8()
    sys.exit(main())
