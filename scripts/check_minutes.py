"""Check minutes and registry files, and say line by line what to mend.

Exit status: 0 without errors, 1 with errors (with --strict, warnings too), 2 where the check could not run.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from datetime import date
from pathlib import Path

from minutes import fixes
from minutes.baseline import Baseline, read_baseline, to_baseline
from minutes.checking import examine, select
from minutes.command import in_utf8, language, last_day_of, run, wants_colour
from minutes.reporters import REPORTERS, Report
from minutes.reporters.as_json import json_schema
from minutes.reporters.catalogue import explain, list_rules
from minutes.settings import settings_beside
from minutes.strings import LOCALES, Strings, strings_for


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    strings = strings_for(language(arguments, os.environ))
    options = _parser(strings).parse_args(arguments)
    return run(lambda: _work(options, strings), strings)


def _work(options: argparse.Namespace, strings: Strings) -> int:
    if options.schema or options.list_rules or options.explain:
        text = explain(options.explain, strings) if options.explain else ""
        print(text or (json_schema() if options.schema else list_rules(strings)), end="")
        return 0
    selection = select(options.paths, LOCALES)
    locales = settings_beside(selection.docs).locales
    baseline = Baseline()
    if options.baseline and not options.write_baseline:
        baseline = read_baseline(options.baseline.read_bytes(), options.baseline)

    day = last_day_of(options.as_of) if options.as_of else date.max
    colour = wants_colour(sys.stdout, os.environ)

    def findings(docs: Path) -> Report:
        checked = examine(docs, selection, locales, day)
        new = baseline.new(checked.found, checked.source_of)
        accepted = len(checked.found) - len(new)
        return Report(new, strings, checked.source_of, selection.shown, checked.files, accepted, colour)

    if options.fix or options.diff:
        changes = fixes.repair(selection.docs, lambda docs: findings(docs).found)
        if options.fix:
            fixes.write(selection.docs, changes)
            for change in changes:
                print(strings("check.mended", path=selection.shown(change.path)), file=sys.stderr)
        else:
            print(fixes.as_diff(changes, selection.shown), end="")
    report = findings(selection.docs)
    if options.write_baseline:
        fixes.write_whole(options.write_baseline, to_baseline(report.found, report.source_of).encode())
        print(strings("check.recorded", n=len(report.found), path=options.write_baseline), file=sys.stderr)
        return 0
    if not options.diff:
        print(REPORTERS[options.format](report), end="")
    return int(report.fails(options.strict))


def _parser(strings: Strings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=strings("check.help"), epilog=strings("check.help_exit"))
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("docs")], help=strings("check.help_paths"))
    parser.add_argument("--lang", choices=LOCALES, help=strings("check.help_lang"))
    parser.add_argument("--format", choices=REPORTERS, default="text", help=strings("check.help_format"))
    parser.add_argument("--as-of", metavar="DATE", help=strings("command.help_as_of"))
    parser.add_argument("--strict", action="store_true", help=strings("check.help_strict"))
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--fix", action="store_true", help=strings("check.help_fix"))
    action.add_argument("--diff", action="store_true", help=strings("check.help_diff"))
    action.add_argument("--list-rules", action="store_true", help=strings("check.help_list_rules"))
    action.add_argument("--explain", metavar="CODE", help=strings("check.help_explain"))
    action.add_argument("--schema", action="store_true", help=strings("check.help_schema"))
    parser.add_argument("--baseline", type=Path, metavar="FILE", help=strings("check.help_baseline"))
    parser.add_argument("--write-baseline", type=Path, metavar="FILE", help=strings("check.help_write_baseline"))
    return parser


if __name__ == "__main__":
    in_utf8()
    # What a check reads it keeps to its end: to look for garbage would take a quarter of the time, and find none.
    gc.disable()
    sys.exit(main())
