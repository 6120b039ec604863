"""Rules about the files of the docs folder, whatever is in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Span, diagnostic

# Windows takes the name before the first dot for a device, and keeps no dot or space at the end of a name.
# Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(
    r"""(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9\u00b9\u00b2\u00b3])\ *(?:\..*)?
    | .*[<>:"|?*\\\x00-\x1f].*
    | .*[.\ ]""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def file_name_ambiguous(archive: Archive) -> Iterator[Diagnostic]:
    """No two files have names that are one name on Windows or macOS, where a checkout would lose one of them."""
    first: dict[str, str] = {}
    for path in sorted(archive.documents):
        other = first.setdefault(_as_elsewhere(path), path)
        if other != path:
            yield diagnostic(codes.FILE_NAME_AMBIGUOUS, path, Span(1), other=other)


def file_name_reserved(archive: Archive) -> Iterator[Diagnostic]:
    """No file or folder has a name that Windows does not allow: there, nothing could be checked out at all."""
    named: set[str] = set()
    for path in sorted(archive.documents):
        place = ""
        for name in path.split("/"):
            place += f"{name}/"
            # Of a folder, one of the files that are in it is enough.
            if _RESERVED.fullmatch(name) and place not in named:
                named.add(place)
                yield diagnostic(codes.FILE_NAME_RESERVED, path, Span(1), name=name)


def _as_elsewhere(path: str) -> str:
    """What a disk goes by that knows neither upper case nor Unicode's ways to write one letter."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
