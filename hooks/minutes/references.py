"""Links, normalised: one id and one label for every spelling of the same target.

Knows the addresses of code hosts' issues, pull requests, releases and repositories. Knows nothing of where a
link stands or who refers to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from minutes.blocks import Block, Run
from minutes.model import Reference, ReferenceKind

_REPOSITORY = re.compile(r"^/(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?(?:/(?P<rest>.*))?$")
_NUMBERED = re.compile(r"^(?P<what>issues|pull)/(?P<number>\d+)(?:/|$)")
_RELEASE = re.compile(r"^releases/(?:tag/)?(?P<tag>[^/]+)/?$")
# An address written without its scheme (`github.com/cloudwego/volo`): a host with a dot, and a path.
_SCHEMELESS = re.compile(r"(?<![\w@./-])(?:[a-z0-9-]+\.)+[a-z]{2,}/[A-Za-z0-9_./%#?=&~+-]*[A-Za-z0-9_/]", re.ASCII)


def references_in(blocks: Iterable[Block]) -> tuple[Reference, ...]:
    """Every outgoing link of the blocks, once per target, in the order of the source."""
    found: dict[str, Reference] = {}
    for block in blocks:
        for leaf in block.leaves:
            # Few blocks refer to anything.
            if leaf.linked or any("/" in line.text for line in leaf.lines):
                for reference in _references_of(leaf.runs):
                    found.setdefault(reference.id, reference)
    return tuple(found.values())


def _references_of(runs: Iterable[Run]) -> Iterator[Reference]:
    for run in runs:
        if run.kind == "link":
            if reference := reference_to(run.href, run.text, run.line):
                yield reference
        elif run.kind != "code" and "/" in run.text:
            for match in _SCHEMELESS.finditer(run.text):
                if reference := reference_to(f"https://{match[0]}", match[0], run.line):
                    yield reference


def reference_to(url: str, text: str, line: int) -> Reference | None:
    """The reference that a link is, or None for a link inside the site. ``text`` names a document.

    The code host reads owners and repositories without regard to case, so ids are in lower case.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if not parts.scheme and not parts.netloc and parts.path.startswith("/"):
        # Meant for the community's website, whose address whoever shows the reference knows.
        return Reference(ReferenceKind.DOCUMENT, url, url, text.strip() or url, line)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    match = _REPOSITORY.match(unquote(parts.path)) if parts.hostname in ("github.com", "www.github.com") else None
    if not match:
        label = text if text and text not in (url, unquote(url)) else _short(parts.hostname, parts.path)
        return Reference(ReferenceKind.DOCUMENT, url, url, label.strip(), line)
    repository = f"{match['owner']}/{match['name']}"
    short, rest = match["name"], match["rest"] or ""
    if numbered := _NUMBERED.match(rest):
        kind = ReferenceKind.ISSUE if numbered["what"] == "issues" else ReferenceKind.PULL_REQUEST
        number = numbered["number"]
        return Reference(kind, f"{repository}#{number}".lower(), url, f"{short}#{number}", line, repository)
    if release := _RELEASE.match(rest):
        tag = release["tag"]
        return Reference(ReferenceKind.RELEASE, f"{repository}@{tag}".lower(), url, f"{short} {tag}", line, repository)
    if not rest.strip("/"):
        return Reference(ReferenceKind.REPOSITORY, repository.lower(), url, repository, line, repository)
    label = _listing(parts.query, rest) or posix_tail(rest)
    return Reference(ReferenceKind.DOCUMENT, url, url, f"{short}: {label}", line, repository)


def issue_reference(issue: str) -> Reference:
    """The reference to a registered issue or pull request, ``cloudwego/kitex#511``; the code host tells them apart."""
    repository, _, number = issue.partition("#")
    url = f"https://github.com/{repository}/issues/{number}"
    label = f"{posix_tail(repository)}#{number}"
    return Reference(ReferenceKind.ISSUE, issue.lower(), url, label, 1, repository)


def _listing(query: str, rest: str) -> str:
    """The label that an issue list is narrowed to (``good first issue``), or empty."""
    if rest.strip("/") != "issues":
        return ""
    search = " ".join(parse_qs(query).get("q", []))
    label = re.search(r'label:(?:"([^"]+)"|(\S+))', search)
    return (label[1] or label[2]) if label else "issues"


def posix_tail(path: str) -> str:
    """The last part of a path."""
    return path.rstrip("/").rsplit("/", 1)[-1]


def _short(host: str, path: str) -> str:
    """A label for an address that nobody named: its host and the end of its path, at most about 40 characters."""
    tail = posix_tail(unquote(path))
    label = f"{host}/…/{tail}" if path.strip("/").count("/") else f"{host}{path.rstrip('/')}"
    return label if len(label) <= 40 else host
