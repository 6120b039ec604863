"""Measure the site: the check of minutes, whole builds beside those of others, the preview, what pages weigh, search,
the agenda index on a slow phone; or run Lighthouse.

A synthetic archive of any size is made of this project's own minutes. Timings are medians, beside a baseline of the
same run. Without a Chromium or a Hugo, what needs one is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benching import lighthouse, measuring, profiling, speedpages
from benching.sites import PROJECT


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=1000, help="size of the synthetic archive (1000)")
    parser.add_argument("--rounds", type=int, help="rounds of each timing (5; 3 of whole builds)")
    parser.add_argument("--only", choices=measuring.PARTS, action="append", help="measure only this; may be repeated")
    parser.add_argument("--lighthouse", action="store_true", help="run Lighthouse on every kind of page instead")
    parser.add_argument("--profile", action="store_true", help="tell where the time of one build goes instead")
    parser.add_argument("--pages", type=Path, metavar="FILE", help="write an earlier --json into the guide instead")
    parser.add_argument("--kind", action="append", help="look only at this kind of page; may be repeated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was measured there, too")
    options = parser.parse_args(arguments)
    if options.pages:
        speedpages.write_pages(json.loads(options.pages.read_text(encoding="utf-8")), PROJECT / "docs")
        return 0
    passed = True
    with tempfile.TemporaryDirectory() as folder:
        if options.lighthouse:
            found, passed = lighthouse.run(Path(folder), options.rounds or measuring.ROUNDS, options.kind)
        elif options.profile:
            found = {"profile": profiling.run(Path(folder), options.meetings)}
        else:
            found = measuring.run(Path(folder), options.meetings, options.rounds, options.only or measuring.PARTS)
    if options.json:
        options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
