"""What things are called for good: ids, and the globally unique names that feeds and the calendar give them.

An id is made of what never changes: the date of a meeting, the anchor of an agenda item, the id of a project. A name is
an id below the authority that the site's configuration states, so that neither a text, a locale, a version nor a host
is part of it: whoever has read something once is not told it again.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_AUTHORITY = re.compile(r"(?P<domain>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?),(?P<day>\d{4}(?:-\d{2}){0,2})")
_SINCE = "2024"
# What RFC 4151 lets stand in a tag as it is, the separator of an anchor among it.
_SAFE = "/:@!$&'()*+,;=~?#"


def agenda_item(meeting_id: str, anchor: str) -> str:
    """The id of an agenda item: ``2024-02-29#agenda-2``."""
    return f"{meeting_id}#{anchor}"


def release(project_id: str, version: str) -> str:
    """The id of a release: ``kitex@0.4.3``."""
    return f"{project_id}@{version}"


def authority(stated: str, *addresses: str) -> str:
    """Who gives names, as RFC 4151 has it: ``cloudwego.io,2022``, a domain and a date on which it was theirs.

    Where none is stated, the host of the first address that has one. Raises ValueError for what is no authority.
    """
    if stated:
        if not _AUTHORITY.fullmatch(stated):
            raise ValueError(stated)
        return stated.lower()
    hosts = (urlsplit(address).hostname or "" for address in addresses)
    found = next((host for host in hosts if _AUTHORITY.fullmatch(f"{host},{_SINCE}")), "localhost")
    return f"{found},{_SINCE}"


def tag(names: str, what: str) -> str:
    """The tag URI (RFC 4151) of ``what`` (``meetings/2022-07-28``) below the authority ``names``."""
    return f"tag:{names}:{quote(what, safe=_SAFE)}"


def uid(names: str, meeting_id: str) -> str:
    """The name of a meeting in a calendar, in the form that RFC 5545 recommends: ``2022-07-28@cloudwego.io``."""
    return f"{meeting_id}@{names.partition(',')[0]}"
