"""Rules about news and releases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Place, diagnostic
from minutes.model import Minutes, Release
from minutes.rules.meant import meant
from minutes.vocabulary import RELEASE_WORD

# A version with one dot, or with four parts and more.
_NOT_SEMANTIC = re.compile(r"(?<![\w.])[vV](?P<version>\d+(?:\.\d+)?(?:\.\d+\.\d+\.\d+)*)(?![\w]|\.\d)")


def version_not_semantic(archive: Archive) -> Iterator[Diagnostic]:
    """A release is named with a version of three numbers, such as v0.2.0."""
    for minutes in archive.minutes:
        for entry in minutes.news:
            match = _NOT_SEMANTIC.search(entry.text)
            if match and not entry.releases and RELEASE_WORD.search(entry.text):
                span = minutes.place(entry.line, match[0])
                yield diagnostic(codes.VERSION_NOT_SEMANTIC, minutes.path, span, found=match[0])


def version_backwards(archive: Archive) -> Iterator[Diagnostic]:
    """The versions of a project grow with the meetings that announce them."""
    for locale in archive.locales:
        latest: dict[str, tuple[tuple[int, ...], str, Place]] = {}
        for minutes, release in _releases(archive, locale):
            project, version = archive.registry.project(release.project).id, _numbers(release.version)
            span = minutes.place(release.line, release.version)
            known = latest.get(project)
            if known and version < known[0]:
                values = {"project": release.project, "found": release.version, "latest": known[1]}
                yield diagnostic(codes.VERSION_BACKWARDS, minutes.path, span, **values).along_with(known[2])
            else:
                latest[project] = version, release.version, Place(minutes.path, span)


def project_unknown(archive: Archive) -> Iterator[Diagnostic]:
    """What is released is a registered project."""
    registry = archive.registry
    names = [name for project in registry.projects.values() for name in project.names]
    for locale in archive.locales:
        for minutes, release in _releases(archive, locale):
            if registry.project(release.project).id not in registry.projects:
                values = {"found": release.project, "known": meant(release.project, names, ", ")}
                span = minutes.place(release.line, release.project)
                yield diagnostic(codes.PROJECT_UNKNOWN, minutes.path, span, **values)


def release_repeated(archive: Archive) -> Iterator[Diagnostic]:
    """A release is announced at one meeting. A directive may name it again, to say what it ships."""
    for locale in archive.locales:
        first: dict[tuple[str, str], Place] = {}
        for minutes, release in _releases(archive, locale):
            key = archive.registry.project(release.project).id, release.version
            span = minutes.place(release.line, release.version)
            place = first.setdefault(key, Place(minutes.path, span))
            if place.path != minutes.path:
                values = {"project": release.project, "version": release.version, "path": place.path}
                yield diagnostic(codes.RELEASE_REPEATED, minutes.path, span, **values).along_with(place)


def release_without_link(archive: Archive) -> Iterator[Diagnostic]:
    """A release comes with a link to read on."""
    for minutes in archive.minutes:
        for entry in minutes.news:
            for release in entry.releases if not entry.references else ():
                span = minutes.place(entry.line, release.version)
                values = {"project": release.project, "version": release.version}
                yield diagnostic(codes.RELEASE_WITHOUT_LINK, minutes.path, span, **values)


def _releases(archive: Archive, locale: str) -> Iterator[tuple[Minutes, Release]]:
    """What was announced in a locale, in order of time; not what directives name."""
    for meeting in archive.meetings:
        if minutes := meeting.minutes.get(locale):
            yield from ((minutes, release) for entry in minutes.news for release in entry.releases)
            yield from ((minutes, release) for item in minutes.items for release in item.releases)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.partition("-")[0].split("."))
