"""Write a bill of materials of the site build (CycloneDX): all that is locked for it, with hashes and licences."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from watching.bill import BillError, bill_of_materials
from watching.programs import PROJECT


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status: 0 written, 1 not written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=Path("sbom.cdx.json"), help="where to (sbom.cdx.json)")
    parser.add_argument("--lock", type=Path, default=PROJECT / "requirements.txt", metavar="FILE", help="the lock file")
    options = parser.parse_args(arguments)
    try:
        options.file.write_text(bill_of_materials(options.lock.resolve()), encoding="utf-8")
    except BillError as error:
        print(error, file=sys.stderr)
        return 1
    print(options.file, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
